import type { FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import { must } from '#kernel/assert.ts'
import type { Statement } from '#platform/db/database.ts'
import type { ResourceIds } from '#platform/http/idempotency.ts'
import type { Done } from '../contract.ts'
import type { CaseDeps } from './case-deps.ts'

/** A repeated request is answered as the first one was: what it made, and how far the case has come by now. */
export const doneAgain = (deps: CaseDeps) => ({
  idempotency: {
    present: async (_request: FastifyRequest, ids: ResourceIds): Promise<Static<typeof Done>> => {
      const caseId = must(ids['case'], 'a settled command knows its case')
      const { rows } = await deps.db.query(versionOf(caseId))
      return { case: caseId, version: Number(must(rows[0], 'a case is never deleted')['version']), ids }
    },
  },
})

const versionOf = (caseId: string): Statement => ({ name: 'case.version', text: 'select version from cases where id = $1', values: [caseId] })

import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Rows, Statement } from '#platform/db/database.ts'
import { rowArrays } from '#platform/db/row-arrays.ts'
import type { Job } from '#platform/outbox/outbox-store.ts'
import { DONE, type Outcome } from '#platform/outbox/outbox-worker.ts'
import type { CaseEffect } from '../core/case-command.ts'
import type { Scenario } from '../core/compile-scenario.ts'
import type { CaseDeps } from './case-deps.ts'
import { openWords } from './case-rows.ts'

type Proposal = Omit<Extract<CaseEffect, { type: 'proposeKnowledge' }>, 'type'>

/** Issue and solution as a draft for the knowledge base (AFT-11), from the long texts of the case's forms: telephone numbers and names of places stay out of it. */
export async function proposeKnowledge(deps: CaseDeps, job: Job, now: Instant): Promise<Outcome> {
  await proposeManyDrafts(deps, [{ job, at: now }])
  return DONE
}

/** Many drafts at once, each at its own instant. */
export async function proposeManyDrafts(deps: CaseDeps, wishes: readonly { readonly job: Job; readonly at: Instant }[]): Promise<void> {
  const proposals = wishes.map(({ job, at }) => ({ ...(job.payload as Proposal), at }))
  const found = Map.groupBy((await deps.db.query(sources(proposals.map(({ caseId }) => caseId)))).rows, (row) => row['case_id'] as Id)
  await deps.db.query(insertDrafts(await Promise.all(proposals.map((proposal) => draftOf(deps, proposal, found.get(proposal.caseId) ?? [])))))
}

async function draftOf(deps: CaseDeps, { draftId, caseId, at }: Proposal & { readonly at: Instant }, rows: Rows['rows']): Promise<Draft> {
  const first = must(rows[0], 'the case of a draft is there')
  const handbook = await deps.handbooks.version(String(first['handbook_id']))
  const scenario = must(handbook.scenario(String(first['scenario'])), 'a case has its scenario')
  const texts = rows.flatMap((row) => (row['words'] === null ? [] : longTexts(deps, scenario, row)))
  const said = (start: boolean) => texts.filter((text) => text.start === start).map(({ words }) => words).join('\n\n')
  return { draftId, caseId, title: String(first['subject'] ?? ''), problem: said(true), solution: said(false), at }
}

function longTexts(deps: CaseDeps, scenario: Scenario, row: Readonly<Record<string, unknown>>) {
  const step = String(row['step'])
  const form = scenario.forms.get(scenario.steps.get(step)?.form ?? '')
  const words = openWords(deps.sealing, row['id'] as Id, row['words'] as Uint8Array)
  const fields = form?.fields.filter(({ key, kind }) => kind === 'long_text' && words[key] !== undefined) ?? []
  return fields.map(({ key }) => ({ start: step === scenario.definition.start, words: words[key] ?? '' }))
}

const sources = (caseIds: readonly Id[]): Statement => ({
  name: 'case.knowledge_sources',
  text: `select cases.id as case_id, cases.subject, cases.scenario, cases.handbook_id, case_records.id, case_records.subject as step, words
    from cases left join case_records on case_id = cases.id and kind = 'form' where cases.id = any($1::uuid[]) order by recorded_at, case_records.id`,
  values: [caseIds],
})

type Draft = { readonly draftId: Id; readonly caseId: Id; readonly title: string; readonly problem: string; readonly solution: string; readonly at: Instant }

const DRAFTS = rowArrays<Draft>([
  ['id', 'uuid', ({ draftId }) => draftId],
  ['case_id', 'uuid', ({ caseId }) => caseId],
  ['title', 'text', ({ title }) => title],
  ['problem', 'text', ({ problem }) => problem],
  ['solution', 'text', ({ solution }) => solution],
  ['created_at', 'timestamptz', ({ at }) => formatInstant(at)],
])

const insertDrafts = (drafts: readonly Draft[]): Statement => ({
  name: 'case.insert_drafts',
  text: `insert into knowledge_drafts (${DRAFTS.names}) select * from ${DRAFTS.table} on conflict (id) do nothing`,
  values: DRAFTS.values(drafts),
})

import type { Static, TSchema } from 'typebox'
import type { Permission } from '#capabilities/access/core/permission.ts'
import type { Viewer } from '#capabilities/access/core/viewer.ts'
import { viewerOf } from '#capabilities/access/server/register-access.ts'
import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import { localeOfHeader } from '#platform/http/messages/message-table.ts'
import type { ResourceIds } from '#platform/http/idempotency.ts'
import type { Http } from '#platform/http/type-provider.ts'
import { Done } from '../contract.ts'
import type { CaseCommand } from '../core/case-command.ts'
import type { CaseAggregate } from '../core/unfolding.ts'
import { actorOf, authoriseOn, problemOf } from './acting-viewer.ts'
import type { ScenarioDefinition } from '../definition.ts'
import type { CaseDeps } from './case-deps.ts'
import { doneAgain } from './done-again.ts'
import { loadVisible } from './read-routes.ts'
import { runCases } from './run-cases.ts'

/** What a route makes of a request: the command, the rows beside it, and the ids it will have made. */
export type Asked = { readonly command: CaseCommand; readonly rows?: (after: CaseAggregate) => readonly Statement[]; readonly ids?: ResourceIds }

export type Input<P extends TSchema, B extends TSchema> = {
  readonly params: Static<P>
  readonly body: Static<B>
  readonly caseId: Id
  readonly at: Instant
  readonly viewer: Viewer
  readonly deps: CaseDeps
  /** The scenario of the case, where the route looks before it asks. */
  readonly scenario: ScenarioDefinition | null
}

/** One command of a case as a route: `POST /cases/:id/…` and what undoes it. */
export type CommandRoute<P extends TSchema = TSchema, B extends TSchema = TSchema> = {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly summary: string
  readonly permission: Permission
  readonly params: P
  readonly body: B | null
  /** The route looks things up before it asks: what the viewer may not do is said first, so that a look-up tells nothing. */
  readonly looks?: true
  readonly ask: (input: Input<P, B>) => Asked | Promise<Asked>
}

/** The scenario of a case whose route looks before it asks. */
export const scenarioOf = ({ scenario }: Pick<Input<TSchema, TSchema>, 'scenario'>): ScenarioDefinition => must(scenario, 'a route that looks knows the scenario')

/** Keeps the types of parameters and body while a route stands in a list. */
export const commandRoute = <P extends TSchema, B extends TSchema>(route: CommandRoute<P, B>): CommandRoute => route as unknown as CommandRoute

/** Registers a command: parse → load and lock → authorise → decide → save → present. */
export function registerCommand(app: Http, deps: CaseDeps, route: CommandRoute): void {
  app.route({
    method: route.method,
    url: `/api/v1/cases/:id${route.url}`,
    config: doneAgain(deps),
    schema: { tags: ['case'], summary: route.summary, params: route.params, ...(route.body === null ? {} : { body: route.body }), response: { 200: Done } },
    handler: async (request) => {
      const viewer = viewerOf(request)
      const at = deps.now()
      const caseId = (request.params as { id: Id }).id
      const looked = route.looks === true ? await loadVisible(deps, viewer, caseId) : null
      if (looked !== null) authoriseOn(viewer, route.permission, looked.loaded.aggregate)
      const asked = await route.ask({ params: request.params, body: request.body, caseId, at, viewer, deps, scenario: looked?.scenario.definition ?? null })
      const ids = { case: caseId, ...asked.ids }
      const [result] = await runCases(
        deps,
        [
          {
            caseId,
            command: asked.command,
            actor: actorOf(viewer),
            commandId: deps.newId(),
            requestId: request.id,
            authorise: (aggregate) => authoriseOn(viewer, route.permission, aggregate),
            ...(asked.rows === undefined ? {} : { rows: asked.rows }),
          },
        ],
        request.idempotency === null ? [] : [request.idempotency.complete(200, ids)],
      )
      const answer = must(result, 'one request has one result')
      if (!answer.ok) throw problemOf(answer.refusal, { scenario: answer.scenario, locale: localeOfHeader(request.headers['accept-language']) })
      return { case: caseId, version: answer.version, ids: asked.ids ?? {} }
    },
  })
}

import { must } from '#kernel/assert.ts'
import type { Id } from '#kernel/id.ts'
import { formatInstant, type Instant } from '#kernel/instant.ts'
import type { Statement } from '#platform/db/database.ts'
import type { Job } from '#platform/outbox/outbox-store.ts'
import { DONE, type Outcome } from '#platform/outbox/outbox-worker.ts'
import type { CaseEffect } from '../core/case-command.ts'
import type { Scenario } from '../core/compile-scenario.ts'
import type { CaseDeps } from './case-deps.ts'
import { openWords } from './case-rows.ts'

type Proposal = Omit<Extract<CaseEffect, { type: 'proposeKnowledge' }>, 'type'>

/** Issue and solution as a draft for the knowledge base (AFT-11), from the long texts of the case's forms: telephone numbers and names of places stay out of it. */
export async function proposeKnowledge(deps: CaseDeps, job: Job, now: Instant): Promise<Outcome> {
  const { caseId, draftId } = job.payload as Proposal
  const { rows } = await deps.db.query(sources(caseId))
  const first = must(rows[0], 'the case of a draft is there')
  const handbook = await deps.handbooks.version(String(first['handbook_id']))
  const scenario = must(handbook.scenario(String(first['scenario'])), 'a case has its scenario')
  const texts = rows.flatMap((row) => (row['words'] === null ? [] : longTexts(deps, scenario, row)))
  const said = (start: boolean) => texts.filter((text) => text.start === start).map(({ words }) => words).join('\n\n')
  await deps.db.query(insertDraft({ draftId, caseId, title: String(first['subject'] ?? ''), problem: said(true), solution: said(false) }, now))
  return DONE
}

function longTexts(deps: CaseDeps, scenario: Scenario, row: Readonly<Record<string, unknown>>) {
  const step = String(row['step'])
  const form = scenario.forms.get(scenario.steps.get(step)?.form ?? '')
  const words = openWords(deps.sealing, row['id'] as Id, row['words'] as Uint8Array)
  const fields = form?.fields.filter(({ key, kind }) => kind === 'long_text' && words[key] !== undefined) ?? []
  return fields.map(({ key }) => ({ start: step === scenario.definition.start, words: words[key] ?? '' }))
}

const sources = (caseId: Id): Statement => ({
  name: 'case.knowledge_sources',
  text: `select cases.subject, cases.scenario, cases.handbook_id, case_records.id, case_records.subject as step, words
    from cases left join case_records on case_id = cases.id and kind = 'form' where cases.id = $1 order by recorded_at, case_records.id`,
  values: [caseId],
})

type Draft = { readonly draftId: Id; readonly caseId: Id; readonly title: string; readonly problem: string; readonly solution: string }

const insertDraft = ({ draftId, caseId, title, problem, solution }: Draft, now: Instant): Statement => ({
  name: 'case.insert_draft',
  text: 'insert into knowledge_drafts (id, case_id, title, problem, solution, created_at) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing',
  values: [draftId, caseId, title, problem, solution, formatInstant(now)],
})

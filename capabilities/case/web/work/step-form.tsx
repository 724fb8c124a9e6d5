import { Alert, Button, Form, type FormInstance } from 'antd'
import { useEffect } from 'react'
import { ColleaguePick } from '#capabilities/access/web/pieces/colleague-pick.tsx'
import { TeamPick } from '#capabilities/access/web/pieces/team-pick.tsx'
import { useTeams } from '#capabilities/access/web/pieces/directory.ts'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import type { Problem } from '#ui/talk/problem.ts'
import { leadsToQuestion } from '../../core/asking.ts'
import { whyUnreached } from '../../core/unreached.ts'
import { answersOf, asksScore, fieldsShown, outcomeIn, type FormValues } from '../../core/form-answers.ts'
import { askCase, caseKeys } from '../pieces/case-api.ts'
import { FormFields, plainValues } from './form-fields.tsx'
import { goToField, goToFirstError } from './go-to-error.ts'
import { ScoreFields, scoreOf, type ScoreValues } from './score-fields.tsx'
import type { StepProps } from './step-card.tsx'
import styles from './step-card.module.css'
import { useFormDraft, type FormDraftHandle } from './use-form-draft.ts'
import { caseChanges } from './use-case.ts'
import { usePageWords } from './use-page-words.ts'

type Values = { readonly fields?: Readonly<Record<string, unknown>>; readonly teamId?: string | null; readonly assigneeId?: string | null; readonly score?: ScoreValues }
type Completing = { readonly codes: ReturnType<typeof answersOf>; readonly values: Values }

const NO_FIELDS: readonly never[] = []

/** The form of a step as the handbook writes it, whom the case goes to next, and the customer's score where the step asks for it. */
export function StepForm({ view, guide, step, standing }: StepProps) {
  const say = usePageWords()
  const [form] = Form.useForm<Values>()
  const definition = guide.forms.find(({ key }) => key === step.form)
  const draft = useFormDraft(form, { caseId: view.id, step: step.key, round: standing.round, fields: definition?.fields ?? NO_FIELDS })
  const values = plainValues(Form.useWatch('fields', form) ?? {})
  const shown = fieldsShown(definition?.fields ?? [], { form: definition?.key ?? '', values, facts: view.facts })
  const outcome = outcomeIn(shown, values)
  const unreached = whyUnreached(view)
  const teamOfStep = Form.useWatch('teamId', form) ?? null
  const completing = useCommand({
    run: async ({ codes, values: { teamId, assigneeId, score } }: Completing, key) => askCase('POST /api/v1/cases/:id/steps/:step/completion', {
      params: { id: view.id, step: step.key },
      body: {
        ...(definition === undefined ? {} : { form: codes }),
        ...(step.assignsRole === null || !teamId ? {} : { assign: { teamId, assigneeId: assigneeId ?? null } }),
        ...(score?.score !== undefined ? { answer: scoreOf(score) } : {}),
      },
    }, { key }),
    changes: () => [...caseChanges(view.id), caseKeys.records(view.id)],
    onDone: draft.done,
  })
  useFieldProblem(form, completing.error)
  useOnlyTeam(form, step.assignsRole?.key)
  const send = (sent: Values): void => completing.mutate({ codes: answersOf(shown, plainValues(sent.fields ?? {})), values: sent })
  return (
    <Form<Values> form={form} layout="vertical" onValuesChange={(_change, all) => draft.keep(all)} onFinish={send} onFinishFailed={(failed) => goToFirstError(form, failed)} initialValues={{ fields: initialOf(view.facts, definition?.fields ?? []) }}>
      <DraftNote draft={draft} />
      <FormFields fields={shown} />
      {step.survey !== null && asksScore(step.survey.neededOn, outcome) && <ScoreFields survey={step.survey} required={outcome !== null && step.survey.neededOn.includes(outcome)} />}
      {step.assignsRole !== null && <Assignment roleName={step.assignsRole.name} role={step.assignsRole.key} teamId={teamOfStep} />}
      {unreached !== null && leadsToQuestion(guide, step.key) && <Alert className={styles['before'] ?? ''} type="warning" showIcon title={say(`step.asks_unreached_${unreached}`)} />}
      <ProblemNote problem={completing.error} />
      <Button type="primary" htmlType="submit" loading={completing.isPending}>{say('step.complete', { step: step.name })}</Button>
    </Form>
  )
}

/** Why the form does not begin empty, and the way to begin again. */
function DraftNote({ draft: { began, anew } }: { readonly draft: FormDraftHandle }) {
  const say = usePageWords()
  if (began === null) return null
  return <div className={styles['draft']} aria-live="polite">{say(`draft.${began}`)}{began === 'draft' && <Button type="link" size="small" onClick={anew}>{say('draft.anew')}</Button>}</div>
}

function Assignment({ role, roleName, teamId }: { readonly role: string; readonly roleName: string; readonly teamId: string | null }) {
  const say = usePageWords()
  return (
    <fieldset className={styles['group']}>
      <legend>{say('step.assigns', { role: roleName })}</legend>
      <Form.Item name="teamId" label={say('assign.team')} rules={[{ required: true, message: say('choose') }]}><TeamPick role={role} /></Form.Item>
      <Form.Item name="assigneeId" label={say('assign.person')}><ColleaguePick teamId={teamId} /></Form.Item>
    </fieldset>
  )
}

/** What is known already stands in the form: the class that mail or an earlier round gave. */
const initialOf = (facts: FormValues, fields: readonly { readonly key: string; readonly kind: string }[]): FormValues =>
  Object.fromEntries(fields.filter(({ key, kind }) => kind === 'class' && facts[key] !== undefined).map(({ key }) => [key, facts[key]]))

/** A refusal about a field is shown at the field, and the field is where one goes on. */
function useFieldProblem(form: FormInstance<Values>, problem: Problem | null): void {
  useEffect(() => {
    const field = problem?.params['field']
    if (typeof field !== 'string') return
    form.setFields([{ name: ['fields', field] as never, errors: [problem?.message ?? ''] }])
    goToField(form, ['fields', field])
  }, [form, problem])
}

/** Where there is one team of the role, nobody has to choose it. */
function useOnlyTeam(form: FormInstance<Values>, role: string | undefined): void {
  const only = useTeams().filter((team) => team.role === role)
  const id = only.length === 1 ? only[0]?.id : undefined
  useEffect(() => {
    if (id !== undefined && form.getFieldValue('teamId') === undefined) form.setFieldValue('teamId', id)
  }, [form, id])
}

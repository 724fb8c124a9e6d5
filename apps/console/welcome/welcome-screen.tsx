import { Button, Flex, Steps } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { askAccess } from '#capabilities/access/web/pieces/access-api.ts'
import { setupQuery } from '#capabilities/access/web/pieces/setup-data.ts'
import { useSetupWords } from '#capabilities/access/web/setup/use-setup-words.ts'
import { SETUP_STEPS, type SetupStep } from '#capabilities/access/core/setup-step.ts'
import { PageHead } from '#ui/pieces/page-head.tsx'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useCommand } from '#ui/talk/use-command.ts'
import { WelcomeStep } from './welcome-step.tsx'
import styles from './welcome.module.css'

/** The first run: company, hours, mailbox, colleagues; each can be left for later. */
export function WelcomeScreen({ step = 'company' }: { readonly step?: SetupStep | undefined }) {
  const say = useSetupWords()
  const navigate = useNavigate()
  const setup = useQuery(setupQuery)
  const items = setup.data?.items ?? []
  const at = Math.max(0, items.findIndex((item) => item.step === step))
  const go = (to: SetupStep): void => void navigate({ to: '/welcome', search: { step: to } })
  const leaving = useCommand({
    run: async (_nothing: null, key) => askAccess('PUT /api/v1/setup/:step', { params: { step: 'welcome' } }, { key }),
    changes: () => [setupQuery.queryKey],
    onDone: () => void navigate({ to: '/inbox', search: { view: 'mine' } }),
  })
  const next = (): void => {
    const after = items[at + 1]
    if (after === undefined) leaving.mutate(null)
    else go(after.step)
  }
  if (setup.data === undefined) return <ProblemNote problem={setup.error} />
  const here = items[at]?.step ?? SETUP_STEPS[0]
  return (
    <div className={styles['page']}>
      <PageHead title={say('welcome.title')} text={say('welcome.text')}>
        <Button onClick={() => leaving.mutate(null)} loading={leaving.isPending}>{say('welcome.leave')}</Button>
      </PageHead>
      <Steps current={at} size="small" responsive={false} titlePlacement="vertical" className={styles['steps'] ?? ''} onChange={(index) => go(items[index]?.step ?? 'company')} items={items.map((item) => ({ title: say(`step.${item.step}`), status: item.step === here ? 'process' : item.done ? 'finish' : 'wait' }))} />
      <section className={styles['step']} aria-labelledby="step-title">
        <h2 id="step-title" className={styles['title']}>{say(`step.${here}`)}</h2>
        <p className={styles['why']}>{say(`why.${here}`)}</p>
        <WelcomeStep key={here} step={here} onDone={next} />
        <ProblemNote problem={leaving.error} />
        <Flex justify="flex-end"><Button type="link" onClick={next}>{items[at + 1] === undefined ? say('welcome.finish') : say('welcome.skip')}</Button></Flex>
      </section>
    </div>
  )
}

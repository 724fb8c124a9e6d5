import { useQuery } from '@tanstack/react-query'
import { Alert, Drawer } from 'antd'
import { currentPolicy } from '#capabilities/clock/core/ledger.ts'
import { ledgerDays, ledgerSums } from '#capabilities/clock/core/ledger-days.ts'
import { sayLength } from '#capabilities/clock/core/remaining.ts'
import { clausesQuery } from '#capabilities/handbook/web/pieces/handbook-api.ts'
import type { Instant } from '#kernel/instant.ts'
import { sayDay } from '#ui/time/say-time.ts'
import { useFocusBack } from '#ui/keys/use-focus-back.ts'
import { useReader } from '#ui/time/use-reader.ts'
import type { ClockRow } from '../../clock-contract.ts'
import type { CaseView } from '../../contract.ts'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { ClauseLinks } from './clause-links.tsx'
import styles from './clock-ledger.module.css'
import { DueByHand } from './due-by-hand.tsx'
import { LedgerDayEntry } from './ledger-day-entry.tsx'
import { useClockSentence } from './use-clock-sentence.ts'
import type { MeasuredClocks } from './use-clocks.ts'
import { usePageWords } from './use-page-words.ts'

type LedgerProps = { readonly clock: ClockRow; readonly clocks: MeasuredClocks; readonly view: CaseView; readonly onClose: () => void }

/** 计时明细: every stretch of a clock's time, counted or not and why, so that anybody can check the due time with a calendar in hand. */
export function ClockLedger({ clock, clocks, view, onClose }: LedgerProps) {
  useFocusBack()
  const say = usePageWords()
  const sentence = useClockSentence(clock, clocks)
  const reader = useReader()
  const at = reader.now as Instant
  const calendar = clocks.calendars(currentPolicy(clock).calendar)
  const days = ledgerDays(clock, at, clocks.calendars)
  const clause = useQuery(clausesQuery(view.handbookId)).data?.items.find(({ id }) => id === clock.clause)
  return (
    <Drawer open onClose={onClose} size={520} title={say('ledger.title', { name: clock.name })}>
      <div className={styles['ledger']}>
        <p className={styles['state']}><ToneChip tone={sentence.sign.tone} icon={sentence.sign.icon}>{sentence.words}</ToneChip></p>
        <Sums clock={clock} clocks={clocks} at={at} />
        {sentence.left.dueAt !== null && <p>{say('ledger.due', { time: `${sayDay(sentence.left.dueAt, { ...reader, zone: calendar.timezone })} ${calendar.format(sentence.left.dueAt).slice(11, 16)}` })}</p>}
        {clock.provisional && <Alert type="warning" showIcon title={say('ledger.provisional')} />}
        <DueByHand clock={clock} view={view} zone={calendar.timezone} />
        <ol className={styles['days']} aria-label={say('ledger.days')}>
          {days.map((day) => <LedgerDayEntry key={day.stretches[0]?.from ?? day.date} day={day} calendar={calendar} reasonName={clocks.reasonName} />)}
        </ol>
        <p className={styles['note']}>{say(currentPolicy(clock).counting === 'wall' ? 'ledger.wall' : 'ledger.working', { zone: calendar.timezone })}</p>
        <p className={styles['note']}>{say('ledger.clause')} <ClauseLinks clauses={[clock.clause]} /> {clause?.text}</p>
      </div>
    </Drawer>
  )
}

function Sums({ clock, clocks, at }: { readonly clock: ClockRow; readonly clocks: MeasuredClocks; readonly at: Instant }) {
  const say = usePageWords()
  const { locale } = useReader()
  const { left } = useClockSentence(clock, clocks)
  const { spent, paused } = ledgerSums(clock, at, clocks.calendars)
  const over = left.state === 'overdue' || left.state === 'late'
  const sums = [
    { name: say('ledger.spent'), amount: spent },
    { name: say('ledger.paused'), amount: paused },
    ...(left.amount === null ? [] : [{ name: say(over ? 'ledger.over' : 'ledger.left'), amount: left.amount }]),
  ]
  return (
    <dl className={styles['sums']}>
      {sums.map(({ name, amount }) => <div key={name}><dt>{name}</dt><dd>{amount === 0 ? '0' : sayLength(amount, locale)}</dd></div>)}
    </dl>
  )
}

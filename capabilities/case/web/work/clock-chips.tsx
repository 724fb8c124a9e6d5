import { useState } from 'react'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import type { CaseView } from '../../contract.ts'
import type { ClockRow } from '../../clock-contract.ts'
import styles from './clock-chips.module.css'
import { ClockLedger } from './clock-ledger.tsx'
import { useClocks, type MeasuredClocks } from './use-clocks.ts'
import { useClockSentence } from './use-clock-sentence.ts'
import { usePageWords } from './use-page-words.ts'

/** The promises of a case that still run, each in a sentence that counts down; a press on one opens its ledger. Those that ended stand behind a button. */
export function ClockChips({ view }: { readonly view: CaseView }) {
  const say = usePageWords()
  const clocks = useClocks(view.id)
  const [open, setOpen] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  if (clocks === undefined) return <div className={styles['coming']} aria-hidden />
  if (clocks.items.length === 0) return null
  const ended = clocks.items.filter(({ endedAt }) => endedAt !== null)
  const shown = clocks.items.filter(({ endedAt }) => all || endedAt === null)
  const clock = clocks.items.find(({ id }) => id === open)
  return (
    <>
      <ul className={styles['clocks']} aria-label={say('clock.label')}>
        {shown.map((each) => <li key={each.id}><ClockChip clock={each} clocks={clocks} onOpen={() => setOpen(each.id)} /></li>)}
        {ended.length > 0 && <li><button type="button" className={styles['more']} aria-expanded={all} onClick={() => setAll(!all)}>{all ? say('clock.fewer') : say('clock.ended', { count: ended.length })}</button></li>}
      </ul>
      {clock !== undefined && <ClockLedger clock={clock} clocks={clocks} view={view} onClose={() => setOpen(null)} />}
    </>
  )
}

function ClockChip({ clock, clocks, onOpen }: { readonly clock: ClockRow; readonly clocks: MeasuredClocks; readonly onOpen: () => void }) {
  const say = usePageWords()
  const sentence = useClockSentence(clock, clocks)
  return (
    <button type="button" className={styles['clock']} onClick={onOpen} aria-label={say('clock.open', { name: clock.name, sentence: sentence.words })}>
      <ToneChip tone={sentence.sign.tone} icon={sentence.sign.icon}><strong>{clock.name}</strong> {sentence.words}</ToneChip>
    </button>
  )
}

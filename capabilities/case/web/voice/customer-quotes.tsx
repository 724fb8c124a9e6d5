import { FoldedText } from '#ui/pieces/folded-text.tsx'
import { saidTo, type Quote } from '../../core/customer-words.ts'
import { useRecords } from '../pieces/use-records.ts'
import styles from './customer-quotes.module.css'
import { useVoiceWords } from './use-voice-words.ts'

/** What the customer said, word for word. */
export function CustomerQuotes({ quotes }: { readonly quotes: readonly Quote[] }) {
  const say = useVoiceWords()
  if (quotes.length === 0) return null
  return (
    <ul className={styles['quotes']} aria-label={say('quotes')}>
      {quotes.map(({ id, text }) => <li key={id}><blockquote className={styles['quote']}><FoldedText text={say('quote', { words: text })} /></blockquote></li>)}
    </ul>
  )
}

/** What the customer said to these questions, or beside this score. */
export function SaidTo({ caseId, of }: { readonly caseId: string; readonly of: readonly string[] }) {
  const records = useRecords(caseId)
  return <CustomerQuotes quotes={of.flatMap((id) => saidTo(records, id))} />
}

import { Link } from '@tanstack/react-router'
import type { ClauseView } from '../../book-contract.ts'
import { useHandbookWords, type SayHandbook } from './use-handbook-words.ts'

type Carrier = ClauseView['carriers'][number]
const KINDS = ['steps', 'clocks', 'forms', 'records', 'rules', 'ladders', 'classification', 'scenarios', 'wording', 'surveys', 'promises', 'calendars', 'roles', 'green', 'reopening', 'numbering', 'customers', 'care'] as const
const TABS: Readonly<Record<string, 'steps' | 'clocks' | 'forms' | 'wording'>> = { steps: 'steps', clocks: 'clocks', ladders: 'clocks', forms: 'forms', records: 'forms' }

/** What an element of the handbook is, in words; an element of a kind unknown here is called by its key. */
export function carrierKind(kind: string, say: SayHandbook): string {
  const known = KINDS.find((each) => each === kind)
  return known === undefined ? kind : say(`kind.${known}`)
}

/** An element that carries a clause out: what it is, its name, and the way to it. */
export function CarrierLine({ carrier: { kind, key, name, scenario } }: { readonly carrier: Carrier }) {
  const say = useHandbookWords()
  const called = name === key && kind === key ? carrierKind(kind, say) : kind === 'rules' ? say('carrier.rule') : say('carrier', { kind: carrierKind(kind, say), name })
  const where = scenario?.key ?? (kind === 'scenarios' ? key : null)
  if (where === null) return <span>{called}</span>
  const tab = TABS[kind]
  return <Link to="/handbook/scenarios/$key" params={{ key: where }} search={tab === undefined ? {} : { tab }}>{called}</Link>
}

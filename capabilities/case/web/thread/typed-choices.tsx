/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role -- choices for a text that is being typed: no tag does that */
import { useColleagues } from '#capabilities/access/web/pieces/directory.ts'
import { fitsTyped, type TypedAsk } from '../../core/composing.ts'
import styles from './composer.module.css'
import { useReaders } from './use-readers.ts'
import { useTemplates } from './use-templates.ts'
import { useThreadWords } from './use-thread-words.ts'

/** Something that can stand in the place of what is typed. */
export type TypedChoice = { readonly key: string; readonly name: string; readonly hint: string; readonly words: string }

const CHOICES_MAX = 8

/** What fits what is being typed: templates filled in for the case, or colleagues by name and number, those first who see the case. */
export function useTypedChoices(caseId: string, asked: TypedAsk | null, me: string): readonly TypedChoice[] {
  const templates = useTemplates(caseId, asked?.kind === 'template')
  const say = useThreadWords()
  const colleagues = useColleagues()
  const readers = useReaders(caseId, asked?.kind === 'mention')?.readers
  if (asked === null) return []
  const { query } = asked
  const choices = asked.kind === 'template'
    ? templates.filter(({ name, key, text }) => fitsTyped(query, name, key, text)).map(({ key, name, filled, text }) => ({ key, name, hint: excerpt(filled ?? text), words: filled ?? text }))
    : colleagues.filter(({ id, active, name, number }) => active && id !== me && fitsTyped(query, name, number))
      .map(({ id, name, number }) => ({ key: id as string, name, hint: number, words: `@${name} `, unseen: readers?.includes(id) === false }))
      .toSorted((one, other) => Number(one.unseen) - Number(other.unseen))
      .map(({ unseen, hint, ...choice }) => ({ ...choice, hint: unseen ? say('mention.unseen_hint', { number: hint }) : hint }))
  return choices.slice(0, CHOICES_MAX)
}

const excerpt = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 60)

type ChoicesProps = { readonly id: string; readonly choices: readonly TypedChoice[]; readonly kind: TypedAsk['kind']; readonly at: number; readonly onChoose: (choice: TypedChoice) => void }
export const choiceId = (id: string, at: number): string => `${id}-${at}`

/** The list above the box; arrows go through it, Enter or Tab takes one, Escape closes it. */
export function TypedChoices({ id, choices, kind, at, onChoose }: ChoicesProps) {
  const say = useThreadWords()
  return (
    <ul id={id} role="listbox" aria-label={say(kind === 'template' ? 'templates.label' : 'mention.label')} className={styles['choices']}>
      {choices.map((choice, place) => (
        <li key={choice.key} id={choiceId(id, place)} role="option" aria-selected={place === at} className={styles['choice']} onMouseDown={(event) => {
          event.preventDefault()
          onChoose(choice)
        }}>
          <strong>{choice.name}</strong>
          <span className={styles['hint']}>{choice.hint}</span>
        </li>
      ))}
    </ul>
  )
}

/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events -- choices for what is being typed: no tag does that, and the field above has the keys */
import { KeyCap } from '#ui/keys/key-cap.tsx'
import type { Entry, EntryGroup } from './entry.ts'
import { entryId } from './entry-id.ts'
import styles from './palette.module.css'
import { useShellWords } from '../use-shell-words.ts'

type ListProps = { readonly id: string; readonly groups: readonly EntryGroup[]; readonly current: string | undefined; readonly onChoose: (entry: Entry) => void }

/** The lines of the palette under their heads; the field above keeps the focus. */
export function PaletteList({ id, groups, current, onChoose }: ListProps) {
  const say = useShellWords()
  return (
    <div id={id} role="listbox" aria-label={say('palette.list')} className={styles['list']} tabIndex={-1}>
      {groups.map(({ name, entries }) => (
        <div key={name} role="group" aria-label={name}>
          <p className={styles['name']} aria-hidden>{name}</p>
          {entries.map((entry) => <Line key={entry.id} entry={entry} here={entry.id === current} onChoose={onChoose} />)}
        </div>
      ))}
    </div>
  )
}

function Line({ entry, here, onChoose }: { readonly entry: Entry; readonly here: boolean; readonly onChoose: (entry: Entry) => void }) {
  return (
    <div id={entryId(entry.id)} role="option" aria-selected={here} tabIndex={-1} className={styles['line']} data-here={here} onClick={() => onChoose(entry)} onMouseDown={(event) => event.preventDefault()}>
      <span className={styles['icon']} aria-hidden>{entry.icon}</span>
      <span className={styles['title']}>{entry.title}</span>
      {entry.hint !== undefined && <span className={styles['hint']}>{entry.hint}</span>}
      {entry.keys !== undefined && <span aria-hidden><KeyCap keys={entry.keys} /></span>}
    </div>
  )
}

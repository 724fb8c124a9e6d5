import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import type { ChangeView } from '../../book-contract.ts'
import { sayPart, saySection } from './say-change-place.ts'
import { sayChangeValue } from './say-change-value.ts'
import { useVersionWords } from './use-version-words.ts'
import styles from './versions.module.css'

/** Differences one under the other: where, what it said, what it says. */
export function ChangeListing({ changes }: { readonly changes: readonly ChangeView[] }) {
  const say = useVersionWords()
  if (changes.length === 0) return <p>{say('same')}</p>
  return (
    <>
      <p className={styles['count']}>{say('count', { count: changes.length })}</p>
      <ul className={styles['changes']}>
        {changes.map((change) => (
          <li key={`${change.section} ${change.path.map(({ key }) => key).join('.')}`} className={styles['change']}>
            <p className={styles['place']}>
              <ToneChip tone={change.before === null ? 'good' : change.after === null ? 'bad' : 'info'}>{say(change.before === null ? 'added' : change.after === null ? 'removed' : 'changed')}</ToneChip>{' '}
              {[saySection(change.section, say), ...change.path.map((part) => sayPart(part, say))].join(' › ')}
            </p>
            <div className={styles['sides']}>
              {change.before !== null && <del className={styles['before']}><span className="unseen">{say('before')}</span>{sayChangeValue(change.before, say)}</del>}
              {change.after !== null && <ins className={styles['after']}><span className="unseen">{say('after')}</span>{sayChangeValue(change.after, say)}</ins>}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

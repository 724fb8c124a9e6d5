import { Link } from '@tanstack/react-router'
import type { Overview } from '#capabilities/case/overview-contract.ts'
import { useInsightWords } from '../pieces/use-insight-words.ts'
import styles from './overview.module.css'

type Count = Overview['teams'][number]['open']
type Row = { readonly id: string; readonly name: string; readonly teams?: readonly string[]; readonly open: Count; readonly soon: Count; readonly overdue: Count; readonly unassigned?: Count }
type TableProps = { readonly name: string; readonly of: 'teamId' | 'assigneeId'; readonly rows: readonly Row[]; readonly none: string; readonly more?: string | null }
const VIEWS = { open: 'all', unassigned: 'unassigned', soon: 'due-soon', overdue: 'overdue' } as const
type Column = keyof typeof VIEWS

/** How much lies with each, and the way to those cases. */
export function WorkTable({ name, of, rows, none, more = null }: TableProps) {
  const say = useInsightWords()
  const columns: readonly Column[] = of === 'teamId' ? ['open', 'unassigned', 'soon', 'overdue'] : ['open', 'soon', 'overdue']
  return (
    <section className={styles['card']}>
      <table className={styles['table']}>
        <caption>{name}</caption>
        <thead><tr><th scope="col"><span className="unseen">{name}</span></th>{columns.map((column) => <th key={column} scope="col">{say(`overview.${column}`)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}{row.teams !== undefined && <span className={styles['small']}>{row.teams.join(say('overview.comma'))}</span>}</th>
              {columns.map((column) => <td key={column} data-late={column === 'overdue'}><CountLink count={row[column]} view={VIEWS[column]} of={of} id={row.id} name={say('overview.link', { name: row.name, what: say(`overview.${column}`) })} /></td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className={styles['small']}>{none}</p>}
      {more !== null && <p className={styles['small']}>{more}</p>}
    </section>
  )
}

type CountProps = { readonly count: Count | undefined; readonly view: string; readonly of: 'teamId' | 'assigneeId'; readonly id: string; readonly name: string }

function CountLink({ count, view, of, id, name }: CountProps) {
  if (count === undefined || (count.count === 0 && !count.more)) return <span className={styles['nothing']}>0</span>
  const said = `${count.count}${count.more ? '+' : ''}`
  return <Link to="/inbox" search={{ view, [of]: [id] }} aria-label={`${name} ${said}`}>{said}</Link>
}

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Input, Table, type TableColumnsType } from 'antd'
import { useState, type ReactNode } from 'react'
import { ProblemNote } from '#ui/pieces/problem-note.tsx'
import { useNarrow } from '#ui/theme/use-narrow.ts'
import type { ClauseView } from '../../book-contract.ts'
import { CarrierLine } from '../pieces/carrier-line.tsx'
import { clausesQuery } from '../pieces/handbook-api.ts'
import { useHandbookWords } from '../pieces/use-handbook-words.ts'
import styles from '../screens/handbook-screens.module.css'

/** The clauses by number: what each promises, what carries it out, how well it was kept. */
export function ClauseTable({ kept }: { readonly kept: ((clause: string) => ReactNode) | null }) {
  const say = useHandbookWords()
  const narrow = useNarrow()
  const [typed, setTyped] = useState('')
  const { data, error, isLoading } = useQuery(clausesQuery())
  const found = data?.items.filter((clause) => [clause.id, clause.title, clause.text].some((text) => text.toLowerCase().includes(typed.trim().toLowerCase()))) ?? []
  const columns: TableColumnsType<ClauseView> = [
    { key: 'id', title: say('column.clause'), render: (_value, { id, title }) => <span className={styles['clauseName']}><Link to="/handbook/clauses/$id" params={{ id }}><strong>{id}</strong></Link>{title}</span> },
    { key: 'text', title: say('column.text'), render: (_value, { text }) => <p className={styles['wide']}>{text}</p> },
    ...(kept === null ? [] : [{ key: 'kept', title: say('column.kept'), render: (_value: unknown, { id }: ClauseView) => kept(id) }]),
    { key: 'carriers', title: say('column.carriers'), render: (_value, { carriers }) => <Carriers carriers={carriers} /> },
  ]
  return (
    <section aria-labelledby="clauses">
      <div className={styles['sectionHead']}>
        <h2 id="clauses" className={styles['heading']}>{say('clauses')}</h2>
        <Input.Search allowClear value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={say('clause.filter')} aria-label={say('clause.filter')} className={styles['search'] ?? ''} />
      </div>
      <ProblemNote problem={error} />
      {narrow ? <ClauseCards clauses={found} kept={kept} /> : <div className={styles['scroll']} role="region" aria-label={say('clauses')} tabIndex={0}><Table<ClauseView> aria-label={say('clauses')} size="middle" rowKey="id" columns={columns} dataSource={found} loading={isLoading} pagination={false} locale={{ emptyText: say('clause.none') }} /></div>}
    </section>
  )
}

function Carriers({ carriers }: Pick<ClauseView, 'carriers'>) {
  return <ul className={styles['carriers']}>{carriers.map((carrier) => <li key={`${carrier.kind} ${carrier.key} ${carrier.scenario?.key ?? ''}`}><CarrierLine carrier={carrier} /></li>)}</ul>
}

/** The same one under the other, where a table would have to be pushed aside. */
function ClauseCards({ clauses, kept }: { readonly clauses: readonly ClauseView[]; readonly kept: ((clause: string) => ReactNode) | null }) {
  const say = useHandbookWords()
  if (clauses.length === 0) return <p>{say('clause.none')}</p>
  return (
    <ul className={styles['clauses']} aria-label={say('clauses')}>
      {clauses.map(({ id, title, text, carriers }) => (
        <li key={id} className={styles['clause']}>
          <p className={styles['clauseHead']}><Link to="/handbook/clauses/$id" params={{ id }}><strong>{id}</strong> {title}</Link>{kept?.(id)}</p>
          <p>{text}</p>
          <Carriers carriers={carriers} />
        </li>
      ))}
    </ul>
  )
}

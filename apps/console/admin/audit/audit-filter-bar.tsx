import { useQueryClient } from '@tanstack/react-query'
import { Button, DatePicker, Input, Select } from 'antd'
import { useState } from 'react'
import type { AuditFilters } from '#capabilities/access/audit-contract.ts'
import { ColleaguePick } from '#capabilities/access/web/pieces/colleague-pick.tsx'
import { askCase } from '#capabilities/case/web/pieces/case-api.ts'
import { EVENT_SENTENCES } from '#capabilities/case/core/event-sentences.ts'
import { localeNow } from '#ui/words/words.ts'
import styles from './audit.module.css'
import { useAuditWords } from './use-audit-words.ts'
import { WORDS, type AuditWord } from './words/zh-cn.ts'

type BarProps = { readonly filters: AuditFilters; readonly onChange: (filters: AuditFilters) => void }

/** Narrows the history: by whom, what, of what, which case, when. */
export function AuditFilterBar({ filters, onChange }: BarProps) {
  const say = useAuditWords()
  const set = (name: keyof AuditFilters, value: string | null | undefined): void => {
    const { [name]: _before, ...rest } = filters
    onChange(value === null || value === undefined || value === '' ? rest : { ...rest, [name]: value })
  }
  const setPeriod = (from: string | undefined, to: string | undefined): void => {
    const { from: _from, to: _to, ...rest } = filters
    onChange({ ...rest, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) })
  }
  return (
    <div className={styles['bar']}>
      <label className={styles['field']}><span>{say('filter.who')}</span><ColleaguePick value={filters.actorId ?? null} onChange={(id) => set('actorId', id)} /></label>
      <label className={styles['field']}><span>{say('filter.what')}</span><Select allowClear popupMatchSelectWidth={false} value={filters.type ?? null} onChange={(type: string | null) => set('type', type)} options={[...useTypes()]} showSearch={{ optionFilterProp: 'label' }} /></label>
      <label className={styles['field']}><span>{say('filter.kind')}</span><Select allowClear value={filters.streamKind ?? null} onChange={(kind: string | null) => set('streamKind', kind)} options={[...useKinds()]} /></label>
      <CaseField caseId={filters.streamId} onCase={(id) => set('streamId', id)} />
      <label className={styles['field']}>
        <span>{say('filter.period')}</span>
        <DatePicker.RangePicker allowEmpty={[true, true]} onChange={(days) => setPeriod(days?.[0]?.startOf('day').toISOString(), days?.[1]?.add(1, 'day').startOf('day').toISOString())} />
      </label>
      {Object.keys(filters).length > 0 && <Button type="link" onClick={() => onChange({})}>{say('filter.clear')}</Button>}
    </div>
  )
}

/** People know the number of a case; the history knows its id. */
function CaseField({ caseId, onCase }: { readonly caseId: string | undefined; readonly onCase: (id: string | null) => void }) {
  const say = useAuditWords()
  const cache = useQueryClient()
  const [unknown, setUnknown] = useState(false)
  const find = async (typed: string): Promise<void> => {
    const number = typed.trim()
    if (number === '') return onCase(null)
    const { cases } = await cache.fetchQuery({ queryKey: ['search', 'number', number], queryFn: async ({ signal }) => askCase('GET /api/v1/search', { query: { q: number, kinds: 'cases', limit: 1 } }, { signal }) })
    setUnknown(cases[0] === undefined)
    onCase(cases[0]?.id ?? null)
  }
  return (
    <label className={styles['field']}>
      <span>{unknown ? say('filter.case_unknown') : say('filter.case')}</span>
      <Input.Search key={caseId === undefined ? 'none' : 'one'} allowClear placeholder="SH-20261120-0042" status={unknown ? 'error' : ''} onSearch={(typed) => void find(typed).catch(() => setUnknown(true))} />
    </label>
  )
}

const wordsUnder = (head: string): readonly AuditWord[] => (Object.keys(WORDS) as AuditWord[]).filter((key) => key.startsWith(head))

function useTypes(): readonly { readonly value: string; readonly label: string }[] {
  const say = useAuditWords()
  const own = wordsUnder('event.').map((key) => ({ value: key.slice('event.'.length), label: say(key, { fields: '' }).replace(/[：:]\s*$/, '') }))
  const ofCases = Object.entries(EVENT_SENTENCES[localeNow()]).filter(([key]) => key.split('.').length === 2).map(([value, sentence]) => ({ value, label: sentence.replaceAll(/\{\w+\}/g, '…') }))
  return [...own, ...ofCases]
}

function useKinds(): readonly { readonly value: string; readonly label: string }[] {
  const say = useAuditWords()
  return wordsUnder('kind.').map((key) => ({ value: key.slice('kind.'.length), label: say(key) }))
}

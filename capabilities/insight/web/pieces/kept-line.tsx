import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { ToneChip } from '#ui/pieces/tone-chip.tsx'
import { attainmentQuery, type Period } from './insight-api.ts'
import { useInsightWords } from './use-insight-words.ts'

/** How well a clause was kept: the share of the judged cases, and how many were missed. */
export function KeptLine({ clause, period }: { readonly clause: string; readonly period: Period }) {
  const say = useInsightWords()
  const found = useQuery(attainmentQuery(period)).data?.find((each) => each.clause === clause)
  if (found === undefined) return <span title={say('kept.none.why')}>–</span>
  const { met, missed } = found
  if (met + missed === 0) return <span>{say('kept.unjudged', { cases: found.cases })}</span>
  const share = Math.floor((met / (met + missed)) * 100)
  return missed === 0
    ? <ToneChip tone="good" icon={<CheckCircleOutlined />}>{say('kept.all', { met })}</ToneChip>
    : <ToneChip tone="warn" icon={<ExclamationCircleOutlined />}>{say('kept.share', { share, missed })}</ToneChip>
}

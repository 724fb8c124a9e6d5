import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import { HandbookScreen } from '#capabilities/handbook/web/screens/handbook-screen.tsx'
import { KeptLine } from '#capabilities/insight/web/pieces/kept-line.tsx'
import { lastDays } from '#capabilities/insight/web/pieces/period.ts'
import { useNow } from '#ui/time/use-now.ts'

const DAYS = 30

/** The handbook, with how well it is kept for those who may know. */
export function HandbookPage() {
  const reports = useMay('report.read') === 'all'
  const period = lastDays(DAYS, useNow())
  return <HandbookScreen kept={reports ? (clause) => <KeptLine clause={clause} period={period} /> : null} />
}

import { CompanyScreen } from '#capabilities/access/web/screens/company-screen.tsx'
import { useMay } from '#capabilities/access/web/pieces/use-me.ts'
import styles from './company-page.module.css'
import { EverybodySection } from './everybody-section.tsx'

/** The company: what customers are told about it, and what holds for everybody's screens. */
export function CompanyPage() {
  const names = useMay('handbook.publish') !== undefined
  const everybody = useMay('staff.manage') === 'all'
  return <div className={styles['page']}>{names && <CompanyScreen />}{everybody && <EverybodySection />}</div>
}

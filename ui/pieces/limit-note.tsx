import styles from './limit-note.module.css'

/** From this share of the limit on, one wants to know how much is left. */
const NEAR = 0.9

/** How much of a field is used, once its limit is near. */
export function LimitNote({ text, limit }: { readonly text: unknown; readonly limit: number | undefined }) {
  if (typeof text !== 'string' || limit === undefined || text.length < limit * NEAR) return null
  return <span className={styles['note']} data-full={text.length >= limit}>{text.length} / {limit}</span>
}

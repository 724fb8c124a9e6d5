import { Input } from 'antd'
import type { TextAreaProps } from 'antd/es/input/TextArea.js'
import styles from './growing-text.module.css'
import { LimitNote } from './limit-note.tsx'

/** A box that grows with what is written in it, by its style alone: measuring it by hand would need a style attribute, which the policy of our pages forbids. Near its limit it counts. */
export function GrowingText({ rows = 3, className = '', ...more }: Omit<TextAreaProps, 'autoSize'>) {
  return (
    <>
      <Input.TextArea {...more} rows={rows} className={`${styles['box'] ?? ''} ${className}`} />
      <LimitNote text={more.value} limit={more.maxLength} />
    </>
  )
}

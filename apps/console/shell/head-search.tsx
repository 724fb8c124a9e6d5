import { SearchOutlined } from '@ant-design/icons'
import { KeyCap } from '#ui/keys/key-cap.tsx'
import styles from './head-search.module.css'
import { useShellWords } from './use-shell-words.ts'

/** Where one looks for anything; pressing it opens the palette. */
export function HeadSearch({ onOpen }: { readonly onOpen: () => void }) {
  const say = useShellWords()
  return (
    <button type="button" className={styles['search']} onClick={onOpen} aria-keyshortcuts="Control+K Meta+K /">
      <SearchOutlined aria-hidden />
      <span className={styles['words']}>{say('head.search')}</span>
      <span className={styles['keys']} aria-hidden><KeyCap keys="mod+k" /></span>
    </button>
  )
}

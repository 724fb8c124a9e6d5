import styles from './key-cap.module.css'

const isApple = /Mac|iPhone|iPad/.test(navigator.platform)
const CAPS: Readonly<Record<string, string>> = { mod: isApple ? '⌘' : 'Ctrl', Enter: '↵', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓' }

/** Keys as they are printed: `mod+k` is ⌘ K or Ctrl K, `g i` is G then I. */
export function KeyCap({ keys }: { readonly keys: string }) {
  const caps = keys.split(/[ +]/).map((key) => CAPS[key] ?? key.toUpperCase())
  return <span className={styles['caps']}>{caps.map((cap, at) => <kbd key={`${at}${cap}`} className={styles['cap']}>{cap}</kbd>)}</span>
}

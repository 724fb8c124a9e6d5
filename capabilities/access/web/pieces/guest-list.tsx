import { Button } from 'antd'
import styles from './guest-list.module.css'
import { useAccessWords } from './use-access-words.ts'

/** Accounts that anybody may try, and their password. */
export type Guests = { readonly password: string; readonly accounts: readonly { readonly account: string; readonly name: string; readonly about: string }[] }

/** Who may be tried: one press signs in. */
export function GuestList({ guests, busy, onPick }: { readonly guests: Guests; readonly busy: boolean; readonly onPick: (account: string) => void }) {
  const say = useAccessWords()
  return (
    <section className={styles['guests']} aria-labelledby="guests-title">
      <h2 id="guests-title" className={styles['title']}>{say('guests.title')}</h2>
      <p className={styles['text']}>{say('guests.text', { password: guests.password })}</p>
      <ul className={styles['list']}>
        {guests.accounts.map(({ account, name, about }) => (
          <li key={account}>
            <Button type="text" block disabled={busy} className={styles['guest'] ?? ''} onClick={() => onPick(account)}>
              <span>{name}</span>
              <span className={styles['about']}>{about === '' ? account : about}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

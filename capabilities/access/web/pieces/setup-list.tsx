import { CheckCircleFilled, RightOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useSetupWords } from '../setup/use-setup-words.ts'
import { setupQuery } from './setup-data.ts'
import styles from './setup-list.module.css'

/** What is left to set up, for those who can: gone when all is done. */
export function SetupList() {
  const say = useSetupWords()
  const { data } = useQuery(setupQuery)
  const left = data?.items.filter(({ done }) => !done) ?? []
  if (data === undefined || left.length === 0) return null
  return (
    <section className={styles['list']} aria-labelledby="setup-list">
      <h3 id="setup-list" className={styles['title']}>{say('list.title', { done: data.items.length - left.length, all: data.items.length })}</h3>
      <ul>
        {data.items.map(({ step, done }) => (
          <li key={step} className={styles['step']} data-done={done}>
            {done
              ? <span className={styles['done']}><CheckCircleFilled aria-hidden /> {say(`step.${step}`)}<span className="unseen">{say('list.done')}</span></span>
              : <Link to="/welcome" search={{ step }} className={styles['link']}>{say(`step.${step}`)}<span className={styles['why']}>{say(`why.${step}`)}</span><RightOutlined aria-hidden /></Link>}
          </li>
        ))}
      </ul>
    </section>
  )
}

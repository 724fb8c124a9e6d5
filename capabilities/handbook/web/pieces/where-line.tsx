import { Link } from '@tanstack/react-router'
import { Breadcrumb } from 'antd'
import { useHandbookWords } from './use-handbook-words.ts'

/** The way back to the handbook. */
export function WhereLine({ here }: { readonly here: string }) {
  const say = useHandbookWords()
  return <nav aria-label={say('where')}><Breadcrumb items={[{ title: <Link to="/handbook">{say('title')}</Link> }, { title: <span aria-current="page">{here}</span> }]} /></nav>
}

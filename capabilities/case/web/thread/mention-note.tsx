import { Alert } from 'antd'
import type { Mentioned } from './use-readers.ts'
import { useThreadWords } from './use-thread-words.ts'

const namesOf = (people: Mentioned['lost']): string => people.map(({ name }) => name).join('、')

/** What it means to name a colleague who does not see the case. */
export function MentionNote({ mentioned: { letIn, lost } }: { readonly mentioned: Mentioned }) {
  const say = useThreadWords()
  return (
    <>
      {letIn.length > 0 && <Alert type="warning" showIcon role="status" title={say('mention.lets_in', { names: namesOf(letIn) })} />}
      {lost.length > 0 && <Alert type="error" showIcon role="alert" title={say('mention.unseen', { names: namesOf(lost) })} />}
    </>
  )
}

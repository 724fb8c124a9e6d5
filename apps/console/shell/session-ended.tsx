import { Modal } from 'antd'
import { useConsoleWords } from './use-console-words.ts'

/** Somebody works on while their session is gone: they are told so, over what they were doing. */
export function SessionEnded() {
  const say = useConsoleWords()
  const again = (): void => location.assign(`/sign-in?to=${encodeURIComponent(location.pathname + location.search)}`)
  return (
    <Modal open closable={false} title={say('session.ended.title')} okText={say('session.ended.again')} onOk={again} cancelButtonProps={{ hidden: true }} mask={{ closable: false }} keyboard={false}>
      <p>{say('session.ended.text')}</p>
    </Modal>
  )
}

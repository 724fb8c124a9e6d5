import { Modal, Switch } from 'antd'
import { Fragment, useId } from 'react'
import { KeyCap } from '#ui/keys/key-cap.tsx'
import { switchSingleKeys, useKeyCommands, useSingleKeysOn, type KeyCommand } from '#ui/keys/key-commands.ts'
import { commandsInForce } from './commands-in-force.ts'
import styles from './key-help.module.css'
import { useShellWords } from './use-shell-words.ts'

/** All keys of the present screen, and the switch for those pressed alone. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const say = useShellWords()
  const on = useSingleKeysOn()
  const id = useId()
  return (
    <Modal open title={say('help.title')} footer={null} onCancel={onClose} width={720}>
      <p className={styles['text']}>{say('help.text')}</p>
      <div className={styles['groups']}>
        {[...groupsOf(commandsInForce(useKeyCommands()))].map(([group, commands]) => <KeyGroup key={group} name={group} commands={commands} />)}
        <KeyGroup name={say('help.in_palette')} commands={[{ keys: 'ArrowUp', name: say('help.choose') }, { keys: 'Enter', name: say('help.open') }, { keys: 'Escape', name: say('help.close') }]} />
      </div>
      <div className={styles['switch']}>
        <Switch id={id} checked={on} onChange={switchSingleKeys} />
        <label htmlFor={id}>{say('help.switch')}</label>
        <span className={styles['text']}>{say('help.switch_hint', { mod: 'Ctrl / ⌘' })}</span>
      </div>
    </Modal>
  )
}

function KeyGroup({ name, commands }: { readonly name: string; readonly commands: readonly Pick<KeyCommand, 'keys' | 'name'>[] }) {
  return (
    <section className={styles['group']}>
      <h3 className={styles['name']}>{name}</h3>
      <dl className={styles['keys']}>
        {commands.map((command) => (
          <Fragment key={command.keys}>
            <dt><KeyCap keys={command.keys} /></dt>
            <dd>{command.name}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  )
}

function groupsOf(commands: readonly KeyCommand[]): ReadonlyMap<string, readonly KeyCommand[]> {
  const groups = new Map<string, KeyCommand[]>()
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command])
  return groups
}

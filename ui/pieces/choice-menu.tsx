import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'

type Choice<V extends string> = { readonly value: V; readonly label: string }
type ChoiceMenuProps<V extends string> = { /** What is chosen, for those who do not see it. */ readonly label: string; readonly value: V; readonly choices: readonly Choice<V>[]; readonly onChange: (value: V) => void }

/** One of a few, behind a button that says which; lighter than a field of a form. */
export function ChoiceMenu<V extends string>({ label, value, choices, onChange }: ChoiceMenuProps<V>) {
  const items = choices.map((choice) => ({ key: choice.value, label: choice.label, onClick: () => onChange(choice.value) }))
  return (
    <Dropdown menu={{ items, selectable: true, selectedKeys: [value] }} trigger={['click']} placement="bottomRight">
      <Button aria-haspopup="menu" icon={<DownOutlined />} iconPlacement="end"><span className="unseen">{`${label}: `}</span>{choices.find((choice) => choice.value === value)?.label}</Button>
    </Dropdown>
  )
}

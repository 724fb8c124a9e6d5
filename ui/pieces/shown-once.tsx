import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { Alert, Button, Input, Space } from 'antd'
import { useRef, useState } from 'react'
import type { InputRef } from 'antd'
import { useUiWords } from '../words/use-ui-words.ts'

type ShownOnceProps = { readonly label: string; readonly value: string | undefined; /** What to do where it cannot be shown: a request that was repeated is answered without it. */ readonly gone?: string }

/** A secret or a link that is shown once: to read, to select and to copy. */
export function ShownOnce({ label, value, gone }: ShownOnceProps) {
  return value === undefined ? <Alert type="warning" showIcon title={gone} /> : <Copied label={label} value={value} />
}

function Copied({ label, value }: { readonly label: string; readonly value: string }) {
  const say = useUiWords()
  const field = useRef<InputRef>(null)
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    field.current?.select()
    // Without HTTPS the browser has no clipboard for scripts: then the text stands selected, to be copied by hand.
    if (navigator.clipboard === undefined) return
    await navigator.clipboard.writeText(value).then(() => setCopied(true), () => undefined)
  }
  return (
    <Space.Compact block>
      <Input ref={field} aria-label={label} value={value} readOnly onFocus={() => field.current?.select()} />
      <Button icon={copied ? <CheckOutlined /> : <CopyOutlined />} onClick={() => void copy()}>{copied ? say('copied') : say('copy')}</Button>
    </Space.Compact>
  )
}

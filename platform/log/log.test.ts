import { expect, it } from 'vitest'
import { createLog } from './log.ts'

it('no phone, mail address, password or token reaches the log, however deep it stands', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  log.info({ phone: '13800138000', customer: { email: 'wang@example.com', points: { phone: '13800138000' } } }, 'saved')
  log.info({ req: { headers: { authorization: 'Bearer s3cret', cookie: 'session=s3cret' } }, body: { password: 's3cret', token: 's3cret' } }, 'signed in')
  const text = lines.join('')
  expect(text).toContain('saved')
  expect(text).not.toMatch(/13800138000|wang@|s3cret/)
})

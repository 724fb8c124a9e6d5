import { afterEach, describe, expect, it } from 'vitest'
import { MAIL_LIMITS } from './mail-limits.ts'
import { createMailReader, type MailReader } from './read-mail-in-worker.ts'

let reader: MailReader | undefined
afterEach(() => reader?.close())

const plain = Buffer.from('From: wang@example.cn\n\n您好')
/** Two million lines of markup take seconds to clean and hundreds of megabytes to hold. */
const heavy = () => Buffer.from(`Content-Type: text/html\n\n${'<p a=b>x<b>y</b>'.repeat(400_000)}`)

describe('mails read beside the main thread', () => {
  it('come back as they would here, with their files', async () => {
    reader = createMailReader({ workers: 2, limits: MAIL_LIMITS })
    const file = Buffer.from('Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\n%PDF')
    const [first, second, third] = await Promise.all([reader.read(plain), reader.read(file), reader.read(Buffer.alloc(0))])
    expect(first).toMatchObject({ reading: { text: '您好', from: { address: 'wang@example.cn' } } })
    expect(second).toMatchObject({ reading: { attachments: [{ name: 'a.pdf', bytes: 4 }] }, files: [{ content: Uint8Array.from(Buffer.from('%PDF')) }] })
    expect(third).toEqual({ rejected: 'mail.empty' })
  })

  it('are handed over with their memory when they are large, and so are their files', async () => {
    reader = createMailReader({ workers: 1, limits: MAIL_LIMITS })
    const raw = Buffer.from(`Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\n${'x'.repeat(3 << 20)}`)
    const read = await reader.read(raw)
    expect(raw.length).toBe(0)
    expect(read).toMatchObject({ reading: { attachments: [{ name: 'a.pdf', bytes: 3 << 20 }] } })
  })

  it('that take too long are rejected alone', async () => {
    reader = createMailReader({ workers: 1, limits: { ...MAIL_LIMITS, bodyCharsMax: 50_000_000 }, millisMax: 200 })
    expect(await reader.read(heavy())).toEqual({ rejected: 'mail.too_slow' })
    await reader.close()
    reader = createMailReader({ workers: 1, limits: MAIL_LIMITS })
    expect(await reader.read(plain)).toMatchObject({ reading: { text: '您好' } })
  })

  it('that exhaust the memory of their thread are rejected alone; the next one gets a new thread', async () => {
    reader = createMailReader({ workers: 1, limits: { ...MAIL_LIMITS, bodyCharsMax: 50_000_000 }, heapMegabytesMax: 24 })
    expect(await reader.read(heavy())).toEqual({ rejected: 'mail.too_heavy' })
    expect(await reader.read(plain)).toMatchObject({ reading: { text: '您好' } })
  })
})

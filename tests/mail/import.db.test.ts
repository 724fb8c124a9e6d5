import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importMails, type ImportCount, type ImportDeps } from '#channels/email/in/import-mails.ts'
import { takeInMail } from '#channels/email/in/take-in-mail.ts'
import { findMails, type FoundMail } from '#channels/email/mail-files.ts'
import { MAIL_LIMITS } from '#channels/email/mail-limits.ts'
import type { TakeInPorts } from '#channels/email/ports.ts'
import { createMailReader, type MailReader } from '#channels/email/read-mail-in-worker.ts'
import { createLog } from '#platform/log/log.ts'
import { systemIds, systemTime } from '#platform/runtime.ts'
import { letter } from './letters.ts'
import { openMailHouse, type MailHouse } from './mail-house.ts'

const log = createLog('silent')

describe('importing mails', () => {
  let house: MailHouse
  let reader: MailReader
  let progress: ImportCount[]
  beforeEach(async () => {
    house = await openMailHouse()
    reader = createMailReader({ workers: 1, limits: MAIL_LIMITS })
    progress = []
  })
  afterEach(async () => {
    await reader.close()
    await house.close()
  })

  const deps = (): ImportDeps => {
    const ports: TakeInPorts = {
      takeIn: async ({ imported, settle }) => {
        if (!imported) return { refused: 'mail.not_imported' }
        await house.db.write([settle(systemIds(), systemTime())])
        return { taken: true }
      },
      recordBounce: async () => undefined,
    }
    return {
      db: house.db, store: house.inbound, handlers: { 'mail.take_in': takeInMail({ store: house.inbound, reader, tokenKeys: [], ports, log }) },
      now: systemTime, newId: systemIds, log, onProgress: (count) => progress.push(count), onTrouble: () => undefined, wait: async () => undefined,
    }
  }

  it('takes every mail of a folder in once, however often it is imported', async () => {
    const folder = join(import.meta.dirname, '../data/mail/ruby-mail')
    const first = await importMails(findMails([folder], MAIL_LIMITS.mailBytesMax), deps())
    expect(first.found).toBeGreaterThan(90)
    expect(first.taken + first.duplicates + first.quarantined).toBe(first.found)
    expect(first.waiting).toBe(0)
    const again = await importMails(findMails([folder], MAIL_LIMITS.mailBytesMax), deps())
    expect(again).toEqual({ found: first.found, taken: 0, duplicates: first.found, quarantined: 0, waiting: 0 })
  })

  it('goes on where an import broke off: what was stored is taken in first', async () => {
    const stored = letter({ subject: '断在这里' })
    await house.inbound.storeRaw({ raw: stored, origin: null, receivedAt: systemTime() })
    const count = await importMails(found(stored, letter({ subject: '还没读到' })), deps())
    expect(count).toEqual({ found: 2, taken: 1, duplicates: 1, quarantined: 0, waiting: 0 })
    expect((await house.stored()).map(({ status }) => status)).toEqual(['taken', 'taken'])
  })

  it('keeps an empty file and the beginning of one that is too large in quarantine', async () => {
    const large = Buffer.concat([letter({ subject: '太大' }), Buffer.alloc(MAIL_LIMITS.mailBytesMax, 0x41)])
    const count = await importMails(found(Buffer.alloc(0), large.subarray(0, MAIL_LIMITS.mailBytesMax + 1)), deps())
    expect(count).toMatchObject({ taken: 0, quarantined: 2 })
    expect((await house.stored()).map(({ code }) => code)).toEqual(['mail.empty', 'mail.too_large'])
  })

  it('tells how far it is after every hundred mails', async () => {
    await importMails(found(...Array.from({ length: 101 }, (_, number) => letter({ subject: `第 ${number} 封` }))), deps())
    expect(progress.map(({ found, taken }) => [found, taken])).toEqual([[100, 100], [101, 101]])
  })
})

async function* found(...mails: readonly Uint8Array[]): AsyncGenerator<FoundMail> {
  for (const [index, raw] of mails.entries()) yield { path: 'box.mbox', number: index + 1, raw }
}

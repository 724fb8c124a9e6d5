import { expect, it } from 'vitest'
import { instant } from '#kernel/instant.ts'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import { checkMasterKey } from './key-check.ts'
import { parseMasterKeys } from './master-key.ts'
import { createSealing } from './sealing.ts'

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const options = { now: instant(0), dataDir: '/data' }

it('a database opens with the key it was written under, also after a change, and not with another', async () => {
  const { db, drop } = await freshDatabase()
  await checkMasterKey(db, createSealing(parseMasterKeys(key(1))), options)
  await checkMasterKey(db, createSealing(parseMasterKeys(`${key(2)},${key(1)}`)), options)
  const rejected = expect.objectContaining({ code: 'crypto.key_mismatch' })
  await expect(checkMasterKey(db, createSealing(parseMasterKeys(key(3))), options)).rejects.toEqual(rejected)
  await expect(checkMasterKey(db, createSealing(parseMasterKeys(key(1))), options)).rejects.toEqual(rejected)
  await drop()
})

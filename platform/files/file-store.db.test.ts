import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant, later } from '#kernel/instant.ts'
import { parseMasterKeys } from '#platform/crypto/master-key.ts'
import { createSealing } from '#platform/crypto/sealing.ts'
import { systemIds, systemTime } from '#platform/runtime.ts'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import type { FreshDatabase } from '#tests/setup/fresh-database.ts'
import { openFileStore } from './file-store.ts'

const sealing = createSealing(parseMasterKeys(Buffer.alloc(32, 1).toString('base64')))
const content = Buffer.from('发票.pdf 的内容')

describe('files', () => {
  let fresh: FreshDatabase
  let dir: string
  beforeAll(async () => {
    fresh = await freshDatabase()
    dir = await mkdtemp(join(tmpdir(), 'careloop-files-'))
  })
  afterAll(async () => {
    await fresh.drop()
    await rm(dir, { recursive: true })
  })

  it('come back as they were and lie on disk unreadable', async () => {
    const store = openFileStore(dir, sealing)
    const id = systemIds()
    const stored = await store.put(id, content, instant(0))
    await fresh.db.write([stored.insert])
    expect(await store.read(id)).toEqual(content)
    expect(stored).toMatchObject({ bytes: content.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    const [folder = ''] = await readdir(dir)
    expect((await readFile(join(dir, folder, id))).includes('发票')).toBe(false)
  })

  it('that were changed on disk, moved or lost are refused', async () => {
    const store = openFileStore(dir, sealing)
    const [a, b] = [systemIds(), systemIds()]
    await store.put(a, content, instant(0))
    await store.put(b, content, instant(0))
    await writeFile(join(dir, b.slice(-2), b), await readFile(join(dir, a.slice(-2), a)))
    await expect(store.read(b)).rejects.toMatchObject({ code: 'crypto.cannot_open' })
    await expect(store.read(systemIds())).rejects.toMatchObject({ code: 'files.missing' })
  })

  it('that no transaction took are cleared away later, and only those', async () => {
    const store = openFileStore(dir, sealing)
    const kept = await store.put(systemIds(), content, instant(0))
    await fresh.db.write([kept.insert])
    await store.put(systemIds(), content, instant(0))
    expect(await store.removeOrphans(fresh.db, later(systemTime(), -60_000))).toBe(0)
    expect(await store.removeOrphans(fresh.db, later(systemTime(), 60_000))).toBeGreaterThanOrEqual(1)
    expect(await store.read(kept.id)).toEqual(content)
  })
})

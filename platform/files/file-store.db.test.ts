import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
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
async function* piecesOf(bytes: Uint8Array, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

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

  it('come in pieces as well, as the same bytes, and what breaks off leaves nothing', async () => {
    const store = openFileStore(dir, sealing)
    const [id, broken] = [systemIds(), systemIds()]
    const large = Buffer.alloc(3_000_000, '发票')
    const stored = await store.put(id, piecesOf(large, 700_001), instant(0))
    expect([stored.bytes, stored.sha256]).toEqual([large.length, createHash('sha256').update(large).digest('hex')])
    expect(large.equals(await store.read(id))).toBe(true)
    const breaking = async function* () {
      yield* piecesOf(large, 1_000_000)
      throw new Error('the line went dead')
    }
    await expect(store.put(broken, breaking(), instant(0))).rejects.toThrow('the line went dead')
    expect((await readdir(dir, { recursive: true })).filter((name) => name.includes(broken))).toEqual([])
    await store.discard(id)
    await expect(store.read(id)).rejects.toMatchObject({ code: 'files.missing' })
  })

  it.skipIf(!existsSync('/dev/full'))('for which the disk has no room are refused by name, and nothing is left of them', async () => {
    const store = openFileStore(dir, sealing)
    const id = systemIds()
    await mkdir(join(dir, id.slice(-2)), { recursive: true })
    await symlink('/dev/full', join(dir, id.slice(-2), `${id}.part`))
    await expect(store.put(id, content, instant(0))).rejects.toMatchObject({ code: 'files.disk_full', retryable: true })
    expect((await readdir(dir, { recursive: true })).filter((name) => name.includes(id))).toEqual([])
    expect(await store.put(id, content, instant(0))).toMatchObject({ bytes: content.length })
  })

  it('that were cut, or are no file of ours at all, are refused', async () => {
    const store = openFileStore(dir, sealing)
    const id = systemIds()
    await store.put(id, content, instant(0))
    const path = join(dir, id.slice(-2), id)
    for (const kept of [20, 5, 0]) {
      await truncate(path, kept)
      await expect(store.read(id)).rejects.toMatchObject({ code: 'crypto.cannot_open' })
    }
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

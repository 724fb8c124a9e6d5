import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

describe('settings', () => {
  it('have defaults that serve a laptop', () => {
    expect(readConfig({})).toMatchObject({ host: 'localhost', port: 3000, role: 'all', trustProxy: false, databaseUrl: null, publicUrl: 'http://localhost:3000' })
  })

  it.each([
    ['CARELOOP_PROT', '3000', 'config.unknown_key'],
    ['CARELOOP_PORT', '80a', 'config.bad_value'],
    ['CARELOOP_PORT', '99999', 'config.bad_value'],
    ['CARELOOP_ROLE', 'both', 'config.bad_value'],
    ['DATABASE_URL', 'mysql://x', 'config.bad_value'],
  ])('refuse %s=%s', (key, value, code) => {
    expect(() => readConfig({ [key]: value })).toThrow(expect.objectContaining({ code }))
  })

  it('come from a file too, where the environment wins and an unknown key is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'careloop-config-'))
    const file = join(folder, 'careloop.yaml')
    await writeFile(file, 'port: 4000\nrole: web\n')
    expect(readConfig({ CARELOOP_CONFIG: file, CARELOOP_ROLE: 'worker' })).toMatchObject({ port: 4000, role: 'worker' })
    await writeFile(file, 'prot: 4000\n')
    expect(() => readConfig({ CARELOOP_CONFIG: file })).toThrow(expect.objectContaining({ code: 'config.unknown_key' }))
    await writeFile(file, 'port: [\n')
    expect(() => readConfig({ CARELOOP_CONFIG: file })).toThrow(expect.objectContaining({ code: 'config.bad_file' }))
    expect(() => readConfig({ CARELOOP_CONFIG: join(folder, 'none.yaml') })).toThrow(expect.objectContaining({ code: 'config.bad_file' }))
    await rm(folder, { recursive: true })
  })
})

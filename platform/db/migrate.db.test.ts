import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '#tests/setup/fresh-database.ts'
import type { FreshDatabase } from '#tests/setup/fresh-database.ts'
import { migrate, readMigrations } from './migrate.ts'
import type { Migration } from './migrate.ts'

const migration = (number: number, name: string, text: string): Migration => ({
  number, name, text, sha256: createHash('sha256').update(text).digest('hex'),
})

describe('migrations', () => {
  let fresh: FreshDatabase
  let own: readonly Migration[]
  beforeAll(async () => {
    fresh = await freshDatabase()
    own = await readMigrations()
  })
  afterAll(() => fresh.drop())

  const exists = async (table: string) =>
    (await fresh.db.query({ text: 'select to_regclass($1) is not null as there', values: [table] })).rows[0]?.['there']

  it('do nothing where all is applied', async () => {
    expect(await migrate(fresh.url, own)).toEqual([])
  })

  it('are applied once when two programs start together', async () => {
    const next = [...own, migration(9001, 'plants', 'create table plants (id int)')]
    const applied = await Promise.all([migrate(fresh.url, next), migrate(fresh.url, next)])
    expect(applied.flat()).toEqual(['9001_plants'])
  })

  it('stop at a database that is newer than the program, with nothing done', async () => {
    const older = [...own, migration(9000, 'late', 'create table late (id int)')]
    await expect(migrate(fresh.url, older)).rejects.toMatchObject({ code: 'migration.database_newer', params: { name: '9001_plants' } })
    expect(await exists('late')).toBe(false)
  })

  it('stop at an applied file that was changed afterwards, with nothing done', async () => {
    const changed = [...own, migration(9001, 'plants', 'create table plants (id bigint)'), migration(9002, 'next', 'create table next_one (id int)')]
    await expect(migrate(fresh.url, changed)).rejects.toMatchObject({ code: 'migration.changed', params: { name: '9001_plants' } })
    expect(await exists('next_one')).toBe(false)
  })

  it('keep the files before a broken one and nothing of the broken one', async () => {
    const next = [
      ...own,
      migration(9001, 'plants', 'create table plants (id int)'),
      migration(9002, 'good', 'create table good (id int)'),
      migration(9003, 'broken', 'create table half (id int); select * from nowhere'),
    ]
    await expect(migrate(fresh.url, next)).rejects.toMatchObject({ code: 'migration.failed', params: { name: '9003_broken' } })
    expect([await exists('good'), await exists('half')]).toEqual([true, false])
  })
})

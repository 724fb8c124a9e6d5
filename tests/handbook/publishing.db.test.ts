import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HANDBOOK_SECTIONS } from '#apps/handbook-sections.ts'
import { handbookSha256, openHandbooks, type Handbooks, type PublishContext } from '#capabilities/handbook/server/commands.ts'
import { rolesOf } from '#capabilities/access/definition.ts'
import { uuidv7, type IdSource } from '#kernel/id.ts'
import { instant } from '#kernel/instant.ts'
import { pickIndex, seededRng } from '#kernel/rng.ts'
import { freshDatabase, type FreshDatabase } from '#tests/setup/fresh-database.ts'
import { defaultFiles, planted } from './default-handbook.ts'

const AT = instant(Date.UTC(2026, 10, 22, 1))
const rng = seededRng(7)
const newId: IdSource = () => uuidv7(AT, Uint8Array.from({ length: 10 }, () => pickIndex(rng, 256)))
const context = (permissions: Readonly<Record<string, string>>): PublishContext => ({ at: AT, actor: { kind: 'staff', id: newId(), permissions }, commandId: newId(), requestId: null, settle: () => [] })
const administrator = () => context({ 'handbook.publish': 'all' })

describe('publishing a handbook', () => {
  let fresh: FreshDatabase
  let handbooks: Handbooks
  beforeAll(async () => {
    fresh = await freshDatabase()
    handbooks = openHandbooks({ db: fresh.db, newId, sections: HANDBOOK_SECTIONS })
  })
  afterAll(() => fresh.drop())

  it('needs the permission, and a handbook without mistakes', async () => {
    expect(await handbooks.publish(defaultFiles, context({ 'handbook.publish': 'team' }))).toEqual({ ok: false, forbidden: 'handbook.publish' })
    const wrong = await handbooks.publish(planted('scenarios/after-sales.yaml', 'start: intake', 'start: moon'), administrator())
    expect(wrong).toMatchObject({ ok: false, refusal: { code: 'handbook.invalid' }, problems: [{ code: 'scenario.unknown_step' }] })
    expect(await handbooks.versions()).toEqual([])
  })

  it('makes a version with an audit entry, which cannot be made again or changed', async () => {
    expect(await handbooks.publish(defaultFiles, administrator())).toMatchObject({ ok: true, value: { number: 1, effectiveOn: '2026-01-01', sha256: handbookSha256(defaultFiles) } })
    expect(await handbooks.publish(defaultFiles.toReversed(), administrator())).toMatchObject({ ok: false, refusal: { code: 'handbook.unchanged', params: { number: 1 } } })
    const { rows } = await fresh.db.query({ text: "select type, data from events where stream_kind = 'handbook'", values: [] })
    expect(rows).toEqual([{ type: 'handbook.published', data: { number: 1, sha256: handbookSha256(defaultFiles) } }])
    await expect(fresh.db.query({ text: 'update handbook_versions set number = 9', values: [] })).rejects.toThrow(/append-only/)
  })

  it('comes into force on its day, while the older version stays readable', async () => {
    const next = planted('roles.yaml', 'zh-CN: 工程师', 'zh-CN: 现场工程师', planted('handbook.yaml', '2026-01-01', '2027-01-01'))
    await handbooks.publish(next, administrator())
    const [newest, first] = await handbooks.versions()
    expect([newest?.number, first?.number]).toEqual([2, 1])
    expect((await handbooks.inForce('2026-12-31'))?.version.number).toBe(1)
    expect((await handbooks.inForce('2027-01-01'))?.version.number).toBe(2)
    expect((await handbooks.inForce('2025-06-01'))?.version.number).toBe(1)
    const again = openHandbooks({ db: fresh.db, newId, sections: HANDBOOK_SECTIONS })
    const read = await again.byId(first!.id)
    expect(rolesOf(read!.handbook).map(({ key }) => key)).toEqual(['agent', 'tech_support', 'engineer', 'supervisor', 'admin'])
    expect(read?.files.map(({ path }) => path)).toEqual(defaultFiles.map(({ path }) => path).toSorted())
    expect(await again.byId(newId())).toBeNull()
  })

  it('gives two who publish at once two numbers, or tells one that nothing changed', async () => {
    const third = planted('roles.yaml', 'zh-CN: 工程师', 'zh-CN: 驻场工程师')
    const answers = await Promise.all([handbooks.publish(third, administrator()), handbooks.publish(third, administrator())])
    expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true])
  })
})

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { MAIL_LIMITS } from './mail-limits.ts'
import { readMail, type MailPart } from './read-mail.ts'

const ROOT = join(import.meta.dirname, '../../tests/data/mail')
const FOLDER = join(ROOT, 'mime4j')
const mails = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:eml|msg)$/.test(path)).sort()
const expected = mails.filter((path) => path.startsWith('mime4j/')).map((path) => path.slice('mime4j/'.length))

const STEP = /<(\/?)(message|body-part)>|<field>([\s\S]*?)<\/field>|<(?:text|binary)-body name="([^"]+)"\/>/g

type Leaf = { readonly name: string; readonly type: string; readonly sha256: string }
type Accepted = { readonly mail: string; readonly leaf: string; readonly clause: string; readonly reason: string }

const accepted = JSON.parse(readFileSync(join(ROOT, 'accepted-differences.json'), 'utf8')) as readonly Accepted[]
const leaves = new Map(expected.map((mail) => [mail, expectedLeaves(mail)]))
const differences = expected.flatMap((mail) => differencesOf(mail, leaves.get(mail) ?? []))

describe('the 180 mails of the corpus', () => {
  it('are all read, and each says who wrote it, or that nobody is named', () => {
    const readings = mails.map((path) => readMail(readFileSync(join(ROOT, path)), MAIL_LIMITS))
    expect(mails).toHaveLength(180)
    expect(readings.filter((reading) => 'rejected' in reading)).toEqual([])
    for (const reading of readings) expect(reading).toMatchObject({ text: expect.any(String), reply: expect.any(String), auto: expect.stringMatching(/^(?:none|reply|bounce|list)$/) })
  })

  it('give the type and the bytes of every decoded leaf of the 77 expectations, but for the listed differences', () => {
    expect(expected).toHaveLength(77)
    expect([...leaves.values()].flat()).toHaveLength(156)
    expect(differences.sort()).toEqual(accepted.map(({ mail, leaf }) => `${mail} ${leaf}`).sort())
  })

  it('differ in at most one mail of ten, and each difference is explained with its clause', () => {
    const document = readFileSync(join(ROOT, '../../../docs/mail.md'), 'utf8')
    expect(new Set(accepted.map(({ mail }) => mail)).size / expected.length).toBeLessThanOrEqual(0.1)
    expect(accepted.length / [...leaves.values()].flat().length).toBeLessThanOrEqual(0.1)
    for (const { mail, clause, reason } of accepted) {
      expect(document).toContain(mail)
      expect(document).toContain(clause)
      expect(reason).not.toBe('')
    }
  })
})

function differencesOf(mail: string, wanted: readonly Leaf[]): readonly string[] {
  const reading = readMail(readFileSync(join(FOLDER, mail)), MAIL_LIMITS)
  const parts: readonly MailPart[] = 'rejected' in reading ? [] : reading.parts
  const surplus = parts.slice(wanted.length).map((_, index) => `${mail} surplus part ${wanted.length + index + 1}`)
  const unequal = wanted.filter((leaf, index) => parts[index]?.type !== leaf.type || parts[index]?.sha256 !== leaf.sha256)
  return [...unequal.map((leaf) => `${mail} ${leaf.name}`), ...surplus]
}

/** The leaves of `NAME_decoded.xml` in order; the type is that of the innermost entity, plain text where none is readable (RFC 2045 §5.2). */
function expectedLeaves(mail: string): readonly Leaf[] {
  const xml = readFileSync(join(FOLDER, mail.replace(/\.msg$/, '_decoded.xml')), 'latin1')
  const types: string[] = []
  const found: Leaf[] = []
  for (const [, closing, entity, field, name] of xml.matchAll(STEP)) {
    if (entity !== undefined && closing === '') types.push('text/plain')
    if (entity !== undefined && closing === '/') types.pop()
    const type = /^\s*content-type\s*:\s*([a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+)/i.exec(field ?? '')?.[1]?.toLowerCase()
    if (type !== undefined) types[types.length - 1] = type
    if (name !== undefined) found.push({ name, type: types.at(-1) ?? '', sha256: createHash('sha256').update(readFileSync(join(FOLDER, name))).digest('hex') })
  }
  return found
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { assert, must } from '#kernel/assert.ts'
import { pickIndex, seededRng, type Rng } from '#kernel/rng.ts'

const FOLDER = join(import.meta.dirname, '../../scenarios/demo')

export type Problem = {
  readonly key: string
  readonly product: string
  readonly models: readonly string[]
  readonly buyers: 'person' | 'company' | 'both'
  readonly type: 'fault' | 'question' | 'wish'
  readonly urgency: 'ordinary' | 'urgent'
  readonly complexity?: 'complex'
  readonly way: 'answer' | 'remote' | 'on_site' | 'improvement'
  readonly subject: readonly string[]
  readonly symptom: readonly string[]
  readonly asks: string
  readonly tells: readonly string[]
  readonly need: string
  readonly steps?: string
  readonly finding: string
  readonly cause: string
  readonly plan: string
  readonly done: string
}

export type DemoStaff = { readonly number: string; readonly name: string; readonly role: string; readonly team: string; readonly pace: number; readonly late: number }
export type Company = {
  readonly name: string
  readonly mailboxes: readonly { readonly key: string; readonly name: string; readonly address: string; readonly team: string }[]
  readonly teams: readonly { readonly key: string; readonly name: string; readonly role: string; readonly lead: string }[]
  readonly staff: readonly DemoStaff[]
  readonly surnames: string
  readonly given: string
  readonly companies: string
  readonly cities: readonly string[]
  readonly places: readonly string[]
  readonly titles: readonly string[]
  readonly tiers: Readonly<Record<'person' | 'company', readonly string[]>>
}

type PhraseLists = { readonly [key: string]: string | readonly string[] | readonly { readonly subject: string; readonly text: string }[] | Readonly<Record<string, readonly string[]>> }
export type DemoTexts = { readonly company: Company; readonly problems: readonly Problem[]; readonly phrases: PhraseLists }

/** Reads what is said in the demo: the company, its customers' problems, and the phrases around them. */
export async function readDemoTexts(): Promise<DemoTexts> {
  const read = async (path: string): Promise<unknown> => parse(await readFile(join(FOLDER, path), 'utf8'))
  const files = (await readdir(join(FOLDER, 'problems'))).toSorted()
  const pages = await Promise.all(files.map((file) => read(`problems/${file}`) as Promise<{ product: string; models: string[]; buyers: Problem['buyers']; problems: Problem[] }>))
  const problems = pages.flatMap(({ product, models, buyers, problems: own }) => own.map((problem) => ({ ...problem, product, models, buyers })))
  return { company: (await read('company.yaml')) as Company, phrases: (await read('phrases.yaml')) as PhraseLists, problems }
}

/** The names of one thread: who writes, which machine, which order. */
export type Names = Readonly<Record<string, string>>

/** Words for one thread. The same choice or number is the same wherever the thread comes back to it. */
export type Teller = {
  /** One of the phrases under `key`, or under `key.kind`. */
  readonly phrase: (key: string, also?: Names) => string
  readonly fill: (text: string, also?: Names) => string
  readonly oneOf: <T>(list: readonly T[]) => T
  readonly rng: Rng
}

const SLOT = /\{([^{}]*)\}/g

export function teller(texts: DemoTexts, seed: number, names: Names): Teller {
  const rng = seededRng(seed)
  const chosen = new Map<string, string>()
  const oneOf = <T>(list: readonly T[]): T => list[pickIndex(rng, list.length)] as T
  const choose = (slot: string): string => {
    const range = /^(\d+)-(\d+)$/.exec(slot)
    if (range === null) return oneOf(slot.split('|'))
    const [from, to] = [Number(range[1]), Number(range[2])]
    return String(from + pickIndex(rng, to - from + 1))
  }
  const fill = (text: string, also: Names = {}): string =>
    text.replaceAll(SLOT, (_, slot: string) => {
      if (!slot.includes('|') && !/^\d+-\d+$/.test(slot)) return fill(must(also[slot] ?? names[slot], `the thread knows ${slot}`), also)
      const known = chosen.get(slot) ?? choose(slot)
      chosen.set(slot, known)
      return known
    })
  return { rng, oneOf, fill, phrase: (key, also) => fill(oneOf(phrasesOf(texts, key)), also) }
}

/** The phrases of a key: `answer`, or `greeting.angry`. */
function phrasesOf({ phrases }: DemoTexts, key: string): readonly string[] {
  const [head = '', kind] = key.split('.')
  const found = phrases[head]
  const list = kind === undefined || found === undefined || typeof found === 'string' || Array.isArray(found) ? found : (found as Readonly<Record<string, readonly string[]>>)[kind]
  assert(list !== undefined, `there are phrases for ${key}`)
  return typeof list === 'string' ? [list] : (list as readonly string[])
}

import { chance, type Part, type Telling } from './demo-beat.ts'
import { demoDocument, demoLog, demoPhoto, type DemoFile } from './demo-files.ts'
import type { Letter } from './demo-mail.ts'

const STYLES: readonly Letter['style'][] = ['plain', 'plain', 'html', 'qq', 'outlook']

/** The customer's first letter: greeting, what is wrong, which machine, and how they feel about it. */
export function* openingLetter(c: Telling): Part {
  const { plan, tell } = c
  if (plan.twist === 'spam') return yield* advertisement(c)
  const symptom = tell.fill(tell.oneOf(plan.problem.symptom))
  const parts = [tell.phrase(`greeting.${plan.mood}`), symptom, ...(chance(c, 0.75) ? [tell.phrase('facts')] : []), tell.phrase('contact_line'), tell.phrase(`closing.${plan.mood}`)]
  const text = join(c, parts)
  const subject = tell.fill(tell.oneOf(plan.problem.subject))
  const files = chance(c, plan.problem.type === 'fault' ? 0.3 : 0.12) ? [fileOf(c)] : []
  yield { at: c.at, does: () => (plan.channel === 'phone' ? { kind: 'call-in', subject, text: symptom } : letterFor(c, { text, subject, files, of: 'main', thread: false })) }
}

/** A letter in the thread of the case; `automatic`: the customer's machine answers. */
export function* letterBack(c: Telling, text: string, more: { readonly files?: boolean; readonly automatic?: boolean; /** A word of thanks and nothing else. */ readonly bare?: boolean } = {}): Part {
  const files = more.files === true ? [fileOf(c)] : []
  yield { at: c.at, does: (on) => (on.main === null ? null : letterFor(c, { text, subject: more.automatic === true ? c.tell.phrase('vacation_subject') : '', files, of: 'main', thread: true, automatic: more.automatic === true, bare: more.bare === true })) }
}

/** The same matter in a new letter. */
export function* secondLetter(c: Telling): Part {
  const symptom = c.tell.fill(c.tell.oneOf(c.plan.problem.symptom))
  const text = c.tell.phrase('duplicate', { symptom })
  const subject = c.tell.phrase('duplicate_subject', { subject: c.tell.fill(c.tell.oneOf(c.plan.problem.subject)) })
  yield { at: c.at, does: () => letterFor(c, { text, subject, files: [], of: 'twin', thread: false }) }
}

type Written = { readonly text: string; readonly subject: string; readonly files: readonly DemoFile[]; readonly of: 'main' | 'twin'; readonly thread: boolean; readonly automatic?: boolean; readonly bare?: boolean }

function letterFor(c: Telling, { text, subject, files, of, thread, automatic = false, bare = false }: Written) {
  const { customer, mailbox } = c.plan
  const box = c.cast.mailboxes.get(mailbox)
  const style = STYLES[(c.plan.index + customer.name.length) % STYLES.length] ?? 'plain'
  const letter: Letter = { from: { name: customer.name, address: customer.address }, to: box?.address ?? '', subject, text, signature: automatic || bare ? '' : c.signature, style, automatic, files }
  return { kind: 'letter' as const, of, thread, letter }
}

/** What nobody asked for: subject and text of one phrase. */
function* advertisement(c: Telling): Part {
  const [subject = '', text = ''] = c.tell.phrase('spam').split(' // ')
  yield { at: c.at, does: () => letterFor(c, { text, subject, files: [], of: 'main', thread: false }) }
}

/** Some write line by line, some in one go. */
function join(c: Telling, parts: readonly string[]): string {
  const said = parts.filter((part) => part !== '')
  return chance(c, 0.6) ? said.join('\n') : `${said[0]}\n\n${said.slice(1, -1).join('')}\n\n${said.at(-1)}`
}

function fileOf(c: Telling): DemoFile {
  const { tell, plan } = c
  const kind = tell.oneOf(['photo', 'photo', 'photo', 'note', 'document'] as const)
  const name = tell.phrase(`files.${kind}`)
  const serial = tell.fill('{serial}')
  if (kind === 'photo') return demoPhoto(name, tell.rng)
  return kind === 'note' ? demoLog(name, serial, tell.rng) : demoDocument(name, `${plan.problem.models[0] ?? ''} ${serial}`)
}

import type { Socket } from 'node:net'
import { addMail, type Account, type Folder, type ImapFaults, type StoredMail } from './imap-folders.ts'
import { createCommandReader, isInSet, literal, wordsOf, type Word } from './imap-wire.ts'

export type Session = { tellChanges(): void }
type House = {
  readonly accounts: ReadonlyMap<string, Account>
  readonly faults: ImapFaults
  readonly onAnswered: (command: string) => void
  readonly onChange: () => void
}
type State = { account: Account | null; selected: string | null; told: number; idleTag: string | null }
type Call = { readonly tag: string; readonly name: string; readonly words: readonly Word[]; readonly state: State; readonly house: House; readonly say: (line: string) => void }
type Answer = string | null

/** Speaks with one client until it goes. */
export function openSession(socket: Socket, house: House): Session {
  const state: State = { account: null, selected: null, told: 0, idleTag: null }
  const say = (line: string) => void (socket.writable && socket.write(`${line}\r\n`, 'latin1'))
  const onCommand = (text: string) => {
    if (house.faults.dropOn?.test(text)) {
      house.faults.dropOn = null
      return void socket.destroy()
    }
    answerTo(text, { state, house, say })
    if (/^\S+ LOGOUT/i.test(text)) socket.end()
  }
  socket.on('data', createCommandReader(onCommand, () => say('+ ready')))
  say('* OK stand-in ready')
  return { tellChanges: () => state.idleTag !== null && tellChanges(state, say) }
}

function answerTo(text: string, { state, house, say }: Pick<Call, 'state' | 'house' | 'say'>): void {
  if (state.idleTag !== null) {
    say(`${state.idleTag} ${/^DONE$/i.test(text) ? 'OK idle ended' : 'BAD expected DONE'}`)
    state.idleTag = null
    return
  }
  const [tag, first, ...rest] = wordsOf(text)
  const isUid = typeof first === 'string' && /^UID$/i.test(first)
  const name = String(isUid ? `UID ${String(rest[0])}` : first).toUpperCase()
  const handler = COMMANDS[name]
  const call: Call = { tag: String(tag), name, words: isUid ? rest.slice(1) : rest, state, house, say }
  const needsSignIn = !['CAPABILITY', 'NOOP', 'LOGIN', 'LOGOUT', 'ID'].includes(name)
  const answer = handler === undefined ? 'BAD unknown command' : needsSignIn && state.account === null ? 'NO sign in first' : handler(call)
  if (answer !== null) {
    if (state.selected !== null && name !== 'LOGOUT') tellChanges(state, say)
    say(`${call.tag} ${answer}`)
  }
  house.onAnswered(name === 'LOGIN' ? 'LOGIN' : text.slice(String(tag).length + 1, 400))
}

function tellChanges(state: State, say: (line: string) => void): void {
  const folder = selectedFolder(state)
  if (folder === null || folder.mails.length === state.told) return
  state.told = folder.mails.length
  say(`* ${state.told} EXISTS`)
}

const selectedFolder = (state: State): Folder | null => (state.selected === null ? null : (state.account?.folders.get(state.selected) ?? null))
const pathOf = (word: Word | undefined): string => (String(word).toUpperCase() === 'INBOX' ? 'INBOX' : String(word))

const COMMANDS: Readonly<Record<string, (call: Call) => Answer>> = {
  CAPABILITY: ({ say, house }) => {
    say(`* CAPABILITY IMAP4rev1 SPECIAL-USE${house.faults.withoutIdle ? '' : ' IDLE'}`)
    return 'OK done'
  },
  ID: ({ say }) => (say('* ID NIL'), 'OK done'),
  NOOP: () => 'OK done',
  LOGOUT: ({ say }) => (say('* BYE see you'), 'OK done'),
  LOGIN: ({ words: [user, password], state, house }) => {
    const account = house.accounts.get(String(user))
    if (account === undefined || account.password !== password || house.faults.refuseLogins) return 'NO [AUTHENTICATIONFAILED] wrong name or password'
    state.account = account
    return 'OK signed in'
  },
  LIST: (call) => list(call),
  LSUB: (call) => list(call),
  SELECT: ({ words, state, say }) => select(pathOf(words[0]), state, say),
  EXAMINE: ({ words, state, say }) => select(pathOf(words[0]), state, say),
  CLOSE: ({ state }) => ((state.selected = null), 'OK done'),
  UNSELECT: ({ state }) => ((state.selected = null), 'OK done'),
  STATUS: ({ words: [path], state, say }) => {
    const folder = state.account?.folders.get(pathOf(path))
    if (folder === undefined) return 'NO no such folder'
    say(`* STATUS ${literal(pathOf(path))} (MESSAGES ${folder.mails.length} UIDNEXT ${folder.uidNext} UIDVALIDITY ${folder.uidValidity})`)
    return 'OK done'
  },
  IDLE: ({ tag, state, say, house }) => {
    if (house.faults.withoutIdle) return 'BAD unknown command'
    state.idleTag = tag
    say('+ idling')
    tellChanges(state, say)
    return null
  },
  APPEND: ({ words, state, house }) => {
    const folder = state.account?.folders.get(pathOf(words[0]))
    if (folder === undefined) return 'NO [TRYCREATE] no such folder'
    const flags = words.find((word): word is readonly Word[] => Array.isArray(word)) ?? []
    const uid = addMail(folder, Buffer.from(String(words.at(-1)), 'latin1'), flags.map(String))
    house.onChange()
    return `OK [APPENDUID ${folder.uidValidity} ${uid}] done`
  },
  'UID SEARCH': (call) => search(call),
  'UID FETCH': (call) => fetchMails(call),
  'UID STORE': (call) => store(call),
}

/** An empty pattern asks for the delimiter alone (RFC 9051 §6.3.9). */
function list({ words: [root, pattern], say, state, name }: Call): Answer {
  if (pattern === '') {
    say(`* ${name} (\\Noselect) "/" ""`)
    return 'OK done'
  }
  const wanted = new RegExp(`^${`${String(root)}${String(pattern)}`.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('%', '[^/]*')}$`)
  for (const [path, { specialUse }] of state.account?.folders ?? []) {
    if (wanted.test(path)) say(`* ${name} (\\HasNoChildren${specialUse === null ? '' : ` ${specialUse}`}) "/" ${path}`)
  }
  return 'OK done'
}

function select(path: string, state: State, say: Call['say']): Answer {
  const folder = state.account?.folders.get(path)
  if (folder === undefined) return 'NO no such folder'
  state.selected = path
  state.told = folder.mails.length
  say('* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft)')
  say('* OK [PERMANENTFLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft \\*)] allowed')
  say(`* ${folder.mails.length} EXISTS`)
  say('* 0 RECENT')
  say(`* OK [UIDVALIDITY ${folder.uidValidity}] valid`)
  say(`* OK [UIDNEXT ${folder.uidNext}] next`)
  return 'OK [READ-WRITE] selected'
}

function search({ words, state, say }: Call): Answer {
  const folder = selectedFolder(state)
  if (folder === null) return 'BAD nothing selected'
  const criteria = words.flat() as readonly Word[]
  const found = folder.mails.filter((mail) => matches(mail, criteria, folder.uidNext - 1))
  say(`* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}`)
  return 'OK done'
}

function matches(mail: StoredMail, [key, ...rest]: readonly Word[], highest: number): boolean {
  switch (String(key).toUpperCase()) {
    case 'UNDEFINED':
      return true
    case 'ALL':
      return matches(mail, rest, highest)
    case 'UID':
      return isInSet(String(rest[0]), mail.uid, highest) && matches(mail, rest.slice(1), highest)
    case 'HEADER':
      return headerHolds(mail, String(rest[0]), String(rest[1])) && matches(mail, rest.slice(2), highest)
    default:
      throw new Error(`the stand-in cannot search for ${String(key)}`)
  }
}

function headerHolds({ raw }: StoredMail, name: string, value: string): boolean {
  const head = raw.toString('latin1').split('\r\n\r\n', 1)[0]?.replace(/\r\n[ \t]+/g, ' ') ?? ''
  return head.split('\r\n').some((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`) && line.toLowerCase().includes(value.toLowerCase()))
}

function fetchMails({ words: [set, ...items], state, say }: Call): Answer {
  const folder = selectedFolder(state)
  if (folder === null) return 'BAD nothing selected'
  const wanted = (items.flat() as readonly Word[]).map(String)
  folder.mails.forEach((mail, index) => {
    if (!isInSet(String(set), mail.uid, folder.uidNext - 1)) return
    say(`* ${index + 1} FETCH (${[`UID ${mail.uid}`, ...wanted.flatMap((item) => itemOf(mail, item))].join(' ')})`)
  })
  return 'OK done'
}

function itemOf(mail: StoredMail, item: string): readonly string[] {
  const name = item.toUpperCase()
  if (name === 'UID') return []
  if (name === 'FLAGS') return [`FLAGS (${[...mail.flags].join(' ')})`]
  if (name === 'RFC822.SIZE') return [`RFC822.SIZE ${mail.raw.length}`]
  if (name === 'INTERNALDATE') return ['INTERNALDATE "22-Nov-2026 09:00:00 +0800"']
  const body = /^BODY(\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?$/.exec(name)
  if (body === null) throw new Error(`the stand-in cannot fetch ${item}`)
  if (body[1] === undefined) mail.flags.add('\\Seen')
  const start = Number(body[2] ?? 0)
  const slice = mail.raw.subarray(start, body[3] === undefined ? undefined : start + Number(body[3]))
  return [`BODY[]${body[2] === undefined ? '' : `<${start}>`} ${literal(slice)}`]
}

function store({ words: [set, action, flags], state, say }: Call): Answer {
  const folder = selectedFolder(state)
  if (folder === null) return 'BAD nothing selected'
  const given = [flags ?? []].flat().map(String)
  folder.mails.forEach((mail, index) => {
    if (!isInSet(String(set), mail.uid, folder.uidNext - 1)) return
    for (const flag of given) {
      if (String(action).startsWith('-')) mail.flags.delete(flag)
      else mail.flags.add(flag)
    }
    if (!/SILENT/i.test(String(action))) say(`* ${index + 1} FETCH (UID ${mail.uid} FLAGS (${[...mail.flags].join(' ')}))`)
  })
  return 'OK done'
}

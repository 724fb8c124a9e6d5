import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'

/** Hashes and checks passwords; counted by tests, else argon2id. */
export type PasswordHasher = { hash(password: string): Promise<string>; verify(input: { hash: string; password: string }): Promise<boolean> }

/** OWASP's second setting: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const
const SALT_BYTES = 16
const TAG_BYTES = 32
const STORED = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number }

/** argon2id of the runtime; the stored text carries its cost, so that raising the cost leaves old passwords valid. */
export const argon2HasherAt = (cost: Cost): PasswordHasher => ({
  hash: async (password) => {
    const salt = randomBytes(SALT_BYTES)
    const tag = await derive(password, { salt, tagLength: TAG_BYTES, ...cost })
    return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${bare(salt)}$${bare(tag)}`
  },
  verify: async ({ hash, password }) => {
    const [, memory, passes, parallelism, salt, tag] = STORED.exec(hash) ?? []
    if (salt === undefined || tag === undefined) return false
    const expected = Buffer.from(tag, 'base64')
    const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
    return timingSafeEqual(await derive(password, { salt: Buffer.from(salt, 'base64'), tagLength: expected.length, ...cost }), expected)
  },
})

/** What the product uses. */
export const argon2Hasher: PasswordHasher = argon2HasherAt(COST)

const bare = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

const derive = (password: string, options: Cost & { readonly salt: Buffer; readonly tagLength: number }): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    argon2('argon2id', { message: password.normalize('NFC'), nonce: options.salt, memory: options.memory, passes: options.passes, parallelism: options.parallelism, tagLength: options.tagLength }, (error, tag) => {
      if (error) reject(error)
      else resolve(tag)
    })
  })

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findMails, splitMbox } from './mail-files.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'careloop-mail-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const BOX = 'From wang@example.cn Sun Nov 22 01:00:00 2026\nSubject: 1\n\n你好\n>From 上海\n>>From 北京\nFrom here it is text\n\nFrom chen@example.cn Sun Nov 22 01:00:00 2026\nSubject: 2\n\nzweite\n'

async function found(paths: readonly string[], bytesMax = 1_000) {
  const mails: (readonly [string, number, string])[] = []
  for await (const { path, number, raw } of findMails(paths, bytesMax)) mails.push([relative(folder, path), number, Buffer.from(raw).toString()])
  return mails
}

async function* inPieces(text: string, size: number) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('mails on disk', () => {
  it('are found in folders by their names, in order, Maildirs too; other files are left alone', async () => {
    await mkdir(join(folder, 'sub/cur'), { recursive: true })
    for (const name of ['b.eml', 'a.msg', 'notes.txt', 'sub/cur/1700.host:2,S']) await writeFile(join(folder, name), `Subject: ${name}\n\n`)
    expect((await found([folder])).map(([path]) => path)).toEqual(['a.msg', 'b.eml', 'sub/cur/1700.host:2,S'])
  })

  it('are cut out of an mbox, escaped lines restored, text that begins with From left in place', async () => {
    await writeFile(join(folder, 'inbox'), BOX)
    expect(await found([join(folder, 'inbox')])).toEqual([
      ['inbox', 1, 'Subject: 1\n\n你好\nFrom 上海\n>From 北京\nFrom here it is text\n'],
      ['inbox', 2, 'Subject: 2\n\nzweite\n'],
    ])
  })

  it('are the same however the bytes of an mbox arrive', async () => {
    for (const size of [1, 7, 64, 1_000]) {
      const mails: string[] = []
      for await (const raw of splitMbox(inPieces(BOX, size), 1_000)) mails.push(Buffer.from(raw).toString())
      expect(mails).toHaveLength(2)
      expect(mails[1]).toBe('Subject: 2\n\nzweite\n')
    }
  })

  it('longer than the limit come cut one byte above it, and the next is whole', async () => {
    await writeFile(join(folder, 'x.mbox'), `From a b\n${'x'.repeat(500_000)}\n\nFrom a b\nSubject: 2\n\nkurz\n`)
    const mails = await found([join(folder, 'x.mbox')], 1_000)
    expect(mails.map(([, , raw]) => raw.length)).toEqual([1_001, 17])
    await writeFile(join(folder, 'x.eml'), 'x'.repeat(5_000))
    expect((await found([join(folder, 'x.eml')], 1_000))[0]?.[2]).toHaveLength(1_001)
  })

  it('in a .box file may be one mail or many', async () => {
    await writeFile(join(folder, 'one.box'), 'Subject: one\n\n')
    await writeFile(join(folder, 'two.box'), BOX)
    expect((await found([folder])).map(([path, number]) => `${path} ${number}`)).toEqual(['one.box 1', 'two.box 1', 'two.box 2'])
  })

  it('that are not there are a fault that names the path', async () => {
    await expect(found([join(folder, 'none.eml')])).rejects.toMatchObject({ code: 'mail_file.missing', params: { path: join(folder, 'none.eml') } })
  })
})

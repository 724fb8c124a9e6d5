import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plainEnvironment } from '#tests/setup/plain-environment.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = (args: readonly string[], language = 'zh_CN.UTF-8') =>
  spawnSync(join(ROOT, 'bin/read-mail'), args, { encoding: 'utf8', env: { ...plainEnvironment(), LC_ALL: '', LC_MESSAGES: '', LANG: language } })
const mail = (name: string) => join(ROOT, 'tests/data/mail/ruby-mail', name)

describe('bin/read-mail', () => {
  it('prints one object for one mail', () => {
    const { status, stdout, stderr } = run([mail('multipart_report_emails/report_530.eml')])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(Object.keys(JSON.parse(stdout) as object)).toEqual(
      ['from', 'to', 'cc', 'subject', 'date', 'messageId', 'inReplyTo', 'references', 'text', 'html', 'reply', 'parts', 'attachments', 'auto', 'bounce'])
  })

  it('prints one line per mail for several, names what it could not read, and ends with 1', () => {
    const { status, stdout, stderr } = run([mail('rfc2822/example01.eml'), '/nowhere.eml', mail('rfc2822/example02.eml')])
    expect(status).toBe(1)
    expect(stdout.trim().split('\n')).toHaveLength(2)
    expect(stderr).toBe('/nowhere.eml: 文件不存在\n')
    expect(run(['/nowhere.eml'], 'en_GB.UTF-8').stderr).toBe('/nowhere.eml: no such file\n')
  })

  it('says how it is used', () => {
    expect(run([])).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('用法') })
    expect(run(['--help'], 'en_GB.UTF-8')).toMatchObject({ status: 0, stderr: expect.stringContaining('usage') })
  })
})

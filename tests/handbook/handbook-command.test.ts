import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plainEnvironment } from '#tests/setup/plain-environment.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const run = (args: readonly string[], lang: string) => {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'bin/handbook'), args, { encoding: 'utf8', env: { ...plainEnvironment(), LANG: lang, LC_ALL: '', LC_MESSAGES: '' } })
  return { status, stdout, stderr }
}

describe('bin/handbook', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'handbook-'))
    cpSync(join(ROOT, 'handbook'), folder, { recursive: true })
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('says that the shipped handbook is right', () => {
    expect(run(['check', join(ROOT, 'handbook')], 'zh_CN.UTF-8')).toMatchObject({ status: 0, stdout: '服务手册没有问题：《关怀闭环标准服务手册》，2 个场景。\n', stderr: '' })
  })

  it('tells mistakes with file and line, in the language of the terminal, and fails', () => {
    const path = join(folder, 'scenarios/after-sales.yaml')
    const text = readFileSync(path, 'utf8').replace('start: intake', 'start: moon')
    writeFileSync(path, text)
    const line = text.split('\n').indexOf('start: moon') + 1
    expect(run(['check', folder], 'zh_CN.UTF-8')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining(`${path}:${line}:1: 没有步骤“moon”。`) })
    expect(run(['check', folder], 'en_US.UTF-8').stderr).toContain(`${path}:${line}:1: There is no step "moon".`)
  })

  it('compares two folders', () => {
    const path = join(folder, 'scenarios/after-sales.yaml')
    writeFileSync(path, readFileSync(path, 'utf8').replace('start: moon', 'start: intake').replace('limit: PT2H, counting: working', 'limit: PT1H, counting: working'))
    const { status, stdout } = run(['diff', join(ROOT, 'handbook'), folder], 'zh_CN.UTF-8')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^场景 after-sales · clocks\.first-response\.limits: .*\n共 1 处不同。\n$/)
  })

  it('draws a scenario, and says which there are', () => {
    expect(run(['chart', 'second-handling', folder, '--lang', 'en'], 'zh_CN.UTF-8').stdout).toMatch(/^flowchart TD\n[^]*subgraph lane_n_supervisor\["Supervisor"\]/)
    expect(run(['chart', 'third-handling', folder], 'zh_CN.UTF-8')).toMatchObject({ status: 1, stderr: '没有场景“third-handling”。可选：after-sales, second-handling\n' })
  })

  it('explains itself when called wrongly', () => {
    expect(run([], 'zh_CN.UTF-8')).toMatchObject({ status: 2, stderr: expect.stringContaining('用法') })
    expect(run(['check', join(folder, 'nowhere')], 'en_US.UTF-8')).toMatchObject({ status: 2, stderr: expect.stringContaining('no such folder') })
    expect(run(['chart', 'after-sales', '--lang', 'tlh'], 'en_US.UTF-8').status).toBe(2)
  })
})

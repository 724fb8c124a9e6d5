import { verifyChain } from '#platform/audit/seal-chain.ts'
import type { Verification } from '#platform/audit/seal-chain.ts'
import { readConfig } from '#platform/config/config.ts'
import { withDatabase } from '#platform/db/connect.ts'
import { localeOfEnvironment } from '#platform/http/messages/message-table.ts'
import { runCommand } from './run-command.ts'

const english = localeOfEnvironment(process.env) === 'en'

/** `bin/audit verify`: recomputes the chain of seals over all events; exit code 1 when it is broken. */
await runCommand(async () => {
  if (process.argv[2] !== 'verify') {
    process.stderr.write(english ? 'Usage: bin/audit verify\n' : '用法：bin/audit verify\n')
    process.exitCode = 2
    return
  }
  const found = await withDatabase(readConfig(), ({ db }) => verifyChain(db))
  process.stdout.write(`${english ? inEnglish(found) : inChinese(found)}\n`)
  if (!found.ok) process.exitCode = 1
})

function inChinese({ ok, seals, events, unsealed, brokenSeal, brokenSeqs }: Verification): string {
  if (ok) return `审计链完整：${seals} 个封存，覆盖 ${events} 条事件；尚未封存 ${unsealed} 条`
  return `审计链在第 ${brokenSeal} 个封存处断开（事件序号 ${brokenSeqs?.join(' 至 ')}）：其中有记录被改动、增加或删除；在它之前的 ${events} 条事件完好`
}

function inEnglish({ ok, seals, events, unsealed, brokenSeal, brokenSeqs }: Verification): string {
  if (ok) return `The audit chain holds: ${seals} seals over ${events} events; ${unsealed} not sealed yet`
  return `The audit chain breaks at seal ${brokenSeal} (event numbers ${brokenSeqs?.join(' to ')}): an entry there was changed, added or removed; the ${events} events before it are intact`
}

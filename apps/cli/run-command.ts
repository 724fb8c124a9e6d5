import { Fault } from '#kernel/fault.ts'
import '#platform/http/messages/platform-messages.ts'
import { localeOfEnvironment, messageFor } from '#platform/http/messages/message-table.ts'

/** Runs a command; what the world refuses is said in one sentence in the terminal's language, with exit code 1. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    process.stderr.write(`${sentenceOf(error)}\n`)
    process.exitCode = 1
  }
}

/** What a fault means, in the terminal's language. */
export const sentenceOf = (fault: Fault): string => messageFor(fault.code, fault.params, localeOfEnvironment(process.env))

import { runToEnd } from './part.ts'

/** `bin/crash [--rounds N] [--seed N] [--plant NAME]`: kills servers and database under load and checks what may never happen. */
process.exitCode = await runToEnd({ args: [process.execPath, '--disable-warning=ExperimentalWarning', 'tests/crash/main.ts', ...process.argv.slice(2)] })

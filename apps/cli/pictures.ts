import { runToEnd } from './part.ts'

/** `bin/pictures [ADDRESS]`: takes the pictures of the README from a running demo. */
process.exitCode = await runToEnd({ args: [process.execPath, '--disable-warning=ExperimentalWarning', 'tests/console/take-pictures.ts', ...process.argv.slice(2)] })

import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The house rules alone: no database is started for them. */
export default defineConfig({
  test: {
    testTimeout: 120_000,
    root: fileURLToPath(new URL('../../', import.meta.url)),
    include: ['tests/architecture/**/*.test.ts'],
    setupFiles: ['tests/setup/runtime.ts'],
    pool: 'threads',
    maxWorkers: 1,
  },
})

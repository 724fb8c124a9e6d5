import { defineConfig } from 'vitest/config'
import { LongestFirst } from '#tests/setup/longest-first.ts'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', '.data/**'],
    setupFiles: ['tests/setup/runtime.ts'],
    globalSetup: ['tests/setup/database.ts'],
    testTimeout: 180_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxWorkers: 2,
    // The same Node runs the product's modules as in production, once in a process: half of a run was loading them anew for each file.
    isolate: false,
    experimental: { viteModuleRunner: false },
    sequence: { sequencer: LongestFirst },
  },
})

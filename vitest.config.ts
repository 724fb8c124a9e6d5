import { defineConfig } from 'vitest/config'
import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/** What takes longest, so that it does not begin when everything else has ended. The rest follows in vitest's own order. */
const LONGEST = ['tests/conformance/real-shell', 'tests/console/axe', 'tests/console/story', 'tests/access/whole-house', 'tests/console/', 'apps/server/serve', 'apps/cli/demo', 'platform/db/embedded', 'tests/backup', 'tests/replay']

/** Long files first: with two workers, the last one alone would keep the other waiting. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = LONGEST.findIndex((part) => moduleId.includes(part))
      return place === -1 ? LONGEST.length : place
    }
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}

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

import { defineConfig } from 'vitest/config'
import { deriveOnce } from './test/support/deriveOnce'
import { LongestFirst } from './test/support/longestFirst'
import { tasteTogether } from './test/support/tasteTogether'

/** They put something else in a module's place, which others that share their process would find there. */
const alone = [
  'test/contracts/wireFormat.test.ts',
  'test/main/hardening.test.ts',
  'test/main/wire.test.ts',
  'test/scenarios/simulation.test.ts',
]

export default defineConfig({
  plugins: [deriveOnce(), tasteTogether()],
  test: {
    pool: 'forks',
    maxWorkers: 4, // on two cores: many files wait more than they work
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: 'test/support/globalSetup.ts',
    sequence: { sequencer: LongestFirst },
    env: { TEJIDO_KDF: 'floor' },
    projects: [
      {
        extends: true,
        // loading the engine anew for each file took a third of the time; what files share is closed at their ends
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
})

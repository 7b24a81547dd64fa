import { existsSync, statfsSync } from 'node:fs'
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

/** A folder in memory with room for the vaults of all tests: a program that is killed leaves the same in it as on a disk. */
const inMemory = '/dev/shm'
const roomOf = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder)
  return (bavail * bsize) / 2 ** 30
}
const ground = existsSync(inMemory) && roomOf(inMemory) > 4 ? { TEJIDO_TEST_GROUND: inMemory } : {}

export default defineConfig({
  plugins: [deriveOnce(), tasteTogether()],
  test: {
    pool: 'forks',
    maxWorkers: 4, // on two cores: many files wait more than they work
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: 'test/support/globalSetup.ts',
    sequence: { sequencer: LongestFirst },
    env: { TEJIDO_KDF: 'floor', ...ground },
    execArgv: ['--max-semi-space-size=32'], // collecting what was short-lived took a tenth of the time
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

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    isolate: false, // loading the engine anew for each file took a third of the time; what files share is closed at their ends
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: 'test/support/globalSetup.ts',
    env: { TEJIDO_KDF: 'floor' },
  },
})

/** Two projects: `library` runs from the sources, `program` bundles the command line once and starts it. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Vite adds `import` and `default` itself; named here they would reach `require` too (pg-pool).
const conditions = ['@occtet/source', 'node']
const programTests = ['tests/e2e/**/*.test.ts', 'tests/conformance/cli/**/*.test.ts']
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
}
const timeouts = { testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  ...shared,
  test: {
    // Vitest would leave one core idle: on two cores that doubles the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', './tools/count-reporter.ts'],
    projects: [
      {
        ...shared,
        test: {
          ...timeouts,
          name: 'library',
          setupFiles: ['tests/property-seed.ts'],
          include: [
            'packages/**/src/**/*.test.ts',
            'apps/**/src/**/*.test.{ts,tsx}',
            'tests/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', 'tests/soak/**', ...programTests],
        },
      },
      {
        ...shared,
        test: { ...timeouts, name: 'program', include: programTests, globalSetup: ['tests/global-setup.ts'] },
      },
    ],
  },
})

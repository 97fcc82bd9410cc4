/** The long runs: kills and fuzzing at full counts (design 10.14); `npm run soak`, never part of CI. */
import { defineConfig } from 'vitest/config'

// Vite adds `import` and `default` itself; named here they would reach `require` too (pg-pool).
const conditions = ['@occtet/source', 'node']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['tests/soak/**/*.test.ts', 'tests/conformance/inventory/fuzz.test.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
    globalSetup: ['tests/global-setup.ts'],
    reporters: ['default', './tools/count-reporter.ts'],
  },
})

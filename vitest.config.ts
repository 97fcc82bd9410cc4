import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['@occtet/source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['@occtet/source', 'node', 'import', 'default'] } },
  test: {
    include: ['packages/**/src/**/*.test.ts', 'apps/**/src/**/*.test.ts', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './tools/count-reporter.ts'],
  },
})

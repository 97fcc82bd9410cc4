/** Bundles the command line into a few lazily loaded files. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { directImports } from './direct-imports.ts'
import { root } from './sources.ts'
import { buildVerifierPage } from './verifier-page.ts'

/** Follows the condition `@occtet/source`, so the bundle is made from the sources and needs no earlier step. */
export async function bundleCli(outdir: string): Promise<void> {
  // Before the folder is emptied: it is without its page for no longer than a moment.
  const page = await buildVerifierPage()
  rmSync(outdir, { recursive: true, force: true })
  await build({
    entryPoints: {
      main: join(root, 'apps/cli/src/main.ts'),
      'import-worker': join(root, 'packages/toolkit/src/adapters/feddb/import-worker.ts'),
      'analysis-worker': join(root, 'apps/server/src/analysis/worker.ts'),
      'ledger-worker': join(root, 'apps/server/src/ledger/check-worker.ts'),
      'document-worker': join(root, 'packages/toolkit/src/adapters/document-text/document-worker.ts'),
      'assistant-worker': join(root, 'apps/server/src/assistant/worker.ts'),
    },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['@occtet/source'],
    chunkNames: 'chunks/[name]-[hash]',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'linked',
    logLevel: 'warning',
    // Programs for one platform each, and openpgp, whose licence (LGPL) wants it to be exchangeable: loaded from node_modules, and only by `serve`.
    external: ['@node-rs/argon2', '@photostructure/sqlite', 'openpgp', 'pg-native'],
    plugins: [directImports()],
    banner: {
      js: "import { createRequire as occtetRequire } from 'node:module'; const require = occtetRequire(import.meta.url);",
    },
  })
  // What `buildEvidencePackage` puts into each package.
  mkdirSync(outdir, { recursive: true })
  writeFileSync(join(outdir, 'verify.html'), page)
  // The sample product that `occtet serve` shows.
  cpSync(join(root, 'examples/telemetry-hub'), join(outdir, 'sample/telemetry-hub'), { recursive: true })
}

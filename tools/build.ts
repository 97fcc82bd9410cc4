/** `npm run build`: libraries by tsc (JavaScript and types), the command line as a few lazily loaded bundles. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './sources.ts'

const cli = join(root, 'apps/cli')

/** esbuild follows `@occtet/source`, so the bundle is made from the sources and needs no earlier step. */
async function bundleCli(): Promise<void> {
  rmSync(join(cli, 'dist'), { recursive: true, force: true })
  const result = await build({
    entryPoints: {
      main: join(cli, 'src/main.ts'),
      'import-worker': join(root, 'packages/toolkit/src/adapters/feddb/import-worker.ts'),
    },
    outdir: join(cli, 'dist'),
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
    banner: {
      js: "import { createRequire as occtetRequire } from 'node:module'; const require = occtetRequire(import.meta.url);",
    },
  })
  if (result.errors.length > 0) throw new Error('the command line could not be bundled')
  const starter = join(root, 'packages/toolkit/src/advisories/starter')
  if (existsSync(starter))
    cpSync(starter, join(cli, 'dist/starter'), { recursive: true, filter: (path) => !path.endsWith('.ts') })
}

function compileLibraries(): void {
  const projects = ['packages/ui', 'packages/toolkit', 'packages/contract']
  const run = spawnSync('node_modules/.bin/tsc', ['-b', ...projects], { cwd: root, stdio: 'inherit' })
  if (run.status !== 0) throw new Error('the libraries do not compile')
}

await bundleCli()
if (!process.argv.includes('--cli')) compileLibraries()

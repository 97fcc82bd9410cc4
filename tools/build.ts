/** `npm run build`: libraries by tsc (JavaScript and types), the command line as a bundle with the web application beside it; `--cli` for the bundle only. */
import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { buildWeb } from './build-web.ts'
import { bundleCli } from './bundle-cli.ts'
import { root } from './sources.ts'

function compileLibraries(): void {
  const projects = ['packages/ui', 'packages/toolkit', 'packages/contract']
  const run = spawnSync('node_modules/.bin/tsc', ['-b', ...projects], { cwd: root, stdio: 'inherit' })
  if (run.status !== 0) throw new Error('the libraries do not compile')
  // tsc compiles TypeScript only; the validators are JavaScript that ajv wrote.
  for (const generated of ['sbom/generated', 'csaf/validate/generated']) {
    cpSync(join(root, 'packages/toolkit/src', generated), join(root, 'packages/toolkit/dist', generated), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    })
  }
}

await bundleCli(join(root, 'apps/cli/dist'))
// After the bundle, which empties the folder.
await buildWeb(join(root, 'apps/cli/dist/web'))
if (!process.argv.includes('--cli')) compileLibraries()

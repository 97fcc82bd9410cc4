/** Bundles the command line and the web application once per run, so that end-to-end tests start the real program. */
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildWeb } from '../tools/build-web.ts'
import { bundleCli } from '../tools/bundle-cli.ts'
import { cliFolder, projectRoot } from './cli.ts'

/** What the web application is made from. */
const webSources = [
  'apps/web',
  'packages/ui/src',
  'packages/contract/src',
  'packages/toolkit/src',
  'tools/build-web.ts',
]

export async function setup(): Promise<void> {
  await bundleCli(`${cliFolder}dist`)
  mkdirSync(cliFolder, { recursive: true })
  writeFileSync(
    `${cliFolder}occtet.mjs`,
    "const { main } = await import('./dist/main.js')\nprocess.exitCode = await main(process.argv.slice(2))\n",
  )
  await addWeb()
}

/** Kept beside the bundle, which is emptied each time, and built again only when a source is newer. */
async function addWeb(): Promise<void> {
  const kept = `${cliFolder}web`
  const built = join(kept, 'files.txt')
  const isOld = !existsSync(built) || newestOf(webSources) > statSync(built).mtimeMs
  if (isOld) await buildWeb(kept)
  cpSync(kept, `${cliFolder}dist/web`, { recursive: true })
}

/** Milliseconds since 1970. */
function newestOf(paths: readonly string[]): number {
  let newest = 0
  for (const path of paths) {
    const whole = join(projectRoot, path)
    newest = Math.max(newest, statSync(whole).mtimeMs)
    if (!statSync(whole).isDirectory()) continue
    for (const entry of readdirSync(whole, { recursive: true, withFileTypes: true })) {
      if (entry.parentPath.includes('node_modules')) continue
      newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs)
    }
  }
  return newest
}

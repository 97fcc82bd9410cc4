/** Bundles the command line once per run, so that end-to-end tests start the real program. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { bundleCli } from '../tools/bundle-cli.ts'
import { cliFolder } from './cli.ts'

export async function setup(): Promise<void> {
  await bundleCli(`${cliFolder}dist`)
  mkdirSync(cliFolder, { recursive: true })
  writeFileSync(
    `${cliFolder}occtet.mjs`,
    "const { main } = await import('./dist/main.js')\nprocess.exitCode = await main(process.argv.slice(2))\n",
  )
}

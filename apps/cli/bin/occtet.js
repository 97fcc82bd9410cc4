#!/usr/bin/env node
// The command that npm links at install time; the program itself is built later into dist/.
import { existsSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { fileURLToPath } from 'node:url'

const program = new URL('../dist/main.js', import.meta.url)

if (existsSync(fileURLToPath(program))) {
  nodeModule.enableCompileCache?.()
  const { main } = await import(program.href)
  process.exitCode = await main(process.argv.slice(2))
} else {
  process.stderr.write(
    'occtet is not built yet. Run "npm run build" in the project folder, then try again.\n',
  )
  process.exitCode = 70
}

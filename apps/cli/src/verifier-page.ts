/** The page that checks an evidence package without network: beside the bundle when built. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

/** Throws (exit 70) where the program was built without it: a package that nobody can open is none. */
export function verifierPage(): string {
  for (const place of ['./verify.html', '../verify.html']) {
    const path = fileURLToPath(new URL(place, import.meta.url))
    if (existsSync(path)) return readFileSync(path, 'utf8')
  }
  const message = 'the page for checking packages is missing from this installation'
  throw new CommandFailure({ exitCode: exitCodes.ownFault, code: 'PAGE_MISSING', message })
}

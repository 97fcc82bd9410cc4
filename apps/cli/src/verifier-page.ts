/** The page that checks an evidence package without network: beside the bundle when built. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

/** Undefined where the program was built without it. */
export function readVerifierPage(): string | undefined {
  const path = ['./verify.html', '../verify.html']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((one) => existsSync(one))
  return path === undefined ? undefined : readFileSync(path, 'utf8')
}

/** Throws (exit 70) where the program was built without it: a package that nobody can open is none. */
export function verifierPage(): string {
  const page = readVerifierPage()
  if (page !== undefined) return page
  const message = 'the page for checking packages is missing from this installation'
  throw new CommandFailure({ exitCode: exitCodes.ownFault, code: 'PAGE_MISSING', message })
}

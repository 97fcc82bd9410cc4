/** A path that a command needs: told at once when it is not there. */
import { existsSync } from 'node:fs'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

export function requireFolder(dir: string): void {
  if (existsSync(dir)) return
  throw new CommandFailure({
    exitCode: exitCodes.inputUnreadable,
    code: 'PATH_MISSING',
    message: `${dir} does not exist`,
    hint: 'Give the folder of a product, or a lock file.',
  })
}

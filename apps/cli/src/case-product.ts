/** The profile of a folder, for the commands of `occtet case` and `documents`. */
import { readProfileFile } from '@occtet/toolkit/adapters'
import type { ProductProfile } from '@occtet/toolkit/cra'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

/** Undefined where the folder has no profile. Throws an input failure where it cannot be read. */
export function readProfile(folder: string): ProductProfile | undefined {
  const profile = readProfileFile(folder)
  if (profile.ok) return profile.value
  const { code, message } = profile.error
  throw new CommandFailure({ exitCode: exitCodes.inputUnreadable, code, message })
}

/** Undefined where the folder has no profile that can be read: who needs one says so itself. */
export function productIdOf(folder: string): string | undefined {
  const profile = readProfileFile(folder)
  return profile.ok ? profile.value?.id : undefined
}

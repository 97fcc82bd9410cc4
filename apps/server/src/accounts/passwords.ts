/** Passwords at rest: Argon2id. The parameters stand here alone; a password is hashed anew when they have changed. */
import { hash, parseOptions, verify } from '@node-rs/argon2'

/** OWASP's second choice: 19 MiB, two passes, one lane; about 30 ms. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), options)
}

let nobodys: Promise<string> | undefined

/** Takes as long where there is no account, or no password, as where the password is wrong. */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword('a password that nobody has')
  const isRight = await verify(stored ?? (await nobodys), password.normalize('NFC'))
  return stored !== null && isRight
}

export function needsRehash(stored: string): boolean {
  const used = parseOptions(stored)
  return (
    !stored.startsWith('$argon2id$') ||
    used.memoryCost !== options.memoryCost ||
    used.timeCost !== options.timeCost ||
    used.parallelism !== options.parallelism
  )
}

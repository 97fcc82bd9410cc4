/** Random secrets, and what is kept of them. */
import { randomBytes } from 'node:crypto'
import { sha256Hex } from '@occtet/toolkit/base'

/** 32 random bytes in 43 letters. With so much chance in it a fast hash is enough. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function hashSecret(secret: string): string {
  return sha256Hex(secret)
}

/** Names rows; not a secret, and not guessable either. */
export function makeId(): string {
  return randomBytes(12).toString('hex')
}

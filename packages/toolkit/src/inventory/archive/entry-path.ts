/** Names in archives are what somebody wrote: only those that stay inside become paths. */
import { limits } from '../../base/index.ts'

const MOST_LETTERS = 4096

/**
 * A leading slash is taken off, as unpackers do; '' is the root itself. Undefined where the name leads out of the
 * archive, or is longer or deeper than any system allows.
 */
export function entryPath(name: string): string | undefined {
  if (name.length > MOST_LETTERS || name.includes('\0')) return undefined
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  return parts.length > limits.nesting || parts.includes('..') ? undefined : parts.join('/')
}

/** For messages: what a hostile name may not do to a terminal or a log. */
export function shownName(name: string): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cs}]/gu, '\uFFFD')
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain
}

/** Cursors of lists: opaque to clients, checked on the way back. No secret: a forged one shows nothing that a list would not. */
import { err, ok, type Result } from '@occtet/toolkit/base'

/** The last row's sort key, ending in something unique. */
export type CursorKey = readonly (string | number)[]

export interface CursorError {
  readonly code: 'CURSOR_INVALID'
}

const MAX_LETTERS = 512

export function formatCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url')
}

/** `kinds`: of each part, in order. Untrusted. */
export function parseCursor(
  cursor: string,
  kinds: readonly ('string' | 'number')[],
): Result<CursorKey, CursorError> {
  const parts = cursor.length <= MAX_LETTERS ? readParts(cursor) : undefined
  if (parts === undefined || parts.length !== kinds.length) return err({ code: 'CURSOR_INVALID' })
  const key = parts.flatMap((part, at): CursorKey => {
    if (kinds[at] === 'string') return typeof part === 'string' && !/\p{Cc}/u.test(part) ? [part] : []
    return typeof part === 'number' && Number.isSafeInteger(part) ? [part] : []
  })
  return key.length === kinds.length && formatCursor(key) === cursor
    ? ok(key)
    : err({ code: 'CURSOR_INVALID' })
}

function readParts(cursor: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : undefined
  } catch {
    // Not one of ours.
    return undefined
  }
}

/** Rows asked for; `fallback` where the client named none. */
export function readLimit(limit: string | undefined, fallback = 50): number {
  return limit === undefined ? fallback : Number(limit)
}

/** Ask the database for `limit + 1` rows: the one too many says that more follow. */
export function toPage<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => CursorKey,
): { readonly rows: readonly T[]; readonly next?: string } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return rows.length > limit && last !== undefined
    ? { rows: shown, next: formatCursor(keyOf(last)) }
    : { rows: shown }
}

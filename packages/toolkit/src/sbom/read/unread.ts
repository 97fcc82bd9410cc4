/** Counts what a document states and an inventory has no place for, so that nobody takes a conversion for lossless. */
import type { Issue } from '../../base/index.ts'
import type { Fields } from './values.ts'

export interface Unread {
  /** Notes members with something in them that are not among `kept`. */
  readonly countMembers: (fields: Fields, kept: ReadonlySet<string>, prefix: string) => void
  readonly count: (what: string, times: number) => void
  /** One note at most; nothing that a scan needs is lost. */
  readonly toIssues: (path: string) => readonly Issue[]
}

export function createUnread(): Unread {
  const counts = new Map<string, number>()
  const count = (what: string, times: number): void => {
    if (times > 0) counts.set(what, (counts.get(what) ?? 0) + times)
  }
  return {
    count,
    countMembers: (fields, kept, prefix) => {
      for (const [key, value] of Object.entries(fields)) {
        if (!kept.has(key) && !isEmpty(value)) count(`${prefix}${key.slice(0, 60)}`, 1)
      }
    },
    toIssues: (path) => {
      if (counts.size === 0) return []
      const listed = [...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([what, times]) => `${what} (${times})`)
      const more = listed.length > 30 ? `, and ${listed.length - 30} other members` : ''
      const message = `not kept, an inventory has no place for it: ${listed.slice(0, 30).join(', ')}${more}`
      return [{ code: 'FORMAT_UNSUPPORTED', level: 'note', path, message }]
    },
  }
}

function isEmpty(value: unknown): boolean {
  const isNothing = value === '' || value === false || value === null || value === 'NOASSERTION'
  return isNothing || (Array.isArray(value) && value.length === 0)
}

/** What could not be read of a document, as issues: the first ones one by one, the rest as a number. */
import type { Issue, IssueCode } from '../base/index.ts'

/** A hostile document must not answer with a million issues. */
const MAX_ISSUES = 100

export interface Losses {
  readonly add: (code: IssueCode, message: string) => void
  readonly list: () => readonly Issue[]
}

export function createLosses(path: string): Losses {
  const kept: Issue[] = []
  let more = 0
  return {
    add: (code, message) => {
      if (kept.length < MAX_ISSUES) kept.push({ code, level: 'warning', path, message })
      else more++
    },
    list: () => (more === 0 ? kept : [...kept, tooMany(path, more)]),
  }
}

function tooMany(path: string, more: number): Issue {
  return {
    code: 'ENTRY_UNREADABLE',
    level: 'warning',
    path,
    message: `${more} more losses of the same kinds`,
  }
}

/** For messages: text that somebody else chose, cut. */
export function shown(text: string): string {
  return JSON.stringify(text.length <= 80 ? text : `${text.slice(0, 79)}…`)
}

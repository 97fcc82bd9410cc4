/** What all readers share: where they are, what they could not keep, and how much is too much. */
import type { Issue, IssueCode, JsonDocument } from '../../base/index.ts'
import type { VexDocument } from '../model.ts'
import { vexLimits } from './limits.ts'

export interface VexReading {
  readonly document: VexDocument
  /** Everything that the document says and its statements do not. */
  readonly issues: readonly Issue[]
  /** 1-based line of each statement, in their order. */
  readonly lines: readonly number[]
}

export interface Source {
  readonly path: string
  readonly json: JsonDocument
  /** SHA-256 of the text: the id of a document that has none. */
  readonly digest: string
}

export interface Issues {
  readonly add: (code: IssueCode, message: string, line?: number) => void
  /** Counts what a statement has no place for; one note for each kind at the end. */
  readonly unkept: (what: string, times?: number) => void
  readonly list: () => readonly Issue[]
}

export function collectIssues(path: string): Issues {
  const kept: Issue[] = []
  const counts = new Map<string, number>()
  let more = 0
  return {
    add: (code, message, line) => {
      if (kept.length < vexLimits.issues)
        kept.push({ code, level: 'warning', path, ...(line === undefined ? {} : { line }), message })
      else more++
    },
    unkept: (what, times = 1) => {
      const key = counts.size < vexLimits.issues || counts.has(what) ? what : 'other members'
      if (times > 0) counts.set(key, (counts.get(key) ?? 0) + times)
    },
    list: () => [
      ...kept,
      ...(more === 0 ? [] : [toRest(path, more)]),
      ...[...counts].map(([what, times]) => toNote(path, what, times)),
    ],
  }
}

function toRest(path: string, more: number): Issue {
  return {
    code: 'ENTRY_UNREADABLE',
    level: 'warning',
    path,
    message: `${more} more losses of the same kinds`,
  }
}

function toNote(path: string, what: string, times: number): Issue {
  const message = `not kept, a VEX statement has no place for it: ${what} (${times})`
  return { code: 'FORMAT_UNSUPPORTED', level: 'note', path, message }
}

/** Notes the members of an object that are not among those read. */
export function noteUnread(
  issues: Issues,
  value: Readonly<Record<string, unknown>>,
  given: { readonly known: ReadonlySet<string>; readonly prefix: string },
): void {
  for (const [key, member] of Object.entries(value)) {
    const isEmpty = member === null || member === '' || (Array.isArray(member) && member.length === 0)
    if (!given.known.has(key) && !isEmpty) issues.unkept(`${given.prefix}${key.slice(0, 60)}`)
  }
}

/** For messages: text that somebody else chose, cut. */
export function shown(text: string): string {
  return JSON.stringify(text.length <= 80 ? text : `${text.slice(0, 79)}…`)
}

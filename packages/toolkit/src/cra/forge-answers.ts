/** Reads the files of an exported forge folder: each is one answer of the forge as its interface gave it. */
import type { JsonDocument } from '../base/index.ts'
import type { ForgePart, ForgePlace } from './forge.ts'
import { listAt, openJson, textAt, valueAt } from './json-fields.ts'

/** Text of a file of the folder, by its path inside; undefined where there is none. Untrusted. */
export type ForgeFiles = (path: string) => string | undefined

export interface ForgeAnswers {
  readonly files: ForgeFiles
  /** What the fetch noted about each question, by file. */
  readonly statusOf: (path: string) => number | undefined
}

/** The note that a fetch leaves beside the answers; a folder made by hand needs none. */
export const noteFile = 'forge.json'

export function openAnswers(files: ForgeFiles): ForgeAnswers & { readonly note: unknown } {
  const opened = openJson(files(noteFile) ?? '{}')
  const note = opened.ok ? opened.value.value : {}
  const statuses = new Map(
    listAt(note, 'answers').map((item) => [textAt(item, 'file') ?? '', valueAt(item, 'status')] as const),
  )
  return {
    files,
    note,
    statusOf: (path) => {
      const status = statuses.get(path)
      return typeof status === 'number' ? status : undefined
    },
  }
}

/** The answer in one file; `parse` gives the value, or the reason why it is none. */
export function readAnswer<T>(
  answers: ForgeAnswers,
  path: string,
  parse: (
    document: JsonDocument,
    place: (at: readonly (string | number)[]) => ForgePlace,
  ) => { readonly value: T } | string,
): ForgePart<T> {
  const text = answers.files(path)
  if (text === undefined) return { isRead: false, reason: absentReason(answers, path) }
  const opened = openJson(text)
  if (!opened.ok) return { isRead: false, reason: `${path}: ${opened.error}` }
  const document = opened.value
  const refusal = textAt(document.value, 'message') ?? textAt(document.value, 'error')
  if (refusal !== undefined && !Array.isArray(document.value))
    return { isRead: false, reason: `the forge answered "${refusal.slice(0, 80)}" (${path})` }
  const parsed = parse(document, (at) => ({ path, line: document.lineOf(at) }))
  if (typeof parsed === 'string') return { isRead: false, reason: `${path}: ${parsed}` }
  return { isRead: true, value: parsed.value, place: { path, line: 1 } }
}

/** Forges answer 404 also to those who may not know, so no refusal is ever a "no". */
export function absentReason(answers: ForgeAnswers, path: string): string {
  const status = answers.statusOf(path)
  if (status === undefined) return `the exported folder has no ${path}`
  const meanings: Readonly<Record<number, string>> = {
    401: 'the token is not valid',
    403: 'the token may not see it',
    404: 'switched off, not there, or the token may not see it',
    429: 'too many questions at once',
  }
  return `the forge answered ${status}: ${meanings[status] ?? 'no answer to read'} (${path})`
}

/** The first part that was read; else the reason of the first. */
export function firstRead<T>(first: ForgePart<T>, ...others: readonly ForgePart<T>[]): ForgePart<T> {
  return [first, ...others].find((part) => part.isRead) ?? first
}

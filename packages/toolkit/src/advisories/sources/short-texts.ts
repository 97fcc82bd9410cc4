/** Texts of a record that are kept with each of its claims, cut to what a list can show. */
import { texts } from './fields.ts'

/** Characters of an id or a package name; the longest real ones have under 200. */
export const MAX_NAME = 1024
const MAX_SUMMARY = 300
/** Characters of a version named as fixed, and how many are kept of a record. */
const MAX_VERSION = 128
const MAX_PATCHED = 256

/** The title, else the first line of the details; never more than 300 characters; undefined where both say nothing. */
export function toSummary(title: string | undefined, details: string | undefined): string | undefined {
  const opening = title === undefined ? details?.trimStart().slice(0, 4 * MAX_SUMMARY) : undefined
  const line = (title ?? opening?.split('\n', 1)[0] ?? '').trim()
  if (line === '') return undefined
  return line.length <= MAX_SUMMARY
    ? line
    : `${line.slice(0, MAX_SUMMARY - 1).replace(/\p{Surrogate}$/u, '')}…`
}

/** Versions that are named as fixed, as far as they can be versions at all. */
export function shortTexts(value: unknown): readonly string[] {
  return texts(value)
    .filter((item) => item.length <= MAX_VERSION)
    .slice(0, MAX_PATCHED)
}

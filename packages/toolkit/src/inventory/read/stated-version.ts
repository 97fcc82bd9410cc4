/** Which of the texts that people write into a field for the version are versions of one release. */
import { isCommit } from './forge.ts'

/** Longer ones are sentences. */
const maxVersion = 100

/** The version without a leading `v`; undefined for dates, commits, branches, placeholders and words. */
export function statedVersion(text: string): string | undefined {
  const plain = text.trim()
  if (plain.length > maxVersion || isDate(plain) || isRevision(plain)) return undefined
  const hasWildcard = /(?:^|[._-])[xX*](?:$|[._-])/.test(plain)
  if (hasWildcard || isPlaceholder(plain)) return undefined
  return isNumbered(plain) || isTag(plain) ? plain.replace(/^[vV](?=\d)/, '') : undefined
}

/** `1.2.3`, `v2.0-rc1`, `9e`, `36`. */
function isNumbered(text: string): boolean {
  return /^[vV]?\d[\w.+~-]*$/.test(text)
}

/** `R_2_6_3`, `libtraceevent-1.8.3`: with fewer than three numbers it may be a branch (`release-3.4`). */
function isTag(text: string): boolean {
  const [, rest] = /^[A-Za-z][A-Za-z_-]*[_-]v?(\d+(?:[._-]\d+){2}[\w.+-]*)$/.exec(text) ?? []
  return rest !== undefined && !isDate(rest)
}

/** `2023-07-22`, `20230722`, `22.07.2023`, and a bare year: they say when, and some release may bear another number. */
function isDate(text: string): boolean {
  return (
    /^(?:19|20)\d\d[-./_]?(?:0?[1-9]|1[0-2])[-./_]?(?:0?[1-9]|[12]\d|3[01])(?:T.*)?$/.test(text) ||
    /^\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d$/.test(text) ||
    /^(?:19|20)\d\d(?:[-/](?:0?[1-9]|1[0-2]))?$/.test(text)
  )
}

/** A commit, whole or cut to its first letters; as many digits alone are a revision or a date. */
function isRevision(text: string): boolean {
  return isCommit(text) || /^[0-9a-f]{7,64}$/i.test(text)
}

/** Zero stands for `no version` (README.chromium, "Version"). */
function isPlaceholder(text: string): boolean {
  return /^[vV]?0+(?:\.0+)*$/.test(text)
}

/** SIG-REPO-SUPPORT-DOC: does the project say until when it gives support. */
import type { RepoFiles } from '../repo-files.ts'
import { type Signal, toSignalResult } from '../signal.ts'
import { say } from '../say.ts'

const id = 'SIG-REPO-SUPPORT-DOC'
const documentFile =
  /^(readme|(\.github\/|docs\/|\.gitlab\/)?(support|security|lifecycle|end-of-life|eol|versions?|releases?|support[-_]policy|release[-_]policy))(\.md|\.rst|\.txt|\.adoc)?$/i
const supportFile = /(^|\/)support(\.|$)/i
const characters = 400_000

const months = 'january february march april may june july august september october november december'.split(
  ' ',
)
const isoDate = /\b(20\d\d)-(0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?\b/g
const wordDate =
  /\b(?:(?:\d{1,2}(?:st|nd|rd|th)?\.? )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?: \d{1,2}(?:st|nd|rd|th)?,?)?,? (20\d\d))\b/gi
const ending =
  /end[ -]of[ -](life|support|maintenance|security)|\beol\b|\beos\b|support(ed)?\b[^.|]{0,60}\b(until|till|through|up to|ends?|expires?)\b|(security|maintenance) (fixes|updates|support|patches)\b[^.|]{0,60}\b(until|till|through|ends?)\b|support period|unterstützt bis|support bis|maintained until/i
const start = /\b(since|from|released|release date|as of|starting)\b/i
/** Other people's products: their end of life is not ours. */
const foreign =
  /\b(node(\.?js)?|python|java|jdk|openjdk|php|ruby|golang|go \d|\.net|rust|ubuntu|debian|centos|rhel|alpine|fedora|windows|macos|ios|android|postgres(ql)?|mysql|mariadb|django|rails|spring|internet explorer|chrome|firefox|kubernetes|docker)\b/i

interface Hit {
  readonly path: string
  readonly line: number
  /** `YYYY-MM`. */
  readonly date: string
}

export const supportDoc: Signal = {
  id,
  looksFor: 'practice',
  collect: ({ tree }) => {
    const paths = tree.list().filter((path) => documentFile.test(path))
    const texts = paths.map((path) => ({ path, text: tree.read(path) }))
    const hits = texts.flatMap(({ path, text }) => findEndDates(path, text?.slice(0, characters) ?? ''))
    const last = [...hits].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).at(-1)
    if (last !== undefined) {
      const facts = { end_date: last.date, text_path: last.path }
      const statement = say`${last.path} names ${last.date} as an end of support; which versions it covers is for a person to check.`
      const evidence = [{ path: last.path, line: last.line }]
      return toSignalResult(id, { state: 'present', statement, facts, evidence })
    }
    const unread = texts.filter((file) => file.text === undefined).map((file) => file.path)
    return nothingFound(tree, paths, unread)
  },
}

function nothingFound(
  tree: RepoFiles,
  paths: readonly string[],
  unread: readonly string[],
): ReturnType<Signal['collect']> {
  const facts = { end_date: null, text_path: null }
  if (unread.length > 0) {
    const reason = say`cannot be read: ${unread.join(', ')}`
    const statement = say`Whether an end of support is stated is unknown.`
    return toSignalResult(id, { state: 'unknown', statement, facts, reason })
  }
  const supportPath = paths.find((path) => supportFile.test(path))
  if (supportPath === undefined) {
    const statement = say`No date on which support ends was found in README, SUPPORT or SECURITY files.`
    return toSignalResult(id, { state: 'absent', statement, facts })
  }
  const statement = say`${supportPath} tells how to get help, but no date on which support ends was found.`
  const evidence = tree.list().includes(supportPath) ? [{ path: supportPath, line: 1 }] : []
  return toSignalResult(id, {
    state: 'absent',
    statement,
    facts: { ...facts, text_path: supportPath },
    evidence,
  })
}

export function findEndDates(path: string, text: string): readonly Hit[] {
  const hits: Hit[] = []
  let endColumn: number | undefined
  text.split(/\r?\n/).forEach((long, at) => {
    const line = long.slice(0, 2000)
    const cells = line.includes('|') ? line.split('|') : undefined
    if (cells === undefined) endColumn = undefined
    else {
      const column = cells.findIndex((cell) => ending.test(cell) || /^\s*(supported )?until\s*$/i.test(cell))
      const isHeader = column >= 0 && datesOf(line).length === 0
      if (isHeader && !foreign.test(line)) endColumn = column
    }
    const inColumn = endColumn === undefined || cells === undefined ? undefined : cells[endColumn]
    const dates = inColumn === undefined ? datesOfSentence(line) : datesOf(inColumn)
    for (const date of foreign.test(line) ? [] : dates) hits.push({ path, line: at + 1, date })
  })
  return hits
}

/** Dates of a line that speaks of an end; a line that only names a beginning gives none. */
function datesOfSentence(line: string): readonly string[] {
  const words = ending.exec(line)
  if (words === null) return []
  const after = line.slice(words.index)
  const dates = datesOf(after)
  return start.test(after) && dates.length < 2 && !/\b(until|till|through|ends?)\b/i.test(after) ? [] : dates
}

function datesOf(text: string): readonly string[] {
  const iso = [...text.matchAll(isoDate)].map((match) => `${match[1] ?? ''}-${match[2] ?? ''}`)
  const words = [...text.matchAll(wordDate)].map((match) => {
    const month = months.findIndex((name) => name.startsWith((match[1] ?? '').toLowerCase())) + 1
    return `${match[2] ?? ''}-${String(month).padStart(2, '0')}`
  })
  return [...iso, ...words]
}

/** Names the licenses whose texts stand in a file, where they stand, and how sure that is. */
import { findCandidates } from './candidates.ts'
import { openCatalogue } from './catalogue.ts'
import { compareRest } from './compare.ts'
import { unlessCutOff } from './cut-off.ts'
import { matchAllExactly } from './exact.ts'
import { toFamily } from './families.ts'
import { type Found, type Job, settle } from './found.ts'
import { createLineFinder } from './lines.ts'
import type { LicenseMatch, Recognition } from './match.ts'
import { findNamed } from './named.ts'
import { toOwners } from './owners.ts'
import { toRow } from './row.ts'
import { toWords } from './words.ts'

/** Characters that are read of one text. */
export const mostCharacters = 8 * 1024 * 1024

/** Never throws; a text without any license gives no matches. */
export function recognizeLicense(input: string): Recognition {
  const catalogue = openCatalogue()
  const isCut = input.length > mostCharacters
  const read = isCut ? input.slice(0, mostCharacters) : input
  const words = toWords(read)
  const row = toRow(catalogue, words.words)
  const job: Job = { catalogue, words, row, lineOf: createLineFinder(words.text) }
  const candidates = findCandidates(catalogue, row.ids, 0.25)
  const exact = matchAllExactly(job, candidates)
  const whole = exact.filter((found) => found.kind === 'full-text')
  const owners = toOwners(whole, row.ids.length)
  const checked = exact.map((found) => unlessCutOff(job, { found, owners, candidates }))
  const rest = compareRest(job, candidates, checked)
  const found = settle([...checked, ...rest.found], row.ids.length)
  const texts = found.map((one) => toMatch(job, one))
  const named = findNamed(read, takenLines(texts))
  return {
    matches: [...texts, ...named.matches].sort(byLine),
    ambiguous: named.ambiguous,
    unmatchedWords: words.words.length - found.reduce((sum, one) => sum + one.end - one.start, 0),
    isCut: isCut || rest.isCut,
  }
}

/** Lines that licenses found by their words cover. */
function takenLines(texts: readonly LicenseMatch[]): ReadonlySet<number> {
  const taken = new Set<number>()
  for (const { lines } of texts) for (let line = lines.start; line <= lines.end; line++) taken.add(line)
  return taken
}

function byLine(a: LicenseMatch, b: LicenseMatch): number {
  return a.lines.start - b.lines.start || a.lines.end - b.lines.end || (a.id < b.id ? -1 : 1)
}

function toMatch(job: Job, found: Found): LicenseMatch {
  const { offsets } = job.words
  const names = toFamily(job.catalogue, [...found.template.ids, ...found.twins], found.kind === 'notice')
  const [id = '', ...alsoNamed] = names.ids
  return {
    id,
    alsoNamed,
    confidence: found.confidence,
    kind: found.kind,
    lines: { start: job.lineOf(offsets[found.start] ?? 0), end: job.lineOf(offsets[found.end - 1] ?? 0) },
    coverage: Math.min(1, found.coverage),
    differences: found.differences,
    ...(names.laterVersions !== undefined && { laterVersions: names.laterVersions }),
  }
}

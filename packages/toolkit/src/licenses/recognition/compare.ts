/** Compares stretches of text that no template matches word for word with the templates that share most with them. */
import { type Alignment, align } from './align.ts'
import type { Candidate } from './candidates.ts'
import type { Template } from './catalogue.ts'
import { type Compared, toCompared } from './compared.ts'
import { type Difference, mend, weigh, wordsOf, type Weighed } from './differences.ts'
import { type Found, type Job, lead, nearlyAll } from './found.ts'
import type { Confidence, LicenseMatch } from './match.ts'
import { matchProgram } from './matcher.ts'
import { OpenCandidates } from './open-candidates.ts'
import { toOwners } from './owners.ts'

/** Templates compared at one stretch, and in one text: hostile texts end here. */
export const mostRivals = 8
const mostComparisons = 2000

/** Stretches that no exact match explains, each compared with the templates that share most with it. */
export function compareRest(
  job: Job,
  candidates: readonly Candidate[],
  exact: readonly Found[],
): { readonly found: readonly Found[]; readonly isCut: boolean } {
  const { templates } = job.catalogue
  const promise = (candidate: Candidate): number =>
    candidate.share * candidate.share * (templates[candidate.template]?.shingles ?? 0)
  const owners = toOwners(exact, job.row.ids.length)
  const open = new OpenCandidates(
    candidates
      .filter(({ from, to }) => !owners.hasMostOf({ start: from, end: to + 1 }))
      .sort((a, b) => promise(b) - promise(a) || a.template - b.template || a.from - b.from),
  )
  const found: Found[] = []
  let budget = mostComparisons
  for (let first = open.first(); first !== undefined; first = open.first()) {
    if (budget <= 0) return { found, isCut: true }
    const rivals = chooseRivals(open.rivalsOf(first), promise)
    budget -= rivals.length
    const best = rivals.flatMap((one) => compare(job, one)).sort(byWorth)[0]?.found
    if (best !== undefined) found.push(best)
    open.close([first, ...rivals])
    open.closeWithin(best ?? { start: first.from, end: first.to + 1 })
  }
  return { found, isCut: false }
}

/** Those that promise most words, and those of which most is there: a short license beside longer relatives. */
function chooseRivals(
  all: readonly Candidate[],
  promise: (candidate: Candidate) => number,
): readonly Candidate[] {
  const byPromise = [...all].sort(
    (a, b) => promise(b) - promise(a) || a.template - b.template || a.from - b.from,
  )
  const byShare = [...byPromise].sort((a, b) => b.share - a.share)
  return [...new Set([...byPromise.slice(0, mostRivals), ...byShare.slice(0, mostRivals)])]
}

/** A license compared, with what decides among rivals. */
interface Rival {
  readonly found: Found
  /** Words in common, less thrice those that differ between the first and the last of them; a part is worth less. */
  readonly worth: number
}

/** Surest first, then the one with least that differs, then whole texts before parts. */
function byWorth({ found: a, worth: left }: Rival, { found: b, worth: right }: Rival): number {
  return (
    Number(b.confidence === 'high') - Number(a.confidence === 'high') ||
    right - left ||
    Number(a.kind === 'partial') - Number(b.kind === 'partial') ||
    b.weight - a.weight ||
    a.template.index - b.template.index
  )
}

function compare(job: Job, candidate: Candidate): readonly Rival[] {
  const template = job.catalogue.templates[candidate.template]
  if (template === undefined) return []
  const compared = toCompared(job, template)
  const from = Math.max(0, candidate.from - candidate.cell - lead)
  const to = Math.min(job.row.ids.length, candidate.to + template.cells.length + lead)
  const alignment = align(compared.flat, job.row.ids, { from, to })
  if (alignment === undefined) return []
  const weighed = weigh(compared, alignment)
  const verdict = judge(template, { compared, alignment, weighed })
  if (verdict === undefined) return []
  const { required } = compared.flat
  const found: Found = {
    template,
    ...verdict,
    start: alignment.start,
    end: alignment.end,
    weight: 2 * alignment.matched - weighed.surplus - required,
    coverage: weighed.coverage,
    differences: toDifferences(job, compared, weighed),
    twins: [],
  }
  const worth = alignment.pairs.length - 3 * countInner(compared, weighed)
  return [{ found, worth: found.kind === 'partial' ? worth * nearlyAll - 5 : worth }]
}

/** Words that differ, but for what is missing at either end. */
function countInner({ flat }: Compared, { serious }: Weighed): number {
  return serious
    .filter((hunk) => hunk.to > hunk.from || (hunk.expectedFrom > 0 && hunk.expectedTo < flat.words.length))
    .reduce((sum, hunk) => sum + Math.max(hunk.to - hunk.from, hunk.expectedTo - hunk.expectedFrom), 0)
}

const fullCoverage = 0.9
const partCoverage = 0.3
const fewestWords = 30

interface Evidence {
  readonly compared: Compared
  readonly alignment: Alignment
  readonly weighed: Weighed
}

type Verdict = { readonly kind: LicenseMatch['kind']; readonly confidence: Confidence }

function judge(template: Template, evidence: Evidence): Verdict | undefined {
  const { matched } = evidence.alignment
  const { coverage, surplus } = evidence.weighed
  const kind = template.kind === 'notice' ? 'notice' : 'full-text'
  if (isMended(template, evidence)) return { kind, confidence: 'high' }
  if (coverage >= fullCoverage && surplus <= matched / 4) return { kind, confidence: 'low' }
  if (kind === 'notice' || coverage < partCoverage || matched < fewestWords) return undefined
  return surplus > matched ? undefined : { kind: 'partial', confidence: 'low' }
}

/** One slip in fifty words is a slip; more is another text. */
const wordsPerSlip = 50

/** True where the text matches word for word once its spelling is mended. */
function isMended(template: Template, { compared, alignment, weighed }: Evidence): boolean {
  const { harmless, serious } = weighed
  if (alignment.matched < 20 || serious.length > 0) return false
  if (harmless.length > Math.max(2, alignment.matched / wordsPerSlip)) return false
  const row = mend(compared, harmless, { from: alignment.start, to: alignment.end })
  return matchProgram(template.cells, row, { from: 0, latest: 2, reach: row.ids.length - 3 }) !== undefined
}

const mostDifferences = 10

function toDifferences(job: Job, compared: Compared, { serious }: Weighed): readonly Difference[] {
  return serious.slice(0, mostDifferences).map((hunk) => ({
    line: job.lineOf(job.words.offsets[Math.min(hunk.from, job.words.offsets.length - 1)] ?? 0),
    found: job.words.words.slice(hunk.from, Math.min(hunk.to, hunk.from + 40)).join(' '),
    expected: wordsOf(compared.flat, compared.vocabulary, hunk).slice(0, 40).join(' '),
  }))
}

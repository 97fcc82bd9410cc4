/** What is counted of each record, and its sum over a layer: worked out where the record is read, added where it is kept. */
import { type Count, type LayerCounts, type SourceRecord, splitEcosystem } from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'

interface RecordTally {
  readonly isWithdrawn: boolean
  readonly unnamedEntries: number
  /** Claims by family of ecosystems, sorted. */
  readonly families: readonly Count[]
}

/** The tally of a record as text (parseTally), ASCII. */
export type FormatTally = (record: SourceRecord) => string

/** Tallies that are remembered: most records of a feed have one of few. */
const REMEMBERED = 4096

export function createTallyFormatter(): FormatTally {
  const texts = new Map<string, string>()
  return (record) => {
    const plain = plainText(record)
    const known = plain === undefined ? undefined : texts.get(plain)
    if (known !== undefined) return known
    const text = formatTally(record)
    if (texts.size === REMEMBERED) texts.clear()
    if (plain !== undefined) texts.set(plain, text)
    return text
  }
}

function formatTally({ isWithdrawn, unnamedEntries, claims }: SourceRecord): string {
  const counts = new Map<string, number>()
  for (const { ecosystem } of claims) {
    const { family } = splitEcosystem(ecosystem)
    counts.set(family, (counts.get(family) ?? 0) + 1)
  }
  const text = JSON.stringify([isWithdrawn, unnamedEntries, sortCounts(counts)])
  return text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function parseTally(text: string): RecordTally {
  // `as`: written by formatTally, in the same run.
  const [isWithdrawn, unnamedEntries, families] = JSON.parse(text) as [boolean, number, readonly Count[]]
  return { isWithdrawn, unnamedEntries, families }
}

/** What tells the tally of a record whose claims are about one ecosystem; undefined for the others. */
function plainText({ isWithdrawn, unnamedEntries, claims }: SourceRecord): string | undefined {
  const ecosystem = claims[0]?.ecosystem ?? ''
  for (const claim of claims) if (claim.ecosystem !== ecosystem) return undefined
  return `${isWithdrawn} ${unnamedEntries} ${claims.length} of ${ecosystem}`
}

/** Those of a layer's counts that follow from its records one by one. */
export type RecordCounts = Pick<
  LayerCounts,
  'claims' | 'families' | 'records' | 'unkeyed' | 'unnamedEntries' | 'withdrawn'
>

export interface CountSum {
  /** `times`: 1 for a record that came, -1 for one that went. */
  readonly add: (tally: string, times: 1 | -1) => void
  readonly total: () => RecordCounts
}

export function createCountSum(before?: RecordCounts): CountSum {
  const sums = {
    records: before?.records ?? 0,
    claims: before?.claims ?? 0,
    unkeyed: before?.unkeyed ?? 0,
    withdrawn: before?.withdrawn ?? 0,
    unnamedEntries: before?.unnamedEntries ?? 0,
  }
  const families = new Map(before?.families)
  const tallies = new Map<string, RecordTally>()
  const tallyOf = (text: string): RecordTally => {
    const known = tallies.get(text)
    if (known !== undefined) return known
    if (tallies.size === REMEMBERED) tallies.clear()
    const tally = parseTally(text)
    tallies.set(text, tally)
    return tally
  }
  return {
    add: (text, times) => {
      const tally = tallyOf(text)
      sums.records += times
      if (tally.isWithdrawn) sums.withdrawn += times
      if (tally.families.length === 0) sums.unkeyed += times
      sums.unnamedEntries += times * tally.unnamedEntries
      for (const [family, claims] of tally.families) {
        sums.claims += times * claims
        families.set(family, (families.get(family) ?? 0) + times * claims)
      }
    },
    total: () => ({ ...sums, families: sortCounts(families) }),
  }
}

/** Sorted by name; what occurs no more is left out. */
export function sortCounts(counts: ReadonlyMap<string, number>): readonly Count[] {
  return [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => compareCodeUnits(a, b))
}

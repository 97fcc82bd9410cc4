/** What is counted of each record, and its sum over a layer: worked out where the record is read, added where it is kept. */
import { type Count, type LayerCounts, type SourceRecord, splitEcosystem } from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'

export interface RecordTally {
  readonly isWithdrawn: boolean
  readonly unnamedEntries: number
  /** Claims by family of ecosystems, sorted. */
  readonly families: readonly Count[]
}

export interface TallyWriter {
  /** Number of the record's tally among all different ones. */
  readonly add: (record: SourceRecord) => number
  readonly all: readonly RecordTally[]
}

/** Most records of a feed have one of few tallies. */
export function createTallies(): TallyWriter {
  const all: RecordTally[] = []
  const numbers = new Map<string, number>()
  const families = new Map<string, string>()
  const familyOf = (ecosystem: string): string => {
    const known = families.get(ecosystem)
    if (known !== undefined) return known
    const { family } = splitEcosystem(ecosystem)
    families.set(ecosystem, family)
    return family
  }
  return {
    all,
    add: (record) => {
      const plain = plainText(record)
      const seen = plain === undefined ? undefined : numbers.get(plain)
      if (seen !== undefined) return seen
      const { isWithdrawn, unnamedEntries, claims } = record
      const counts = new Map<string, number>()
      for (const { ecosystem } of claims) {
        const family = familyOf(ecosystem)
        counts.set(family, (counts.get(family) ?? 0) + 1)
      }
      const sorted = sortCounts(counts)
      const text = plain ?? `${isWithdrawn} ${unnamedEntries} ${sorted.join()}`
      const known = numbers.get(text)
      if (known !== undefined) return known
      numbers.set(text, all.length)
      return all.push({ isWithdrawn, unnamedEntries, families: sorted }) - 1
    },
  }
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
  readonly add: (tally: RecordTally, times: 1 | -1) => void
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
  return {
    add: (tally, times) => {
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

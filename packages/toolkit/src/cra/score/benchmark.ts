/**
 * Anonymous figures for comparing with others: opt-in, coarse, readable before anything leaves, and published in groups
 * of at least k only. Nothing here sends anything.
 */
import type { SectionId } from '../questionnaire/types.ts'
import type { SavedAssessment } from './compare.ts'

/** Coarse words about one product, without name, text, date or place. Figures are tens of percent. */
export interface BenchmarkRecord {
  readonly schema: 'occtet.benchmark/1'
  /** `2026-H2`. */
  readonly half: string
  readonly catalogue: string
  readonly mode: SavedAssessment['mode']
  readonly size: 'micro' | 'small' | 'medium' | 'large' | 'unknown'
  readonly role: string
  readonly class: string
  readonly level: 1 | 2 | 3 | 4 | 5
  readonly readiness: number | null
  readonly evidence: number | null
  readonly sections: Readonly<Partial<Record<SectionId, number | null>>>
  /** Quarter hours spent, rounded up. */
  readonly quarterHours: number
}

export interface BenchmarkFacts {
  readonly size: BenchmarkRecord['size']
  readonly role: string
  readonly class: string
}

/** Facts that together could single a company out; groups are formed by them. */
export type GroupKey = readonly [role: string, productClass: string, size: string]

export interface BenchmarkGroup {
  readonly key: GroupKey
  readonly count: number
  /** Medians, in tens of percent. */
  readonly readiness: number | null
  readonly evidence: number | null
  readonly levels: Readonly<Record<'1' | '2' | '3' | '4' | '5', number>>
}

export interface BenchmarkReport {
  readonly k: number
  readonly groups: readonly BenchmarkGroup[]
  /** Records in groups smaller than k: counted, not shown. */
  readonly withheld: number
}

export function toBenchmarkRecord(saved: SavedAssessment, facts: BenchmarkFacts): BenchmarkRecord {
  const seconds = Object.values(saved.seconds).reduce((total, value) => total + value, 0)
  return {
    schema: 'occtet.benchmark/1',
    half: `${saved.at.slice(0, 4)}-H${saved.at.slice(5, 7) <= '06' ? '1' : '2'}`,
    catalogue: saved.catalogue,
    mode: saved.mode,
    size: facts.size,
    role: facts.role,
    class: facts.class,
    level: saved.level,
    readiness: toTens(saved.readiness),
    evidence: toTens(saved.evidence),
    sections: Object.fromEntries(
      Object.entries(saved.sections).map(([section, percent]) => [section, toTens(percent)]),
    ),
    quarterHours: Math.ceil(seconds / 900),
  }
}

/**
 * Groups by role, class and size; a group below `k` is withheld whole. A single group below k would follow from a
 * published total, so totals are not given; `withheld` is a sum over all small groups, and is itself shown only when
 * it is 0 or at least k.
 */
export function mergeBenchmarks(records: readonly BenchmarkRecord[], k: number): BenchmarkReport {
  const groups = new Map<string, BenchmarkRecord[]>()
  for (const record of records) {
    const key = JSON.stringify([record.role, record.class, record.size])
    groups.set(key, [...(groups.get(key) ?? []), record])
  }
  const shown = [...groups].filter(([, members]) => members.length >= k).sort(([a], [b]) => (a < b ? -1 : 1))
  const withheld = records.length - shown.reduce((total, [, members]) => total + members.length, 0)
  return {
    k,
    groups: shown.map(([key, members]) => toGroup(JSON.parse(key) as GroupKey, members)),
    withheld: withheld >= k ? withheld : 0,
  }
}

function toGroup(key: GroupKey, members: readonly BenchmarkRecord[]): BenchmarkGroup {
  const levels = { '1': 0, '2': 0, '3': 0, '4': 0, '5': 0 }
  for (const { level } of members) levels[level]++
  return {
    key,
    count: members.length,
    readiness: median(members.map((member) => member.readiness)),
    evidence: median(members.map((member) => member.evidence)),
    levels,
  }
}

/** The lower of two middles, so that it stays a value that somebody has. */
function median(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b)
  return known[Math.floor((known.length - 1) / 2)] ?? null
}

function toTens(percent: number | null | undefined): number | null {
  return percent === null || percent === undefined ? null : Math.floor(percent / 10) * 10
}

const levels = [1, 2, 3, 4, 5]
const sizes = ['micro', 'small', 'medium', 'large', 'unknown']

/** Undefined where the value is no record of this schema; other people's files are read with it. */
export function parseBenchmarkRecord(value: unknown): BenchmarkRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const record = value as Partial<Record<keyof BenchmarkRecord, unknown>>
  const isWord = (one: unknown): boolean => typeof one === 'string' && one.length <= 60
  const isTens = (one: unknown): boolean =>
    one === null || (typeof one === 'number' && one >= 0 && one <= 100 && one % 10 === 0)
  const holds =
    record.schema === 'occtet.benchmark/1' &&
    isWord(record.role) &&
    isWord(record.class) &&
    sizes.includes(String(record.size)) &&
    levels.some((level) => level === record.level) &&
    isTens(record.readiness) &&
    isTens(record.evidence) &&
    isRestOfRecord(record, { isWord, isTens })
  return holds ? (value as BenchmarkRecord) : undefined
}

interface Checks {
  readonly isWord: (value: unknown) => boolean
  readonly isTens: (value: unknown) => boolean
}

/** Members that merging does not use: a record that holds something else there was not made by us. */
function isRestOfRecord(
  record: Partial<Record<keyof BenchmarkRecord, unknown>>,
  { isWord, isTens }: Checks,
): boolean {
  const { half, catalogue, mode, sections, quarterHours } = record
  return (
    /^\d{4}-H[12]$/.test(String(half)) &&
    isWord(catalogue) &&
    (mode === 'quick' || mode === 'full') &&
    typeof sections === 'object' &&
    sections !== null &&
    Object.values(sections).every(isTens) &&
    typeof quarterHours === 'number' &&
    Object.keys(record).every((key) => members.has(key))
  )
}

/** A name or a text in a further member would not be anonymous. */
const members = new Set([
  'schema',
  'half',
  'catalogue',
  'mode',
  'size',
  'role',
  'class',
  'level',
  'readiness',
  'evidence',
  'sections',
  'quarterHours',
])

/** The published CycloneDX documents, for the tests beside. */
import { readFileSync } from 'node:fs'
import { sharedPath } from '../../shared.ts'

export interface VectorRow {
  /** Relative to `vectors/cyclonedx`. */
  readonly file: string
  readonly spec: string
  readonly format: 'json' | 'xml' | 'textproto'
  readonly valid: boolean
}

export function validRows(format: VectorRow['format']): readonly VectorRow[] {
  const rows = JSON.parse(readVector('index.json')) as VectorRow[]
  return rows.filter((row) => row.format === format && row.valid)
}

export function readVector(file: string): string {
  return readFileSync(sharedPath(`vectors/cyclonedx/${file}`), 'utf8')
}

/** Without what only one syntax can say, and with white space as XML Schema sees it; what is empty says nothing. */
export function normalize(value: unknown): unknown {
  if (typeof value === 'string') return normalizeText(value)
  if (Array.isArray(value)) return value.map(normalize)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value)
    .filter(([key]) => key !== '$schema' && key !== 'signature')
    .map(([key, member]) => [key, normalize(member)] as const)
  return Object.fromEntries(members.filter(([, member]) => !isEmpty(member))) as unknown
}

/** RFC 3339 allows small letters in a time. */
function normalizeText(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim()
  return /^\d{4}-\d\d-\d\dt[\d:.]+(?:z|[+-][\d:]+)$/i.test(plain) ? plain.toUpperCase() : plain
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
}

/** JSON Pointers of values that are not the same; list indexes are `*`. */
export function differences(a: unknown, b: unknown, at = ''): readonly string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return a === b ? [] : [at]
  }
  const [first, second] = [a, b] as [Record<string, unknown>, Record<string, unknown>]
  const keys = new Set([...Object.keys(first), ...Object.keys(second)])
  const isList = Array.isArray(a)
  const found = [...keys].flatMap((key) =>
    differences(first[key], second[key], `${at}/${isList ? '*' : key}`),
  )
  return [...new Set(found)].sort()
}

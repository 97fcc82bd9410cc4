/** A record as the OSV API sends it: fields and words of schema 1.7.5 only, since clients generated from it refuse others. */

type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'time' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'struct' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Shape> }

const text: Shape = { kind: 'text' }
const time: Shape = { kind: 'time' }
const struct: Shape = { kind: 'struct' }
const texts: Shape = { kind: 'list', of: text }

function word(...words: readonly string[]): Shape {
  return { kind: 'word', words }
}

function listOf(members: Readonly<Record<string, Shape>>): Shape {
  return { kind: 'list', of: objectOf(members) }
}

function objectOf(members: Readonly<Record<string, Shape>>): Shape {
  return { kind: 'object', members: new Map(Object.entries(members)) }
}

const severity = listOf({ type: word('CVSS_V2', 'CVSS_V3', 'CVSS_V4', 'Ubuntu'), score: text })
const events = listOf({ introduced: text, fixed: text, last_affected: text, limit: text })
const ranges = listOf({
  type: word('SEMVER', 'ECOSYSTEM', 'GIT'),
  repo: text,
  events,
  database_specific: struct,
})
const credits = listOf({
  name: text,
  contact: texts,
  type: word(
    'ANALYST',
    'COORDINATOR',
    'FINDER',
    'OTHER',
    'REMEDIATION_DEVELOPER',
    'REMEDIATION_REVIEWER',
    'REMEDIATION_VERIFIER',
    'REPORTER',
    'SPONSOR',
    'TOOL',
  ),
})
const references = listOf({
  type: word(
    'ADVISORY',
    'ARTICLE',
    'DETECTION',
    'DISCUSSION',
    'EVIDENCE',
    'FIX',
    'GIT',
    'INTRODUCED',
    'PACKAGE',
    'REPORT',
    'WEB',
  ),
  url: text,
})
const record = objectOf({
  schema_version: text,
  id: text,
  modified: time,
  published: time,
  withdrawn: time,
  aliases: texts,
  related: texts,
  upstream: texts,
  summary: text,
  details: text,
  severity,
  affected: listOf({
    package: objectOf({ ecosystem: text, name: text, purl: text }),
    ranges,
    versions: texts,
    severity,
    ecosystem_specific: struct,
    database_specific: struct,
  }),
  references,
  credits,
  database_specific: struct,
})

/** Everything of the record that the schema knows, unchanged; the rest is in the record as upstream sent it (/api/feddb/advisories). */
export function toWireRecord(value: unknown): unknown {
  return fit(value, record) ?? {}
}

/** Undefined for what does not fit: it is left out. Depth is that of the shape. */
function fit(value: unknown, shape: Shape): unknown {
  switch (shape.kind) {
    case 'text':
    case 'time':
    case 'word':
      return typeof value === 'string' && fitsText(value, shape) ? value : undefined
    case 'struct':
      return isObject(value) ? value : undefined
    case 'list':
      return Array.isArray(value) ? value.flatMap((item) => fit(item, shape.of) ?? []) : undefined
    case 'object':
      return isObject(value) ? fitMembers(value, shape.members) : undefined
    default:
      return shape satisfies never
  }
}

function fitsText(value: string, shape: Shape): boolean {
  if (shape.kind === 'time') return isTime(value)
  return shape.kind !== 'word' || shape.words.includes(value)
}

function fitMembers(value: object, members: ReadonlyMap<string, Shape>): object {
  const kept = Object.entries(value).flatMap(([key, member]) => {
    const shape = members.get(key)
    const fitting = shape === undefined ? undefined : fit(member, shape)
    return fitting === undefined ? [] : [[key, fitting] as const]
  })
  return Object.fromEntries(kept)
}

/** RFC 3339 with a real date; what cannot be read as a time is worse than none. */
export function isTime(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

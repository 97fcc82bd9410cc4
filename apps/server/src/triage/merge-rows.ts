/** Findings of many products as rows of one queue: the same flaw in the same package, with the same way out, stands once. */
import { type QueueGroup, type QueueRow, queueGroup } from '@occtet/contract/api'
import { compareCodeUnits } from '@occtet/toolkit/base'
import { parsePurl, type Purl, splitPurl } from '@occtet/toolkit/model'
import { packageOf } from '@occtet/toolkit/vex'

/** One finding of a current release, without its evidence. */
export interface LightFinding {
  readonly key: string
  readonly product: string
  readonly productName: string
  readonly release: string
  readonly purl: string
  readonly advisory: string
  readonly aliases: string
  readonly group: string
  readonly level: string
  readonly scope: string
  readonly isDirect: boolean
  readonly isExploited: boolean
  /** In millionths; null: unknown. */
  readonly epss: number | null
  readonly fixedIn: string | null
  readonly state: string
  readonly status: string | null
  readonly decision: string | null
  readonly isNew: boolean
}

const levels = ['critical', 'high', 'unknown', 'medium', 'low', 'none'] as const
const scopes = ['runtime', 'unknown', 'peer', 'optional', 'build', 'development'] as const
const states = ['open', 'in-force', 'waiting', 'stale', 'expired', 'revoked', 'withheld'] as const
const statuses = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const

function oneOf<T extends string>(list: readonly T[], value: string, what: string): T {
  const found = list.find((one) => one === value)
  if (found === undefined) throw new Error(`a finding has the ${what} ${value}`)
  return found
}

/** Rows in the order of the queue: group, runtime, direct, severity, EPSS; ties by package and advisory. */
export function mergeRows(findings: readonly LightFinding[]): readonly QueueRow[] {
  const merged = createMerging()
  merged.replace([], findings)
  return merged.rows()
}

/** Rows that are kept while findings come and go: only those that are touched are made anew. */
export interface Merging {
  readonly replace: (old: readonly LightFinding[], by: readonly LightFinding[]) => void
  /** In order. A new list; rows in it are never changed. */
  readonly rows: () => readonly QueueRow[]
}

interface Merged {
  readonly findings: Set<LightFinding>
  made: { readonly row: QueueRow; readonly keys: readonly number[] } | undefined
}

/** Parsed ones that are remembered. */
const mostPurls = 50_000

export function createMerging(): Merging {
  const groups = new Map<string, Merged>()
  const purls = new Map<string, Purl | undefined>()
  const groupOf = (finding: LightFinding): Merged => {
    if (purls.size > mostPurls) purls.clear()
    const key = keyOf(finding, purls)
    const known = groups.get(key)
    if (known !== undefined) return known
    const group: Merged = { findings: new Set(), made: undefined }
    groups.set(key, group)
    return group
  }
  return {
    replace: (old, by) => {
      for (const finding of old) {
        const group = groupOf(finding)
        group.findings.delete(finding)
        group.made = undefined
      }
      for (const finding of by) {
        const group = groupOf(finding)
        group.findings.add(finding)
        group.made = undefined
      }
    },
    rows: () => {
      const all: Made[] = []
      for (const [key, group] of groups) {
        if (group.findings.size === 0) groups.delete(key)
        else all.push((group.made ??= make(group.findings)))
      }
      return all.sort(compareRows).map(({ row }) => row)
    },
  }
}

type Made = NonNullable<Merged['made']>

function make(findings: ReadonlySet<LightFinding>): Made {
  const row = toRow([...findings])
  return { row, keys: keysOf(row) }
}

function keyOf(finding: LightFinding, purls: Map<string, Purl | undefined>): string {
  const { purl, advisory, group, state, status, fixedIn } = finding
  if (!purls.has(purl)) purls.set(purl, bare(purl))
  return [purls.get(purl) ?? purl, advisory, fixedIn ?? '', group, state, status ?? ''].join('\0')
}

function bare(text: string): Purl | undefined {
  const parsed = parsePurl(text)
  return parsed.ok ? packageOf(parsed.value) : undefined
}

function toRow(unsorted: readonly LightFinding[]): QueueRow {
  const findings = unsorted
    .map((finding) => ({ finding, keys: keysOf(finding) }))
    .sort(
      (a, b) =>
        compareKeys(a.keys, b.keys) ||
        compareCodeUnits(a.finding.product, b.finding.product) ||
        compareCodeUnits(a.finding.key, b.finding.key),
    )
    .map(({ finding }) => finding)
  const first = findings[0]
  if (first === undefined) throw new Error('a row has a finding')
  const { name, version } = nameOf(first.purl)
  return {
    id: `${first.advisory}@${first.purl}`,
    group: oneOf(queueGroup.options, first.group, 'group'),
    advisory: first.advisory,
    purl: first.purl,
    name,
    ...(version === undefined ? {} : { version }),
    level: oneOf(levels, first.level, 'level'),
    scope: oneOf(scopes, first.scope, 'scope'),
    isDirect: findings.some(({ isDirect }) => isDirect),
    isExploited: findings.some(({ isExploited }) => isExploited),
    ...(first.epss === null ? {} : { epss: first.epss / 1_000_000 }),
    ...(first.fixedIn === null ? {} : { fixedIn: first.fixedIn }),
    state: oneOf(states, first.state, 'state'),
    ...(first.status === null ? {} : { status: oneOf(statuses, first.status, 'status') }),
    ...(first.decision === null ? {} : { decision: first.decision }),
    isNew: findings.some(({ isNew }) => isNew),
    places: findings.map(({ product, productName, release, key, purl }) => ({
      product,
      productName,
      release,
      finding: key,
      purl,
    })),
  }
}

/** Name as people write it, and version. */
export function nameOf(purl: string): { readonly name: string; readonly version: string | undefined } {
  const parsed = parsePurl(purl)
  if (!parsed.ok) return { name: purl, version: undefined }
  const { namespace, name, version } = splitPurl(parsed.value)
  const full = namespace === undefined || namespace === '' ? name : `${namespace}/${name}`
  return { name: full, version: version === '' ? undefined : version }
}

interface Ordered {
  readonly group: string
  readonly scope: string
  readonly isDirect: boolean
  readonly level: string
  readonly epss?: number | null | undefined
}

/** An unknown EPSS stands with 10 %, as in the toolkit's own order. */
const unknownEpss = 0.1

function keysOf({ group, scope, isDirect, level, epss }: Ordered): readonly number[] {
  return [
    queueGroup.options.findIndex((one) => one === group),
    Number(scope === 'development' || scope === 'build'),
    Number(!isDirect),
    levels.findIndex((one) => one === level),
    -(epss ?? unknownEpss),
  ]
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, place) => number !== b[place])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

function compareRows(a: Made, b: Made): number {
  return (
    compareKeys(a.keys, b.keys) ||
    compareCodeUnits(a.row.name, b.row.name) ||
    compareCodeUnits(a.row.advisory, b.row.advisory) ||
    compareCodeUnits(a.row.id, b.row.id) ||
    compareCodeUnits(lastOf(a.row), lastOf(b.row))
  )
}

/** What else keeps two findings of one flaw in one package apart: the order depends on nothing but the rows. */
function lastOf({ state, status, fixedIn }: QueueRow): string {
  return [state, status ?? '', fixedIn ?? ''].join('\0')
}

export interface QueueWish {
  readonly group?: QueueGroup | undefined
  readonly is: ReadonlySet<string>
  readonly state: 'open' | 'waiting' | 'stale' | 'decided' | 'all'
  readonly q?: string | undefined
}

const statesOf: Readonly<Record<Exclude<QueueWish['state'], 'all'>, readonly string[]>> = {
  open: ['open', 'waiting', 'stale', 'expired', 'revoked', 'withheld'],
  waiting: ['waiting'],
  stale: ['stale', 'expired'],
  decided: ['in-force'],
}

/** Whether a finding is what is asked for; the group is asked of whole rows. */
export function fits(finding: LightFinding, { is, state, q }: QueueWish): boolean {
  return (
    isInState(finding, state) && [...is].every((name) => fitsFilter(finding, name)) && isNamed(finding, q)
  )
}

/** An action whose day is past brings a decision in force back into the queue. */
function isInState(finding: LightFinding, state: QueueWish['state']): boolean {
  if (state === 'all' || statesOf[state].includes(finding.state)) return true
  return state === 'open' && finding.state === 'in-force' && finding.group !== 'decided'
}

function fitsFilter(finding: LightFinding, name: string): boolean {
  switch (name) {
    case 'runtime':
      return finding.scope !== 'development' && finding.scope !== 'build'
    case 'direct':
      return finding.isDirect
    case 'exploited':
      return finding.isExploited
    case 'new':
      return finding.isNew
    case 'fixable':
      return finding.fixedIn !== null
    default:
      throw new Error(`there is no filter ${name}`)
  }
}

function isNamed(finding: LightFinding, q: string | undefined): boolean {
  if (q === undefined || q === '') return true
  const hay = `${finding.purl} ${finding.advisory} ${finding.aliases} ${finding.productName}`.toLowerCase()
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word))
}

export interface GroupCount {
  readonly group: QueueGroup
  readonly rows: number
  readonly findings: number
}

/** First to last; groups without rows are left out. */
export function countGroups(rows: readonly QueueRow[]): GroupCount[] {
  return queueGroup.options.flatMap((group) => {
    const own = rows.filter((row) => row.group === group)
    const findings = own.reduce((sum, { places }) => sum + places.length, 0)
    return own.length === 0 ? [] : [{ group, rows: own.length, findings }]
  })
}

/** Two releases side by side: packages, findings, licences and decisions that differ, worst consequence first. */
import type { AnswerOf, inventoryRoutes } from '@occtet/contract/api'
import { compareCodeUnits } from '@occtet/toolkit/base'
import type { Purl } from '@occtet/toolkit/model'
import { packageOf } from '@occtet/toolkit/vex'
import { compareVersions, schemeOfType } from './version-order.ts'
import { toRank } from './levels.ts'

export type ReleaseDiff = AnswerOf<(typeof inventoryRoutes)['releases.diff']>
export type DiffRow = ReleaseDiff['components'][number]
export type FindingDiff = ReleaseDiff['findings'][number]
type Level = FindingDiff['level']

export interface DiffComponent {
  readonly purl: string
  readonly type: string
  readonly name: string
  readonly version: string | null
  readonly scope: string
  readonly is_direct: number
  readonly license: string | null
}

export interface DiffFinding {
  readonly purl: string
  readonly advisory: string
  readonly aliases: string
  readonly level: string
  readonly is_exploited: number
  readonly fixed_in: string | null
  readonly state: string
  readonly status: string | null
}

export interface Side {
  readonly components: readonly DiffComponent[]
  readonly findings: readonly DiffFinding[]
}

const most = 2000

export type Compared = Pick<ReleaseDiff, 'counts' | 'components' | 'findings'> & {
  readonly modification: Omit<ReleaseDiff['modification'], 'note'>
}

export function compareSides(from: Side, to: Side): Compared {
  const findings = compareFindings(from, to)
  const rows = comparePackages(from, to, findings)
  const count = (kind: DiffRow['kind']): number => rows.filter((row) => row.kind === kind).length
  const changed = (change: FindingDiff['change']): number =>
    findings.filter((one) => one.change === change).length
  const decided = (decision: FindingDiff['decision']): number =>
    findings.filter((one) => one.decision === decision).length
  return {
    counts: {
      added: count('added'),
      removed: count('removed'),
      upgraded: count('upgraded'),
      downgraded: count('downgraded'),
      licenses: rows.filter(isLicenseChange).length,
      findingsNew: changed('new'),
      findingsGone: changed('gone'),
      findingsSame: changed('same'),
      carriedOver: decided('carried-over'),
      stale: decided('stale'),
    },
    components: [...rows].sort(byConsequence).slice(0, most),
    findings: [...findings].sort(byUrgency).slice(0, most),
    modification: factsOf(from, to, rows),
  }
}

function isLicenseChange({ kind, licenseFrom, licenseTo }: DiffRow): boolean {
  return kind !== 'added' && kind !== 'removed' && licenseFrom !== licenseTo
}

// --- packages ----------------------------------------------------------------------------------------------------

function groupByPackage<T extends { readonly purl: string }>(
  all: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    // Purls in rows are canonical: they came from an inventory.
    const key = packageOf(one.purl as Purl)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [one])
    else known.push(one)
  }
  return groups
}

function comparePackages(from: Side, to: Side, findings: readonly FindingDiff[]): readonly DiffRow[] {
  const before = groupByPackage(from.components)
  const after = groupByPackage(to.components)
  const ofPackage = new Map<string, FindingDiff[]>()
  for (const finding of findings)
    ofPackage.set(finding.package, [...(ofPackage.get(finding.package) ?? []), finding])
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const row = comparePackage(key, { before: before.get(key) ?? [], after: after.get(key) ?? [] })
    return row === undefined ? [] : [{ ...row, ...consequences(ofPackage.get(key) ?? []) }]
  })
}

interface Versions {
  readonly before: readonly DiffComponent[]
  readonly after: readonly DiffComponent[]
}

type BareRow = Omit<DiffRow, 'findingsNew' | 'findingsGone' | 'worstNew'>

/** Undefined where nothing differs. */
function comparePackage(key: string, { before, after }: Versions): BareRow | undefined {
  const [from, to] = [versionsOf(before), versionsOf(after)]
  const shown = after[0] ?? before[0]
  if (shown === undefined) return undefined
  const [licenseFrom, licenseTo] = [licenseOf(before), licenseOf(after)]
  const isSame = from.join('\n') === to.join('\n') && licenseFrom === licenseTo
  if (isSame) return undefined
  const widest = after.length > 0 ? after : before
  return {
    kind: kindOf(shown.type, { before, after, from, to }),
    package: key,
    name: shown.name,
    type: shown.type,
    from: [...from],
    to: [...to],
    scope: (widest.find(({ scope }) => scope === 'runtime') ?? shown).scope as DiffRow['scope'],
    isDirect: widest.some(({ is_direct }) => is_direct === 1),
    ...(licenseFrom === undefined ? {} : { licenseFrom }),
    ...(licenseTo === undefined ? {} : { licenseTo }),
  }
}

/** The highest versions are compared; where they are equal, or cannot be compared, it has only changed. */
function kindOf(
  type: string,
  {
    before,
    after,
    from,
    to,
  }: Versions & { readonly from: readonly string[]; readonly to: readonly string[] },
): DiffRow['kind'] {
  if (before.length === 0) return 'added'
  if (after.length === 0) return 'removed'
  const scheme = schemeOfType(type)
  const order = compareVersions(scheme, from.at(-1), to.at(-1))
  if (order === undefined || order === 0) return 'changed'
  return order < 0 ? 'upgraded' : 'downgraded'
}

/** Lowest first where the scheme can tell. */
function versionsOf(components: readonly DiffComponent[]): readonly string[] {
  const [first] = components
  if (first === undefined) return []
  const scheme = schemeOfType(first.type)
  const versions = [...new Set(components.map(({ version }) => version ?? ''))]
  return versions.sort((a, b) => compareVersions(scheme, a, b) ?? compareCodeUnits(a, b))
}

function licenseOf(components: readonly DiffComponent[]): string | undefined {
  const stated = [...new Set(components.flatMap(({ license }) => license ?? []))].sort(compareCodeUnits)
  return stated.length === 0 ? undefined : stated.join(' | ')
}

function consequences(
  findings: readonly FindingDiff[],
): Pick<DiffRow, 'findingsNew' | 'findingsGone' | 'worstNew'> {
  const fresh = findings.filter(({ change }) => change === 'new')
  const worst = [...fresh].sort((a, b) => toRank(b.level) - toRank(a.level))[0]?.level
  return {
    findingsNew: fresh.length,
    findingsGone: findings.filter(({ change }) => change === 'gone').length,
    ...(worst === undefined ? {} : { worstNew: worst }),
  }
}

const kinds: readonly DiffRow['kind'][] = ['downgraded', 'added', 'removed', 'changed', 'upgraded']

function byConsequence(a: DiffRow, b: DiffRow): number {
  return (
    weightOfNew(b) - weightOfNew(a) ||
    b.findingsNew - a.findingsNew ||
    Number(a.scope === 'development') - Number(b.scope === 'development') ||
    Number(b.isDirect) - Number(a.isDirect) ||
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    compareCodeUnits(a.package, b.package)
  )
}

function weightOfNew({ worstNew }: DiffRow): number {
  return worstNew === undefined ? -1 : toRank(worstNew)
}

// --- findings ----------------------------------------------------------------------------------------------------

/** The same flaw in the same package, whatever its version: by any shared name. */
function compareFindings(from: Side, to: Side): readonly FindingDiff[] {
  const before = groupByPackage(from.findings)
  const after = groupByPackage(to.findings)
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
    compareFlaws(key, before.get(key) ?? [], after.get(key) ?? []),
  )
}

function compareFlaws(
  key: string,
  before: readonly DiffFinding[],
  after: readonly DiffFinding[],
): readonly FindingDiff[] {
  const old = distinctFlaws(before)
  const fresh = distinctFlaws(after)
  const gone = old.filter((one) => !fresh.some((other) => isSameFlaw(one, other)))
  return [
    ...fresh.map((one) => {
      const known = old.find((other) => isSameFlaw(one, other))
      return known === undefined
        ? view(key, one, 'new')
        : { ...view(key, one, 'same'), decision: decisionOf(known, one) }
    }),
    ...gone.map((one) => view(key, one, 'gone')),
  ]
}

/** Two versions of one package with the same flaw are one line. */
function distinctFlaws(findings: readonly DiffFinding[]): readonly DiffFinding[] {
  const kept: DiffFinding[] = []
  for (const finding of findings) if (!kept.some((one) => isSameFlaw(one, finding))) kept.push(finding)
  return kept
}

function isSameFlaw(a: DiffFinding, b: DiffFinding): boolean {
  const names = new Set(b.aliases.trim().split(' '))
  return a.aliases
    .trim()
    .split(' ')
    .some((name) => names.has(name))
}

function view(key: string, finding: DiffFinding, change: FindingDiff['change']): FindingDiff {
  return {
    change,
    advisory: finding.advisory,
    package: key,
    purl: finding.purl,
    level: finding.level as Level,
    isExploited: finding.is_exploited === 1,
    ...(finding.fixed_in === null ? {} : { fixedIn: finding.fixed_in }),
    ...(finding.status === null ? {} : { status: finding.status }),
  }
}

function decisionOf(before: DiffFinding, after: DiffFinding): NonNullable<FindingDiff['decision']> {
  switch (after.state) {
    case 'in-force':
      return 'carried-over'
    case 'stale':
      return 'stale'
    case 'expired':
      return 'expired'
    case 'waiting':
      return 'waiting'
    default:
      return before.state === 'in-force' ? 'lost' : 'open'
  }
}

const changes: readonly FindingDiff['change'][] = ['new', 'same', 'gone']

function byUrgency(a: FindingDiff, b: FindingDiff): number {
  return (
    changes.indexOf(a.change) - changes.indexOf(b.change) ||
    Number(b.isExploited) - Number(a.isExploited) ||
    toRank(b.level) - toRank(a.level) ||
    compareCodeUnits(a.purl, b.purl) ||
    compareCodeUnits(a.advisory, b.advisory)
  )
}

// --- the question ------------------------------------------------------------------------------------------------

/** Facts only: whether the step is a substantial modification (Art. 3(30)) is for people to say. */
function factsOf(from: Side, to: Side, rows: readonly DiffRow[]): Compared['modification'] {
  const known = new Set(from.components.map(({ type }) => type))
  const added = rows.filter(({ kind }) => kind === 'added')
  const types = new Set(to.components.map(({ type }) => type))
  return {
    newDirect: added.filter(({ isDirect }) => isDirect).length,
    newTypes: [...types].filter((type) => !known.has(type)).sort(compareCodeUnits),
    newRuntime: added.filter(({ scope }) => scope === 'runtime' || scope === 'unknown').length,
  }
}

/** The versions about which records disagree: affected by the word of one, not affected by that of another. */
import { formatVers, type VersConstraint, type VersionScheme } from '../versions/index.ts'
import { AFFECTED, coverClaims, OUTSIDE } from './cover.ts'
import { parseVersion } from './parsed-version.ts'
import { createLine, type VersionClaim, type VersionLine } from './version-line.ts'

export interface DisputedVersions {
  /** VERS text: holds exactly the versions about which verdicts differ. */
  readonly vers: string
  /** The same for people: `>=3.1.6 <3.1.11 || 4.0.0`. */
  readonly range: string
}

/**
 * `voices`: the live claims of each record about one package. Undefined where no version is disputed. A record that
 * cannot tell (`unclear`) disagrees with nobody. Linear in bounds and listed versions, but for sorting them.
 */
export function findDisputed(
  scheme: VersionScheme,
  voices: readonly (readonly VersionClaim[])[],
): DisputedVersions | undefined {
  if (voices.length < 2) return undefined
  const line = createLine(scheme, voices.flat())
  const affected = new Uint8Array(line.cells)
  const outside = new Uint8Array(line.cells)
  for (const voice of voices) {
    for (const [at, verdict] of coverClaims(line, voice).entries()) {
      if (verdict === AFFECTED) affected[at] = 1
      if (verdict === OUTSIDE) outside[at] = 1
    }
  }
  const disputed = affected.map((isAffected, at) => isAffected & (outside[at] ?? 0))
  if (isNothingBefore(line)) disputed[0] = 0
  const runs = toRuns(line, disputed)
  if (runs.length === 0) return undefined
  const constraints = runs.flatMap((run) => run)
  const vers =
    constraints.length === 0
      ? formatVers({ kind: 'all', scheme: scheme.id })
      : formatVers({ kind: 'constraints', scheme: scheme.id, constraints })
  return { vers, range: runs.map(formatRun).join(' || ') }
}

/** Before the least version of semantic versioning there is nothing to disagree about: sources write it or `0` alike. */
function isNothingBefore({ scheme, points: [first] }: VersionLine): boolean {
  if (first === undefined || !semantic.has(scheme.id)) return false
  const least = parseVersion(scheme, '0.0.0-0')
  return least.ok && scheme.compare(first.value, least.value.value) <= 0
}

const semantic: ReadonlySet<string> = new Set(['cargo', 'golang', 'hex', 'npm', 'semver', 'swift'])

interface Segment {
  readonly from: number
  readonly to: number
}

/** Neighbouring cells as one run; a version missing in the middle is a `!=`, as VERS names each version once. */
function toRuns(line: VersionLine, cells: Uint8Array): readonly (readonly VersConstraint[])[] {
  const runs: VersConstraint[][] = []
  let last: Segment | undefined
  for (const segment of toSegments(cells)) {
    const run = last?.to === segment.from - 2 && segment.from % 2 === 0 ? runs.at(-1) : undefined
    if (run === undefined) runs.push([...startOf(line, segment), ...endOf(line, segment)])
    else {
      // The end of the segment before is the hole.
      run.pop()
      run.push({ comparator: '!=', version: textOf(line, segment.from - 1) }, ...endOf(line, segment))
    }
    last = segment
  }
  return runs.map(simplify)
}

function toSegments(cells: Uint8Array): readonly Segment[] {
  const segments: Segment[] = []
  for (let at = cells.indexOf(1); at !== -1; ) {
    const end = cells.indexOf(0, at)
    const to = (end === -1 ? cells.length : end) - 1
    segments.push({ from: at, to })
    at = end === -1 ? -1 : cells.indexOf(1, end)
  }
  return segments
}

function startOf(line: VersionLine, { from }: Segment): readonly VersConstraint[] {
  if (from === 0) return []
  return from % 2 === 1
    ? [{ comparator: '>=', version: textOf(line, from) }]
    : [{ comparator: '>', version: textOf(line, from - 1) }]
}

function endOf(line: VersionLine, { to }: Segment): readonly VersConstraint[] {
  if (to === line.cells - 1) return []
  return to % 2 === 1
    ? [{ comparator: '<=', version: textOf(line, to) }]
    : [{ comparator: '<', version: textOf(line, to + 1) }]
}

/** From and up to one version is that version. */
function simplify(run: readonly VersConstraint[]): readonly VersConstraint[] {
  const [from, to] = run
  if (run.length !== 2 || from === undefined || from.version !== to?.version) return run
  return [{ comparator: '=', version: from.version }]
}

function textOf(line: VersionLine, cell: number): string {
  return line.points[(cell - 1) / 2]?.text ?? ''
}

function formatRun(run: readonly VersConstraint[]): string {
  if (run.length === 0) return '*'
  return run.map(({ comparator, version }) => `${comparator === '=' ? '' : comparator}${version}`).join(' ')
}

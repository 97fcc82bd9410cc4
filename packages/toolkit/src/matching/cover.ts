/** Claims laid over a line of versions: for every cell what evaluate.ts would say of a version in it, without having one. */
import type { EventRange, NativeRangeClaim, VersRangeClaim } from '../model/index.ts'
import {
  compileOsvRange,
  findScheme,
  normalizeVers,
  parseNativeRange,
  simplifyVers,
  type VersComparator,
  type VersConstraint,
} from '../versions/index.ts'
import { isBroken } from './evaluate.ts'
import { listedOf, type VersionClaim, type VersionLine } from './version-line.ts'

/** Per cell; the greater one wins where several claims speak. */
export const OUTSIDE = 0
export const UNCLEAR = 1
export const AFFECTED = 2

/** One byte per cell. */
export type Cover = Uint8Array

/** The claims of one record together, as any of its entries is enough. */
export function coverClaims(line: VersionLine, claims: readonly VersionClaim[]): Cover {
  const covers = claims.map((claim) => coverClaim(line, claim))
  const all = blank(line)
  for (const cover of covers) raise(all, cover)
  return all
}

/** OSV schema 1.7.5, evaluation: a listed version or any range; what cannot be read leaves the rest unclear. */
function coverClaim(line: VersionLine, claim: VersionClaim): Cover {
  const cover = blank(line)
  for (const text of listedOf(claim)) {
    const point = line.pointOf(text)
    if (point !== undefined) cover[2 * point + 1] = AFFECTED
  }
  const stretches = createStretches(line)
  let isUnclear = false
  for (const range of claim.ranges) {
    if (range.type === 'NATIVE') raise(cover, coverNative(line, range))
    else if (range.type === 'VERS') raise(cover, coverVers(line, range))
    else isUnclear = !addEvents(line, range, stretches) || isUnclear
  }
  stretches.write(cover, AFFECTED)
  return isUnclear ? cover.map((cell) => Math.max(cell, UNCLEAR)) : cover
}

/** False where a bound cannot be read or the bounds hold nothing. */
function addEvents(line: VersionLine, range: EventRange, stretches: Stretches): boolean {
  const compiled = compileOsvRange(line.scheme, range.events)
  if (!compiled.ok) return false
  const end = limitOf(line, range)
  for (const { introduced, fixed, lastAffected } of compiled.value.intervals) {
    const from = introduced === undefined ? 0 : pointCell(line, introduced)
    const to = lastAffected === undefined ? endBefore(line, fixed) : pointCell(line, lastAffected) + 1
    stretches.add(from, Math.min(to, end))
  }
  return !compiled.value.problems.some(isBroken)
}

/** The cell after the last one below the highest limit; `*`, or no limit, is the end of the line. */
function limitOf(line: VersionLine, { events }: EventRange): number {
  const limits = events.flatMap((event) => ('limit' in event ? [event.limit] : []))
  if (limits.length === 0 || limits.includes('*')) return line.cells
  return Math.max(...limits.map((limit) => pointCell(line, limit)))
}

function endBefore(line: VersionLine, bound: string | undefined): number {
  return bound === undefined ? line.cells : pointCell(line, bound)
}

/** Only for bounds that the line was made from and that its scheme has read. */
function pointCell(line: VersionLine, text: string): number {
  const point = line.pointOf(text)
  if (point === undefined) throw new Error(`the line has no point ${text}`)
  return 2 * point + 1
}

/** As evaluateNotation: one unreadable range among several leaves "inside" standing, and all else unclear. */
function coverNative(line: VersionLine, range: NativeRangeClaim): Cover {
  const stretches = createStretches(line)
  let isUnclear = false
  for (const text of range.ranges) {
    const native = parseNativeRange(range.notation, text)
    const isReadable =
      native.ok &&
      findScheme(native.value.scheme) === line.scheme &&
      native.value.alternatives.flat().every(({ version }) => line.pointOf(version) !== undefined)
    if (isReadable) for (const terms of native.value.alternatives) addTerms(line, terms, stretches)
    else isUnclear = true
  }
  const inside = blank(line)
  stretches.write(inside, AFFECTED)
  const [within, without] = range.says === 'affected' ? [AFFECTED, OUTSIDE] : [OUTSIDE, AFFECTED]
  return inside.map((cell) => (cell === AFFECTED ? within : isUnclear ? UNCLEAR : without))
}

/** All terms together: one stretch with holes. */
function addTerms(line: VersionLine, terms: readonly VersConstraint[], stretches: Stretches): void {
  let from = 0
  let to = line.cells
  const holes = new Set<number>()
  for (const { comparator, version } of terms) {
    const cell = pointCell(line, version)
    if (comparator === '!=') holes.add(cell)
    if (comparator === '=' || comparator === '>=') from = Math.max(from, cell)
    if (comparator === '>') from = Math.max(from, cell + 1)
    if (comparator === '=' || comparator === '<=') to = Math.min(to, cell + 1)
    if (comparator === '<') to = Math.min(to, cell)
  }
  let start = from
  for (const hole of [...holes].sort((a, b) => a - b)) {
    if (hole < from || hole >= to) continue
    stretches.add(start, hole)
    start = hole + 1
  }
  stretches.add(start, to)
}

/** As containsVersion, for cells: regions between the bounds first, then what the comparators say of their own points. */
function coverVers(line: VersionLine, range: VersRangeClaim): Cover {
  const cover = blank(line)
  const vers = normalizeVers(range.vers)
  if (!vers.ok || !isOnLine(line, vers.value.scheme)) return cover.fill(UNCLEAR)
  if (vers.value.kind === 'all') return cover.fill(vers.value.scheme === 'none' ? OUTSIDE : AFFECTED)
  const { constraints } = vers.value
  const simple = simplifyVers(vers.value)
  if (!simple.ok || simple.value.kind === 'all') return cover.fill(UNCLEAR)
  fillRegions(line, cover, simple.value.constraints)
  mark(line, cover, { constraints: simple.value.constraints, comparators: ['<', '>'], value: OUTSIDE })
  mark(line, cover, { constraints, comparators: ['=', '<=', '>='], value: AFFECTED })
  mark(line, cover, { constraints, comparators: ['!='], value: OUTSIDE })
  return cover
}

interface Marking {
  readonly constraints: readonly VersConstraint[]
  readonly comparators: readonly VersComparator[]
  readonly value: number
}

/** What some comparators say of their own points. */
function mark(line: VersionLine, cover: Cover, { constraints, comparators, value }: Marking): void {
  for (const { comparator, version } of constraints)
    if (comparators.includes(comparator)) cover[pointCell(line, version)] = value
}

function fillRegions(line: VersionLine, cover: Cover, constraints: readonly VersConstraint[]): void {
  const bounds = constraints.filter(({ comparator }) => /^[<>]/.test(comparator))
  if (bounds.length === 0) {
    if (constraints.every(({ comparator }) => comparator === '!=')) cover.fill(AFFECTED)
    return
  }
  for (let at = 0; at <= bounds.length; at++) {
    const before = bounds[at - 1]
    const next = bounds[at]
    const isInside = before?.comparator.startsWith('<') !== true && next?.comparator.startsWith('>') !== true
    if (!isInside) continue
    const from = before === undefined ? 0 : pointCell(line, before.version) + 1
    cover.fill(AFFECTED, from, endBefore(line, next?.version))
  }
}

/** `all` and `none` are about every ecosystem. The order of another scheme does not fit this line: unclear. */
function isOnLine(line: VersionLine, scheme: string): boolean {
  return scheme === 'all' || scheme === 'none' || findScheme(scheme) === line.scheme
}

interface Stretches {
  /** Cells from `from` up to, not including, `to`; nothing where that is empty. */
  readonly add: (from: number, to: number) => void
  readonly write: (cover: Cover, value: number) => void
}

/** Adds up starts and ends, so that many stretches over many cells stay linear. */
function createStretches(line: VersionLine): Stretches {
  const steps = new Int32Array(line.cells + 1)
  return {
    add: (from, to) => {
      if (from >= to) return
      steps[from] = (steps[from] ?? 0) + 1
      steps[to] = (steps[to] ?? 0) - 1
    },
    write: (cover, value) => {
      let depth = 0
      for (let at = 0; at < line.cells; at++) {
        depth += steps[at] ?? 0
        if (depth > 0) cover[at] = value
      }
    },
  }
}

function raise(cover: Cover, other: Cover): void {
  for (let at = 0; at < cover.length; at++) cover[at] = Math.max(cover[at] ?? OUTSIDE, other[at] ?? OUTSIDE)
}

function blank(line: VersionLine): Cover {
  return new Uint8Array(line.cells)
}

/** Sets of versions, exact: constraints joined, joined again, turned around, and written as VERS or as intervals. */
import { compareCodeUnits, err, ok, type Result } from '../../base/index.ts'
import {
  formatVers,
  type VersComparator,
  type VersConstraint,
  type VersionError,
  type VersionScheme,
} from '../../versions/index.ts'

/** What all of these constraints hold for; an empty list holds for every version. */
export type Alternative = readonly VersConstraint[]

export interface Part {
  readonly alternatives: readonly Alternative[]
  /** Everything but the alternatives. */
  readonly isComplement: boolean
}

/**
 * The line of versions cut at the points that the constraints name: stretch 0, point 0, stretch 1, point 1, … stretch n.
 * No constraint tells two versions of one cell apart, so that a set is one bit per cell.
 */
export interface VersionSet {
  readonly scheme: VersionScheme
  readonly points: readonly Point[]
  /** By cell; cell 2k is the stretch before point k, cell 2k+1 the point. */
  readonly cells: Uint8Array
}

interface Point {
  readonly text: string
  readonly value: unknown
}

/** The union of the parts. Errors with the first version that the scheme cannot read. */
export function toVersionSet(
  scheme: VersionScheme,
  parts: readonly Part[],
): Result<VersionSet, VersionError> {
  const placed = placePoints(scheme, parts)
  if (!placed.ok) return placed
  const { points, indexOf } = placed.value
  const cells = new Uint8Array(2 * points.length + 1)
  const plain = parts.filter((part) => !part.isComplement).flatMap((part) => part.alternatives)
  const joined = [{ alternatives: plain, isComplement: false }, ...parts.filter((part) => part.isComplement)]
  for (const { alternatives, isComplement } of joined) {
    const covered = cover(alternatives, indexOf, cells.length)
    for (let cell = 0; cell < cells.length; cell++) {
      if ((covered[cell] === 1) !== isComplement) cells[cell] = 1
    }
  }
  return ok({ scheme, points, cells })
}

type IndexOf = (text: string) => number

function placePoints(
  scheme: VersionScheme,
  parts: readonly Part[],
): Result<{ readonly points: readonly Point[]; readonly indexOf: IndexOf }, VersionError> {
  const texts = new Set<string>()
  for (const { alternatives } of parts) {
    for (const alternative of alternatives) for (const { version } of alternative) texts.add(version)
  }
  const all: Point[] = []
  for (const text of texts) {
    const parsed = scheme.parse(text)
    if (!parsed.ok) return err(parsed.error)
    all.push({ text, value: parsed.value })
  }
  all.sort((a, b) => scheme.compare(a.value, b.value) || compareCodeUnits(a.text, b.text))
  const points: Point[] = []
  const index = new Map<string, number>()
  for (const point of all) {
    const last = points.at(-1)
    if (last === undefined || scheme.compare(last.value, point.value) !== 0) points.push(point)
    index.set(point.text, points.length - 1)
  }
  return ok({ points, indexOf: (text) => index.get(text) ?? 0 })
}

/** Linear: each alternative is one run of cells with holes, and runs are added up by their ends. */
function cover(alternatives: readonly Alternative[], indexOf: IndexOf, length: number): Uint8Array {
  const changes = new Int32Array(length + 1)
  const add = (from: number, to: number): void => {
    if (from > to) return
    changes[from] = (changes[from] ?? 0) + 1
    changes[to + 1] = (changes[to + 1] ?? 0) - 1
  }
  for (const alternative of alternatives) {
    let from = 0
    let to = length - 1
    const holes = new Set<number>()
    for (const { comparator, version } of alternative) {
      const cell = 2 * indexOf(version) + 1
      if (comparator === '!=') holes.add(cell)
      const [low, high] = rangeOf(comparator, cell, length)
      from = Math.max(from, low)
      to = Math.min(to, high)
    }
    for (const hole of [...holes].sort((a, b) => a - b)) {
      if (hole < from || hole > to) continue
      add(from, hole - 1)
      from = hole + 1
    }
    add(from, to)
  }
  let depth = 0
  return Uint8Array.from({ length }, (_, cell) => {
    depth += changes[cell] ?? 0
    return depth > 0 ? 1 : 0
  })
}

/** First and last cell that fulfil the comparator at the point of `cell`. */
function rangeOf(comparator: VersComparator, cell: number, length: number): readonly [number, number] {
  switch (comparator) {
    case '=':
      return [cell, cell]
    case '!=':
      return [0, length - 1]
    case '<':
      return [0, cell - 1]
    case '<=':
      return [0, cell]
    case '>':
      return [cell + 1, length - 1]
    case '>=':
      return [cell, length - 1]
    default:
      return comparator satisfies never
  }
}

/** `value`: what the set's scheme parsed. */
export function hasVersion({ scheme, points, cells }: VersionSet, value: unknown): boolean {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const point = points[middle]
    const order = point === undefined ? 1 : scheme.compare(value, point.value)
    if (order === 0) return cells[2 * middle + 1] === 1
    if (order < 0) high = middle
    else low = middle + 1
  }
  return cells[2 * low] === 1
}

/** A run of cells that are in, with what is in next to it. `undefined`: no end on that side. */
export interface Interval {
  readonly from?: { readonly text: string; readonly isIncluded: boolean }
  readonly to?: { readonly text: string; readonly isIncluded: boolean }
}

/** Ascending, none touching the next. */
export function intervalsOf({ points, cells }: VersionSet): readonly Interval[] {
  const found: Interval[] = []
  const endOf = (cell: number, isIncluded: boolean) => ({ text: points[cell >> 1]?.text ?? '', isIncluded })
  for (let start = 0; start < cells.length; start++) {
    if (cells[start] !== 1) continue
    let end = start
    while (cells[end + 1] === 1) end++
    found.push({
      // A stretch begins behind the point before it, and ends at the point after it.
      ...(start === 0 ? {} : { from: start % 2 === 1 ? endOf(start, true) : endOf(start - 1, false) }),
      ...(end === cells.length - 1 ? {} : { to: end % 2 === 1 ? endOf(end, true) : endOf(end + 1, false) }),
    })
    start = end
  }
  return found
}

/** Canonical order, each version once: where only one version is missing between two intervals, it is written as `!=`. */
export function formatVersionSet(set: VersionSet): string {
  const intervals = intervalsOf(set)
  const scheme = set.scheme.id
  if (intervals.length === 0) return 'vers:none/*'
  const constraints: VersConstraint[] = []
  for (const interval of intervals) addInterval(constraints, interval)
  if (constraints.length === 0) return `vers:${scheme}/*`
  return formatVers({ kind: 'constraints', scheme, constraints })
}

function addInterval(constraints: VersConstraint[], { from, to }: Interval): void {
  if (from !== undefined && from.text === to?.text) {
    constraints.push({ comparator: '=', version: from.text })
    return
  }
  if (from !== undefined) {
    const isGap = constraints.at(-1)?.version === from.text
    if (isGap) constraints.pop()
    constraints.push({ comparator: isGap ? '!=' : from.isIncluded ? '>=' : '>', version: from.text })
  }
  if (to !== undefined) constraints.push({ comparator: to.isIncluded ? '<=' : '<', version: to.text })
}

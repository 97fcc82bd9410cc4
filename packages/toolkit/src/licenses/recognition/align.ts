/** Compares a stretch of text with a template that it does not match word for word, and lists what differs. */
import type { FlatTemplate } from './flat.ts'
import { numberAt } from './number-at.ts'

/** Words of the text that a template does not have there, and words of the template that the text lacks. */
export interface Hunk {
  /** Words of the text: index of the first, index behind the last. */
  readonly from: number
  readonly to: number
  /** Words of the template, likewise. */
  readonly expectedFrom: number
  readonly expectedTo: number
}

export interface Alignment {
  readonly start: number
  readonly end: number
  /** Words of the template's required ones that the text has, in order. */
  readonly matched: number
  readonly hunks: readonly Hunk[]
  /** Sorted; both sides only move forward. */
  readonly pairs: readonly Pair[]
}

/** A word of the text and the equal word of the template. */
export interface Pair {
  readonly at: number
  readonly flat: number
}

const gram = 3
/** A phrase that the template repeats more often than this says nothing about the place. */
const mostRepeats = 6

/** Undefined where the stretch and the template share no phrase. */
export function align(
  flat: FlatTemplate,
  ids: Uint16Array,
  stretch: { readonly from: number; readonly to: number },
): Alignment | undefined {
  const anchors = trimEnds(longestChain(sharedGrams(flat, ids, stretch)))
  const pairs = fillPairs(flat, ids, anchors)
  const first = pairs[0]
  const last = pairs.at(-1)
  if (first === undefined || last === undefined) return undefined
  return {
    start: first.at,
    end: last.at + 1,
    matched: pairs.reduce((sum, pair) => sum + numberAt(flat.isRequired, pair.flat), 0),
    hunks: toHunks(pairs, flat.words.length),
    pairs,
  }
}

/** A text repeats its template's phrases in the same order, give or take: all places, by word of the text. */
function sharedGrams(
  flat: FlatTemplate,
  ids: Uint16Array,
  { from, to }: { readonly from: number; readonly to: number },
): readonly Pair[] {
  const places = gramPlaces(flat)
  const pairs: Pair[] = []
  for (let at = from; at + gram <= to; at++) {
    if (ids[at] === 0 || ids[at + 1] === 0 || ids[at + 2] === 0) continue
    const found = places.get(gramKey(ids, at))
    if (found === undefined || found.length > mostRepeats) continue
    for (let index = found.length - 1; index >= 0; index--) pairs.push({ at, flat: found[index] ?? 0 })
  }
  return pairs
}

const kept = new Map<FlatTemplate, ReadonlyMap<number, readonly number[]>>()

function gramPlaces(flat: FlatTemplate): ReadonlyMap<number, readonly number[]> {
  const known = kept.get(flat)
  if (known !== undefined) return known
  const places = new Map<number, number[]>()
  for (let at = 0; at + gram <= flat.words.length; at++) {
    const key = gramKey(flat.words, at)
    const own = places.get(key)
    if (own === undefined) places.set(key, [at])
    else own.push(at)
  }
  if (kept.size >= 32) kept.clear()
  kept.set(flat, places)
  return places
}

/** Three numbers of 16 bits in one that a double holds exactly. */
function gramKey(ids: Uint16Array, at: number): number {
  return (numberAt(ids, at) * 65_536 + numberAt(ids, at + 1)) * 65_536 + numberAt(ids, at + 2)
}

/** Longest chain that moves forward in both (patience sorting; pairs come sorted by text, then backwards). */
function longestChain(pairs: readonly Pair[]): readonly Pair[] {
  /** Per length of chain: the pair that ends one earliest in the template. */
  const ends: { readonly pair: Pair; readonly index: number }[] = []
  const before = new Int32Array(pairs.length)
  for (const [index, pair] of pairs.entries()) {
    const length = countBefore(ends, pair.flat)
    before[index] = ends[length - 1]?.index ?? -1
    ends[length] = { pair, index }
  }
  const chain: Pair[] = []
  for (let index = ends.at(-1)?.index ?? -1; index >= 0; index = numberAt(before, index)) {
    const pair = pairs[index]
    if (pair !== undefined) chain.push(pair)
  }
  return chain.reverse()
}

/** How many of the ends, sorted, lie before a word of the template. */
function countBefore(ends: readonly { readonly pair: Pair }[], flat: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    const end = ends[middle]
    if (end !== undefined && end.pair.flat < flat) low = middle + 1
    else high = middle
  }
  return low
}

const lonely = 12
const farAway = 60

/** Drops a few words far before or behind the rest: they belong to another text. */
function trimEnds(chain: readonly Pair[]): readonly Pair[] {
  const isFar = (index: number): boolean => {
    const [left, right] = [chain[index - 1], chain[index]]
    return left !== undefined && right !== undefined && right.at - left.at > farAway
  }
  let from = 0
  for (let index = 1; index < Math.min(chain.length, lonely); index++) if (isFar(index)) from = index
  let to = chain.length
  for (let index = chain.length - 1; index > Math.max(from, chain.length - lonely); index--) {
    if (isFar(index)) to = index
  }
  return chain.slice(from, to)
}

/** Pairs of equal words: those of the anchors, and what lies between them. */
function fillPairs(flat: FlatTemplate, ids: Uint16Array, anchors: readonly Pair[]): readonly Pair[] {
  const pairs: Pair[] = []
  for (const anchor of anchors) {
    for (let step = 0; step < gram; step++) {
      const pair = { at: anchor.at + step, flat: anchor.flat + step }
      const last = pairs.at(-1)
      if (last !== undefined && (pair.at <= last.at || pair.flat <= last.flat)) continue
      if (last !== undefined) pairs.push(...between(flat, ids, { left: last, right: pair }))
      pairs.push(pair)
    }
  }
  return pairs
}

const mostBetween = 60

/** Equal words strictly between two pairs: longest common subsequence of what lies there. */
function between(
  flat: FlatTemplate,
  ids: Uint16Array,
  { left, right }: { readonly left: Pair; readonly right: Pair },
): readonly Pair[] {
  const rows = right.at - left.at - 1
  const columns = right.flat - left.flat - 1
  if (rows === 0 || columns === 0 || rows > mostBetween || columns > mostBetween) return []
  const best = new Uint8Array((rows + 1) * (columns + 1))
  const cell = (row: number, column: number): number => numberAt(best, row * (columns + 1) + column)
  const isEqual = (row: number, column: number): boolean =>
    ids[left.at + 1 + row] === flat.words[left.flat + 1 + column]
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      best[row * (columns + 1) + column] = isEqual(row, column)
        ? cell(row + 1, column + 1) + 1
        : Math.max(cell(row + 1, column), cell(row, column + 1))
    }
  }
  const pairs: Pair[] = []
  let row = 0
  let column = 0
  while (row < rows && column < columns) {
    if (isEqual(row, column)) pairs.push({ at: left.at + 1 + row++, flat: left.flat + 1 + column++ })
    else if (cell(row + 1, column) >= cell(row, column + 1)) row++
    else column++
  }
  return pairs
}

function toHunks(pairs: readonly Pair[], size: number): readonly Hunk[] {
  const hunks: Hunk[] = []
  let at = pairs[0]?.at ?? 0
  let flat = 0
  for (const pair of pairs) {
    if (pair.at > at || pair.flat > flat) {
      hunks.push({ from: at, to: pair.at, expectedFrom: flat, expectedTo: pair.flat })
    }
    at = pair.at + 1
    flat = pair.flat + 1
  }
  if (flat < size) hunks.push({ from: at, to: at, expectedFrom: flat, expectedTo: size })
  return hunks
}

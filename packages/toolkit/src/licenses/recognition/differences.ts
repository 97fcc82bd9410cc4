/** Weighs what differs between a text and a template: spelling and numbering may pass, words may not. */
import type { Alignment, Hunk } from './align.ts'
import type { FlatTemplate } from './flat.ts'
import type { WordRow } from './matcher.ts'
import { numberAt } from './number-at.ts'
import { flag } from './word-flags.ts'

/** A place where the text departs from the license named. */
export interface Difference {
  /** 1-based line of the text. */
  readonly line: number
  readonly found: string
  readonly expected: string
}

export interface Weighed {
  /** Required words of the template that the text has, in parts of all. */
  readonly coverage: number
  /** Words of the text that the template leaves no room for. */
  readonly surplus: number
  /** Places that differ by spelling or numbering only, in order; with these mended, the text may match exactly. */
  readonly harmless: readonly Hunk[]
  readonly serious: readonly Hunk[]
}

export interface Compared {
  readonly row: WordRow
  readonly words: readonly string[]
  readonly flat: FlatTemplate
  /** Words by number less one. */
  readonly vocabulary: readonly string[]
}

export function weigh(compared: Compared, alignment: Alignment): Weighed {
  const serious: Hunk[] = []
  let surplus = 0
  const harmless: Hunk[] = []
  for (const hunk of alignment.hunks) {
    if (isFree(compared, hunk)) continue
    if (isSpelling(compared, hunk) || isAside(compared, hunk)) {
      harmless.push(hunk)
      continue
    }
    serious.push(hunk)
    surplus += hunk.to - hunk.from
  }
  const { required } = compared.flat
  return { coverage: required === 0 ? 0 : alignment.matched / required, surplus, harmless, serious }
}

/** Text that the template leaves room for, or optional text that is not there. */
function isFree({ flat, row }: Compared, hunk: Hunk): boolean {
  if (lacksRequired(flat, hunk)) return false
  let room = 0
  for (let index = hunk.expectedFrom; index <= hunk.expectedTo; index++)
    room += numberAt(flat.gapBefore, index)
  return hunk.to - hunk.from <= room && !someWord(row, hunk, flag.weighty)
}

/** A line of copyright or a number of a list that the template does not have. */
function isAside({ flat, row, words }: Compared, hunk: Hunk): boolean {
  if (lacksRequired(flat, hunk) || someWord(row, hunk, flag.weighty)) return false
  const isCopyright = words[hunk.from] === 'copyright' && hunk.to - hunk.from <= 40
  return isCopyright || everyWord(row, hunk, flag.bullet)
}

function lacksRequired(flat: FlatTemplate, hunk: Hunk): boolean {
  for (let index = hunk.expectedFrom; index < hunk.expectedTo; index++) {
    if (flat.isRequired[index] === 1) return true
  }
  return false
}

function someWord(row: WordRow, hunk: Hunk, wanted: number): boolean {
  for (let at = hunk.from; at < hunk.to; at++) if (((row.flags[at] ?? 0) & wanted) !== 0) return true
  return false
}

function everyWord(row: WordRow, hunk: Hunk, wanted: number): boolean {
  for (let at = hunk.from; at < hunk.to; at++) if (((row.flags[at] ?? 0) & wanted) === 0) return false
  return hunk.to - hunk.from <= 3
}

/** Words put together or apart, and words that no license knows, one letter off (`redistribtuion`). */
function isSpelling({ row, words, flat, vocabulary }: Compared, hunk: Hunk): boolean {
  const found = words.slice(hunk.from, hunk.to)
  const expected = wordsOf(flat, vocabulary, hunk)
  if (found.join('') === expected.join('')) return true
  return (
    found.length === expected.length &&
    found.every(
      (word, index) => row.ids[hunk.from + index] === 0 && isOneLetterOff(word, expected[index] ?? ''),
    )
  )
}

export function wordsOf(flat: FlatTemplate, vocabulary: readonly string[], hunk: Hunk): readonly string[] {
  const ids = flat.words.subarray(hunk.expectedFrom, hunk.expectedTo)
  return Array.from(ids, (id) => vocabulary[id - 1] ?? '')
}

/** One letter more, less, other or two swapped; short words and numbers are never spelling. */
function isOneLetterOff(found: string, expected: string): boolean {
  if (expected.length < 5 || /\d/.test(found + expected)) return false
  let head = 0
  while (head < expected.length && found[head] === expected[head]) head++
  let tail = 0
  const shorter = Math.min(found.length, expected.length)
  while (tail < shorter - head && found.at(-1 - tail) === expected.at(-1 - tail)) tail++
  const left = found.length - head - tail
  const right = expected.length - head - tail
  if (left <= 1 && right <= 1) return true
  const isSwap = left === 2 && right === 2
  return isSwap && found[head] === expected[head + 1] && found[head + 1] === expected[head]
}

/** The row with harmless differences mended: what the template says stands in their place. */
export function mend(
  { row, flat }: Compared,
  harmless: readonly Hunk[],
  { from, to }: { readonly from: number; readonly to: number },
): WordRow {
  const ids: number[] = []
  const flags: number[] = []
  let at = from
  const copyUntil = (end: number): void => {
    for (; at < end; at++) {
      ids.push(numberAt(row.ids, at))
      flags.push(numberAt(row.flags, at))
    }
  }
  for (const hunk of harmless) {
    copyUntil(hunk.from)
    at = hunk.to
    for (let index = hunk.expectedFrom; index < hunk.expectedTo; index++) {
      ids.push(numberAt(flat.words, index))
      flags.push(0)
    }
  }
  copyUntil(to)
  return { ids: Uint16Array.from(ids), flags: Uint8Array.from(flags) }
}

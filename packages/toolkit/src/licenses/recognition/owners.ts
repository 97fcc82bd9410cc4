/** Which match each word of a text belongs to, so that asking costs the words asked about, not the matches. */
import { numberAt } from './number-at.ts'

export interface Stretch {
  /** First word. */
  readonly start: number
  /** Behind the last word. */
  readonly end: number
}

export class Owners {
  /** Per word: number of the match plus one, 0 for none. */
  readonly #owner: Int32Array

  constructor(words: number) {
    this.#owner = new Int32Array(words)
  }

  take({ start, end }: Stretch, match: number): void {
    this.#owner.fill(match + 1, start, end)
  }

  /** The first match that has a word of the stretch. */
  findIn({ start, end }: Stretch): number | undefined {
    for (let at = start; at < end; at++) if (this.#owner[at] !== 0) return numberAt(this.#owner, at) - 1
    return undefined
  }

  /** True where more than half of the words are taken. */
  hasMostOf({ start, end }: Stretch): boolean {
    let taken = 0
    for (let at = start; at < end; at++) if (this.#owner[at] !== 0) taken++
    return taken > (end - start) / 2
  }

  /** Behind the last taken word before `at`, looking back no further than `least`. */
  endBefore(at: number, least: number): number {
    let start = at
    while (start > least && this.#owner[start - 1] === 0) start--
    return start
  }

  /** The first taken word from `at`, or the end of the text. */
  startBehind(at: number): number {
    let end = at
    while (end < this.#owner.length && this.#owner[end] === 0) end++
    return end
  }
}

/** Owners of matches that do not overlap; the number of a match is its place in the list. */
export function toOwners(matches: readonly Stretch[], words: number): Owners {
  const owners = new Owners(words)
  for (const [index, match] of matches.entries()) owners.take(match, index)
  return owners
}

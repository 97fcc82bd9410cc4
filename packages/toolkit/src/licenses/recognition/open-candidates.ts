/** Candidates that wait to be compared, found by place, so that a text full of them costs no more for each. */
import type { Candidate } from './candidates.ts'
import type { Stretch } from './owners.ts'

/** Words per drawer. */
const drawerWords = 1024

export class OpenCandidates {
  /** Best first. */
  readonly #sorted: readonly Candidate[]
  readonly #drawers = new Map<number, Candidate[]>()
  readonly #closed = new Set<Candidate>()
  #next = 0

  constructor(sorted: readonly Candidate[]) {
    this.#sorted = sorted
    for (const candidate of sorted) {
      for (const drawer of drawersOf({ start: candidate.from, end: candidate.to + 1 })) {
        const own = this.#drawers.get(drawer)
        if (own === undefined) this.#drawers.set(drawer, [candidate])
        else own.push(candidate)
      }
    }
  }

  /** The best that is still open. */
  first(): Candidate | undefined {
    while (this.#next < this.#sorted.length) {
      const candidate = this.#sorted[this.#next]
      if (candidate !== undefined && !this.#closed.has(candidate)) return candidate
      this.#next++
    }
    return undefined
  }

  /** Open ones that share at least half of the shorter of the two with it, itself included, best first. */
  rivalsOf(one: Candidate): readonly Candidate[] {
    return this.#near({ start: one.from, end: one.to + 1 }).filter((other) => overlap(one, other) >= 0.5)
  }

  close(candidates: Iterable<Candidate>): void {
    for (const candidate of candidates) this.#closed.add(candidate)
  }

  /** Closes those of which more than half lies in the stretch. */
  closeWithin(stretch: Stretch): void {
    this.close(
      this.#near(stretch).filter(({ from, to }) => {
        const shared = Math.min(stretch.end, to + 1) - Math.max(stretch.start, from)
        return shared > (to + 1 - from) / 2
      }),
    )
  }

  #near(stretch: Stretch): readonly Candidate[] {
    const all = drawersOf(stretch).flatMap((drawer) => this.#drawers.get(drawer) ?? [])
    return [...new Set(all)].filter((candidate) => !this.#closed.has(candidate))
  }
}

function drawersOf({ start, end }: Stretch): readonly number[] {
  const first = Math.floor(start / drawerWords)
  const count = Math.floor((end - 1) / drawerWords) - first + 1
  return Array.from({ length: count }, (_, index) => first + index)
}

function overlap(a: Candidate, b: Candidate): number {
  const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from) + 1
  return shared / Math.min(a.to - a.from + 1, b.to - b.from + 1)
}

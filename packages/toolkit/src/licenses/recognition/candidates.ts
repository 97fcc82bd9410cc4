/** Which templates a text may hold, and where: by shingles that few templates share. */
import { type Catalogue, findSlot, type ShingleIndex } from './catalogue.ts'
import { numberAt } from './number-at.ts'
import { shingleHash, shingleWords } from './shingles.ts'

/** A stretch of the text that shares shingles with a template. */
export interface Candidate {
  readonly template: number
  /** First and last word with a shingle. */
  readonly from: number
  readonly to: number
  /** Cell of the template at which the first shingle stands. */
  readonly cell: number
  /** Part of the template's shingles that were found, 0 to 1. */
  readonly share: number
}

/** Hits of one template, in the order of the text: word, place in the index. */
interface Hits {
  readonly at: number[]
  readonly place: number[]
}

/** Words around a license that may stand between its parts: copyright lines, names. */
const slack = 400

/** Candidates with at least `least` of their template's shingles, best first. */
export function findCandidates(catalogue: Catalogue, ids: Uint16Array, least: number): readonly Candidate[] {
  const found: Candidate[] = []
  for (const [template, hits] of collectHits(catalogue, ids)) {
    const needed = least * (catalogue.templates[template]?.shingles ?? 1)
    if (hits.at.length >= needed) found.push(...slide(catalogue, { template, hits, needed }))
  }
  return found.sort((a, b) => b.share - a.share || a.template - b.template || a.from - b.from)
}

function collectHits({ index }: Catalogue, ids: Uint16Array): ReadonlyMap<number, Hits> {
  const all = new Map<number, Hits>()
  for (let at = 0; at + shingleWords <= ids.length; at++) {
    const slot = findSlot(index, shingleHash(ids, at))
    for (let place = index.first[slot] ?? 0; place !== 0; place = index.next[place - 1] ?? 0) {
      const template = index.template[place - 1] ?? 0
      const hits = all.get(template)
      if (hits === undefined) all.set(template, { at: [at], place: [place - 1] })
      else {
        hits.at.push(at)
        hits.place.push(place - 1)
      }
    }
  }
  return all
}

interface Task {
  readonly template: number
  readonly hits: Hits
  /** Shingles that a candidate must have. */
  readonly needed: number
}

/** Moves a window over the hits; a complete one, or the best one before another copy begins, is a candidate. */
function slide(catalogue: Catalogue, { template, hits, needed }: Task): readonly Candidate[] {
  const { shingles, cells } = catalogue.templates[template] ?? { shingles: 1, cells: [] }
  const window = new Window(catalogue.index, hits)
  const found: Candidate[] = []
  let best: WindowState | undefined
  const settle = (): void => {
    if (best !== undefined && best.distinct >= needed) {
      const { from, to, cell, distinct } = best
      found.push({ template, from, to, cell, share: distinct / shingles })
    }
    best = undefined
  }
  for (let right = 0; right < hits.at.length; right++) {
    const at = numberAt(hits.at, right)
    if (best !== undefined && at > best.to) {
      const mayBeOtherCopy = window.orderOf(right) <= best.firstOrder || at - best.from > cells.length + slack
      if (mayBeOtherCopy) settle()
    }
    window.take(right)
    window.dropRepeated(at - cells.length - slack)
    if (best === undefined || window.distinct >= best.distinct) best = window.state()
    if (window.distinct === shingles) {
      settle()
      window.clear()
    }
  }
  settle()
  return found
}

interface WindowState {
  readonly from: number
  readonly to: number
  readonly cell: number
  readonly firstOrder: number
  readonly distinct: number
}

/** A run of hits, and how many different shingles it holds. */
class Window {
  readonly #counts = new Uint8Array(32)
  readonly #index: ShingleIndex
  readonly #hits: Hits
  #left = 0
  #right = -1
  distinct = 0

  constructor(index: ShingleIndex, hits: Hits) {
    this.#index = index
    this.#hits = hits
  }

  orderOf(hit: number): number {
    return numberAt(this.#index.order, numberAt(this.#hits.place, hit))
  }

  take(hit: number): void {
    this.#right = hit
    const order = this.orderOf(hit)
    const count = numberAt(this.#counts, order)
    this.#counts[order] = Math.min(255, count + 1)
    if (count === 0) this.distinct++
  }

  /** Drops from the left what stands again further right, and what is before word `earliest`. */
  dropRepeated(earliest: number): void {
    while (this.#left < this.#right) {
      const isRepeated = numberAt(this.#counts, this.orderOf(this.#left)) > 1
      if (!isRepeated && numberAt(this.#hits.at, this.#left) >= earliest) return
      this.#drop()
    }
  }

  clear(): void {
    while (this.#left <= this.#right) this.#drop()
  }

  state(): WindowState {
    return {
      from: numberAt(this.#hits.at, this.#left),
      to: numberAt(this.#hits.at, this.#right),
      cell: numberAt(this.#index.cell, numberAt(this.#hits.place, this.#left)),
      firstOrder: this.orderOf(this.#left),
      distinct: this.distinct,
    }
  }

  #drop(): void {
    const order = this.orderOf(this.#left++)
    const rest = numberAt(this.#counts, order) - 1
    this.#counts[order] = rest
    if (rest === 0) this.distinct--
  }
}

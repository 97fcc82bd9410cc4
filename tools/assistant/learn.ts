/** Learns which provision a question means: softmax regression over terms and words, one class an entry. Pure; the same each time on one machine. */
import type { RankerData } from '../../packages/toolkit/src/assistant/search/ranker.ts'

export interface Example {
  readonly features: readonly string[]
  /** Position of the entry that is meant. */
  readonly entry: number
}

/** Found on ways of asking whose authors were held back (`npm run eval:authors`). */
const settings = {
  /** It is learned anew in each of these orders, and the mean is kept: one order alone moves one answer in a hundred. */
  orders: [1, 2, 3],
  epochs: 6,
  step: 0.5,
  /** A feature that stands in fewer examples is left out. */
  fewest: 2,
  /** Weights are kept as whole numbers of this size, and left out below `smallest`. */
  scale: 0.05,
  smallest: 0.7,
} as const

interface Learned {
  readonly names: readonly string[]
  readonly rarities: Float32Array
  readonly classes: number
  /** Feature by feature, each with one weight for each class. */
  readonly weights: Float32Array
}

/** `classes`: how many entries there are. */
export function learn(examples: readonly Example[], classes: number): RankerData {
  const vocabulary = toVocabulary(examples)
  const rows = examples.map((example) => toRow(example, vocabulary))
  const { length } = vocabulary.names
  const { orders } = settings
  const mean = new Float32Array(length * classes)
  for (const order of orders) {
    const weights = new Float32Array(length * classes)
    descend({ weights, classes }, rows, order)
    addTo(mean, weights, orders.length)
  }
  return toData({ ...vocabulary, classes, weights: mean })
}

function addTo(sum: Float32Array, weights: Float32Array, parts: number): void {
  for (const [at, weight] of weights.entries()) sum[at] = (sum[at] ?? 0) + weight / parts
}

interface Vocabulary {
  readonly names: readonly string[]
  readonly places: ReadonlyMap<string, number>
  readonly rarities: Float32Array
}

function toVocabulary(examples: readonly Example[]): Vocabulary {
  const counts = new Map<string, number>()
  for (const { features } of examples)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const names = [...counts].flatMap(([name, count]) => (count < settings.fewest ? [] : [name])).sort()
  return {
    names,
    places: new Map(names.map((name, place) => [name, place])),
    rarities: Float32Array.from(names, (name) => Math.log(1 + examples.length / (counts.get(name) ?? 1))),
  }
}

interface Row {
  readonly places: Int32Array
  /** Rarities of its features, as a vector of length 1. */
  readonly values: Float32Array
  readonly entry: number
}

function toRow({ features, entry }: Example, { places, rarities }: Vocabulary): Row {
  const own = Int32Array.from(features.flatMap((feature) => places.get(feature) ?? []))
  const values = Float32Array.from(own, (place) => rarities[place] ?? 0)
  const length = Math.hypot(...values) || 1
  return { places: own, values: values.map((value) => value / length), entry }
}

type Weights = Pick<Learned, 'weights' | 'classes'>

/** AdaGrad, in an order that is shuffled anew each time round. */
function descend(learned: Weights, rows: readonly Row[], seed: number): void {
  const { classes, weights } = learned
  const squares = new Float32Array(weights.length).fill(0.01)
  const logits = new Float32Array(classes)
  const order = rows.map((_, at) => at)
  const random = createRandom(seed)
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random)
    for (const at of order) {
      const row = rows[at]
      if (row === undefined) continue
      errorsOf(learned, row, logits)
      correct(weights, squares, { row, errors: logits })
    }
  }
}

/** Into `logits`: how likely each class is found, less 1 for the right one. */
function errorsOf({ classes, weights }: Weights, row: Row, logits: Float32Array): void {
  logits.fill(0)
  for (const [at, place] of row.places.entries()) {
    const start = place * classes
    const value = row.values[at] ?? 0
    for (let one = 0; one < classes; one++)
      logits[one] = (logits[one] ?? 0) + (weights[start + one] ?? 0) * value
  }
  let most = Number.NEGATIVE_INFINITY
  for (const logit of logits) most = Math.max(most, logit)
  let sum = 0
  for (let one = 0; one < classes; one++) {
    const part = Math.exp((logits[one] ?? 0) - most)
    logits[one] = part
    sum += part
  }
  for (let one = 0; one < classes; one++) logits[one] = (logits[one] ?? 0) / sum
  logits[row.entry] = (logits[row.entry] ?? 0) - 1
}

const tooSmall = 1e-5

function correct(
  weights: Float32Array,
  squares: Float32Array,
  { row, errors }: { readonly row: Row; readonly errors: Float32Array },
): void {
  for (const [at, place] of row.places.entries()) {
    const start = place * errors.length
    const value = row.values[at] ?? 0
    for (let one = 0; one < errors.length; one++) {
      const slope = (errors[one] ?? 0) * value
      if (slope < tooSmall && slope > -tooSmall) continue
      const square = (squares[start + one] ?? 0) + slope * slope
      squares[start + one] = square
      weights[start + one] = (weights[start + one] ?? 0) - (settings.step * slope) / Math.sqrt(square)
    }
  }
}

/** Numbers from 0 to below 1, the same each time: a linear congruence modulo 2^32. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
}

function toData({ names, rarities, classes, weights }: Learned): RankerData {
  const kept = names.map((name, place) => {
    const own = weights.subarray(place * classes, (place + 1) * classes)
    const pairs = [...own].flatMap((weight, entry) =>
      Math.abs(weight) < settings.smallest ? [] : [entry, Math.round(weight / settings.scale)],
    )
    return [name, { rarity: round(rarities[place] ?? 0), weights: pairs }] as const
  })
  return {
    entries: classes,
    scale: settings.scale,
    features: new Map(kept),
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

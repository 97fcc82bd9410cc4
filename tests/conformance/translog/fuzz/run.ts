/** The fuzzer: seeded, so that a round can be repeated, and bounded by time, so that a run can be as long as one likes. */
import { seededRandom } from '../../../random.ts'
import { cross, mutate } from './mutate.ts'
import { type FuzzTarget, pickFrom, type Random } from './target.ts'

export interface FuzzReport {
  readonly name: string
  readonly seed: number
  readonly rounds: number
  readonly accepted: number
  readonly slowestMs: number
  /** At most ten. */
  readonly problems: readonly string[]
}

/** Of processor time, since machines of CI are shared. More for an input of at most 256 KiB would let a sender stop a server. */
const MAX_MS = 1500
const MAX_CORPUS = 400
const MAX_PROBLEMS = 10

/** The environment decides about the seed; each target has its own stream, whatever runs before it. */
export const fuzzSeed = Number(process.env['OCCTET_FUZZ_SEED'] ?? 20_261_122)

export function fuzz(
  target: FuzzTarget,
  { seed, ms }: { readonly seed: number; readonly ms: number },
): FuzzReport {
  const random = seededRandom(seed ^ hashOf(target.name))
  const corpus = [...target.samples]
  const problems: string[] = []
  let [rounds, accepted, slowestMs] = [0, 0, 0]
  for (const [at, sample] of target.samples.entries()) {
    const { isAccepted, problem } = target.check(sample)
    if (!isAccepted || problem !== undefined) problems.push(`sample ${at}: ${problem ?? 'is refused'}`)
  }
  const end = performance.now() + ms
  for (; performance.now() < end && problems.length < MAX_PROBLEMS; rounds++) {
    const input = createMutant(corpus, target, random)
    const start = process.cpuUsage()
    const problem = ask(target, input, () => {
      accepted++
      // What is accepted is a good place to go on from; the last ones replace the first ones.
      if (corpus.length < MAX_CORPUS) corpus.push(input)
      else corpus[Math.floor(random() * MAX_CORPUS)] = input
    })
    const { user, system } = process.cpuUsage(start)
    const took = (user + system) / 1000
    slowestMs = Math.max(slowestMs, took)
    const slow = took > MAX_MS ? `took ${Math.round(took)} ms` : undefined
    for (const said of [problem, slow]) {
      if (said !== undefined) problems.push(`round ${rounds}: ${said}: ${show(input)}`)
    }
  }
  return { name: target.name, seed, rounds, accepted, slowestMs: Math.round(slowestMs), problems }
}

export function formatReport({ name, seed, rounds, accepted, slowestMs }: FuzzReport): string {
  return `fuzz ${name}: seed ${seed}, ${rounds} inputs, ${accepted} accepted, slowest ${slowestMs} ms`
}

function createMutant(corpus: readonly Uint8Array[], target: FuzzTarget, random: Random): Uint8Array {
  // Half of the time from a sample as it was given: the corpus may drift.
  const base = random() < 0.5 ? pickFrom(target.samples, random) : pickFrom(corpus, random)
  const mutant = random() < 0.05 ? cross(base, pickFrom(corpus, random), random) : base
  return mutate(mutant, target.mutations ?? [], random)
}

function ask(target: FuzzTarget, input: Uint8Array, onAccepted: () => void): string | undefined {
  try {
    const { isAccepted, problem } = target.check(input)
    if (isAccepted) onAccepted()
    return problem
  } catch (cause) {
    const frames = cause instanceof Error ? (cause.stack ?? '').split('\n').slice(0, 4) : []
    return `threw ${String(cause)} ${frames.map((frame) => frame.trim()).join(' ')}`
  }
}

function show(input: Uint8Array): string {
  return input.length > 3000
    ? `${input.length} bytes, repeat with the seed`
    : `base64 ${Buffer.from(input).toString('base64')}`
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

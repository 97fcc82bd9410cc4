/** Tells a whole license from the beginning of a longer one that holds it. */
import { align } from './align.ts'
import type { Candidate } from './candidates.ts'
import { mostRivals } from './compare.ts'
import { toCompared } from './compared.ts'
import { weigh } from './differences.ts'
import { type Found, type Job, nearlyAll } from './found.ts'

/** Words behind a match that make it the beginning of something longer. */
const fewestBehind = 8

interface Neighbours {
  readonly found: Found
  readonly all: readonly Found[]
  readonly candidates: readonly Candidate[]
}

/**
 * A license that is whole, but goes on in the words of a longer one and breaks off: the longer text cut short is as
 * likely as the short one with a stray paragraph, so it is called part of the longer one and a person looks.
 */
export function unlessCutOff(job: Job, { found, all, candidates }: Neighbours): Found {
  const next = Math.min(
    job.row.ids.length,
    ...all.map((one) => (one.start >= found.end ? one.start : Infinity)),
  )
  if (found.kind !== 'full-text' || next - found.end < fewestBehind) return found
  const longer = candidates
    .filter((one) => one.from < found.end && one.to >= found.end && one.from >= found.start)
    .slice(0, mostRivals)
    .flatMap((one) => job.catalogue.templates[one.template] ?? [])
  for (const template of [found.template, ...longer]) {
    const compared = toCompared(job, template)
    if (compared.flat.words.length < found.weight + fewestBehind) continue
    const alignment = align(compared.flat, job.row.ids, { from: found.start, to: next })
    if (alignment === undefined) continue
    const behind = alignment.pairs.filter((pair) => pair.at >= found.end).length
    const within = alignment.pairs.length - behind
    const missing = compared.flat.words.length - 1 - (alignment.pairs.at(-1)?.flat ?? 0)
    const isStraight = weigh(compared, alignment).serious.every((hunk) => hunk.to === hunk.from)
    if (behind < fewestBehind || missing < fewestBehind || within < found.weight * nearlyAll || !isStraight)
      continue
    return {
      ...found,
      template,
      kind: 'partial',
      confidence: 'low',
      end: alignment.end,
      coverage: alignment.pairs.length / compared.flat.words.length,
    }
  }
  return found
}

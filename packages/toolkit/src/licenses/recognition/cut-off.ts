/** Tells a whole license from the beginning of a longer one that holds it. */
import { align } from './align.ts'
import type { Candidate } from './candidates.ts'
import { mostRivals } from './compare.ts'
import { toCompared } from './compared.ts'
import type { Template } from './catalogue.ts'
import type { Owners } from './owners.ts'
import { weigh } from './differences.ts'
import { type Found, type Job, nearlyAll } from './found.ts'

/** Words behind a match that make it the beginning of something longer. */
const fewestBehind = 8
/** Words behind a match that are looked at: as many as the longest license has. */
const mostBehind = 20_000

/** Of a license's own optional text, as much has to be missing: an appendix left out halfway cuts nothing off. */
const mostLeftOut = 0.25

interface Neighbours {
  readonly found: Found
  /** Whole texts found in the file. */
  readonly owners: Owners
  readonly candidates: readonly Candidate[]
}

/**
 * A license that is whole, but goes on in the words of a longer one and breaks off: the longer text cut short is as
 * likely as the short one with a stray paragraph, so it is called part of the longer one and a person looks.
 */
export function unlessCutOff(job: Job, { found, owners, candidates }: Neighbours): Found {
  const next = Math.min(owners.startBehind(found.end), found.end + mostBehind)
  if (found.kind !== 'full-text' || next - found.end < fewestBehind) return found
  const longer = candidates
    .filter((one) => one.from < found.end && one.to >= found.end && one.from >= found.start)
    .slice(0, mostRivals)
    .flatMap((one) => job.catalogue.templates[one.template] ?? [])
  const templates = [found.template, ...longer]
  return templates.reduce(
    (kept, template) => (kept === found ? cutOff(job, { found, next, template }) : kept),
    found,
  )
}

interface Suspect {
  readonly found: Found
  /** First word of the next license, or the end of the text. */
  readonly next: number
  readonly template: Template
}

/** The match as part of the template, or the match itself where it is no part of it. */
function cutOff(job: Job, { found, next, template }: Suspect): Found {
  const compared = toCompared(job, template)
  const size = compared.flat.words.length
  if (size < found.weight + fewestBehind) return found
  const alignment = align(compared.flat, job.row.ids, { from: found.start, to: next })
  if (alignment === undefined) return found
  const behind = alignment.pairs.filter((pair) => pair.at >= found.end).length
  const missing = size - 1 - (alignment.pairs.at(-1)?.flat ?? 0)
  const isOwn = template === found.template
  const isShort = missing >= Math.max(fewestBehind, isOwn ? size * mostLeftOut : 0)
  const isWithin = alignment.pairs.length - behind >= found.weight * nearlyAll
  const isStraight = weigh(compared, alignment).serious.every((hunk) => hunk.to === hunk.from)
  if (behind < fewestBehind || !isShort || !isWithin || !isStraight) return found
  const coverage = alignment.pairs.length / size
  return { ...found, template, kind: 'partial', confidence: 'low', end: alignment.end, coverage }
}

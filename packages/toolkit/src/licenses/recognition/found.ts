/** Matches on the way to an answer: which of those that overlap is kept. */
import type { Catalogue, Template } from './catalogue.ts'
import type { Difference } from './differences.ts'
import type { LineFinder } from './lines.ts'
import type { Confidence, LicenseMatch } from './match.ts'
import type { WordRow } from './matcher.ts'
import { Owners } from './owners.ts'
import type { Words } from './words.ts'

export interface Found {
  readonly template: Template
  readonly kind: LicenseMatch['kind']
  readonly confidence: Confidence
  readonly start: number
  readonly end: number
  /** Words compared and found equal. */
  readonly weight: number
  readonly coverage: number
  readonly differences: readonly Difference[]
  readonly twins: readonly string[]
}

/** One text being read. */
export interface Job {
  readonly catalogue: Catalogue
  readonly words: Words
  readonly row: WordRow
  readonly lineOf: LineFinder
}

/** Words before the first shingle that options and names may take beyond the template's own. */
export const lead = 150

/** The match with most words wins a stretch; others of equal weight there are its twins. */
export function settle(all: readonly Found[], words: number): readonly Found[] {
  const kept: Found[] = []
  const owners = new Owners(words)
  for (const one of [...all].sort(byWeight)) {
    const rival = owners.findIn(one)
    const winner = rival === undefined ? undefined : kept[rival]
    if (rival === undefined || winner === undefined) {
      owners.take(one, kept.length)
      kept.push(one)
    } else if (isTwin(winner, one)) {
      kept[rival] = { ...winner, twins: [...winner.twins, ...one.template.ids, ...one.twins] }
    }
  }
  return kept
}

/** An exact match outweighs a compared one unless that one explains half as much again. */
function byWeight(a: Found, b: Found): number {
  return effectiveWeight(b) - effectiveWeight(a) || a.template.index - b.template.index || a.start - b.start
}

function effectiveWeight(found: Found): number {
  return found.weight * (found.confidence === 'exact' ? 1.5 : 1)
}

/** Deprecated names for the same text may compare a few words less. */
export const nearlyAll = 0.97

function isTwin(winner: Found, other: Found): boolean {
  if (winner.confidence !== other.confidence || winner.kind !== other.kind) return false
  if (winner.template.index === other.template.index) return false
  const hasDeprecated = winner.template.isDeprecated !== other.template.isDeprecated
  return other.weight >= winner.weight * (hasDeprecated ? nearlyAll : 1)
}

/** Two runs over one product: which findings are new, gone or changed, each with its cause. */
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding, SourceStatus } from '../../model/index.ts'
import { causeOfGone, causeOfNew } from './causes.ts'
import { changesOf } from './changes.ts'
import type { Comparison, Run } from './comparison.ts'
import { pairFindings } from './pair.ts'

/** Every finding of the later run is new, changed or unchanged; sorted by key. Priorities and decisions are not looked at. */
export function compareRuns(before: Run, after: Run): Comparison {
  const pairing = pairFindings(before.report.findings, after.report.findings, {
    before: before.components,
    after: after.components,
  })
  const compared = pairing.pairs.map((pair) => ({ ...pair, changes: changesOf(pair, before, after) }))
  const unknownBefore = new Set(before.report.unknown.map(({ purl }) => purl))
  return {
    new: byKey(pairing.new).map((finding) => ({ finding, cause: causeOfNew(finding, before, after) })),
    gone: byKey(pairing.gone).map((finding) => ({ finding, cause: causeOfGone(finding, before, after) })),
    changed: compared
      .filter(({ changes }) => changes.length > 0)
      .sort((a, b) => compareCodeUnits(a.after.key, b.after.key))
      .map(({ before: earlier, after: later, changes }) => ({ before: earlier, after: later, changes })),
    unchanged: compared.filter(({ changes }) => changes.length === 0).length,
    sources: compareSources(before.report.sources, after.report.sources),
    nowUnknown: after.report.unknown.filter(({ purl }) => !unknownBefore.has(purl)),
  }
}

function compareSources(
  before: readonly SourceStatus[],
  after: readonly SourceStatus[],
): Comparison['sources'] {
  const [then, now] = [new Set(before.map(({ name }) => name)), new Set(after.map(({ name }) => name))]
  const wasStale = new Set(before.filter(({ isStale }) => isStale).map(({ name }) => name))
  const names = (
    list: readonly SourceStatus[],
    holds: (source: SourceStatus) => boolean,
  ): readonly string[] =>
    list
      .filter(holds)
      .map(({ name }) => name)
      .sort(compareCodeUnits)
  return {
    added: names(after, ({ name }) => !then.has(name)),
    lost: names(before, ({ name }) => !now.has(name)),
    stale: names(after, ({ name, isStale }) => isStale && then.has(name) && !wasStale.has(name)),
  }
}

function byKey(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => compareCodeUnits(a.key, b.key))
}

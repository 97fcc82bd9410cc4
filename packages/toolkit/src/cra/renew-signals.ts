/** Evidence that rests on findings and decisions, made anew without another look at the sources: both change when no file does. */
import type { EpssSignal, FindingsReport, Inventory, KevSignal } from '../model/index.ts'
import { assessEvidence } from './assess.ts'
import type { RepoFiles } from './repo-files.ts'
import { type FlawFeeds, type GivenFacts, type Signal, toSignalInput } from './signal.ts'
import { sbomEol } from './signals/sbom/eol.ts'
import { vulnAge } from './signals/vuln/age.ts'
import { vulnEpss } from './signals/vuln/epss.ts'
import { vulnFixavail } from './signals/vuln/fixavail.ts'
import { vulnKev } from './signals/vuln/kev.ts'
import { vulnOpen } from './signals/vuln/open.ts'
import { vulnReach } from './signals/vuln/reach.ts'
import { vulnUnreviewed } from './signals/vuln/unreviewed.ts'
import { vulnVex } from './signals/vuln/vex.ts'
import type { CraStatus, SignalResult } from './status.ts'

/** Every signal that looks at findings; a test walks the registry and fails when one is forgotten. */
export const findingSignals: readonly Signal[] = [
  sbomEol,
  vulnAge,
  vulnEpss,
  vulnFixavail,
  vulnKev,
  vulnOpen,
  vulnReach,
  vulnUnreviewed,
  vulnVex,
]

export interface Renewal {
  readonly inventory: Inventory
  /** Of now, with the decisions on them. */
  readonly findings: FindingsReport
  /** Files of the product's own: its profile and its public decisions; nothing else is looked for in it. */
  readonly tree: RepoFiles
  /** Statements that lay in the sources; absent: nobody who is asked here knows them. */
  readonly vex?: GivenFacts['vex']
  /** RFC 3339, UTC. */
  readonly now: string
}

/**
 * The status with these signals as of now. Where statements of the sources are not known, a signal that spoke against a
 * requirement goes on doing so until something is known: less knowledge never looks better.
 */
export function renewFindingSignals(status: CraStatus, renewal: Renewal): CraStatus {
  const { inventory, findings, tree, vex, now } = renewal
  const input = toSignalInput(tree, inventory, {
    asOf: now,
    findings,
    feeds: feedsOf(findings),
    ...(vex === undefined ? {} : { vex }),
  })
  const renewed = new Map(findingSignals.map((signal) => [signal.id, signal.collect(input)]))
  const isGraver = (was: SignalResult, is: SignalResult): boolean =>
    vex === undefined && was.state === 'contrary' && is.state === 'unknown'
  return assessEvidence(
    status.signals.map((was) => {
      const is = renewed.get(was.id)
      return is === undefined || isGraver(was, is) ? was : is
    }),
  )
}

/** What was known of attacks when the findings were matched, under the name that each of them has. */
function feedsOf({ findings, sources }: FindingsReport): FlawFeeds {
  const known = new Map<string, readonly (EpssSignal | KevSignal)[]>()
  for (const { group, exploitation } of findings) {
    const origin = { id: group, source: '', record: '', digest: '' }
    const kev = (exploitation?.kev ?? []).map((entry): KevSignal => ({ ...origin, ...entry, kind: 'kev' }))
    const epss = exploitation?.epss
    const scored: readonly EpssSignal[] =
      epss === undefined ? [] : [{ ...origin, score: epss.score, percentile: epss.percentile, kind: 'epss' }]
    known.set(group, [...kev, ...scored])
  }
  return { sources, signalsOf: (id) => known.get(id) ?? [] }
}

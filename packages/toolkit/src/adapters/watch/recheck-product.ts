/** One watched product against a newer snapshot: only components are matched again of which something else is said. */
import { type AdvisoryStore, packageKeysOf } from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import {
  type Comparison,
  compareFindings,
  compareRuns,
  exploitationOf,
  hasFreshCatalogue,
  matchInventory,
  printsOfClaims,
  type RecordPrint,
} from '../../matching/index.ts'
import type { Component, Finding, FindingsReport, Purl } from '../../model/index.ts'
import { coverageKey, coverageOf } from './coverage.ts'
import type { Prints } from './prints.ts'
import { matchedComponents, stateOf } from './remember.ts'
import type { WatchedContent, WatchedProduct } from './watched.ts'

export interface RecheckStore {
  readonly store: AdvisoryStore
  readonly prints: Prints
  /** Digest over the reviews that change answers now. */
  readonly reviews: string
}

export type RecheckOutcome =
  /** Nothing that could change its findings has changed; neither findings nor claims were read. */
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'matched'
      readonly comparison: Comparison
      readonly report: FindingsReport
      /** Purls of the components that were matched again. */
      readonly matched: readonly Purl[]
      readonly content: WatchedContent
    }

export interface Recheck {
  readonly product: WatchedProduct
  readonly content: () => WatchedContent
  /** Shortest paths to a component, made from the inventory only when something is matched. */
  readonly pathsTo: (content: WatchedContent) => (purl: Purl) => readonly (readonly Purl[])[]
}

export function recheckProduct({ product, content, pathsTo }: Recheck, now: RecheckStore): RecheckOutcome {
  const changed = changedKeys(product, now)
  const kinds = changedKinds(product, now.store)
  const areSignalsNew = haveSignalsChanged(product, now)
  if (changed !== 'all' && changed.size === 0 && kinds.size === 0 && !areSignalsNew)
    return { kind: 'unchanged' }
  const was = content()
  const components = matchedComponents(was.inventory, product.excluded)
  const affected = components.filter(({ purl }) => changed === 'all' || isAffected(purl, changed, kinds))
  const again = matchInventory({
    inventory: { ...was.inventory, components: affected },
    store: now.store,
    pathsTo: pathsTo(was),
  })
  const matched = new Set(affected.map(({ purl }) => purl))
  const report = mergeReports(was.findings, again, { matched, store: now.store, areSignalsNew })
  const records = renewRecords(was.records, affected, now.store)
  const purls = components.map(({ purl }) => purl)
  return {
    kind: 'matched',
    comparison: compareRuns(
      { report: was.findings, components: purls, recordsOf: (purl) => printsIn(was.records, purl) },
      { report, components: purls, recordsOf: (purl) => printsIn(records, purl) },
    ),
    report,
    matched: [...matched],
    content: { ...was, findings: report, records },
  }
}

/** What stands in the list after a re-check. `prints` and `coverage` are those of now. */
export function renewState(
  product: WatchedProduct,
  content: WatchedContent,
  now: RecheckStore,
): Omit<WatchedProduct, 'files' | 'schema'> {
  const { files: _files, schema: _schema, ...rest } = product
  return {
    ...rest,
    ...stateOf(matchedComponents(content.inventory, product.excluded), now),
    reviews: now.reviews,
  }
}

/** Keys of packages of which a layer says something else; `all` where a review may have changed any answer. */
function changedKeys(
  product: WatchedProduct,
  { prints, reviews }: RecheckStore,
): ReadonlySet<string> | 'all' {
  if (product.reviews !== reviews) return 'all'
  if (product.root === prints.root) return new Set()
  const then = new Map(product.layers.map((layer) => [layer.key, layer.packages]))
  const now = new Map(prints.layers.map((layer) => [layer.key, layer.packages]))
  const layers = [...new Set([...then.keys(), ...now.keys()])].filter((key) => then.get(key) !== now.get(key))
  return new Set(
    product.packages.filter((key) =>
      layers.some((layer) => prints.printOf(layer, key) !== product.prints[key]?.[layer]),
    ),
  )
}

/** Kinds of packages that other sources cover now, or that were covered by a source that has grown old. */
function changedKinds({ coverage }: WatchedProduct, store: AdvisoryStore): ReadonlySet<string> {
  return new Set(
    Object.entries(coverage)
      .filter(([, { sample, by }]) => coverageOf(store, sample) !== by)
      .map(([kind]) => kind),
  )
}

/** EPSS, KEV and SSVC: only the ids of known findings are asked again. */
function haveSignalsChanged(
  { layers, hasKevList }: WatchedProduct,
  { store, prints }: RecheckStore,
): boolean {
  const rootsOf = (marks: WatchedProduct['layers']): string =>
    marks
      .map(({ key, signals }) => `${key} ${signals}`)
      .sort(compareCodeUnits)
      .join('\n')
  return rootsOf(layers) !== rootsOf(prints.layers) || hasKevList !== hasFreshCatalogue(store.sources, 'kev')
}

function isAffected(purl: Purl, keys: ReadonlySet<string>, kinds: ReadonlySet<string>): boolean {
  return kinds.has(coverageKey(purl)) || packageKeysOf(purl).keys.some((key) => keys.has(key))
}

interface Merging {
  readonly matched: ReadonlySet<Purl>
  readonly store: AdvisoryStore
  readonly areSignalsNew: boolean
}

/** As if the whole product had been matched: what was not matched again stays, with today's signals. */
function mergeReports(was: FindingsReport, again: FindingsReport, merging: Merging): FindingsReport {
  const { matched, store, areSignalsNew } = merging
  const reach = new Map(was.findings.map(({ purl, reachability }) => [purl, reachability]))
  const kept = was.findings.filter(({ purl }) => !matched.has(purl))
  const fresh = again.findings.map((finding): Finding => {
    const reachability = reach.get(finding.purl)
    return reachability === undefined ? finding : { ...finding, reachability }
  })
  return {
    ...again,
    findings: [...(areSignalsNew ? kept.map((finding) => withSignals(finding, store)) : kept), ...fresh]
      .map(withoutStanding)
      .sort(compareFindings),
    unknown: [...was.unknown.filter(({ purl }) => !matched.has(purl)), ...again.unknown].sort((a, b) =>
      compareCodeUnits(a.purl, b.purl),
    ),
    issues: [
      ...was.issues.filter(({ message }) => ![...matched].some((purl) => message.includes(purl))),
      ...again.issues,
    ],
  }
}

function withSignals(finding: Finding, store: AdvisoryStore): Finding {
  const { exploitation: _, ...rest } = finding
  const exploitation = exploitationOf(store, finding.aliases)
  return exploitation === undefined ? rest : { ...rest, exploitation }
}

/** Places in the queue and decisions belong to the run that gave them; whoever asks gives them anew. */
function withoutStanding({ priority: _priority, decision: _decision, ...finding }: Finding): Finding {
  return finding
}

function renewRecords(
  was: WatchedContent['records'],
  affected: readonly Component[],
  store: AdvisoryStore,
): WatchedContent['records'] {
  const renewed = affected.map(({ purl }) => [purl, printsOfClaims(store.claimsFor(purl)) ?? null] as const)
  const all = { ...was, ...Object.fromEntries(renewed) }
  return Object.fromEntries(Object.entries(all).filter(([, prints]) => prints?.length !== 0))
}

/** Undefined where they were too many to keep, and only then. */
function printsIn(records: WatchedContent['records'], purl: Purl): readonly RecordPrint[] | undefined {
  const prints = Object.hasOwn(records, purl) ? records[purl] : []
  return prints ?? undefined
}

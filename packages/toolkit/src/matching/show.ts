/** Everything that is known of one flaw: the merged views of its records, with the versions that they disagree about. */
import {
  type AdvisoryStore,
  type AffectedPackage,
  type AffectedStatement,
  type AliasGroup,
  findAliasGroups,
  groupBy,
  type JoinTodo,
  type MergedView,
  mergePolicy,
  mergeRecords,
  schemeOfEcosystem,
} from '../advisories/index.ts'
import { findScheme } from '../versions/index.ts'
import { type DisputedVersions, findDisputed } from './disputed.ts'
import { formatRange } from './evaluate.ts'
import { type FlawSignal, signalsOfAll } from './signals.ts'

export interface ShownStatement extends AffectedStatement {
  /** All ranges as written, one line. */
  readonly range: string
}

export interface ShownPackage extends Omit<AffectedPackage, 'statements'> {
  readonly statements: readonly ShownStatement[]
  /** Versions about which its live records differ; absent when there are none, or when nobody defined their order. */
  readonly disputed?: DisputedVersions
}

export interface ShownRecord {
  readonly source: string
  readonly record: string
  readonly digest: string
  readonly isTakenBack: boolean
  /** The id that it shares with those before it; absent for what was taken back. */
  readonly via?: string
}

export interface ShownView extends Omit<MergedView, 'affected'> {
  readonly affected: readonly ShownPackage[]
  /** Of all ids of the flaw. */
  readonly signals: readonly FlawSignal[]
  readonly records: readonly ShownRecord[]
}

export interface ShowAnswer {
  readonly id: string
  /** One in the normal case; several where records that name the id were not joined. */
  readonly merged: readonly ShownView[]
  /** Why some were not joined. */
  readonly todos: readonly JoinTodo[]
  /** Records that this build cannot read. */
  readonly unread: readonly { readonly source: string; readonly record: string }[]
}

export type ShowStore = Pick<AdvisoryStore, 'recordsOf' | 'signalsOf'>

/** `now`: milliseconds; dates after it are not credible. Nothing is found: `merged` and `unread` are empty. */
export function showAdvisory(store: ShowStore, id: string, now: number): ShowAnswer {
  const answer = findAliasGroups(store, id)
  const merged = answer.groups.flatMap((group) => {
    const view = mergeRecords(group.versions, { policy: mergePolicy, now })
    return view === undefined ? [] : [toShown(store, group, view)]
  })
  const unread = answer.unread.map(({ source, id: record }) => ({ source, record }))
  return { id, merged, todos: answer.todos, unread }
}

function toShown(store: ShowStore, group: AliasGroup, view: MergedView): ShownView {
  const live = group.members.map(({ read, via }) => ({
    source: read.source,
    record: read.id,
    digest: read.digest,
    isTakenBack: false,
    via,
  }))
  const gone = group.takenBack.map(({ source, id: record, digest }) => {
    return { source, record, digest, isTakenBack: true }
  })
  return {
    ...view,
    affected: view.affected.map(toShownPackage),
    signals: signalsOfAll(store, view.ids),
    records: [...live, ...gone],
  }
}

function toShownPackage({ statements, ...named }: AffectedPackage): ShownPackage {
  const scheme = findScheme(schemeOfEcosystem(named.ecosystem))
  const live = statements.filter(({ isTakenBack }) => !isTakenBack)
  const voices = groupBy(live, ({ from }) => `${from.source}\0${from.record}`)
  const disputed = scheme === undefined ? undefined : findDisputed(scheme, voices)
  return {
    ...named,
    statements: statements.map((one) => ({ ...one, range: one.ranges.map(formatRange).join(' || ') })),
    ...(disputed === undefined ? {} : { disputed }),
  }
}

/** Records of one flaw as one view: every value with the records that say it and the rule that chose it. */
import { type Disagreement, findDisagreements } from './disagreements.ts'
import { nameGroup } from './group-name.ts'
import { type AffectedPackage, mergeAffected } from './merge-affected.ts'
import {
  mergeDate,
  mergeList,
  type FieldQuestion,
  type MergeOptions,
  mergeText,
  pickStatus,
  type Rating,
  type Reference,
  type Sourced,
  type Status,
} from './merge-fields.ts'
import type { FieldName } from './policy.ts'
import { rankRecords } from './ranked.ts'
import { isTakenBack, type ReadRecord } from './read-stored.ts'

export interface MergedView {
  readonly id: string
  /** All ids of the flaw, sorted. */
  readonly ids: readonly string[]
  readonly policy: string
  readonly status: Sourced<Status>
  readonly title?: Sourced<string>
  readonly details?: Sourced<string>
  readonly published?: Sourced<string>
  readonly modified?: Sourced<string>
  readonly severity: readonly Sourced<Rating>[]
  readonly weaknesses: readonly Sourced<string>[]
  readonly references: readonly Sourced<Reference>[]
  readonly aliases: readonly Sourced<string>[]
  readonly upstream: readonly Sourced<string>[]
  readonly related: readonly Sourced<string>[]
  readonly affected: readonly AffectedPackage[]
  /** Who says what, per field; about affected versions see matching, which knows their order. */
  readonly disagreements: readonly Disagreement[]
}

/** `records`: all versions of the records of one group, those taken back included. Undefined when there are none. */
export function mergeRecords(records: readonly ReadRecord[], options: MergeOptions): MergedView | undefined {
  const { policy } = options
  const ranked = rankRecords(records, policy)
  const live = ranked.filter((one) => !isTakenBack(one))
  // What was taken back still tells what it was about, where nothing else does.
  const counted = live.length > 0 ? live : ranked
  const status = pickStatus(ranked, policy)
  if (status === undefined) return undefined
  const of = (field: FieldName): FieldQuestion => ({ ...options, field, records: counted })
  return {
    ...nameGroup(
      counted,
      counted.flatMap(({ purlTypes }) => purlTypes),
      policy.guards,
    ),
    policy: policy.id,
    status,
    ...optional(
      'title',
      mergeText(of('title'), ({ title }) => title),
    ),
    ...optional(
      'details',
      mergeText(of('details'), ({ details }) => details),
    ),
    ...optional('published', mergeDate({ ...options, field: 'published', records: counted })),
    ...optional('modified', mergeDate({ ...options, field: 'modified', records: counted })),
    severity: mergeList(of('severity'), ({ facts }) => facts.severity),
    weaknesses: mergeList(of('weaknesses'), ({ facts }) => facts.weaknesses),
    references: mergeList(of('references'), ({ facts }) => facts.references),
    aliases: mergeList(of('aliases'), ({ aliases }) => aliases),
    upstream: mergeList(of('upstream'), ({ facts }) => facts.upstream),
    related: mergeList(of('related'), ({ facts }) => facts.related),
    affected: mergeAffected(records, policy),
    disagreements: findDisagreements(ranked, policy),
  }
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  // `as`: an object of one computed key is wider to the compiler than it is.
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V })
}

/** The value of one field out of several records, by the strategy that the policy declares. */
import type { SeverityVector } from '../../model/index.ts'
import type { RecordFacts } from '../source-format.ts'
import { newestCredible } from '../sources/dates.ts'
import { tiersOf } from './authority.ts'
import type { FieldName, MergePolicy } from './policy.ts'
import { compareRanked, type Origin, type Ranked } from './ranked.ts'
import { isTakenBack } from './read-stored.ts'
import { groupBy } from './group-by.ts'

export interface Sourced<T> {
  readonly value: T
  /** Never empty; by authority. */
  readonly from: readonly Origin[]
  /** Id of the policy's rule. */
  readonly rule: string
}

export type Status = RecordFacts['status']
export type Rating = SeverityVector & { readonly by?: string }
export type Reference = RecordFacts['references'][number]

export interface MergeOptions {
  readonly policy: MergePolicy
  /** Milliseconds; dates after it are not credible. */
  readonly now: number
}

/** Live records first, whoever takes something back; then the field's own order of authority. */
export function pickStatus(ranked: readonly Ranked[], policy: MergePolicy): Sourced<Status> | undefined {
  const { id, tiers = tiersOf(policy) } = policy.fields.status
  const live = ranked.filter((one) => !isTakenBack(one))
  const counted = live.length > 0 ? live : ranked
  const [top] = counted.toSorted((a, b) => compareRanked(a, b, tiers))
  if (top === undefined) return undefined
  const { status: value } = top.facts
  return {
    value,
    from: counted.filter(({ facts }) => facts.status === value).map(({ origin }) => origin),
    rule: id,
  }
}

/** What the functions below work on: one field of records in the order of authority. */
export interface FieldQuestion extends MergeOptions {
  readonly field: FieldName
  readonly records: readonly Ranked[]
}

/** The highest authority that says something; everybody who says the same is named with it. */
export function mergeText(
  question: FieldQuestion,
  read: (facts: RecordFacts) => string | undefined,
): Sourced<string> | undefined {
  const { field, policy, records } = question
  const tiers = policy.fields[field].tiers ?? tiersOf(policy)
  const saying = records.filter(({ facts }) => read(facts) !== undefined)
  const [top] = saying.toSorted((a, b) => compareRanked(a, b, tiers))
  const value = top === undefined ? undefined : read(top.facts)
  if (value === undefined) return undefined
  const same = saying.filter(({ facts }) => read(facts) === value)
  return say(question, value, same)
}

/** Placeholders and dates in the future are no dates. */
export function mergeDate(
  question: FieldQuestion & { readonly field: 'published' | 'modified' },
): Sourced<string> | undefined {
  const { field, policy, records, now } = question
  const dated = records.flatMap((one) => {
    const text = one.facts[field]
    const at = text === undefined ? undefined : newestCredible([text], now)
    return text === undefined || at === undefined ? [] : [{ one, text, at }]
  })
  const isEarliest = policy.fields[field].strategy === 'earliest'
  const [best] = dated.toSorted((a, b) => (isEarliest ? a.at - b.at : b.at - a.at))
  if (best === undefined) return undefined
  const same = dated.filter(({ at }) => at === best.at).map(({ one }) => one)
  return say(question, best.text, same)
}

/** By the field's strategy equal values of several records become one (`union`), or stay each with its own (`each`). */
export function mergeList<T>(
  question: FieldQuestion,
  read: (one: Ranked) => readonly T[],
): readonly Sourced<T>[] {
  const said = question.records.flatMap((one) => read(one).map((value) => ({ one, value })))
  if (question.policy.fields[question.field].strategy === 'each')
    return said.map(({ one, value }) => say(question, value, [one]))
  return groupBy(said, ({ value }) => JSON.stringify(value)).flatMap((group) => {
    const [head] = group
    const same = new Set(group.map(({ one }) => one))
    return head === undefined ? [] : [say(question, head.value, [...same])]
  })
}

function say<T>({ field, policy }: FieldQuestion, value: T, from: readonly Ranked[]): Sourced<T> {
  return { value, from: from.map(({ origin }) => origin), rule: policy.fields[field].id }
}

/** Fields about which records say different things, and who says what: kept, never smoothed over. */
import { compareCodeUnits } from '../../base/index.ts'
import type { FieldName, MergePolicy } from './policy.ts'
import type { Origin, Ranked } from './ranked.ts'
import { isTakenBack } from './read-stored.ts'
import { groupBy } from './group-by.ts'

export interface Disagreement {
  readonly field: FieldName
  /** What it is about within the field: a kind of rating, a package. */
  readonly about?: string
  /** At least two; in the order of authority. */
  readonly values: readonly { readonly value: string; readonly from: readonly Origin[] }[]
}

/** Silence is no statement: who gives no rating does not disagree with one. Records taken back count for the status only. */
export function findDisagreements(ranked: readonly Ranked[], policy: MergePolicy): readonly Disagreement[] {
  const live = ranked.filter((one) => !isTakenBack(one))
  const found = [
    ...compareBy('status', ranked, ({ facts }) => [['', facts.status]]),
    ...compareBy('severity', live, ratingsOf),
    ...compareBy('weaknesses', live, ({ facts }) => {
      const all = [...new Set(facts.weaknesses)].sort(compareCodeUnits).join(', ')
      return all === '' ? [] : [['', all]]
    }),
  ]
  return found.filter(({ field }) => policy.fields[field].isCompared)
}

/** Of each kind of vector what a record gives; several of one kind are one statement. */
function ratingsOf({ facts }: Ranked): readonly (readonly [string, string])[] {
  const kinds = groupBy(facts.severity, ({ type }) => type)
  return kinds.map((own) => [
    own[0]?.type ?? '',
    own
      .map(({ score }) => score)
      .sort(compareCodeUnits)
      .join(', '),
  ])
}

/** `read`: pairs of what the value is about, and the value. */
function compareBy(
  field: FieldName,
  records: readonly Ranked[],
  read: (one: Ranked) => readonly (readonly [about: string, value: string])[],
): readonly Disagreement[] {
  const said = records.flatMap((one) =>
    read(one).map(([about, value]) => ({ about, value, from: one.origin })),
  )
  return groupBy(said, ({ about }) => about).flatMap((same) => {
    const values = groupBy(same, ({ value }) => value).map((group) => ({
      value: group[0]?.value ?? '',
      from: group.map(({ from }) => from),
    }))
    const about = same[0]?.about ?? ''
    return values.length < 2 ? [] : [{ field, ...(about === '' ? {} : { about }), values }]
  })
}

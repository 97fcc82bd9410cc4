/** The answer of `db query`: affected, no known vulnerability, or unknown with the reason (design 10.1 and 10.2). */
import { compareCodeUnits } from '../base/index.ts'
import { parsePurl, splitPurl, type UnknownReason } from '../model/index.ts'
import { type Assessment, assessPurl, type Store } from './assess.ts'
import { groupClaims } from './groups.ts'

export interface QueryAdvisory {
  readonly id: string
  readonly aliases: readonly string[]
  /** Ids of every source record that hit. */
  readonly records: readonly string[]
}

export interface Standing {
  readonly status: 'affected' | 'no_known_vulnerability' | 'unknown'
  readonly basis?: 'no-record' | 'outside-ranges'
  readonly reason?: UnknownReason
  readonly detail?: string
}

export interface QueryAnswer extends Standing {
  /** As asked when it is no purl, else canonical. */
  readonly purl: string
  readonly advisories: readonly QueryAdvisory[]
  readonly asOf: string
}

export function queryPurl(store: Store & { readonly asOf: string }, text: string): QueryAnswer {
  const { asOf } = store
  const purl = parsePurl(text)
  if (!purl.ok) {
    return {
      purl: text,
      status: 'unknown',
      reason: 'INPUT_NOT_A_PURL',
      detail: purl.error.message,
      advisories: [],
      asOf,
    }
  }
  const assessment = assessPurl(store, purl.value)
  return { purl: purl.value, ...toStanding(assessment), advisories: toAdvisories(assessment), asOf }
}

/** What may be said (design 10.2): one hit is enough; silence counts only where nothing is unknown. */
export function toStanding(assessment: Assessment): Standing {
  if (assessment.hits.length > 0) return { status: 'affected' }
  if (assessment.unknown !== undefined) return { status: 'unknown', ...assessment.unknown }
  const basis = assessment.claims.length === 0 ? 'no-record' : 'outside-ranges'
  return { status: 'no_known_vulnerability', basis }
}

function toAdvisories(assessment: Assessment): readonly QueryAdvisory[] {
  const claims = assessment.hits.map((hit) => hit.claim)
  return groupClaims(claims, splitPurl(assessment.purl).type).map((group) => ({
    id: group.id,
    aliases: group.ids.filter((id) => id !== group.id),
    records: [...new Set(group.claims.map((claim) => claim.record))].sort(compareCodeUnits),
  }))
}

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

export interface QueryAnswer {
  /** As asked when it is no purl, else canonical. */
  readonly purl: string
  readonly status: 'affected' | 'no_known_vulnerability' | 'unknown'
  readonly basis?: 'no-record' | 'outside-ranges'
  readonly reason?: UnknownReason
  readonly detail?: string
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
  if (assessment.hits.length > 0) {
    return { purl: purl.value, status: 'affected', advisories: toAdvisories(assessment), asOf }
  }
  if (assessment.unknown !== undefined) {
    return { purl: purl.value, status: 'unknown', ...assessment.unknown, advisories: [], asOf }
  }
  const basis = assessment.claims.length === 0 ? 'no-record' : 'outside-ranges'
  return { purl: purl.value, status: 'no_known_vulnerability', basis, advisories: [], asOf }
}

function toAdvisories(assessment: Assessment): readonly QueryAdvisory[] {
  const claims = assessment.hits.map((hit) => hit.claim)
  return groupClaims(claims, splitPurl(assessment.purl).type).map((group) => ({
    id: group.id,
    aliases: group.ids.filter((id) => id !== group.id),
    records: [...new Set(group.claims.map((claim) => claim.record))].sort(compareCodeUnits),
  }))
}

/** Words that our own CycloneDX documents keep in properties, and the words for the four statuses. */
import type { VexStatus } from '../../../model/index.ts'

/** Properties of vulnerabilities and components: read by us only, ignored by others. */
export const vexProperties = {
  analysis: 'occtet:vex:analysis',
  justification: 'occtet:vex:justification',
  impact: 'occtet:vex:impact',
  notes: 'occtet:vex:notes',
  supplier: 'occtet:vex:supplier',
  actionAt: 'occtet:vex:actionAt',
  at: 'occtet:vex:at',
  role: 'occtet:vex:role',
  id: 'occtet:vex:id',
  name: 'occtet:vex:name',
  versions: 'occtet:vex:versions',
} as const

/** `analysis.state` for each status, and whether the versions listed with it count as affected. */
export const stateOf: Readonly<
  Record<VexStatus, { readonly state: string; readonly versions: 'affected' | 'unaffected' | 'unknown' }>
> = {
  not_affected: { state: 'not_affected', versions: 'unaffected' },
  affected: { state: 'exploitable', versions: 'affected' },
  fixed: { state: 'resolved', versions: 'unaffected' },
  under_investigation: { state: 'in_triage', versions: 'unknown' },
}

/** CycloneDX 1.4 to 1.7, `impactAnalysisState`. */
export const statusOf: ReadonlyMap<string, VexStatus> = new Map([
  ['not_affected', 'not_affected'],
  ['false_positive', 'not_affected'],
  ['exploitable', 'affected'],
  ['resolved', 'fixed'],
  ['resolved_with_pedigree', 'fixed'],
  ['in_triage', 'under_investigation'],
])

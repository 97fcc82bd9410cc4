/** Words of the SPDX 3.0.1 security profile for statuses and justifications. */
import type { VexJustification, VexStatus } from '../../../model/index.ts'

export const relationshipOf: Readonly<
  Record<VexStatus, { readonly type: string; readonly relationshipType: string }>
> = {
  affected: { type: 'security_VexAffectedVulnAssessmentRelationship', relationshipType: 'affects' },
  fixed: { type: 'security_VexFixedVulnAssessmentRelationship', relationshipType: 'fixedIn' },
  not_affected: {
    type: 'security_VexNotAffectedVulnAssessmentRelationship',
    relationshipType: 'doesNotAffect',
  },
  under_investigation: {
    type: 'security_VexUnderInvestigationVulnAssessmentRelationship',
    relationshipType: 'underInvestigationFor',
  },
}

/** `vulnerable_code_not_present` is `vulnerableCodeNotPresent` there. */
export function toCamel(justification: VexJustification): string {
  return justification.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

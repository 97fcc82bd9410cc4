/** SIG-REPO-INCIDENT-PLAN: is there a plan for incidents and for reports to authorities. */
import { toFileSignal } from '../prose/files.ts'
import { say } from '../say.ts'

export const incidentPlan = toFileSignal({
  id: 'SIG-REPO-INCIDENT-PLAN',
  subject: say`a plan for incidents or reports to authorities`,
  path: /(^|\/)(incident[-_ ]?(response|handling|management|plan|runbook)|security[-_ ]?incidents?|psirt|vulnerability[-_ ]?(response|handling|management)[-_ ]?(plan|process|procedure)?|meldeplan|notfallplan)[^/]{0,30}\.(md|rst|adoc|txt|pdf|docx?|ya?ml)$/i,
  says: {
    heading:
      /\b(incident (response|handling|management)|security incidents?|security (release|response) process|vulnerability (response|handling) (process|procedure|plan))\b/i,
    line: /\b(CSIRT|ENISA|early warning)\b.{0,80}\b(24|72)[- ]?h|\bArt(icle|\.)? ?14\b.{0,80}\b(CRA|Cyber Resilience|2024\/2847)/i,
  },
})

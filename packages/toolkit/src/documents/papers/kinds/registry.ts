/** All kinds of papers, in the order in which they are listed. A new paper is one file and one line here. */
import { dueDiligence, sbomSummary } from './components.ts'
import { declaration, simplifiedDeclaration } from './declaration.ts'
import { decommissioning } from './decommissioning.ts'
import { cvdPolicy, securityMd, securityTxt } from './disclosure.ts'
import type { PaperKind } from './kind.ts'
import { moduleChecklists } from './modules.ts'
import { distributorChecklist, importerChecklist } from './operators.ts'
import { oscalResults } from './oscal.ts'
import { riskAssessment } from './risk-assessment.ts'
import { attestationDraft, stewardPolicy } from './steward.ts'
import { supportPeriod } from './support-period.ts'
import { technicalDocumentation } from './technical-documentation.ts'
import { userInformation } from './user-information.ts'

export const paperKinds: readonly PaperKind[] = [
  technicalDocumentation,
  riskAssessment,
  declaration,
  simplifiedDeclaration,
  userInformation,
  supportPeriod,
  cvdPolicy,
  securityTxt,
  securityMd,
  ...moduleChecklists,
  dueDiligence,
  sbomSummary,
  decommissioning,
  stewardPolicy,
  attestationDraft,
  importerChecklist,
  distributorChecklist,
  oscalResults,
]

export function findPaperKind(id: string): PaperKind | undefined {
  return paperKinds.find((kind) => kind.id === id)
}

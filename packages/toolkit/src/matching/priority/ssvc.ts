/** The SSVC decision of a finding in its product: from published points and stated facts, absent where one is unknown. */
import type { Finding, Priority, SsvcInputs } from '../../model/index.ts'
import { lookUpDecision, toMissionImpact } from './ssvc-table.ts'
import type { SubjectFacts } from './subject.ts'
import { readVectors } from './vector-facts.ts'

/** Both parts, or neither: no default ever stands in for an input. */
export function decideSsvc(finding: Finding, subject: SubjectFacts): Pick<Priority, 'ssvc' | 'ssvcInputs'> {
  const exploitation = exploitationPoint(finding)
  const { missionPrevalence, publicWellBeing } = subject
  if (exploitation === undefined || missionPrevalence === undefined || publicWellBeing === undefined)
    return {}
  const published = finding.exploitation?.ssvc
  const read = readVectors(finding)
  const automatable = published?.automatable ?? read.automatable
  const technicalImpact = published?.technicalImpact ?? read.technicalImpact
  if (automatable === undefined || technicalImpact === undefined) return {}
  const ssvcInputs: SsvcInputs = {
    exploitation,
    automatable,
    technicalImpact,
    missionAndWellBeing: toMissionImpact(missionPrevalence, publicWellBeing),
    derived: published === undefined ? ['automatable', 'technicalImpact'] : [],
  }
  return { ssvc: lookUpDecision(ssvcInputs), ssvcInputs }
}

/** A list of exploited flaws that names it says "active"; one that does not cannot tell a published attack from none. */
function exploitationPoint({ exploitation }: Finding): SsvcInputs['exploitation'] | undefined {
  if ((exploitation?.kev ?? []).length > 0) return 'active'
  return exploitation?.ssvc?.exploitation
}

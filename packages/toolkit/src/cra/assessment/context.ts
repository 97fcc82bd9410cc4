/** What scoring has to know of the legal situation: legacy, reporting today, third party, exploited flaws. */
import type { Classification } from '../classify/classification.ts'
import type { View } from '../questionnaire/visible.ts'
import type { ScoreContext } from '../score/types.ts'
import type { SignalResult } from '../status.ts'

/** Duties to report; stewards have their own (Art. 24(3)). */
const reporting = new Set(['OBL-M-14-01', 'OBL-M-14-03', 'OBL-S-24-3a', 'OBL-S-24-3b'])

export interface ContextInput {
  readonly classification: Classification
  readonly view: View
  readonly signals: ReadonlyMap<string, SignalResult>
}

export function contextOf({ classification, view, signals }: ContextInput): ScoreContext {
  const routes = classification.conformity_routes
  const isManufacturer = classification.roles.includes('manufacturer')
  return {
    isLegacy: classification.applies === 'reporting_only',
    reportingAppliesToday: classification.obligations.some(
      ({ id, in_force: inForce }) => inForce && reporting.has(id),
    ),
    needsThirdParty:
      isManufacturer &&
      routes.length > 0 &&
      !routes.some((route) => route.allowed === true && route.thirdParty === false),
    hasUnassessedExploited: isExploitedOpen(signals) && !isAssessed(view),
  }
}

function isExploitedOpen(signals: ReadonlyMap<string, SignalResult>): boolean {
  const items = signals.get('SIG-VULN-KEV')?.facts['items']
  return Array.isArray(items) && items.length > 0
}

/** A written assessment is a document named beside the answer. */
function isAssessed(view: View): boolean {
  return (view.counted.get('E1')?.documents ?? []).length > 0
}

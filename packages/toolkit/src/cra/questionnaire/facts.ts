/** Derived facts that rules speak about, from the classifier's facts, its verdict, and some signals. */
import type { SignalResult } from '../status.ts'
import { type FactSheet, toFactsObject } from './answer-facts.ts'
import { type QuestionRole, questionRoles, type RuleFacts } from './known-facts.ts'
import { dayOf } from './lookup.ts'
import type { Scalar } from './types.ts'

/** As much of a classification as rules need; null: does not apply. */
export interface Verdict {
  /** `undetermined` among them: open questions leave several possible. */
  readonly roles: readonly string[]
  readonly class: string | null
  readonly steward_tier: string | null
}

/** Port: the classifier. Pure; takes facts by the names of the catalogue, of which any may be missing. */
export type Classify = (facts: Readonly<Record<string, unknown>>) => Verdict

/** From here on all duties apply to products placed on the market (Art. 71(2)). */
const fullApplication = '2027-12-11'

const software: ReadonlySet<unknown> = new Set([
  'installed_software',
  'mobile_app',
  'browser_extension',
  'source_code',
  'software_component',
])

export interface Surroundings {
  readonly signals: ReadonlyMap<string, SignalResult>
  /** Days from report to fix that the written procedure aims at. */
  readonly fixTargetDays?: number
}

/** A fact that is not known is left out, so that its comparisons stay unknown. */
export function deriveFacts(facts: FactSheet, classify: Classify, around: Surroundings): RuleFacts {
  const derived: Record<string, Scalar | readonly string[] | undefined> = {
    ...verdictFacts(classify(toFactsObject(facts))),
    traits: facts.get('traits'),
    intended_for_commercial_use: facts.get('intended_for_commercial_use'),
    high_risk_ai: facts.get('high_risk_ai'),
    ehr_system: facts.get('ehr_system'),
    product_is_software: isSoftware(facts.get('product_form')),
    legacy: isLegacy(facts.get('placed_on_market')),
    fixes_within_target: fixesWithinTarget(around),
    support_years_shown: supportYears(facts.get('placed_on_market'), around.signals),
  }
  return Object.fromEntries(
    Object.entries(derived).filter((entry): entry is [string, Scalar | readonly string[]] => {
      return entry[1] !== undefined
    }),
  )
}

function verdictFacts(verdict: Verdict): {
  readonly role: readonly string[] | undefined
  readonly class: string | undefined
  readonly steward_tier: string | undefined
} {
  const isOpen = verdict.roles.includes('undetermined')
  const isSteward = verdict.roles.includes('open_source_steward')
  return {
    role: isOpen ? undefined : [...new Set(verdict.roles.map(toQuestionRole))],
    class: verdict.class === 'undetermined' ? undefined : (verdict.class ?? 'none'),
    // A steward whose tier is open may have any; who is no steward has none.
    steward_tier: verdict.steward_tier ?? (isSteward || isOpen ? undefined : 'none'),
  }
}

/** Whoever sells under the own name or modifies has the duties of a manufacturer (Art. 21, 22). */
function toQuestionRole(role: string): QuestionRole {
  if (role === 'importer_or_distributor_as_manufacturer' || role === 'modifier') return 'manufacturer'
  const known = questionRoles.find((one) => one === role)
  if (known === undefined) throw new Error(`the questionnaire has no role ${role}`)
  return known
}

function isSoftware(form: unknown): boolean | undefined {
  return form === undefined ? undefined : software.has(form)
}

function isLegacy(placed: unknown): boolean | undefined {
  return typeof placed === 'string' ? placed < fullApplication : undefined
}

function fixesWithinTarget({ signals, fixTargetDays }: Surroundings): boolean | undefined {
  const age = signals.get('SIG-VULN-AGE')
  const days = age === undefined || age.state === 'unknown' ? undefined : age.facts['max_days']
  return typeof days === 'number' && fixTargetDays !== undefined ? days <= fixTargetDays : undefined
}

/** Whole months count: a support until 2033-03 for a product of 2028-03-01 is five years. */
function supportYears(placed: unknown, signals: ReadonlyMap<string, SignalResult>): number | undefined {
  const support = signals.get('SIG-REPO-SUPPORT-DOC')
  const end = support === undefined || support.state === 'unknown' ? undefined : support.facts['end_date']
  if (typeof placed !== 'string' || typeof end !== 'string' || dayOf(placed) === undefined) return undefined
  const match = /^(\d{4})-(\d{2})/.exec(end)
  if (match === null) return undefined
  const months =
    (Number(match[1]) - Number(placed.slice(0, 4))) * 12 + Number(match[2]) - Number(placed.slice(5, 7))
  return months / 12
}

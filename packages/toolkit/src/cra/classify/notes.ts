/** Notes, relief and other records whose rules speak of the result: open points are shown as they were settled. */
import { catalogue } from '../catalogue/catalogue.ts'
import { rules } from '../catalogue/rules.ts'
import type { Condition, Scalar } from '../questionnaire/types.ts'
import type { Asking } from './asking.ts'
import type { Note, OperatorRole, Scope } from './classification.ts'
import { evaluate, type Lookup } from './evaluate.ts'
import type { ProductResult } from './product.ts'
import type { TransitionResult } from './transition.ts'

/** What has been decided, for rules that ask for `result.*`. */
export interface Told {
  readonly scope: Scope
  readonly roles: readonly OperatorRole[]
  readonly tier: string | null
  readonly transition: TransitionResult
  readonly product: ProductResult
}

export function notesOf(asking: Asking, told: Told): readonly Note[] {
  return rules.notes
    .filter(({ shown, when }) => shown === 'classification' && isToldBy(asking, told, when))
    .map(({ id, point = null, ref, verification }) => ({ id, point, text: asking.t(id), ref, verification }))
}

export function reliefOf(asking: Asking, told: Told): readonly string[] {
  return rules.reliefs.filter(({ when }) => isToldBy(asking, told, when)).map(({ id }) => asking.t(id))
}

export function isToldBy(asking: Asking, told: Told, rule: Condition): boolean {
  return evaluate(rule, lookupWith(asking, told)) === 'true'
}

/** Names that rules may use for results; a test holds the rules against them. */
export const resultTerms = [
  'result.scope',
  'result.roles',
  'result.applies',
  'result.tier',
  'result.class',
  'result.category_is_draft',
  'result.public_documentation',
  'result.certification',
  'result.events',
  'result.placed_early',
  'result.modified_early_product',
] as const

function lookupWith({ lookup, events }: Asking, told: Told): Lookup {
  const { transition, product } = told
  const results: Readonly<Record<(typeof resultTerms)[number], Scalar | readonly string[]>> = {
    'result.scope': told.scope,
    'result.roles': told.roles,
    'result.applies': transition.applies,
    'result.tier': told.tier ?? 'none',
    'result.class': product.class ?? 'none',
    'result.category_is_draft': isDraft(product.category),
    'result.public_documentation': product.isPublicOpenSource === 'true',
    'result.certification': product.routes.some(({ id }) => id === 'CERT'),
    'result.events': events.some(({ type }) => type === 'aware_exploited' || type === 'aware_incident'),
    'result.placed_early': transition.isEarly,
    'result.modified_early_product':
      transition.isEarly && transition.isModifiedVersion && transition.applies === 'full',
  }
  return (term) => (Object.hasOwn(results, term) ? results[term as keyof typeof results] : lookup(term))
}

function isDraft(category: string | null): boolean {
  const found = catalogue.categories.categories.find(({ id }) => id === category)
  return found?.verification.includes('unverified') ?? false
}

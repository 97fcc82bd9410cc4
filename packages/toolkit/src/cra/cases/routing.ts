/** Whose CSIRT gets the report: the order of Art. 14(7), step by step, with the reason for each step. */

/** ISO 3166-1 alpha-2 codes; what nobody has said is absent. */
export interface RoutingFacts {
  readonly establishedInEu?: boolean
  /** Where decisions on the product's cybersecurity are predominantly taken. */
  readonly decisions?: string
  /** Establishment with the most employees in the Union. */
  readonly employees?: string
  /** Authorised representative for most of the products. */
  readonly representative?: string
  readonly importer?: string
  readonly distributor?: string
  readonly users?: string
  /** Country of the manufacturer's address: a hint only. */
  readonly address?: string
}

/** Named after the step of Art. 14(7); `address` is our guess, to be confirmed. */
export type RoutingStep = keyof Omit<RoutingFacts, 'establishedInEu'>

export interface Routing {
  /** `stated`: a fact of the profile decides. `assumed`: please confirm. `unknown`: somebody has to find out. */
  readonly certainty: 'stated' | 'assumed' | 'unknown'
  readonly country?: string
  readonly step?: RoutingStep
  /** Steps that were asked before, and what stood there. */
  readonly passed: readonly { readonly step: RoutingStep; readonly why: 'not-stated' | 'not-in-the-union' }[]
  readonly ref: string
}

const members = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)
const inUnion: readonly RoutingStep[] = ['decisions', 'employees', 'address']
const outside: readonly RoutingStep[] = ['representative', 'importer', 'distributor', 'users']

/** Member States only: a coordinator outside the Union cannot be competent. */
export function findRouting(facts: RoutingFacts): Routing {
  const passed: Routing['passed'][number][] = []
  const steps = facts.establishedInEu === false ? outside : [...inUnion, ...outside]
  for (const step of steps) {
    const country = facts[step]?.toUpperCase()
    if (country === undefined || country === '') {
      passed.push({ step, why: 'not-stated' })
      continue
    }
    if (!members.has(country)) {
      passed.push({ step, why: 'not-in-the-union' })
      continue
    }
    return { certainty: certaintyOf(step, facts, passed), country, step, passed, ref: 'Art. 14(7)' }
  }
  return { certainty: 'unknown', passed, ref: 'Art. 14(7)' }
}

/** A later step decides only where it is known that the earlier ones do not apply. */
function certaintyOf(
  step: RoutingStep,
  facts: RoutingFacts,
  passed: Routing['passed'],
): Routing['certainty'] {
  if (step === 'decisions') return 'stated'
  if (step === 'address') return 'assumed'
  if (step === 'employees') return passed.some(({ why }) => why === 'not-in-the-union') ? 'stated' : 'assumed'
  const first = outside[0] === step
  return facts.establishedInEu === false && first ? 'stated' : 'assumed'
}

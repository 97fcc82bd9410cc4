/** Steps about the product itself: its class, the routes of its class, and how long it must be supported. */
import { catalogue } from '../catalogue/catalogue.ts'
import type { ConformityRow } from '../catalogue/readers/conformity.ts'
import { rules } from '../catalogue/rules.ts'
import type { Truth } from '../questionnaire/types.ts'
import { type Asking, defaultMark, factsOf } from './asking.ts'
import type { Classification, OpenQuestion, OperatorRole, Route, Scope, Step } from './classification.ts'
import { termsOf } from './evaluate.ts'
import { openRoutes, openClass, openUse } from './open.ts'
import { supportOf } from './periods.ts'
import { type ClassResult, decideClass, decideRoutes } from './route.ts'
import type { TransitionResult } from './transition.ts'

export interface ProductResult {
  /** Null: outside the Regulation, or only a steward's. */
  readonly class: Classification['class']
  readonly category: string | null
  readonly routes: readonly Route[]
  /** The routes are the user's own, not those of somebody upstream. */
  readonly isManufacturers: boolean
  readonly routeReason: string | null
  readonly isPublicOpenSource: Truth
  readonly steps: readonly Step[]
  readonly open: readonly OpenQuestion[]
}

export interface ProductCase {
  /** Roles for the product itself, not for a free edition beside it. */
  readonly roles: readonly OperatorRole[]
  readonly transition: TransitionResult
  readonly scope: Scope
}

const nothing: ProductResult = {
  class: null,
  category: null,
  routes: [],
  isManufacturers: false,
  routeReason: null,
  isPublicOpenSource: 'false',
  steps: [],
  open: [],
}

export function decideProduct(asking: Asking, given: ProductCase): ProductResult {
  if (given.scope !== 'in_scope') return nothing
  const product = decideClass(asking)
  const isManufacturers = given.roles.includes('manufacturer')
  const base = { ...nothing, ...product, isManufacturers, steps: [classStep(asking, product)] }
  const { applies } = given.transition
  if (applies === 'reporting_only' || applies === 'none') {
    const { ref, verification, fullFrom } = rules.transition
    const consequence = asking.t('route.none-early', { cutoff: fullFrom })
    const step = routeStep(asking, { answer: '-', ref, consequence, verification })
    return applies === 'none' ? base : { ...base, steps: [...base.steps, step] }
  }
  return withRoutes(asking, given, { base, product })
}

function withRoutes(
  asking: Asking,
  given: ProductCase,
  { base, product }: { readonly base: ProductResult; readonly product: ClassResult },
): ProductResult {
  const { routes, rows, isPublicOpenSource } = decideRoutes(asking, product)
  const { isManufacturers } = base
  const steps = [...base.steps, stepOfRoutes(asking, { routes, rows, isManufacturers })]
  const open = [...openClass(asking, product), ...openRoutes(asking, { product, rows })]
  if (isManufacturers) {
    steps.push(supportStep(asking, given.transition.placed))
    open.push(...openUse(asking))
  }
  return { ...base, routes, isPublicOpenSource, steps, open, routeReason: reasonOf(asking, rows) }
}

function classStep(asking: Asking, product: ClassResult): Step {
  const { t, subject } = asking
  const category = catalogue.categories.categories.find(({ id }) => id === product.category)
  const consequence =
    category === undefined
      ? t(product.class === 'undetermined' ? 'class.open' : 'class.none')
      : t('class.chosen', {
          category: t(`${category.id}.title`),
          summary: t(`${category.id}.summary`),
          class: t(`class.${category.class}`),
        })
  return {
    id: 'class',
    subject,
    question: t('question.class'),
    answer: t(`class.${product.class}`),
    facts: factsOf(asking, ['core_category', 'integrated_categories']),
    ref: category === undefined ? 'Art. 7, 8, Annex III, IV' : `${category.annexRef}; Art. 7(1)`,
    consequence,
    verification: category?.verification ?? defaultMark,
  }
}

interface Found {
  readonly routes: readonly Route[]
  readonly rows: readonly ConformityRow[]
  readonly isManufacturers: boolean
}

function stepOfRoutes(asking: Asking, { routes, rows, isManufacturers }: Found): Step {
  const { t } = asking
  const names = routes.filter(({ allowed }) => allowed === true).map(({ id, name }) => `${id} (${name})`)
  const ref = rows.map((row) => row.ref).join('; ')
  const [row] = rows
  if (row === undefined || rows.length > 1) {
    const answer = t('answer.unknown')
    return routeStep(asking, { answer, ref, consequence: t('route.open'), verification: defaultMark })
  }
  const key = isManufacturers ? 'route.allowed' : 'route.manufacturer'
  const consequence = [
    t(key, { routes: names.join(', ') }),
    ...(row.condition === undefined ? [] : [t(`${row.id}.condition`)]),
    ...(row.note === undefined ? [] : [t(`${row.id}.note`)]),
  ].join(' ')
  const answer = routes.map(({ id }) => id).join(', ')
  return routeStep(asking, { answer, ref, consequence, verification: defaultMark })
}

function routeStep(
  asking: Asking,
  said: Pick<Step, 'answer' | 'ref' | 'consequence' | 'verification'>,
): Step {
  const terms = [
    ...termsOf(rules.routes.publicDocumentation),
    'cited_standard_applied',
    'high_risk_ai',
    'ehr_system',
  ]
  const { t, subject } = asking
  return { id: 'route', subject, question: t('question.route'), facts: factsOf(asking, terms), ...said }
}

/** The row's own condition says why, unless it has a shorter reason. */
function reasonOf({ t }: Asking, rows: readonly ConformityRow[]): string | null {
  const [row] = rows
  if (row === undefined || rows.length > 1) return null
  const isShort = ['CR-01', 'CR-04', 'CR-06'].includes(row.id)
  return t(isShort ? `route-reason.${row.id}` : `${row.id}.condition`)
}

function supportStep(asking: Asking, placed: string | undefined): Step {
  const { t, subject } = asking
  const {
    minimum_years: minimum,
    expected_years: expected,
    end_not_before: end,
    ref,
  } = supportOf(asking, placed)
  const key = expected === null ? 'support.open' : end === null ? 'support.undated' : 'support.period'
  return {
    id: 'support',
    subject,
    question: t('question.support'),
    answer: expected === null ? t('answer.unknown') : String(expected),
    facts: factsOf(asking, ['expected_use_years']),
    ref,
    consequence: t(key, { minimum, expected: expected ?? '', end: end ?? '' }),
    verification: defaultMark,
  }
}

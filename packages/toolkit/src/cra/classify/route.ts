/** Class and conformity routes (Art. 7, 8, 12, 27, 32): rows of the catalogue that fit, and what can be used on the date. */
import { catalogue } from '../catalogue/catalogue.ts'
import type { ConformityRow } from '../catalogue/readers/conformity.ts'
import { rules } from '../catalogue/rules.ts'
import type { Truth } from '../questionnaire/types.ts'
import { type Asking, holds } from './asking.ts'
import { availabilityOf } from './availability.ts'
import type { ProductClass, Route } from './classification.ts'
import { and, not } from './evaluate.ts'

export interface ClassResult {
  readonly class: ProductClass | 'undetermined'
  /** Id of the category; null: none, or not known. */
  readonly category: string | null
}

export interface RouteResult {
  readonly routes: readonly Route[]
  /** Rows that may be the right one; exactly one where nothing is open. */
  readonly rows: readonly ConformityRow[]
  readonly isPublicOpenSource: Truth
}

const categories = new Map(catalogue.categories.categories.map((item) => [item.id, item]))

/** The class is the user's choice of core functionality; components do not change it (Art. 7(1)). */
export function decideClass({ lookup }: Asking): ClassResult {
  const chosen = lookup('core_category')
  if (chosen === undefined) return { class: 'undetermined', category: null }
  const category = categories.get(String(chosen))
  return category === undefined
    ? { class: 'default', category: null }
    : { class: category.class, category: category.id }
}

/** Where several rows are possible, only what all of them allow is allowed; the rest is open. */
export function decideRoutes(asking: Asking, product: ClassResult): RouteResult {
  const isPublicOpenSource = holds(asking, rules.routes.publicDocumentation)
  const waiting = new Set(rules.routes.notInForce.map(({ row }) => row))
  const rows = catalogue.conformity.routes.filter(
    (row) => !waiting.has(row.id) && fits(asking, row, { product, isPublicOpenSource }) !== 'false',
  )
  const ids = [...new Set(rows.flatMap(({ allowed }) => allowed))]
  return { routes: ids.map((id) => toRoute(asking, id, rows)), rows, isPublicOpenSource }
}

interface Known {
  readonly product: ClassResult
  readonly isPublicOpenSource: Truth
}

/** Order of the catalogue: health records first, then the AI Act with its way back (Art. 12(3)), then the class. */
function fits(asking: Asking, row: ConformityRow, known: Known): Truth {
  const health = holds(asking, { eq: ['ehr_system', true] })
  const ai = holds(asking, { eq: ['high_risk_ai', true] })
  if (row.class === 'ehr_system') return health
  if (row.class === 'high_risk_ai') return and(not(health), ai, not(leadsBack(asking, known)))
  const byClass = fitsClass(asking, row, known)
  const isWayBack = rules.routes.backToClassWithInternalControl.includes(row.id)
  return and(byClass, not(health), ai === 'true' && isWayBack ? 'unknown' : not(ai))
}

/** Whether Art. 12(3) may lead back: nobody states whether the AI Act asks for internal control, so never surely. */
function leadsBack(asking: Asking, known: Known): Truth {
  const rows = catalogue.conformity.routes.filter((row) => fitsClass(asking, row, known) !== 'false')
  const isPossible = rows.some(({ id }) => rules.routes.backToClassWithInternalControl.includes(id))
  return isPossible ? 'unknown' : 'false'
}

function fitsClass(asking: Asking, row: ConformityRow, { product, isPublicOpenSource }: Known): Truth {
  if (row.class === 'ehr_system' || row.class === 'high_risk_ai') return 'false'
  const ofClass =
    product.class === 'undetermined' ? 'unknown' : product.class === row.class ? 'true' : 'false'
  return and(ofClass, fitsDocumentation(row, isPublicOpenSource), fitsStandards(asking, row))
}

function fitsDocumentation(row: ConformityRow, isPublic: Truth): Truth {
  if (row.fossPublicTd === 'any') return 'true'
  return row.fossPublicTd ? isPublic : not(isPublic)
}

function fitsStandards(asking: Asking, { standards }: ConformityRow): Truth {
  if (standards === 'any') return 'true'
  const isFull = holds(asking, { eq: ['cited_standard_applied', 'full'] })
  return standards === 'full' ? isFull : not(isFull)
}

function toRoute(asking: Asking, id: string, rows: readonly ConformityRow[]): Route {
  const { t } = asking
  const holding = rows.filter(({ allowed }) => allowed.includes(id))
  const procedure = catalogue.conformity.procedures.find((item) => item.id === id)
  const { available, note, verification } = availabilityOf(asking, id, holding)
  return {
    id,
    name: t(`${id}.name`),
    allowed: holding.length === rows.length ? true : null,
    availableAt: available,
    thirdParty: procedure?.thirdParty ?? null,
    note: note === '' ? null : note,
    ref: [...new Set([...holding.map(({ ref }) => ref), procedure?.ref ?? ''])]
      .filter((ref) => ref !== '')
      .join('; '),
    verification,
  }
}

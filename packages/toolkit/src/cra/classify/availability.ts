/** What can be used on a date: the law may allow a route that nobody can walk yet. Comes from the data, with its date. */
import { catalogue } from '../catalogue/catalogue.ts'
import type { ConformityRow } from '../catalogue/readers/conformity.ts'
import { rules } from '../catalogue/rules.ts'
import { type Asking, defaultMark } from './asking.ts'
import { addDays } from './years.ts'

export interface Availability {
  /** Null: not known on this date. */
  readonly available: boolean | null
  readonly note: string
  readonly verification: string
}

/** `isLasting`: follows from the law for that date, not from a state that may change any day. */
type Found = Availability & { readonly isLasting: boolean }

/** `rows` are those that allow the route and may be the right one. */
export function availabilityOf(asking: Asking, route: string, rows: readonly ConformityRow[]): Availability {
  const { isLasting, ...found } = exceptionOf(asking, route, rows) ?? baseOf(asking, route)
  const isStale = asking.at > addDays(catalogue.meta.asOf, rules.routes.validDays)
  if (found.available === true || isLasting || !isStale) return found
  const stale = asking.t('route-note.stale', { date: catalogue.meta.asOf })
  return { ...found, available: null, note: `${found.note} ${stale}`.trim() }
}

function baseOf({ t, at }: Asking, route: string): Found {
  const procedure = catalogue.conformity.procedures.find(({ id }) => id === route)
  if (procedure !== undefined) {
    const note = procedure.note === undefined ? '' : t(`${route}.note`)
    const verification = procedure.availableToday === true ? defaultMark : 'secondary'
    return { available: procedure.availableToday, note, verification, isLasting: false }
  }
  const other = rules.routes.otherProcedures.find(({ id }) => id === route)
  if (other === undefined) throw new Error(`no procedure is called ${route}`)
  const isLasting = other.before !== undefined && at < other.before
  const { verification } = other
  const available = isLasting ? false : other.available
  return { available, note: t(`route-note.${route}`), verification, isLasting }
}

/** An exception of one row counts only where no other row allows the route without it. */
function exceptionOf({ t, at }: Asking, route: string, rows: readonly ConformityRow[]): Found | undefined {
  const found = rules.routes.availability.find((rule) => {
    if (rule.route !== route) return false
    if (rule.before !== undefined) return at < rule.before
    return rows.length > 0 && rows.every(({ id }) => id === rule.row)
  })
  if (found === undefined) return undefined
  const { id, available, verification, before } = found
  return { available, verification, note: t(`route-note.${id}`), isLasting: before !== undefined }
}

/** Rules of classification as data, read and checked against the catalogue once, when the module is loaded. */
import { catalogue } from './catalogue.ts'
import * as read from './readers/rules.ts'
import type { CatalogueError, Read } from './readers/shape.ts'
import obligationConditions from './rules/obligation-conditions.json' with { type: 'json' }
import notes from './rules/notes.json' with { type: 'json' }
import relief from './rules/relief.json' with { type: 'json' }
import roles from './rules/roles.json' with { type: 'json' }
import routes from './rules/routes.json' with { type: 'json' }
import scopeAnswers from './rules/scope-answers.json' with { type: 'json' }
import transition from './rules/transition.json' with { type: 'json' }

export const rules = {
  scope: load('scope-answers', read.scopeAnswers, scopeAnswers),
  roles: load('roles', read.roleRules, roles),
  transition: load('transition', read.transition, transition),
  obligations: load('obligation-conditions', read.obligationConditions, obligationConditions),
  reliefs: load('relief', read.reliefs, relief),
  routes: load('routes', read.routeRules, routes),
  notes: load('notes', read.notes, notes),
} as const

checkLinks()

function load<T>(path: string, reader: Read<T>, data: unknown): T {
  const problems: CatalogueError[] = []
  const value = reader(data, { path, problems })
  const [first] = problems
  if (first !== undefined) throw new Error(`CRA rules: ${first.path}: ${first.message}`)
  return value
}

/** Rules that name what the catalogue does not have would never fire, silently. */
function checkLinks(): void {
  const nodes = catalogue.scopeTree.nodes.map(({ id }) => id)
  mustHold(nodes.join() === rules.scope.map(({ node }) => node).join(), 'each scope node has one rule')
  const obligations = [
    ...rules.roles.rules.flatMap(({ adds }) => adds),
    ...rules.transition.keptForEarlierProducts,
    ...rules.obligations.map(({ obligation }) => obligation),
  ]
  for (const id of obligations) mustHold(catalogue.obligations.has(id), `obligation ${id}`)
  const days = new Set(catalogue.dates.dates.map(({ date }) => date))
  for (const { date } of rules.transition.shownDates) mustHold(days.has(date), `date ${date}`)
  for (const { basis } of rules.roles.rules) mustHold(catalogue.roles.has(basis), `role ${basis}`)
  const topics = new Set(catalogue.status.map(({ topic }) => topic))
  const rows = new Set(catalogue.conformity.routes.map(({ id }) => id))
  for (const { row, status } of [...rules.routes.notInForce, ...rules.routes.availability]) {
    mustHold(row === undefined || rows.has(row), `route ${row ?? ''}`)
    mustHold(status === undefined || topics.has(status), `status ${status ?? ''}`)
  }
  for (const id of rules.routes.backToClassWithInternalControl) mustHold(rows.has(id), `route ${id}`)
}

function mustHold(holds: boolean, what: string): void {
  if (!holds) throw new Error(`CRA rules: the catalogue does not have what they name: ${what}`)
}

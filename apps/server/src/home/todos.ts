/** What is to be done, from what is open: one entry per product and kind, in the order in which it should happen. Pure. */
import type { AnswerOf, homeRoutes, Role } from '@occtet/contract/api'
import { reasonToDiffer } from '../cra/clash.ts'
import type { CloseProduct } from './closely.ts'

export type Todo = AnswerOf<(typeof homeRoutes)['home.show']>['todos'][number]
type Kind = Todo['kind']

/** Minutes of work that one of its kind takes, and who usually does it: our judgement, shown as an estimate. */
const efforts: Readonly<Record<Kind, { readonly minutes: number; readonly role: Role }>> = {
  exploited: { minutes: 15, role: 'curator' },
  clash: { minutes: 10, role: 'assessor' },
  confirm: { minutes: 3, role: 'curator' },
  stale: { minutes: 4, role: 'curator' },
  decide: { minutes: 3, role: 'curator' },
  analyse: { minutes: 5, role: 'curator' },
  scope: { minutes: 15, role: 'assessor' },
  support: { minutes: 10, role: 'manager' },
  declaration: { minutes: 30, role: 'manager' },
  plan: { minutes: 0, role: 'assessor' },
}
const rank = Object.keys(efforts)
const soonDays = 7
const supportDays = 90
const minutesOfDay = 8 * 60

/** `finals`: ids of releases with a final declaration of conformity. `today`: `YYYY-MM-DD`. */
export function todosOf(
  products: readonly CloseProduct[],
  { today, finals }: { readonly today: string; readonly finals: ReadonlySet<string> },
): readonly Todo[] {
  const soon = addDays(today, soonDays)
  const tier = ({ kind, due }: Todo): number =>
    kind === 'exploited' ? 0 : due !== null && due <= soon ? 1 : 2
  return products
    .flatMap((product) => [
      ...ofFindings(product, today),
      ...ofLaw(product, today),
      ...declarationOf(product, finals),
      ...planOf(product),
    ])
    .toSorted(
      (a, b) =>
        tier(a) - tier(b) ||
        (tier(a) === 1 ? compareText(a.due ?? '', b.due ?? '') : 0) ||
        rank.indexOf(a.kind) - rank.indexOf(b.kind) ||
        compareText(a.product, b.product),
    )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function toTodo(
  { slug, name, release }: CloseProduct,
  kind: Kind,
  more: Partial<Pick<Todo, 'n' | 'about' | 'ref' | 'due' | 'minutes' | 'owner'>> = {},
): Todo {
  const { minutes, role } = efforts[kind]
  const n = more.n ?? 1
  return {
    kind,
    product: slug,
    productName: name,
    ...(release === undefined ? {} : { release: release.version }),
    n,
    due: null,
    minutes: minutes * n,
    role,
    ...more,
  }
}

function ofFindings(product: CloseProduct, today: string): readonly Todo[] {
  const { findings, release } = product
  const todos: Todo[] = []
  const { first } = findings
  if (findings.exploited > 0 && first !== undefined) {
    const about = `${first.advisory} ${first.purl}`
    todos.push(toTodo(product, 'exploited', { n: findings.exploited, about, ref: first.key, due: today }))
  }
  if (findings.waiting > 0) todos.push(toTodo(product, 'confirm', { n: findings.waiting }))
  if (findings.stale > 0) todos.push(toTodo(product, 'stale', { n: findings.stale }))
  const rest = findings.toDecide - findings.exploited - findings.waiting - findings.stale
  if (rest > 0) todos.push(toTodo(product, 'decide', { n: rest }))
  if (release?.isAnalysed !== true) todos.push(toTodo(product, 'analyse'))
  return todos
}

function ofLaw(product: CloseProduct, today: string): readonly Todo[] {
  const { standing } = product
  if (standing === undefined) return []
  const { state, hasProfile } = standing
  if (!hasProfile || Object.keys(state.profile.facts).length === 0) return [toTodo(product, 'scope')]
  const clashes = state.assessment.contradictions.filter(
    ({ question }) => reasonToDiffer(state.answers.get(question)) === undefined,
  )
  const [first] = clashes
  return [
    ...(first === undefined
      ? []
      : [toTodo(product, 'clash', { n: clashes.length, about: first.sentence, ref: first.question })]),
    ...supportOf(product, today),
  ]
}

/** Nobody stated its end, or it ends soon. */
function supportOf(product: CloseProduct, today: string): readonly Todo[] {
  if (product.standing?.view.isAsked !== true) return []
  const end = supportEndOf(product)
  if (end === undefined) return [toTodo(product, 'support')]
  const isNear = end >= today && end <= addDays(today, supportDays)
  return isNear ? [toTodo(product, 'support', { due: end, about: end })] : []
}

/** Last day of the stated month. */
export function supportEndOf({ standing }: CloseProduct): string | undefined {
  const month = standing?.state.profile.support?.endsAt
  if (month === undefined) return undefined
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

function declarationOf(product: CloseProduct, finals: ReadonlySet<string>): readonly Todo[] {
  const { standing, release } = product
  if (standing === undefined || release === undefined || finals.has(release.id)) return []
  const isReady = standing.hasProfile && standing.view.isAsked && isWithoutGap(standing.view.counts)
  return isReady ? [toTodo(product, 'declaration')] : []
}

/** What nobody knows is no ground for a declaration. */
function isWithoutGap({ gap, unknown }: { readonly gap: number; readonly unknown: number }): boolean {
  return gap === 0 && unknown === 0
}

/** The step with the nearest date, else the most urgent one. */
function planOf(product: CloseProduct): readonly Todo[] {
  if (product.standing === undefined || !product.standing.hasProfile) return []
  const rows = product.plan
  const dated = rows.filter(({ due }) => due !== null)
  const [row] = (dated.length > 0 ? dated : rows).toSorted(
    (a, b) => compareText(a.due ?? '', b.due ?? '') || a.priority - b.priority,
  )
  if (row === undefined) return []
  const { title, action, due, owner, days } = row
  return [
    toTodo(product, 'plan', {
      n: rows.length,
      about: title,
      ref: action,
      due,
      minutes: Math.round(days * minutesOfDay),
      ...(owner === null ? {} : { owner }),
    }),
  ]
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

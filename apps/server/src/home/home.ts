/** The start page: running clocks, what comes next, products, and where the one with the nearest date stands. */
import type { AnswerOf, homeRoutes } from '@occtet/contract/api'
import { statusOf } from '@occtet/toolkit/cra'
import { listCases, type StoredCase } from '../cases/store.ts'
import { listKept } from '../cra/kept.ts'
import { readinessOf } from '../cra/subject.ts'
import { findProduct } from '../products/find.ts'
import { orgTodosOf } from './org-todos.ts'
import { type Asking, type CloseProduct, lookClosely } from './closely.ts'
import { supportEndOf, type Todo, todosOf } from './todos.ts'

export type HomeView = AnswerOf<(typeof homeRoutes)['home.show']>
type Clock = NonNullable<HomeView['clocks']>[number]

const mostTodos = 5

export async function homeOf(asking: Asking): Promise<HomeView> {
  const { org, caller, now } = asking
  const maySeeCases = caller.permissions.has('private.read')
  const listing = maySeeCases
    ? await listCases(org, { isDrill: false, products: caller.products })
    : { cases: [], damaged: [] }
  const clocks = listing.cases.flatMap((stored) => clockOf(stored, now)).toSorted(bySoonest)
  const { products, total } = await lookClosely(asking, new Set(clocks.map(({ product }) => product)))
  const todos = todosOf(products, { today: now.slice(0, 10), finals: await finalDeclarations(asking) })
  return {
    now,
    clocks: maySeeCases ? clocks : null,
    damagedCases: listing.damaged.length,
    todos: todos.slice(0, mostTodos),
    todoTotal: todos.length,
    orgTodos: [...(await orgTodosOf(asking))],
    todoMinutes: todos.slice(0, mostTodos).reduce((sum, { minutes }) => sum + minutes, 0),
    products: products.map((product) => productRowOf(product, { clocks, todos })),
    productsTotal: total,
    unreadable: products.filter(({ isUnreadable }) => isUnreadable).map(({ slug }) => slug),
    focus: await focusOf(asking, products),
  }
}

/** None: the case is closed, or nothing of it runs. */
function clockOf({ file, product }: StoredCase, now: string): readonly Clock[] {
  const status = statusOf(file, Date.parse(now))
  const isRunning = status.stages.some(({ state }) => state === 'running' || state === 'overdue')
  if (!isRunning || status.phase === 'closed') return []
  return [
    {
      case: file.id,
      product: product.slug,
      productName: product.name,
      title: status.title,
      track: status.track,
      isMandatory: status.duty.isMandatory,
      awareAt: status.awareAt,
      stages: status.stages.map(({ stage, state, due }) => ({ stage, state, due })),
    },
  ]
}

/** When its next stage is due; far away where none has a date. */
function nextDue({ stages }: Clock): string {
  const dues = stages.flatMap(({ state, due }) =>
    due !== null && (state === 'running' || state === 'overdue') ? [due] : [],
  )
  return dues.toSorted()[0] ?? '9999'
}

function bySoonest(a: Clock, b: Clock): number {
  return nextDue(a) < nextDue(b) ? -1 : nextDue(a) > nextDue(b) ? 1 : 0
}

function productRowOf(
  product: CloseProduct,
  { clocks, todos }: { readonly clocks: readonly Clock[]; readonly todos: readonly Todo[] },
): HomeView['products'][number] {
  const { slug, name, release, findings, standing } = product
  return {
    slug,
    name,
    ...(release === undefined ? {} : { release: release.version }),
    requirements: standing === undefined ? null : standing.view.rows.map(({ status }) => status),
    ...(release?.isAnalysed === true ? { toDecide: findings.toDecide } : {}),
    next: nextOf(product, { clocks, todos }),
  }
}

function nextOf(
  product: CloseProduct,
  { clocks, todos }: { readonly clocks: readonly Clock[]; readonly todos: readonly Todo[] },
): HomeView['products'][number]['next'] {
  const clock = clocks.find((one) => one.product === product.slug)
  if (clock !== undefined) return { kind: 'clock', at: nextDue(clock) }
  const step = todos.find((one) => one.product === product.slug && one.kind === 'plan')
  if (step !== undefined && step.due !== null) return { kind: 'plan', at: step.due }
  const support = supportEndOf(product)
  return support === undefined ? null : { kind: 'support', at: support }
}

/** Where nothing was answered and nothing found, the figures say nothing, and the page says so. */
async function focusOf({ org }: Asking, products: readonly CloseProduct[]): Promise<HomeView['focus']> {
  const product = products.find(({ standing }) => standing?.hasProfile === true)
  if (product?.standing === undefined) return null
  const { state, view } = product.standing
  const row = await findProduct(org, product.slug)
  return {
    product: product.slug,
    productName: product.name,
    ...(product.release === undefined ? {} : { release: product.release.version }),
    isAssessed: state.answers.size > 0 || state.evidence !== undefined,
    requirements: view.rows.map(({ id, point, title, status }) => ({ id, point, title, status })),
    readiness: readinessOf(state),
    trend: row === undefined ? [] : (await listKept(org, row)).map(toPoint),
  }
}

function toPoint(point: Awaited<ReturnType<typeof listKept>>[number]) {
  const { day, release, requirements, readiness, margin, evidence, level, mode } = point
  const count = (status: string): number => Object.values(requirements).filter((one) => one === status).length
  return {
    at: day,
    release: release ?? null,
    mode,
    readiness,
    margin,
    evidence,
    level,
    met: count('met'),
    gap: count('gap'),
    unknown: count('unknown'),
  }
}

async function finalDeclarations({ org }: Asking): Promise<ReadonlySet<string>> {
  const rows = await org.db
    .selectFrom('paper_version')
    .select('release_id')
    .where('org_id', '=', org.id)
    .where('paper', '=', 'declaration-of-conformity')
    .where('state', '=', 'final')
    .execute()
  return new Set(rows.map(({ release_id: release }) => release))
}

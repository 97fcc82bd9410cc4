/**
 * needs.md row 1: one set of statements, each format in and each format out. What a document of format A says and its
 * conversion to format B does not is exactly what the loss report of the conversion says: no less, and no more.
 */
import '../../../../../tests/property-seed.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VexStatement } from '../model.ts'
import { type Loss, vexTargets, type VexTarget } from './meta.ts'
import { readVex } from './read-vex.ts'
import { normalizeStatement, pathsOf, type VexItem, type VexPath } from './statements.ts'
import { meta, statements } from './testing/statements.ts'
import { isSameTime } from './times.ts'
import { writeVex } from './write-vex.ts'

function convert(
  given: readonly VexStatement[],
  target: VexTarget,
): { readonly statements: readonly VexStatement[]; readonly losses: readonly Loss[] } | undefined {
  const written = writeVex(given, meta, target)
  if (!written.ok) return undefined
  const read = readVex(written.value.text, 'x')
  if (!read.ok) throw new Error(read.error.message)
  return { statements: read.value.document.statements, losses: written.value.losses }
}

/** What one statement says of one thing, field by field; undefined where it says nothing. */
function toFacts(statement: VexStatement, path: VexPath): ReadonlyMap<string, string | undefined> {
  const one = normalizeStatement(statement)
  const { id, aliases, description } = one.vulnerability
  return new Map<string, string | undefined>([
    ['names', JSON.stringify([id, ...aliases].sort())],
    ['description', description],
    ['status', one.status],
    ['justification', one.justification],
    ['analysis', one.analysis],
    ['responses', one.responses.length === 0 ? undefined : one.responses.join()],
    ['impact', one.impact],
    ['action', one.action],
    ['actionAt', one.actionAt === undefined ? undefined : time(one.actionAt)],
    ['notes', one.notes],
    ['supplier', one.supplier],
    ['at', isSameTime(one.at, meta.timestamp) || one.at === undefined ? undefined : time(one.at)],
    ['products.ids', JSON.stringify(path.map(({ ids }) => ids))],
    [
      'products.name',
      path.some(({ name }) => name !== undefined) ? JSON.stringify(path.map(({ name }) => name)) : undefined,
    ],
  ])
}

function time(text: string): string {
  return String(Date.parse(text))
}

/** By what everybody names a thing: its purl with versions, or its first id. */
function placeOf(path: VexPath): string {
  const keyOf = ({ purl, versions, ids }: VexItem): string => `${purl ?? ids[0] ?? '?'} ${versions ?? ''}`
  return path.map(keyOf).join(' > ')
}

const fieldsOf = (losses: readonly Loss[], vulnerability: string): ReadonlySet<string> =>
  new Set(losses.filter((loss) => loss.vulnerability === vulnerability).map(({ field }) => field))

/** Fields of facts as the loss report calls them. */
const reported: Readonly<Record<string, readonly string[]>> = {
  names: ['id', 'aliases'],
}

/** One statement, one thing: so that a fact has one place in each document. */
const single = statements.map(([first]) =>
  first === undefined ? [] : [{ ...first, products: first.products.slice(0, 1) }],
)

const pairs = vexTargets.flatMap((from) => vexTargets.map((to) => ({ from, to })))

test.each(pairs)('$from.format $from.version into $to.format $to.version', ({ from, to }) => {
  fc.assert(
    fc.property(single, (given) => {
      const before = convert(given, from)
      if (before === undefined) return
      for (const statement of before.statements)
        for (const path of pathsOf(statement.products)) expectReported(statement, path, to)
    }),
    { numRuns: 60 },
  )
})

function expectReported(statement: VexStatement, path: VexPath, to: VexTarget): void {
  const [outer, ...inner] = path
  if (outer === undefined) return
  const nest = (items: readonly VexItem[]): VexStatement['products'] => {
    const [item, ...rest] = items
    return item === undefined ? [] : [{ ...item, subcomponents: nest(rest) }]
  }
  const one = { ...statement, products: nest([outer, ...inner]) }
  const after = convert([one], to)
  if (after === undefined) return
  const fields = fieldsOf(after.losses, statement.vulnerability.id)
  const [there] = after.statements
  const [kept] = there === undefined ? [] : pathsOf(there.products)
  if (there === undefined || kept === undefined) throw new Error('a statement was expected')
  expect(placeOf(kept).split(' > ').length).toBe(path.length)
  const [was, is] = [toFacts(one, path), toFacts(there, kept)]
  const changed = [...was.keys()].filter((field) => was.get(field) !== is.get(field))
  const silent = changed.filter((field) => !(reported[field] ?? [field]).some((name) => fields.has(name)))
  expect({ silent, to, was: Object.fromEntries(was), is: Object.fromEntries(is) }).toMatchObject({
    silent: [],
  })
  const known = new Set(['id', 'aliases', ...was.keys()])
  const invented = [...fields].filter((field) => {
    const own = Object.keys(reported).find((key) => reported[key]?.includes(field)) ?? field
    const isFilled = after.losses.some((loss) => loss.field === field && loss.code === 'FILLED')
    return known.has(field) && !isFilled && field !== 'id' && !changed.includes(own)
  })
  expect({ invented, to, losses: after.losses }).toMatchObject({ invented: [] })
}

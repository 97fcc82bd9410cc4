/** Several documents as one: who says what, what replaces what, and what is disputed. */
import '../../../../../tests/property-seed.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { statements as anyStatements } from '../documents/testing/statements.ts'
import type { VexStatement } from '../model.ts'
import type { TrustedDocument } from './apply-vex.ts'
import { mergeVex } from './merge.ts'
import { documentOf, productOf, statementOf } from './testing/scenes.ts'

const c = 'pkg:npm/c@1.0.0'

function given(author: string, statements: readonly VexStatement[], id = `of ${author}`): TrustedDocument {
  return { document: documentOf(author, statements, { id }), trust: 'supplier' }
}

test('two authors that say the same are one statement with two sources', () => {
  const said = statementOf('not_affected', [productOf(c)], { at: '2026-01-01T00:00:00Z' })
  const later = { ...said, at: '2026-02-01T00:00:00Z' }
  const { statements, conflicts } = mergeVex([given('a', [said]), given('b', [later])])
  expect(conflicts).toEqual([])
  expect(statements).toEqual([
    {
      statement: later,
      from: [
        { document: 'of a', author: 'a', trust: 'supplier', statement: 0, at: said.at },
        { document: 'of b', author: 'b', trust: 'supplier', statement: 0, at: later.at },
      ],
      replaces: [],
    },
  ])
})

test('two authors that differ are a conflict and no statement', () => {
  const [good, bad] = [statementOf('not_affected', [productOf(c)]), statementOf('affected', [productOf(c)])]
  const { statements, conflicts } = mergeVex([given('a', [good]), given('b', [bad])])
  expect(statements).toEqual([])
  expect(conflicts).toMatchObject([
    {
      vulnerability: { id: 'CVE-2021-23337' },
      product: { purl: c },
      positions: [
        { status: 'affected', from: [{ author: 'b' }] },
        { status: 'not_affected', from: [{ author: 'a' }] },
      ],
    },
  ])
})

test('the same status for another reason stays a statement of its own', () => {
  const one = statementOf('not_affected', [productOf(c)])
  const other = { ...one, justification: 'component_not_present' } as const
  expect(mergeVex([given('a', [one]), given('b', [other])]).statements).toHaveLength(2)
})

test('the newer statement of one author replaces the older one, also from another document', () => {
  const old = statementOf('affected', [productOf(c)], { at: '2026-01-01T00:00:00Z' })
  const young = statementOf('fixed', [productOf(c)], { at: '2026-02-01T00:00:00Z' })
  const { statements, conflicts } = mergeVex([given('a', [young], 'second'), given('a', [old], 'first')])
  expect(conflicts).toEqual([])
  expect(statements).toMatchObject([
    { statement: { status: 'fixed' }, from: [{ document: 'second' }], replaces: [{ document: 'first' }] },
  ])
})

test('names join flaws; components, versions and paths never do', () => {
  const named = (id: string, ...aliases: string[]): Partial<VexStatement> => ({
    vulnerability: { id, aliases },
  })
  const { statements } = mergeVex([
    given('a', [
      statementOf('fixed', [productOf(c)], named('GHSA-1', 'CVE-1')),
      statementOf('fixed', [productOf('pkg:npm/d@1')], named('CVE-1', 'PYSEC-1')),
    ]),
    given('b', [
      statementOf('affected', [productOf('pkg:npm/c@1.0.1')], named('pysec-1')),
      statementOf('affected', [productOf('pkg:generic/app@1', c)], named('CVE-1')),
      statementOf('affected', [productOf(c)], named('CVE-2')),
    ]),
  ])
  const rows = statements.map(({ statement: { vulnerability, status, products } }) => [
    vulnerability.id,
    status,
    products.length,
  ])
  expect(rows).toEqual([
    ['CVE-1', 'affected', 1],
    ['CVE-1', 'affected', 1],
    ['CVE-1', 'fixed', 1],
    ['CVE-1', 'fixed', 1],
    ['CVE-2', 'affected', 1],
  ])
})

test('the order of documents does not show', () => {
  const rows = ({ statements, conflicts }: ReturnType<typeof mergeVex>): string =>
    JSON.stringify([
      statements.map(({ statement }) => statement),
      conflicts.map(({ vulnerability, product }) => [vulnerability, product]),
    ])
  fc.assert(
    fc.property(anyStatements, anyStatements, (one, other) => {
      const forth = mergeVex([given('a', one), given('b', other)])
      const back = mergeVex([given('b', other), given('a', one)])
      expect(rows(back)).toBe(rows(forth))
    }),
  )
})

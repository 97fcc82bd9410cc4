/** needs.md row 3: a statement about one component never touches another one with the same CVE. */
import { expect, test } from 'vitest'
import type { VexStatus } from '../../model/index.ts'
import { findingOf, purlOf } from '../decisions/testing/sample.ts'
import type { VexStatement } from '../model.ts'
import { applyVex, type FindingVex } from './apply-vex.ts'
import { documentOf, productOf, sceneOf, statementOf } from './testing/scenes.ts'

const [app, a, b, c] = ['pkg:generic/app@1', 'pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0', 'pkg:npm/c@1.0.0'] as const
/** app > a > c, app > b > c */
const diamond = sceneOf(app, { roots: [a, b], edges: { [a]: [c], [b]: [c], [c]: [] } })

function apply(statements: readonly VexStatement[], purl: string = c): FindingVex {
  const finding = findingOf({ purl: purlOf(purl) })
  const [view] = applyVex(
    [finding],
    [{ document: documentOf('supplier', statements), trust: 'supplier' }],
    diamond,
  )
  if (view === undefined) throw new Error('a view for each finding')
  return view
}

function statusesOf(view: FindingVex): readonly VexStatus[] {
  return view.positions.map(({ status }) => status)
}

test('row 3: the same CVE in another component, version, qualifier or product stays', () => {
  const others = [
    productOf('pkg:npm/lodash@1.0.0'),
    productOf('pkg:npm/c@1.0.1'),
    productOf('pkg:pypi/c@1.0.0'),
    productOf('pkg:npm/%40scope/c@1.0.0'),
    productOf('pkg:npm/c@1.0.0?repository_url=example.org'),
    productOf('pkg:generic/other@1', c),
    productOf('pkg:generic/app@2', c),
    productOf(app, 'pkg:npm/lodash'),
    productOf('pkg:generic/other@1'),
  ]
  expect(apply([statementOf('not_affected', others)])).toMatchObject({ matches: [], positions: [] })
  expect(statusesOf(apply([statementOf('not_affected', [...others, productOf(c)])]))).toEqual([
    'not_affected',
  ])
})

test('row 3: a statement about a component does not reach what it depends on, nor what depends on it', () => {
  const about = [statementOf('not_affected', [productOf(a)])]
  expect([apply(about, a), apply(about, c), apply(about, b)].map(statusesOf)).toEqual([
    ['not_affected'],
    [],
    [],
  ])
})

test.each([
  ['pkg:npm/c', undefined, 'any-version'],
  ['pkg:npm/c@1.0.0', undefined, 'exact'],
  ['pkg:npm/c', 'vers:npm/>=0.9.0|<1.0.1', 'range'],
  ['pkg:npm/c', 'vers:npm/<1.0.0', undefined],
  ['pkg:npm/c', '<= 2', undefined],
  ['pkg:npm/c@1.0.0', 'vers:npm/<1.0.0', undefined],
] as const)('%s with %s is met: %s', (text, versions, grade) => {
  const product = { ...productOf(text), ...(versions === undefined ? {} : { versions }) }
  expect(apply([statementOf('fixed', [product])]).matches.map((match) => match.versions)).toEqual(
    grade === undefined ? [] : [grade],
  )
})

test('any shared name of the vulnerability will do, also at the end of an address', () => {
  const names = [
    { id: 'cve-2021-23337', aliases: [] },
    { id: 'OWN-1', aliases: ['GHSA-35jh-r3h4-6jhm'] },
    { id: 'OWN-1', aliases: ['https://example.org/vuln/CVE-2021-23337'] },
    { id: 'CVE-2021-2333', aliases: ['CVE-2021-233377'] },
  ]
  const found = names.map((vulnerability) =>
    statusesOf(apply([statementOf('fixed', [productOf(c)], { vulnerability })])),
  )
  expect(found).toEqual([['fixed'], ['fixed'], ['fixed'], []])
})

test.each([
  ['the whole product', [productOf(app)], 'product', ['not_affected']],
  ['the component in the product', [productOf(app, c)], 'component-in-product', ['not_affected']],
  ['one of two ways', [productOf(a, c)], 'component-in-product', []],
  ['both ways, one each', [productOf(a, c), productOf(b, c)], 'component-in-product', ['not_affected']],
  ['three levels, one way', [productOf(app, b, c)], 'component-in-product', []],
  ['levels in the wrong order', [productOf(a, app, c)], undefined, []],
] as const)('%s', (_, products, grade, statuses) => {
  const view = apply([statementOf('not_affected', products)])
  expect(view.matches.map((match) => match.grade)).toEqual(grade === undefined ? [] : [grade])
  expect(statusesOf(view)).toEqual(statuses)
})

test('two statements of one author cover together what neither covers alone', () => {
  const view = apply([
    statementOf('not_affected', [productOf(a, c)], { at: '2026-01-01T00:00:00Z' }),
    statementOf('not_affected', [productOf(b, c)], { at: '2026-01-02T00:00:00Z' }),
  ])
  expect(view.matches.map(({ coverage }) => coverage)).toEqual(['some', 'some'])
  expect(statusesOf(view)).toEqual(['not_affected'])
})

test('polarity: affected on one way is affected, not affected on one way is nothing', () => {
  const bad = statementOf('affected', [productOf(a, c)], { at: '2026-01-01T00:00:00Z' })
  const good = statementOf('not_affected', [productOf(b, c)], { at: '2026-01-02T00:00:00Z' })
  expect(statusesOf(apply([bad]))).toEqual(['affected'])
  expect(statusesOf(apply([good]))).toEqual([])
  expect(statusesOf(apply([bad, good]))).toEqual(['affected'])
})

test('the newer statement of an author counts, whatever the order in the document', () => {
  const old = statementOf('not_affected', [productOf(c)], { at: '2026-01-01T00:00:00Z' })
  const young = statementOf('affected', [productOf('pkg:npm/c')], { at: '2026-01-01T01:30:00+01:00' })
  expect(statusesOf(apply([old, young]))).toEqual(['affected'])
  expect(statusesOf(apply([young, old]))).toEqual(['affected'])
  expect(apply([young, old]).matches.map(({ statement }) => statement.status)).toEqual([
    'affected',
    'not_affected',
  ])
})

test('two things at one time are a conflict', () => {
  const at = '2026-01-01T00:00:00Z'
  const view = apply([
    statementOf('fixed', [productOf(c)], { at }),
    statementOf('affected', [productOf(c)], { at }),
  ])
  expect([statusesOf(view), view.isConflict]).toEqual([['affected', 'fixed'], true])
})

test('two authors that disagree are shown side by side; the newer does not win', () => {
  const finding = findingOf({ purl: purlOf(c) })
  const given = (author: string, status: VexStatus, at: string) => ({
    document: documentOf(author, [statementOf(status, [productOf(c)], { at })]),
    trust: 'other' as const,
  })
  const vendor = given('vendor', 'not_affected', '2026-01-01T00:00:00Z')
  const tester = given('tester', 'affected', '2026-02-01T00:00:00Z')
  const [both, one] = [[vendor, tester], [vendor]].map(
    (documents) => applyVex([finding], documents, diamond)[0],
  )
  expect(both?.positions.map(({ author, status }) => [author, status])).toEqual([
    ['tester', 'affected'],
    ['vendor', 'not_affected'],
  ])
  expect([both?.isConflict, one?.isConflict]).toEqual([true, false])
})

test('a component in a circle is reached where the product reaches the circle, and not where nothing does', () => {
  const edges = { [a]: [b], [b]: [a, c], [c]: [b] }
  const statement = statementOf('not_affected', [productOf(app, c)])
  const views = [[a], []].map(
    (roots) =>
      applyVex(
        [findingOf({ purl: purlOf(c) })],
        [{ document: documentOf('x', [statement]), trust: 'own' }],
        sceneOf(app, { roots, edges }),
      )[0],
  )
  expect(views.map((view) => view?.positions.length)).toEqual([1, 0])
})

test('a component that nothing depends on lies in the product', () => {
  const scene = sceneOf(app, { roots: [], edges: { [c]: [] } })
  const document = documentOf('x', [statementOf('fixed', [productOf(app, c)])])
  const [view] = applyVex([findingOf({ purl: purlOf(c) })], [{ document, trust: 'own' }], scene)
  expect(view?.positions).toHaveLength(1)
})

test('a hash names the bytes, a BOM-Link what one SBOM lists', () => {
  const value = 'ab'.repeat(32)
  const scene = {
    ...sceneOf(app, {
      roots: [c],
      edges: { [c]: [] },
      serials: ['urn:uuid:3E671687-395B-41F5-A30F-A58921A69B79'],
    }),
    components: [{ purl: purlOf(c), dependsOn: [], hashes: [{ algorithm: 'SHA-256' as const, value }] }],
    subjectRefs: ['the-app'],
  }
  const link = 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1'
  const found = [
    [`sha256:${value}`],
    [`sha256:${'0'.repeat(64)}`],
    [`${link}#pkg:npm/c@1.0.0`],
    [`${link}#pkg%3Anpm%2Fc%401.0.0`],
    [`${link}#pkg:npm/c@2.0.0`],
    [`${link}#the-app`],
    [`${link}#another-app`],
    ['urn:cdx:00000000-395b-41f5-a30f-a58921a69b79/1#pkg:npm/c@1.0.0'],
  ].map((ids) => {
    const document = documentOf('x', [statementOf('fixed', [{ ids, subcomponents: [] }])])
    return applyVex([findingOf({ purl: purlOf(c) })], [{ document, trust: 'own' }], scene)[0]?.positions
      .length
  })
  expect(found).toEqual([1, 0, 1, 1, 0, 1, 0, 0])
})

test('a layered graph with a million ways is answered in time', () => {
  const layers = Array.from(
    { length: 20 },
    (_, depth) => [`pkg:npm/x${depth}@1`, `pkg:npm/y${depth}@1`] as const,
  )
  const edges = Object.fromEntries(
    layers.flatMap((pair, depth) => pair.map((purl) => [purl, [...(layers[depth + 1] ?? [c])]] as const)),
  )
  const scene = sceneOf(app, { roots: [...(layers[0] ?? [])], edges: { ...edges, [c]: [] } })
  const deep = layers.map(([left, right]) => productOf(right, left, c))
  const products = [[...deep, productOf(app, c)], deep]
  const documents = products.map((list) => documentOf('x', [statementOf('not_affected', list)]))
  const start = performance.now()
  const found = documents.map(
    (document) => applyVex([findingOf({ purl: purlOf(c) })], [{ document, trust: 'own' }], scene)[0],
  )
  expect(found.map((view) => view?.positions.length)).toEqual([1, 0])
  expect(performance.now() - start).toBeLessThan(5000)
})

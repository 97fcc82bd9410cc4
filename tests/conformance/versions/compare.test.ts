/** Every published comparison: versions that the ecosystems' own tools, or the VERS tests, have put in order. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareVersions, type Order } from '../../../packages/toolkit/src/versions/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

type Row = readonly [a: string, sign: '<' | '=' | '>', b: string]

const orders: Readonly<Record<Row[1], Order>> = { '<': -1, '=': 0, '>': 1 }

function explain(scheme: string, [a, sign, b]: Row): string[] {
  const there = compareVersions(scheme, a, b)
  const back = compareVersions(scheme, b, a)
  if (!there.ok) return [`${a} ${sign} ${b}: ${there.error.message}`]
  if (!back.ok) return [`${b}, ${a}: ${back.error.message}`]
  if (there.value !== orders[sign]) return [`${a} ${sign} ${b}: found ${there.value}`]
  return there.value + back.value === 0 ? [] : [`${a} ${sign} ${b}: not antisymmetric`]
}

describeShared('native comparisons', () => {
  const folder = sharedPath('vectors/vers/compare')
  const files = readdirSync(folder).filter((file) => file !== 'composer-normalize.json')
  test.each(files.toSorted())('%s', (file) => {
    const data: { scheme: string; tests: Row[] } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
    expect(data.tests.length).toBeGreaterThan(0)
    expect(data.tests.flatMap((row) => explain(data.scheme, row))).toEqual([])
    console.log(`${file}: ${data.tests.length} comparisons`)
  })
})

interface VersTest {
  readonly test_type: string
  readonly input: { readonly input_scheme: string; readonly versions: readonly string[] }
  readonly expected_output: boolean | readonly string[]
}

function explainVers({ input, expected_output: expected }: VersTest): string[] {
  const { input_scheme: scheme, versions } = input
  if (typeof expected === 'boolean') {
    const [a = '', b = ''] = versions
    const order = compareVersions(scheme, a, b)
    if (!order.ok) return [order.error.message]
    return (order.value === 0) === expected ? [] : [`${scheme}: ${a} equals ${b}: ${expected}`]
  }
  return expected.slice(1).flatMap((later, index) => {
    const order = compareVersions(scheme, expected[index] ?? '', later)
    if (!order.ok) return [order.error.message]
    const isInOrder =
      versions.indexOf(later) < versions.indexOf(expected[index] ?? '') ? order.value < 0 : order.value <= 0
    return isInOrder ? [] : [`${scheme}: ${expected[index]} < ${later}`]
  })
}

describeShared('VERS comparisons and equalities', () => {
  const files = ['vers-spec', 'univers'].flatMap((name) =>
    readdirSync(sharedPath(`vectors/vers/${name}`)).map((file) => `${name}/${file}`),
  )
  const wanted = files.filter((file) => /version_cmp|lexicographic|deb_version/u.test(file))
  test.each(wanted.toSorted())('%s', (file) => {
    const data: { tests: VersTest[] } = JSON.parse(readFileSync(sharedPath(`vectors/vers/${file}`), 'utf8'))
    expect(data.tests.length).toBeGreaterThan(0)
    expect(data.tests.flatMap(explainVers)).toEqual([])
    console.log(`${file}: ${data.tests.length} cases`)
  })
})

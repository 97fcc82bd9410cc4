/** Every published comparison: versions that the ecosystems' own tools, or the VERS tests, have put in order. */
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { compareVersions, type Order } from '../../../packages/toolkit/src/versions/index.ts'
import { describeShared } from '../../shared.ts'
import { comparisonFile, listVectors, readVectors, versComparisonFile } from './read-vectors.ts'

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
  test.each(listVectors('compare', /^(?!composer-normalize)/u))('%s', (file) => {
    const { scheme, tests } = readVectors(file, comparisonFile)
    expect(tests.flatMap((row) => explain(scheme, row))).toEqual([])
  })
})

type VersTest = z.infer<typeof versComparisonFile>['tests'][number]

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
  const specification = listVectors('vers-spec', /version_cmp|lexicographic/u)
  const univers = listVectors('univers', /deb_version/u)
  test.each([...specification, ...univers])('%s', (file) => {
    const { tests } = readVectors(file, versComparisonFile)
    expect(tests.flatMap(explainVers)).toEqual([])
  })
})

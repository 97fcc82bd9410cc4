/** The quick look may tell two versions apart only when every ecosystem's order does, too. */
import { expect, test } from 'vitest'
import { firstNumber, mayBeSamePoint } from '../../../packages/toolkit/src/matching/first-number.ts'
import { findScheme, listSchemes } from '../../../packages/toolkit/src/versions/index.ts'
import { describeShared } from '../../shared.ts'
import { comparisonFile, listVectors, readVectors } from '../versions/read-vectors.ts'

/** Orders of times and of plain text, which no package ecosystem has. */
const notOfPackages = ['datetime', 'lexicographic']

describeShared('versions that are one point share their first number', () => {
  const texts = [
    ...new Set(
      listVectors('compare', /^(?!composer-normalize)/u).flatMap((file) =>
        readVectors(file, comparisonFile).tests.flatMap(([a, , b]) => [a, b]),
      ),
    ),
  ]

  test.each(
    listSchemes()
      .map(({ id }) => id)
      .filter((id) => !notOfPackages.includes(id)),
  )('%s', (id) => {
    const scheme = findScheme(id)
    if (scheme === undefined) throw new Error(id)
    const parsed = texts.flatMap((text) => {
      const version = scheme.parse(text)
      return version.ok ? [{ text, value: version.value }] : []
    })
    // Sorted, equal ones stand side by side.
    parsed.sort((a, b) => scheme.compare(a.value, b.value))
    const told = parsed.flatMap(({ text, value }, at) => {
      const next = parsed[at + 1]
      if (next === undefined || scheme.compare(value, next.value) !== 0) return []
      return mayBeSamePoint(firstNumber(text), next.text) ? [] : [`${text} = ${next.text}`]
    })
    expect(told).toEqual([])
  })
})

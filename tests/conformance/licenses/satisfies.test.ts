/** Cases of vectors/licence-expressions/satisfies.json: may this be used under these licenses. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { satisfiesLicense } from '../../../packages/toolkit/src/licenses/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface Row {
  readonly expression: string
  readonly allowed: readonly string[]
  readonly satisfied: boolean
}

describeShared('licence expressions: satisfies', () => {
  test('every case is met', () => {
    const file = sharedPath('vectors/licence-expressions/satisfies.json')
    const rows = JSON.parse(readFileSync(file, 'utf8')) as readonly Row[]
    const missed = rows.filter(({ expression, allowed, satisfied }) => {
      const answer = satisfiesLicense(expression, allowed)
      return !answer.ok || answer.value.satisfied !== satisfied
    })
    console.log(`satisfies: ${rows.length - missed.length} of ${rows.length}`)
    expect(missed).toEqual([])
    expect(rows.length).toBeGreaterThan(300)
  })
})

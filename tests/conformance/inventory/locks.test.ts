/** Lock files beyond JavaScript and Python: the published fixtures, format by format. */
import { expect, test } from 'vitest'
import { describeShared } from '../../shared.ts'
import { exceptionsOf, fixtureFormats } from './fixture-formats.ts'
import { runFixtures, unexpectedOutcomes } from './run-fixtures.ts'

describeShared('lock files of other languages', () => {
  test.each(fixtureFormats.locks)('%s', (format) => {
    const outcomes = runFixtures(format)
    expect(outcomes.length).toBeGreaterThan(0)
    expect(unexpectedOutcomes(outcomes, exceptionsOf(format))).toEqual([])
  })
})

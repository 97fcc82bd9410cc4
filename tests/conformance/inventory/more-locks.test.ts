/** Lock files and databases of the wider world: the published fixtures, format by format. */
import { expect, test } from 'vitest'
import { describeShared } from '../../shared.ts'
import { exceptionsOf, fixtureFormats } from './fixture-formats.ts'
import { runFixtures, unexpectedOutcomes } from './run-fixtures.ts'

describeShared('lock files and databases of the wider world', () => {
  test.each(fixtureFormats.more)('%s', (format) => {
    const outcomes = runFixtures(format)
    expect(outcomes.length).toBeGreaterThan(0)
    expect(unexpectedOutcomes(outcomes, exceptionsOf(format))).toEqual([])
  })
})

/** Python lock files against the shared fixtures. */
import { expect, test } from 'vitest'
import { describeShared } from '../../shared.ts'
import { fixtureFormats } from './fixture-formats.ts'
import { runFixtures, unexpectedOutcomes } from './run-fixtures.ts'

describeShared('Python lock files', () => {
  test.each(fixtureFormats.python)('%s fixtures', (format) => {
    expect(unexpectedOutcomes(runFixtures(format))).toEqual([])
  })
})

/** Python lock files against the shared fixtures. */
import { expect, test } from 'vitest'
import { describeShared } from '../../shared.ts'
import { runFixtures, unexpectedOutcomes } from './run-fixtures.ts'

describeShared('Python lock files', () => {
  test.each(['pip', 'poetry', 'uv', 'pdm', 'pipenv', 'pylock'])('%s fixtures', (format) => {
    expect(unexpectedOutcomes(runFixtures(format))).toEqual([])
  })
})

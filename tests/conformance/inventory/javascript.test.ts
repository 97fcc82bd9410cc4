/** JavaScript lock files against the shared fixtures. */
import { expect, test } from 'vitest'
import { describeShared } from '../../shared.ts'
import { runFixtures, unexpectedOutcomes } from './run-fixtures.ts'

describeShared('JavaScript lock files', () => {
  test.each(['npm', 'pnpm', 'yarn', 'bun'])('%s fixtures', (format) => {
    expect(unexpectedOutcomes(runFixtures(format))).toEqual([])
  })
})

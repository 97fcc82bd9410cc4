import { expect, test } from 'vitest'
import type { Finding } from '../../model/index.ts'
import type { DecisionRecord } from '../model.ts'
import { maskEmbargoed } from './embargo.ts'

const finding = {
  group: 'GHSA-x',
  decision: { id: 'D-1', status: 'affected', reason: 'Hole in the parser.', action: 'Patch on Friday.' },
} as unknown as Finding

const record = (embargoUntil?: string): DecisionRecord =>
  ({ id: 'D-1', ...(embargoUntil === undefined ? {} : { embargoUntil }) }) as unknown as DecisionRecord

test('on the last day of an embargo neither reason nor action is told', () => {
  const masked = maskEmbargoed(finding, [record('2026-11-30')], '2026-11-30')
  expect(masked.decision).toEqual({
    id: 'D-1',
    status: 'affected',
    reason: 'Under embargo until 2026-11-30.',
  })
})

test.each([
  ['after it', [record('2026-11-30')], '2026-12-01'],
  ['without one', [record()], '2026-11-30'],
  ['of another decision', [], '2026-11-30'],
])('%s all is told', (_, records, today) => {
  expect(maskEmbargoed(finding, records, today)).toBe(finding)
})

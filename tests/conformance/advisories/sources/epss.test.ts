/** A slice of a real day of EPSS scores. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../../shared.ts'
import { readFormat } from './read-format.ts'

describeShared('FIRST EPSS', () => {
  test('one signal for each row, dated by the comment line', () => {
    const text = readFileSync(sharedPath('data/other/epss/epss_scores-slice.csv'), 'utf8')
    const { kept, dropped, strangers } = readFormat('epss', [{ path: 'epss_scores-slice.csv', text }])
    expect([dropped, strangers]).toEqual([{}, []])
    expect(kept.map(({ id, unnamedEntries }) => [id, unnamedEntries])).toEqual([
      ['EPSS-2026-08-21-CVE-2023-1898', 0],
    ])
    const rows = text.trimEnd().split('\n').slice(2)
    expect(rows).toHaveLength(55)
    const signals = kept.flatMap((record) => record.signals)
    const told = signals.map((signal) =>
      signal.kind === 'epss' ? `${signal.id},${signal.score},${signal.percentile},${signal.date}` : '',
    )
    expect(told).toEqual(rows.map((row) => `${row},2026-08-21T12:00:00Z`))
  })
})

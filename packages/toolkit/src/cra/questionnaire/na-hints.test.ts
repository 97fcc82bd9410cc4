/** Drafts of "not applicable": once somebody named the traits, and only then. */
import { expect, test } from 'vitest'
import { answersOf } from '../testing/answers.ts'
import { toLookup } from './lookup.ts'
import { findNaHint } from './na-hints.ts'

const today = '2026-11-22'

test('traits suggest "not applicable" with a draft, once somebody named them, and only then', () => {
  const hint = (traits: readonly string[], raw: Readonly<Record<string, unknown>>) => {
    const lookup = toLookup({ answers: answersOf(raw), facts: { traits }, signals: new Map(), today })
    return ['E9', 'E13', 'E17', 'E1'].map((id) => findNaHint(id, lookup, 'de') !== undefined)
  }
  expect(hint(['hardware'], { A8: ['hardware'] })).toEqual([true, true, true, false])
  expect(hint(['stores_data'], { A8: ['stores-data'] })).toEqual([false, true, false, false])
  expect(hint(['remote_data_processing'], { A2: 'yes' })).toEqual([false, false, false, false])
  expect(hint([], { A8: 'unknown' })).toEqual([false, false, false, false])
})

/** What each kind of proposal makes of the labelled cases, held against the table that says what it may claim. */
import { describe, expect, it } from 'vitest'
import {
  kindSettings,
  leastHigh,
  leastPrecision,
  leastRight,
  type Measured,
} from '../../packages/toolkit/src/vex/proposals/enabled.ts'
import { type Counts, measureProposals, sayCounts, together } from './measure-proposals.ts'
import { readCases } from './proposal-cases.ts'

const cases = readCases()
const rows = measureProposals(cases)
/** They rest on the search for imports, which has cases of its own: there it may find a little more or less. */
const restOnImports: ReadonlySet<string> = new Set(['dev-only', 'not-imported'])

describe('proposals on labelled cases', () => {
  it('are measured on at least 200 cases of both polarities', () => {
    expect(cases.length).toBeGreaterThanOrEqual(200)
    expect(cases.filter(({ expected }) => expected.proposal).length).toBeGreaterThanOrEqual(100)
    expect(cases.filter(({ expected }) => !expected.proposal).length).toBeGreaterThanOrEqual(100)
  })

  it.each(rows)('$kind: the table says what is measured', ({ kind, open, heldOut }) => {
    console.log(`${kind}\n  open      ${sayCounts(open)}\n  held-out  ${sayCounts(heldOut)}`)
    const setting = kindSettings[kind]
    for (const [fresh, told] of [
      [open, setting.open],
      [heldOut, setting.heldOut],
    ] as const) {
      if (!restOnImports.has(kind)) expect(withoutTooSure(fresh)).toEqual(told)
      expect([fresh.cases, fresh.wanted]).toEqual([told.cases, told.wanted])
      expect(fresh.made - fresh.right).toBeLessThanOrEqual(told.made - told.right)
      expect(fresh.high - fresh.highRight).toBeLessThanOrEqual(told.high - told.highRight)
      expect(Math.abs(fresh.right - told.right)).toBeLessThanOrEqual(2)
    }
  })

  it.each(rows)('$kind: is on only where high means high, and claims no more than the cases carry', (row) => {
    const { isOn, ceiling, why } = kindSettings[row.kind]
    const all = together(row.open, row.heldOut)
    const isPrecise = [row.heldOut, all].every(({ high, highRight }) => highRight >= leastPrecision * high)
    expect(isOn).toBe(isPrecise)
    if (!isOn) expect(ceiling).toBe('low')
    else expect(ceiling).toBe(ceilingOf(all))
    expect(why === undefined).toBe(ceiling === 'high')
  })

  it('are never surer than the label allows', () => {
    expect(rows.map(({ open, heldOut }) => together(open, heldOut).tooSure)).toEqual(rows.map(() => 0))
  })
})

function ceilingOf({ made, right, high }: Counts): string {
  if (right < leastRight * made) return 'low'
  return high >= leastHigh ? 'high' : 'medium'
}

function withoutTooSure({ tooSure: _, ...measured }: Counts): Measured {
  return measured
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BenchmarkRecord, mergeBenchmarks, toBenchmarkRecord } from './benchmark.ts'
import { compareAssessments, type SavedAssessment } from './compare.ts'

const baseline: SavedAssessment = {
  schema: 'occtet.assessment/1',
  label: 'baseline',
  at: '2026-06-30T08:00:00Z',
  catalogue: '1.0.1',
  mode: 'full',
  readiness: 38.4,
  margin: 6,
  evidence: 30,
  level: 2,
  sections: { D: 40, F: null },
  requirements: { 'ECR-I-2a': 'gap', 'ECR-II-1': 'met' },
  answers: { F9: { kind: 'scale', value: 'no' }, E4: { kind: 'scale', value: 'yes' } },
  openActions: ['ACT-21', 'ACT-04'],
  seconds: { D: 600, F: 1500 },
}
const final: SavedAssessment = {
  ...baseline,
  label: 'final',
  at: '2026-11-22T08:00:00Z',
  readiness: 71,
  margin: 2,
  evidence: null,
  level: 4,
  requirements: { 'ECR-I-2a': 'partly', 'ECR-II-1': 'met' },
  answers: {
    F9: { kind: 'scale', value: 'yes' },
    E4: { kind: 'scale', value: 'yes' },
    E5: { kind: 'na', reason: 'none' },
  },
  openActions: ['ACT-04', 'ACT-13'],
  seconds: { D: 300 },
}

describe('two assessments', () => {
  it('tell what moved', () => {
    expect(compareAssessments(baseline, final)).toMatchObject({
      readiness: 32.6,
      evidence: undefined,
      level: 2,
      isWithinMargin: false,
      hasOtherCatalogue: false,
      hasOtherMode: false,
      requirements: [{ id: 'ECR-I-2a', from: 'gap', to: 'partly' }],
      answers: [
        { id: 'E5', to: { kind: 'na', reason: 'none' } },
        { id: 'F9', from: { kind: 'scale', value: 'no' }, to: { kind: 'scale', value: 'yes' } },
      ],
      closedActions: ['ACT-21'],
      newActions: ['ACT-13'],
      seconds: { from: 2100, to: 300 },
    })
  })

  it('say when a move may be none, and when figures do not compare', () => {
    const moved = { ...final, readiness: 44, mode: 'quick', catalogue: '1.1.0' } as const
    expect(compareAssessments(baseline, moved)).toMatchObject({
      isWithinMargin: true,
      hasOtherMode: true,
      hasOtherCatalogue: true,
    })
  })
})

describe('anonymous figures', () => {
  it('hold coarse words only', () => {
    expect(toBenchmarkRecord(baseline, { size: 'micro', role: 'manufacturer', class: 'default' })).toEqual({
      schema: 'occtet.benchmark/1',
      half: '2026-H1',
      catalogue: '1.0.1',
      mode: 'full',
      size: 'micro',
      role: 'manufacturer',
      class: 'default',
      level: 2,
      readiness: 30,
      evidence: 30,
      sections: { D: 40, F: null },
      quarterHours: 3,
    })
  })

  it('never show a group, nor a rest, smaller than k', () => {
    const one = toBenchmarkRecord(baseline, { size: 'micro', role: 'manufacturer', class: 'default' })
    const record = fc.record({
      size: fc.constantFrom<BenchmarkRecord['size']>('micro', 'small', 'unknown'),
      role: fc.constantFrom('manufacturer', 'importer'),
      class: fc.constantFrom('default', 'critical'),
      readiness: fc.constantFrom(null, 0, 50, 100),
    })
    fc.assert(
      fc.property(fc.array(record, { maxLength: 40 }), fc.integer({ min: 2, max: 8 }), (list, k) => {
        const report = mergeBenchmarks(
          list.map((more) => ({ ...one, ...more })),
          k,
        )
        const shown = report.groups.reduce((total, group) => total + group.count, 0)
        expect(report.groups.every((group) => group.count >= k)).toBe(true)
        expect(report.withheld === 0 || report.withheld >= k).toBe(true)
        expect(shown + report.withheld).toBeLessThanOrEqual(list.length)
        for (const group of report.groups) {
          const levels = Object.values(group.levels).reduce((total, count) => total + count, 0)
          expect(levels).toBe(group.count)
        }
      }),
    )
  })
})

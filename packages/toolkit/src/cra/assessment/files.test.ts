import { describe, expect, it } from 'vitest'
import { formatPlanFile, parsePlanFile } from './plan-file.ts'
import { parseSavedAssessment } from './saved-file.ts'
import german from './texts/de.json' with { type: 'json' }
import english from './texts/en.json' with { type: 'json' }

describe('words', () => {
  const holes = (text: string): readonly string[] =>
    [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort()
  it('are there in both languages, with the same holes', () => {
    expect(Object.keys(german)).toEqual(Object.keys(english))
    for (const [word, text] of Object.entries(english)) {
      expect(holes(german[word as keyof typeof german]), word).toEqual(holes(text))
    }
  })
})

describe('plan.yaml', () => {
  it('is the same after a round trip, and refuses actions that do not exist', () => {
    const file = {
      schema: 'occtet.plan/1',
      actions: { 'ACT-21': { owner: 'the lead developer', due: '2026-12-01' } },
      enisa: { '4.3': 2, '5.1': 5 },
    } as const
    expect(parsePlanFile(formatPlanFile(file))).toEqual({ ok: true, value: file })
    expect(parsePlanFile(formatPlanFile(file).replace('ACT-21', 'ACT-99'))).toMatchObject({
      ok: false,
      error: { field: 'actions.ACT-99' },
    })
    expect(parsePlanFile(formatPlanFile(file).replace("'5.1': 5", "'5.1': 6"))).toMatchObject({
      ok: false,
      error: { field: 'enisa.5.1', message: 'expected a whole number from 1 to 5, found "6"' },
    })
  })
})

describe('a saved assessment', () => {
  const saved = {
    schema: 'occtet.assessment/1',
    label: 'baseline',
    at: '2026-11-22T10:00:00Z',
    catalogue: '1.0.1',
    mode: 'full',
    readiness: 38.4,
    margin: 6,
    evidence: null,
    level: 2,
    sections: { D: 40 },
    requirements: { 'ECR-I-2a': 'gap' },
    answers: { F9: { kind: 'scale', value: 'no' } },
    openActions: ['ACT-21'],
    seconds: {},
  }
  it('is read as it was written', () => {
    expect(parseSavedAssessment(JSON.stringify(saved))).toEqual({ ok: true, value: saved })
  })

  it.each([
    [{ readiness: 101 }, /readiness/],
    [{ label: 'last' }, /label/],
    [{ answers: { Z9: {} } }, /answers/],
    [{ at: 'yesterday' }, /at is/],
    [{ schema: 'other' }, /occtet.assessment\/1/],
  ])('with %j is refused', (change, message) => {
    const read = parseSavedAssessment(JSON.stringify({ ...saved, ...change }))
    expect(read.ok ? '' : read.error).toMatch(message)
  })

  it('that is torn is refused', () => {
    expect(parseSavedAssessment(JSON.stringify(saved).slice(0, 40)).ok).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { checkRiskAssessment } from '../risk/check.ts'
import { startRiskAssessment } from '../risk/start.ts'
import german from './texts/de.json' with { type: 'json' }
import english from './texts/en.json' with { type: 'json' }
import { nameOfField, recordWords } from './words.ts'

const holes = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort()

describe('words of records', () => {
  it('are there in both languages, in the same order, with the same holes', () => {
    expect(Object.keys(german)).toEqual(Object.keys(english))
    for (const [word, text] of Object.entries(english)) {
      expect(holes(german[word as keyof typeof german]), word).toEqual(holes(text))
    }
  })

  it('fill their holes and leave what has no value', () => {
    expect(recordWords('de')('gap-MISSING', { at: 'x' })).toBe('x ist leer')
    expect(recordWords('en')('because')).toContain('{threats}')
  })

  it.each(['en', 'de'] as const)('name every field that can be missing, in %s', (language) => {
    const profile = { schema: 'occtet.product/1', id: 'x', product: { name: 'X' }, facts: {} } as const
    const draft = startRiskAssessment({ profile, traits: [], depth: 'basic' })
    const empty = checkRiskAssessment({ ...draft, threats: [] }, '2026-11-22')
    const fields = empty.filter(({ code }) => code === 'MISSING').map(({ at }) => at)
    expect(fields.length).toBe(14)
    for (const field of fields) expect(nameOfField(field, language)).toContain(`(${field}`)
    expect(nameOfField('THR-01', language)).toBe('THR-01')
  })
})

import { describe, expect, it } from 'vitest'
import { formatFigures } from './figures.ts'
import { sayIn } from './words.ts'

const rows = [{ kind: 'risk_entry', proposed: 2, abstained: 1, accepted: 0, edited: 0, rejected: 0 } as const]

describe('words around proposals', () => {
  it('name what belongs into them, and keep what is not given', () => {
    expect(sayIn('de')('recorded', { ledger: 'example.org' })).toBe('Aufgezeichnet in example.org.')
    expect(sayIn('en')('recorded', { ledger: '{ledger} $& {x}' })).toBe('Recorded in {ledger} $& {x}.')
    expect(sayIn('en')('recorded')).toBe('Recorded in {ledger}.')
  })

  it('head every column of the figures in both languages, and say what is unknown', () => {
    const of = (language: 'en' | 'de'): readonly string[] =>
      formatFigures({ rules: rows, models: [{ model: 'small', rows }], unread: 3 }, language).split('\n')
    expect(
      of('de')
        .slice(0, 3)
        .map((line) => line.trim().split(/ {2,}/)),
    ).toEqual([
      ['Von Regeln'],
      ['Art', 'Vorschläge', 'keiner', 'angenommen', 'geändert', 'abgelehnt', 'Annahme', 'Genauigkeit'],
      ['risk_entry', '2', '1', '0', '0', '0', 'unbekannt', 'unbekannt'],
    ])
    expect(of('de').join(' ')).toContain('Von small')
    expect(of('de').join(' ')).toContain('3 aufbewahrte Vorschläge sind nicht lesbar')
    expect(of('en')[1]?.trim().split(/ {2,}/)).toHaveLength(8)
    expect(of('en').join(' ')).toContain('precision is not known')
  })
})

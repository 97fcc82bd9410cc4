import { describe, expect, test } from 'vitest'
import { guessTongue } from './normalise.ts'

describe('guessTongue', () => {
  test.each([
    'Abschlussbericht ausgenutzte Schwachstelle Frist',
    'Pflichten Importeur',
    'Was kostet das',
    'SBOM Behörde',
    'Meldung 24h',
    'Was steht in Art. 32(1)(a)?',
    'Artikel 14 Absatz 2 Buchstabe a',
    'Anhang I Teil II Nr. 1',
  ])('%s is German', (text) => {
    expect(guessTongue(text)).toBe('de')
  })

  test.each([
    'final report deadline',
    'SBOM format',
    'importer duties',
    'What does Art. 32(1)(a) say?',
    'Art. 14(2)(a)',
    'what does Bundesamt mean',
    'how young may a user be',
    '',
  ])('%s is English', (text) => {
    expect(guessTongue(text)).toBe('en')
  })
})

import { describe, expect, test } from 'vitest'
import { guessTongue } from './normalise.ts'

describe('guessTongue', () => {
  test.each([
    'Abschlussbericht ausgenutzte Schwachstelle Frist',
    'Pflichten Importeur',
    'Was kostet das',
    'SBOM Behörde',
    'Meldung 24h',
  ])('%s is German', (text) => {
    expect(guessTongue(text)).toBe('de')
  })

  test.each([
    'final report deadline',
    'SBOM format',
    'importer duties',
    'what does Bundesamt mean',
    'how young may a user be',
    '',
  ])('%s is English', (text) => {
    expect(guessTongue(text)).toBe('en')
  })
})

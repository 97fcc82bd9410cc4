import { expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import { rules } from './rules.ts'
import { createTexts, formatMark, formatRef, languages, textOf } from './texts.ts'

const { en: english, ...others } = languages
const further = Object.entries(others)

test.each(further)('%s has the words of every text that users see, and no others', (_, words) => {
  expect([...english.keys()].filter((key) => !words.has(key))).toEqual([])
  expect([...words.keys()].filter((key) => !english.has(key))).toEqual([])
  expect([...words].filter(([, text]) => text.trim() === '')).toEqual([])
})

test.each(further)('%s keeps placeholders, figures and articles', (_, words) => {
  const marks = (text: string): string => (text.match(/\{\w+\}|\d+/g) ?? []).sort().join(' ')
  const changed = [...english].filter(([key, text]) => marks(words.get(key) ?? '') !== marks(text))
  expect(changed.map(([key, text]) => `${key}: ${text} | ${words.get(key) ?? ''}`)).toEqual([])
})

/** Names and signs that are the same in German. */
const sameWords = /^(-|TPM|IDS\/IPS|SBOM|EN 40000-1-1, -1-2|\{role\}: \{why\}|Art\. [\d\-(), ]+)$/

test.each(further)('%s is translated', (_, words) => {
  const same = [...english].filter(([key, text]) => words.get(key) === text && !sameWords.test(text))
  expect(same).toEqual([])
})

test.each([
  ['role.manufacturer', 'Hersteller'],
  ['role.importer', 'Einführer'],
  ['role.distributor', 'Händler'],
  ['role.authorised_representative', 'Bevollmächtigter'],
  ['role.open_source_steward', 'Verwalter quelloffener Software'],
  ['scope.not_a_product', 'Produkt mit digitalen Elementen'],
  ['OBL-M-13-12b.title', 'Konformitätsbewertung'],
  ['OBL-SM-21.title', 'wesentliche Änderung'],
  ['OBL-M-13-08b.title', 'Unterstützungszeitraum'],
  ['OBL-M-14-01.title', 'Aktiv ausgenutzte Schwachstellen'],
  ['OBL-M-14-03.title', 'Schwerwiegende Sicherheitsvorfälle'],
  ['OBL-M-13-12c.title', 'EU-Konformitätserklärung und CE-Kennzeichnung'],
  ['OUT-RDPS.text', 'Datenfernverarbeitung'],
])('%s uses the word of the Regulation: %s', (key, word) => {
  expect(createTexts('de')(key)).toContain(word)
})

test('the same thing has the same word everywhere in German', () => {
  const wrong = [...languages.de].filter(([, text]) =>
    /\b(Importeur|Distributor|Vertreiber|Supportzeitraum|Support-Zeitraum|Steward|Bevollmächtigte[rn]? Vertreter|Risikoanalyse|Verwundbarkeit)/.test(
      text,
    ),
  )
  expect(wrong).toEqual([])
})

test('a text is found by record and field; a key that nobody has is a fault of ours', () => {
  const [requirement] = catalogue.requirements
  expect(textOf(requirement!, 'title', 'en')).toBe(requirement!.title)
  expect(textOf(requirement!, 'title', 'de')).toBe('Sicherheit, die dem Risiko entspricht')
  expect(textOf(requirement!, 'colour', 'de')).toBeUndefined()
  expect(() => createTexts('en')('no.such.key')).toThrow('no.such.key')
  // Values are taken as they are, braces among them.
  expect(createTexts('en')('means.role', { role: '{why}', why: 'x' })).toBe('{why}: x')
})

/** Every value of a member, wherever it stands. */
function valuesOf(member: string, value: unknown): readonly string[] {
  if (value instanceof Map) return [...value.values()].flatMap((item) => valuesOf(member, item))
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(member, item))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) =>
    name === member && typeof item === 'string' ? [item] : valuesOf(member, item),
  )
}

test('every verification mark has words in every language', () => {
  const marks = new Set(valuesOf('verification', [catalogue, rules]))
  expect(marks.size).toBeGreaterThan(20)
  for (const mark of marks) expect([formatMark(mark, 'en'), formatMark(mark, 'de')]).not.toContain('')
  const known = new Set(
    [...english.keys()].filter((key) => key.startsWith('mark.')).map((key) => key.slice(5)),
  )
  expect([...known].filter((mark) => !marks.has(mark))).toEqual([])
})

test('references read as German ones and keep their numbers; in English they stay', () => {
  const refs = new Set(valuesOf('ref', [catalogue, rules]))
  for (const ref of refs) {
    expect(formatRef(ref, 'en')).toBe(ref)
    expect(formatRef(ref, 'de').match(/\d+/g)).toEqual(ref.match(/\d+/g))
    expect(formatRef(ref, 'de')).not.toMatch(
      /\b(Annex|Part|Recital|recital|guidance|subpara|class|Reg\.|with|from)\b/,
    )
  }
  expect(formatRef('Annex I, Part II, point (1)', 'de')).toBe('Anhang I, Teil II, Nummer (1)')
  expect(formatRef('Art. 2(2)-(7); Del. Reg. (EU) 2025/1535', 'de')).toBe(
    'Art. 2(2)-(7); Del. VO (EU) 2025/1535',
  )
})

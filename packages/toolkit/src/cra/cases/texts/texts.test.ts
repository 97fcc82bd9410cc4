import { expect, test } from 'vitest'
import { reporting } from '../../catalogue/reporting.ts'
import { caseLanguages, fill, translate } from './texts.ts'

const languages = Object.entries(caseLanguages)

/** Every text by its path, such as `words.missing`. */
function flatten(value: object): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const [group, members] of Object.entries(value) as [string, Record<string, string>][]) {
    if (group === 'catalogue') continue
    for (const [id, text] of Object.entries(members)) texts.set(`${group}.${id}`, text)
  }
  return texts
}

/** Everything of the catalogue that a user of cases gets to see. */
const shown = [
  ...reporting.stages.flatMap(({ platformFields, legalContent, recipients, channel }) => [
    ...platformFields,
    ...legalContent,
    ...recipients,
    channel,
  ]),
  ...Object.values(reporting.triggers).flatMap(({ notReportable }) => notReportable),
  ...reporting.triggers.AEV.test,
  ...reporting.users.content,
]

test.each(languages)('%s has every text, with the same places to fill', (_language, texts) => {
  const [mine, english] = [flatten(texts), flatten(caseLanguages.en)]
  expect([...mine.keys()].sort()).toEqual([...english.keys()].sort())
  const places = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).sort()
  for (const [id, text] of mine) {
    expect([id, text.trim()]).toEqual([id, text])
    expect(text).not.toBe('')
    expect([id, places(text)]).toEqual([id, places(english.get(id) ?? '')])
  }
})

test.each(languages.filter(([language]) => language !== 'en'))(
  '%s translates every word of the catalogue that is shown, and none that is gone',
  (_language, texts) => {
    expect([...new Set(shown)].filter((words) => texts.catalogue[words] === undefined)).toEqual([])
    expect(Object.keys(texts.catalogue).filter((words) => !shown.includes(words))).toEqual([])
  },
)

test('a drill is marked with the same word in every language', () => {
  for (const [, texts] of languages) expect(texts.words.drill).toContain(texts.words.drillMark)
  expect(new Set(languages.map(([, texts]) => texts.words.drillMark))).toEqual(new Set(['DRILL']))
})

test('texts are filled once, and values cannot fill others', () => {
  expect(fill('{a} of {b} {c}', { a: '{b}', b: '2' })).toBe('{b} of 2 {c}')
  expect(translate(caseLanguages.de, 'severity')).toBe('Schweregrad')
  expect(translate(caseLanguages.en, 'severity')).toBe('severity')
})

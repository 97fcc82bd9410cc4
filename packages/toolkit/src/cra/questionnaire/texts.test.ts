/** Every language is whole, says the same things, and keeps what is put in. */
import { expect, test } from 'vitest'
import { parseCommand } from './interview-command.ts'
import { questionnaire, questionOf } from './questionnaire.ts'
import de from './texts/de.json' with { type: 'json' }
import en from './texts/en.json' with { type: 'json' }
import { languages, textsOf } from './texts.ts'

/** Every text by its path. */
function leaves(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map()
  return new Map(Object.entries(value).flatMap(([name, inner]) => [...leaves(inner, `${path}.${name}`)]))
}

test('all languages have the same keys', () => {
  expect([...leaves(de).keys()].sort()).toEqual([...leaves(en).keys()].sort())
})

test('each language is read without complaint, and no question is longer than 160 characters', () => {
  for (const language of languages) {
    const texts = textsOf(language)
    expect([texts.language, texts.questions.size]).toEqual([language, questionnaire.questions.size])
    const long = [...texts.questions].filter(([, { text }]) => text.length > 160)
    expect(long).toEqual([])
  }
})

test('what is put into a text has the same names in every language', () => {
  const names = (text: string | undefined) =>
    [...(text ?? '').matchAll(/\{\w+\}/g)].map(([name]) => name).sort()
  const english = leaves(en)
  const wrong = [...leaves(de)].filter(
    ([path, text]) => names(text).join() !== names(english.get(path)).join(),
  )
  expect(wrong).toEqual([])
})

/** Names and abbreviations that are the same in both. */
const same = new Set([
  '.language',
  '.enisa.3.3.name',
  '.questions.C1.options.cat-i-07',
  '.questions.A8.options.hardware',
])

test('German is translated, not copied', () => {
  const english = leaves(en)
  const copied = [...leaves(de)].filter(
    ([path, text]) => text === english.get(path) && !same.has(path) && text.length > 12,
  )
  expect(copied).toEqual([])
})

test('the German interview understands German and English', () => {
  const texts = textsOf('de')
  const say = (line: string, id = 'E7') => parseCommand(line, questionOf(id), texts)
  expect([say('zurück').kind, say('weiter').kind, say('ende').kind, say('skip').kind]).toEqual([
    'back',
    'skip',
    'quit',
    'skip',
  ])
  expect([say('ja'), say('j'), say('yes'), say('teilweise')]).toEqual(
    ['yes', 'yes', 'yes', 'partial'].map((raw) => ({ kind: 'answer', raw })),
  )
  expect(say('entfällt keine Schnittstelle')).toEqual({ kind: 'answer', raw: { na: 'keine Schnittstelle' } })
  expect(say('installierte Software', 'A1')).toEqual({
    kind: 'not-understood',
    text: 'installierte Software',
  })
})

test('no letter of an answer is also a command', () => {
  for (const language of languages) {
    const texts = textsOf(language)
    for (const [value, key] of Object.entries(texts.keys)) {
      const command = parseCommand(key, questionOf('D1'), texts)
      if (value !== 'na')
        expect([language, key, command]).toEqual([language, key, { kind: 'answer', raw: value }])
    }
  }
})

/** The small files: what is read, what is refused with line and field, and that a round trip is a fixed point. */
import '../../../../../tests/property-seed.ts'
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  answersSchema,
  formatAnswersFile,
  parseAnswersFile,
  parsePreparedAnswers,
} from '../questionnaire/answers-file.ts'
import { parseAnswer } from '../questionnaire/answers.ts'
import { questionnaire } from '../questionnaire/questionnaire.ts'
import type { Answer } from '../questionnaire/types.ts'
import { answersOf } from '../testing/answers.ts'
import type { ProductProfile } from './profile.ts'
import { formatProfile, parseProfile, profileSchema } from './profile-file.ts'

const profile: ProductProfile = {
  schema: 'occtet.product/1',
  id: 'sample',
  product: { name: 'Sample', version: '1.10', essentialFunctions: ['show', 'store'] },
  manufacturer: { name: 'Example GmbH', country: 'AT', email: 'office@example.org' },
  security: { contacts: ['security@example.org'], fixTargetDays: 30 },
  support: { endsAt: '2033-03', expectedUseYears: 6, reasons: ['Users keep it: about six years'] },
  conformity: { procedure: 'A', standards: [{ reference: 'EN 1' }], signatory: { name: 'N.N.' } },
  links: { sbom: 'https://example.org/sbom.json' },
  facts: {
    foss: { licence_foss: true, source_public: false },
    traits: ['networked'],
    company_size: 'micro',
    events: [{ type: 'placed_on_market', at: '2028-03-01T00:00:00Z' }],
  },
  exposure: { missionPrevalence: 'support', publicWellBeing: 'minimal' },
  answers: 'tracked',
}

test('a profile comes back as it was, byte for byte after the first writing', () => {
  const written = formatProfile(profile)
  const read = parseProfile(written)
  expect(read).toEqual({ ok: true, value: profile })
  expect(read.ok ? formatProfile(read.value) : '').toBe(written)
  const small = { schema: 'occtet.product/1', id: 'x', product: { name: 'y' }, facts: {} } as const
  const back = parseProfile(formatProfile(small))
  expect(back).toEqual({ ok: true, value: small })
})

test('any text survives the file', () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  const any = fc.oneof(
    line,
    fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
    fc.constantFrom(
      'yes',
      '1.10',
      'true',
      '~',
      '# x',
      '- a',
      'a: b',
      "it's",
      '"q"',
      ' lead',
      'trail ',
      '|',
      '\t',
      'x\n',
    ),
  )
  fc.assert(
    fc.property(any, any, (name, description) => {
      const made: ProductProfile = {
        schema: 'occtet.product/1',
        id: 'x',
        product: { name, description },
        facts: {},
      }
      expect(parseProfile(formatProfile(made))).toEqual({ ok: true, value: made })
    }),
  )
})

const start = 'schema: occtet.product/1\nid: x\n'
const refused: readonly (readonly [string, string, number, string])[] = [
  ['product:\n  name: y\n', 'FILE_MEMBER_MISSING', 1, 'schema'],
  [`${start}product:\n  version: 1\n`, 'FILE_MEMBER_MISSING', 4, 'product.name'],
  [`${start}product:\n  name: y\n  colour: red\n`, 'FILE_MEMBER_UNKNOWN', 5, 'product.colour'],
  [`${start}product:\n  name: [y]\n`, 'FILE_VALUE_INVALID', 4, 'product.name'],
  [`${start}product:\n  name: y\nsupport:\n  endsAt: 2033\n`, 'FILE_VALUE_INVALID', 6, 'support.endsAt'],
  [`${start}product:\n  name: y\nfacts:\n  eu_market: maybe\n`, 'FILE_VALUE_INVALID', 6, 'facts.eu_market'],
  [
    `${start}product:\n  name: y\nfacts:\n  placed_on_market: 2028-13-01\n`,
    'FILE_VALUE_INVALID',
    6,
    'facts.placed_on_market',
  ],
  [`${start}product:\n  name: y\nfacts:\n  nonsense: 1\n`, 'FILE_MEMBER_UNKNOWN', 6, 'facts.nonsense'],
  ['schema: occtet.product/2\nid: x\nproduct:\n  name: y\n', 'FILE_VALUE_INVALID', 1, 'schema'],
  ['schema: occtet.product/1\nid: ../x\nproduct:\n  name: y\n', 'FILE_VALUE_INVALID', 2, 'id'],
  ['a: [', 'FILE_NOT_YAML', 1, ''],
  ['- a\n', 'FILE_VALUE_INVALID', 1, ''],
]

test.each(refused)('refused: %j', (source, code, line, field) => {
  const read = parseProfile(source)
  expect(read.ok ? 'ok' : [read.error.code, read.error.line, read.error.field]).toEqual([code, line, field])
})

test('no text makes the reader throw', () => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (source) => void parseProfile(source)))
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (source) => void parseAnswersFile(source)))
})

const answer: fc.Arbitrary<Answer> = fc
  .tuple(
    fc.constantFrom(...questionnaire.questions.values()),
    fc.nat(),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((name) => name.trim() !== ''),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  )
  .map(([question, number, by, note]) => {
    const option = question.options[number % Math.max(1, question.options.length)]?.id
    const raw = { yn: 'no', scale: 'partial', single: option, multi: [option], date: '2028-03-01' }[
      question.type
    ]
    const documents = number % 2 === 0 ? [{ name: by, attached: true, path: 'a/b.md' }] : []
    const parsed = parseAnswer({
      question: question.id,
      answer: raw,
      by,
      at: '2026-11-22T10:00:00Z',
      note,
      documents,
    })
    if (!parsed.ok) throw new Error(parsed.error.message)
    return parsed.value
  })

test('answers come back as they were, in the order of the questions', () => {
  fc.assert(
    fc.property(fc.array(answer, { maxLength: 20 }), (list) => {
      const answers = new Map(list.map((one) => [one.question, one]))
      const written = formatAnswersFile({ product: 'x', answers })
      const read = parseAnswersFile(written)
      if (!read.ok) throw new Error(read.error.message)
      expect(new Map([...read.value.answers].sort())).toEqual(new Map([...answers].sort()))
      expect(formatAnswersFile(read.value)).toBe(written)
    }),
  )
})

test('prepared answers: words, lists, reasons, notes; JSON as well', () => {
  const given = { by: 'assessor', at: '2026-11-22T10:00:00Z' }
  const yaml =
    'A1: device\nA8: [networked, hardware]\nE7: { na: no interface }\nD1:\n  answer: partial\n  by: reviewer\n  note: old\n'
  const read = parsePreparedAnswers(yaml, given)
  if (!read.ok) throw new Error(read.error.message)
  expect(read.value.map(({ question, by, note }) => [question, by, note])).toEqual([
    ['A1', 'assessor', undefined],
    ['A8', 'assessor', undefined],
    ['E7', 'assessor', undefined],
    ['D1', 'reviewer', 'old'],
  ])
  const json = parsePreparedAnswers('{"A1":"device","A8":["networked"]}', given)
  expect(json.ok && json.value.length).toBe(2)
  const file = formatAnswersFile({ product: 'x', answers: answersOf({ A1: 'device' }) })
  expect(parsePreparedAnswers(file, given)).toMatchObject({
    ok: true,
    value: [{ question: 'A1', by: 'a person' }],
  })
  const wrong: readonly (readonly [string, string, number])[] = [
    ['A1: boat\n', 'A1', 1],
    ['A1: device\nZ9: yes\n', 'Z9', 2],
    ['A1: device\nD1: { na: small }\n', 'D1', 2],
    ['A1: device\nD1:\n  answer: yes\n  nota: x\n', 'D1.nota', 4],
  ]
  for (const [source, field, line] of wrong) {
    const parsed = parsePreparedAnswers(source, given)
    expect(parsed.ok ? 'ok' : [parsed.error.field, parsed.error.line]).toEqual([field, line])
  }
})

test('the schemas accept what is written and refuse what is refused', () => {
  const ajv = new Ajv2020({ strict: false })
  const isProfile = ajv.compile(profileSchema())
  expect(isProfile(profile)).toBe(true)
  expect([isProfile({ ...profile, id: '../x' }), isProfile({ ...profile, more: 1 })]).toEqual([false, false])
  const isAnswers = ajv.compile(answersSchema())
  const entry = {
    answer: { na: 'x' },
    by: 'assessor',
    at: '2026-11-22T10:00:00Z',
    source: 'person',
    catalogue: '1.0.1',
  }
  expect(isAnswers({ schema: 'occtet.answers/1', product: 'x', answers: { E7: entry } })).toBe(true)
  expect(isAnswers({ schema: 'occtet.answers/1', product: 'x', answers: { Z9: entry } })).toBe(false)
})

test('the examples of docs/reference/files.md are read, and written as they stand there', () => {
  const page = readFileSync(new URL('../../../../../docs/reference/files.md', import.meta.url), 'utf8')
  const example = (name: string) => new RegExp(`\`\`\`yaml ${name}\\n([^\`]*)\`\`\``).exec(page)?.[1] ?? ''
  const profile = parseProfile(example('product'))
  if (!profile.ok) throw new Error(profile.error.message)
  expect(profile.value.product).toMatchObject({ name: 'Gateway 3000', version: '1.10' })
  const file = parseAnswersFile(example('answers'))
  if (!file.ok) throw new Error(file.error.message)
  expect(formatAnswersFile(file.value).replace(/^#.*\n/, '')).toBe(example('answers'))
  const prepared = parsePreparedAnswers(example('prepared'), { by: 'assessor', at: '2026-11-22T10:00:00Z' })
  expect(prepared.ok && prepared.value.map(({ question }) => question)).toEqual(['A1', 'A8', 'E16', 'D1'])
})

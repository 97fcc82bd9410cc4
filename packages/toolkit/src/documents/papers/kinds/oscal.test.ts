import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { buildPaper } from '../build.ts'
import type { PaperInput } from '../input.ts'
import { emptyInput, fullInput, hostileInput } from '../testing/sample.ts'
import { oscalResults } from './oscal.ts'

/** NIST's own schema of release 1.1.2 (SHA-256 d033da70…f41b0d), unchanged. */
const schemaUrl = new URL('../testing/vendor/oscal-assessment-results-1.1.2.schema.json', import.meta.url)

/** References by `$id: "#anchor"` (draft-07, section 8.2.3) become pointers, since ajv 8 takes no such ids. */
function readSchema(): object {
  const text = readFileSync(schemaUrl, 'utf8')
  const names = new Map<string, string>()
  const schema = JSON.parse(text) as { definitions: Record<string, { $id?: string }> }
  for (const [name, definition] of Object.entries(schema.definitions)) {
    if (definition.$id?.startsWith('#') === true) names.set(definition.$id, `#/definitions/${name}`)
    delete definition.$id
  }
  return JSON.parse(
    JSON.stringify(schema, (key: string, value: unknown) =>
      key === '$ref' && typeof value === 'string'
        ? (names.get(value) ?? value)
        : key === '$id' && typeof value === 'string' && value.startsWith('#')
          ? undefined
          : value,
    ),
  ) as object
}

const validate = new Ajv({
  strict: false,
  allErrors: true,
  formats: { 'date-time': true, uri: true, 'uri-reference': true, email: true },
}).compile(readSchema())

function published(input: PaperInput): unknown {
  const built = buildPaper(oscalResults, input)
  return built.ok ? JSON.parse(built.value.publication?.text ?? '') : undefined
}

test.each([
  ['everything', fullInput()],
  ['nothing', emptyInput()],
  ['hostile text', hostileInput()],
])('valid against the schema of OSCAL 1.1.2: %s', (_, input) => {
  validate(published(input))
  expect(validate.errors).toBeNull()
})

test('the schema is in force: a broken document is refused', () => {
  expect(validate({ 'assessment-results': { uuid: 'no' } })).toBe(false)
})

test('no finding says that a requirement is satisfied', () => {
  expect(JSON.stringify(published(fullInput()))).not.toMatch(/satisfied|"findings"/)
})

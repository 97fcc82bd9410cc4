/** The page about files shows a case that this version reads, and names every type and field. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { fieldIds } from './fields.ts'
import { parseCase } from './parse-case.ts'
import { statusOf } from './status.ts'
import { caseLanguages } from './texts/texts.ts'

const root = new URL('../../../../../', import.meta.url)
const page = readFileSync(new URL('docs/reference/files.md', root), 'utf8')
const example: unknown = JSON.parse(/```json case\n([\s\S]*?)```/.exec(page)?.[1] ?? '')

test('the example is a case, for the code and for the schema', () => {
  const file = parseCase(example)
  if (!file.ok) throw new Error(file.error.message)
  const { stages } = statusOf(file.value, Date.parse('2026-11-20T10:00:00Z'))
  expect(stages[0]).toMatchObject({ due: '2026-11-21T09:30:00Z', state: 'running' })
  const text = readFileSync(new URL('packages/contract/schemas/case-file.json', root), 'utf8')
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(text) as object)
  expect([validate(example), validate.errors]).toEqual([true, null])
  expect(validate({ ...(example as object), schema: 'occtet.case/2' })).toBe(false)
})

test('all types and fields are named', () => {
  const names = [...Object.keys(caseLanguages.en.entries), ...fieldIds]
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

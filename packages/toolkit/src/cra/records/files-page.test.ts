/** The examples of docs/reference/files.md are what the program reads and writes. */
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { formatPlanFile, parsePlanFile, planSchema } from '../assessment/plan-file.ts'
import { parseSavedAssessment } from '../assessment/saved-file.ts'
import { diligenceSchema, formatDiligenceFile, parseDiligenceFile } from '../diligence/diligence-file.ts'
import { formatRiskFile, parseRiskFile, riskSchema } from '../risk/risk-file.ts'

const root = new URL('../../../../../', import.meta.url)
const page = readFileSync(new URL('docs/reference/files.md', root), 'utf8')

function example(name: string): string {
  const text = new RegExp(`\`\`\`(?:yaml|json) ${name}\\n([^\`]*)\`\`\``).exec(page)?.[1]
  if (text === undefined) throw new Error(`files.md has no example ${name}`)
  return text
}

function fits(schema: object, value: unknown): void {
  const validate = new Ajv2020({ strict: false }).compile(schema)
  expect([validate(value), validate.errors]).toEqual([true, null])
}

const bare = (text: string): string => text.replace(/^#.*\n/, '')

test('risk.yaml is read, fits its schema, and is the same after a round trip', () => {
  const read = parseRiskFile(example('risk'))
  if (!read.ok) throw new Error(`${read.error.line}: ${read.error.message}`)
  fits(riskSchema(), read.value)
  expect(read.value.threats.map(({ id }) => id)).toEqual(['THR-01', 'OWN-1'])
  expect(parseRiskFile(formatRiskFile(read.value))).toEqual(read)
})

test('diligence.yaml and plan.yaml are written as they stand there', () => {
  const file = parseDiligenceFile(example('diligence'))
  if (!file.ok) throw new Error(`${file.error.line}: ${file.error.message}`)
  fits(diligenceSchema(), file.value)
  expect(bare(formatDiligenceFile(file.value))).toBe(example('diligence'))
  const plan = parsePlanFile(example('plan'))
  if (!plan.ok) throw new Error(`${plan.error.line}: ${plan.error.message}`)
  fits(planSchema(), plan.value)
  expect(bare(formatPlanFile(plan.value))).toBe(example('plan'))
})

test('the saved assessment is read, and fits the published schema', () => {
  const read = parseSavedAssessment(example('assessment'))
  if (!read.ok) throw new Error(read.error)
  const schema = new URL('packages/contract/schemas/assessment-file.json', root)
  fits(JSON.parse(readFileSync(schema, 'utf8')) as object, read.value)
})

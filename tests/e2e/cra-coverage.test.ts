/** `occtet cra coverage` as a user runs it: the same table for people and machines, and nothing about a product. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { occtet, projectRoot } from '../cli.ts'

interface Value {
  readonly summary: Readonly<Record<string, number>>
  readonly requirements: readonly {
    readonly id: string
    readonly title: string
    readonly verdict: string
    readonly missing: readonly string[]
    readonly questions: readonly string[]
    readonly actions: readonly string[]
    readonly sections: readonly string[]
  }[]
  readonly remote: readonly { readonly signal: string; readonly needs: string }[]
}

const schema = JSON.parse(
  readFileSync(join(projectRoot, 'packages/contract/schemas/cra-coverage.json'), 'utf8'),
) as object

test('as JSON: 22 requirements by the published schema, and counts that add up', () => {
  const ran = occtet(['cra', 'coverage', '--json'])
  expect([ran.code, ran.stderr]).toEqual([0, ''])
  const value = JSON.parse(ran.stdout) as Value
  const validate = new Ajv2020({ strict: false }).compile(schema)
  expect([validate(value), validate.errors]).toEqual([true, null])
  const { requirements, summary } = value
  expect(requirements.length).toBe(22)
  for (const verdict of ['automatic', 'assisted', 'manual'])
    expect(summary[verdict]).toBe(requirements.filter((one) => one.verdict === verdict).length)
  expect(summary['full']).toBe(requirements.filter(({ missing }) => missing.length === 0).length)
  for (const one of requirements)
    expect([one.questions, one.actions, one.sections].every((list) => list.length > 0)).toBe(true)
  expect(value.remote).toContainEqual(expect.objectContaining({ signal: 'SIG-RT-PORTS', needs: 'runtime' }))
})

test('for people: a line for each requirement, and what it does not say', () => {
  const ran = occtet(['cra', 'coverage'])
  expect([ran.code, ran.stderr]).toEqual([0, ''])
  expect(ran.stdout).toContain('It says nothing about your product')
  const lines = ran.stdout.split('\n').filter((line) => /^ECR-I{1,2}-/.test(line))
  expect(lines.length).toBe(22)
  expect(lines[0]).toMatch(/^ECR-I-1 {2,}Security appropriate to the risk {2,}(automatic|assisted|manual) /)
  expect(Math.max(...ran.stdout.split('\n').map((line) => line.length))).toBeLessThan(141)
})

test('an option that does not exist is refused', () => {
  expect(occtet(['cra', 'coverage', '--lang', 'de']).code).toBe(2)
})

/** `.occtet/policy.test.yaml`: what each rule should say of made-up facts; `occtet policy test` runs them. */
import { err, ok, type Result } from '../base/index.ts'
import { parseLicenseExpression } from '../model/index.ts'
import {
  parseYaml,
  readBySpec,
  type Spec,
  toJsonSchema,
  type YamlNode,
  yamlEntries,
  yamlGet,
  yamlItems,
} from '../small-files/index.ts'
import { type FactSpec, factTable } from './fact-table.ts'
import { judgeRule } from './judge.ts'
import { type Facts, type FactValue, type Policy, type PolicySubject, policySubjects } from './model.ts'
import type { PolicyFault } from './read-condition.ts'

export const expectations = ['breach', 'pass', 'unknown'] as const
export type Expectation = (typeof expectations)[number]

export interface PolicyCase {
  readonly name: string
  readonly about: PolicySubject
  /** Facts that are not given are unknown. */
  readonly facts: Facts
  /** By rule id. */
  readonly expect: Readonly<Record<string, Expectation>>
  readonly line: number
}

export interface CaseResult {
  readonly name: string
  readonly line: number
  readonly rule: string
  readonly expected: Expectation
  readonly found: Expectation
}

const schemaText = 'occtet.policy-test/1'

const casesSpec: Spec = {
  kind: 'object',
  required: ['schema', 'cases'],
  members: {
    schema: { kind: 'text', values: [schemaText] },
    cases: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['name', 'about', 'expect'],
        members: {
          name: { kind: 'text' },
          about: { kind: 'text', values: policySubjects },
          facts: { kind: 'other', schema: { type: 'object' } },
          expect: { kind: 'map', item: { kind: 'text', values: expectations } },
        },
      },
    },
  },
}

export function parsePolicyCases(source: string, policy: Policy): Result<readonly PolicyCase[], PolicyFault> {
  const tree = parseYaml(source)
  if (!tree.ok) return fail(1, '', tree.error)
  const read = readBySpec(source, casesSpec)
  if (!read.ok) return fail(read.error.line, read.error.field, read.error.message)
  const loose = read.value as { readonly cases: readonly Omit<PolicyCase, 'facts' | 'line'>[] }
  const cases: PolicyCase[] = []
  for (const [index, node] of yamlItems(yamlGet(tree.value, 'cases')).entries()) {
    const one = loose.cases[index]
    if (one === undefined) continue
    const field = `cases[${index}]`
    const stranger = Object.keys(one.expect).find((id) => !hasRule(policy, id, one.about))
    if (stranger !== undefined)
      return fail(node.line, `${field}.expect`, `the policy has no rule ${stranger} about a ${one.about}`)
    const facts = readFacts(yamlGet(node, 'facts'), one.about, `${field}.facts`)
    if (!facts.ok) return facts
    cases.push({ ...one, facts: facts.value, line: node.line })
  }
  return ok(cases)
}

function hasRule(policy: Policy, id: string, about: PolicySubject): boolean {
  return policy.rules.some((rule) => rule.id === id && rule.about === about)
}

function readFacts(
  node: YamlNode | undefined,
  about: PolicySubject,
  field: string,
): Result<Facts, PolicyFault> {
  const facts: [string, FactValue][] = []
  const table = factTable[about]
  for (const [name, value] of yamlEntries(node)) {
    const spec = Object.hasOwn(table, name) ? table[name] : undefined
    if (spec === undefined) return fail(value.line, `${field}.${name}`, `a ${about} has no such fact`)
    const read = readValue(value, spec)
    if (read === undefined) return fail(value.line, `${field}.${name}`, 'this is no legal value of the fact')
    facts.push([name, read])
  }
  return ok(Object.fromEntries(facts))
}

function readValue(node: YamlNode, spec: FactSpec): FactValue {
  if (node.kind === 'scalar') return readScalar(node.text, spec)
  if (node.kind !== 'list' || spec.type.kind !== 'text') return undefined
  const texts = node.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []))
  return texts.length === node.items.length ? texts : undefined
}

function readScalar(text: string, { type }: FactSpec): FactValue {
  switch (type.kind) {
    case 'flag':
      return { true: true, false: false }[text]
    case 'number':
      return /^-?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined
    case 'choice':
      return type.values.includes(text) ? text : undefined
    case 'text':
      return text === '' ? undefined : text
    case 'license':
      return readLicense(text)
    default:
      return type satisfies never
  }
}

function readLicense(text: string): FactValue {
  const parsed = parseLicenseExpression(text)
  return parsed.ok ? parsed.value : undefined
}

/** One result per case and expected rule, in the order of the file. */
export function runPolicyCases(policy: Policy, cases: readonly PolicyCase[]): readonly CaseResult[] {
  return cases.flatMap(({ name, about, facts, expect, line }) =>
    Object.entries(expect).flatMap(([id, expected]) => {
      const rule = policy.rules.find((one) => one.id === id)
      if (rule === undefined) return []
      const result = judgeRule(rule, { about, subject: name, facts })
      const found = result === undefined ? 'pass' : result.verdict === 'breach' ? 'breach' : 'unknown'
      return [{ name, line, rule: id, expected, found }]
    }),
  )
}

/** Rules that no case expects a breach of, or no case expects to pass: they may never have been tried. */
export function untriedRules(
  policy: Policy,
  cases: readonly PolicyCase[],
): readonly { readonly rule: string; readonly lacks: 'breach' | 'pass' }[] {
  return policy.rules.flatMap(({ id }) =>
    (['breach', 'pass'] as const).flatMap((lacks) =>
      cases.some((one) => one.expect[id] === lacks) ? [] : [{ rule: id, lacks }],
    ),
  )
}

export function policyCasesSchema(): Readonly<Record<string, unknown>> {
  const $schema = 'https://json-schema.org/draft/2020-12/schema'
  return { $schema, title: schemaText, ...toJsonSchema(casesSpec) }
}

function fail(line: number, field: string, message: string): Result<never, PolicyFault> {
  return err({ line, field, message })
}

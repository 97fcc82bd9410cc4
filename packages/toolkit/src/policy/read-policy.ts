/** `.occtet/policy.yaml`: read strictly; the first thing that is wrong is told with its line and field. */
import { err, ok, type Result } from '../base/index.ts'
import {
  parseYaml,
  readBySpec,
  type Spec,
  toJsonSchema,
  type YamlNode,
  yamlGet,
  yamlItems,
} from '../small-files/index.ts'
import {
  type Policy,
  type PolicyException,
  type PolicyRule,
  policySubjects,
  ruleCategories,
  ruleLevels,
} from './model.ts'
import { conditionDefinitions } from './condition-schema.ts'
import { type PolicyFault, readCondition, toPurlGlob } from './read-condition.ts'

const text: Spec = { kind: 'text' }

/** Everything but the conditions, whose shape depends on the facts. */
const policySpec: Spec = {
  kind: 'object',
  required: ['schema', 'name', 'rules'],
  members: {
    schema: { kind: 'text', values: ['occtet.policy/1'] },
    name: text,
    decisions: {
      kind: 'object',
      members: {
        fourEyes: { kind: 'list', item: { kind: 'text', values: ['not_affected', 'accept'] } },
        expireAfterDays: { kind: 'number', steps: [1, 730] },
      },
    },
    rules: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['id', 'about', 'category', 'level', 'when', 'because'],
        members: {
          id: { kind: 'text', form: 'product-id' },
          about: { kind: 'text', values: policySubjects },
          category: { kind: 'text', values: ruleCategories },
          level: { kind: 'text', values: ruleLevels },
          onUnknown: { kind: 'text', values: ['breach', 'warn', 'pass'] },
          when: { kind: 'other', schema: { $ref: '#/$defs/condition' } },
          because: text,
          hint: text,
        },
      },
    },
    exceptions: {
      kind: 'list',
      item: {
        kind: 'object',
        required: ['rule', 'until', 'reason', 'by'],
        members: {
          rule: text,
          purl: text,
          vulnerability: text,
          until: { kind: 'text', form: 'day' },
          reason: text,
          by: text,
        },
      },
    },
  },
}

type Loose = Omit<Policy, 'rules' | 'decisions' | 'exceptions'> & {
  readonly decisions?: Partial<Policy['decisions']>
  readonly rules: readonly (Omit<PolicyRule, 'onUnknown' | 'line'> & Partial<Pick<PolicyRule, 'onUnknown'>>)[]
  readonly exceptions?: readonly Omit<PolicyException, 'line'>[]
}

/** Days after which a decision is looked at again, where the policy says nothing (ux section 4). */
export const defaultExpiry = 90

export function parsePolicy(source: string): Result<Policy, PolicyFault> {
  const tree = parseYaml(source)
  if (!tree.ok) return fail(1, '', tree.error)
  const read = readBySpec(source, policySpec)
  if (!read.ok) return fail(read.error.line, read.error.field, read.error.message)
  const loose = read.value as Loose
  const rules = readRules(tree.value, loose)
  if (!rules.ok) return rules
  const exceptions = readExceptions(tree.value, loose, rules.value)
  if (!exceptions.ok) return exceptions
  const { schema, name, decisions } = loose
  return ok({
    schema,
    name,
    decisions: {
      fourEyes: decisions?.fourEyes ?? [],
      expireAfterDays: decisions?.expireAfterDays ?? defaultExpiry,
    },
    rules: rules.value,
    exceptions: exceptions.value,
  })
}

function readRules(tree: YamlNode, loose: Loose): Result<readonly PolicyRule[], PolicyFault> {
  const rules: PolicyRule[] = []
  const seen = new Set<string>()
  for (const [index, node] of yamlItems(yamlGet(tree, 'rules')).entries()) {
    const rule = loose.rules[index]
    const when = yamlGet(node, 'when')
    if (rule === undefined || when === undefined) continue
    const field = `rules[${index}]`
    if (seen.has(rule.id)) return fail(node.line, `${field}.id`, `there is another rule named ${rule.id}`)
    seen.add(rule.id)
    const condition = readCondition(when, rule.about, `${field}.when`)
    if (!condition.ok) return condition
    // A rule that fails the gate must not be passed by a fact that nobody knows, unless its author says so.
    const onUnknown = rule.onUnknown ?? (rule.level === 'fail' ? 'breach' : 'warn')
    rules.push({ ...rule, when: condition.value, onUnknown, line: node.line })
  }
  return ok(rules)
}

function readExceptions(
  tree: YamlNode,
  loose: Loose,
  rules: readonly PolicyRule[],
): Result<readonly PolicyException[], PolicyFault> {
  const exceptions: PolicyException[] = []
  for (const [index, node] of yamlItems(yamlGet(tree, 'exceptions')).entries()) {
    const exception = loose.exceptions?.[index]
    if (exception === undefined) continue
    const field = `exceptions[${index}]`
    const rule = rules.find(({ id }) => id === exception.rule)
    if (rule === undefined)
      return fail(node.line, `${field}.rule`, `there is no rule named ${exception.rule}`)
    if (rule.about !== 'product' && exception.purl === undefined && exception.vulnerability === undefined)
      return fail(node.line, field, 'say which purl or which vulnerability it is for')
    const purl = exception.purl === undefined ? {} : { purl: toPurlGlob(exception.purl) }
    exceptions.push({ ...exception, ...purl, line: node.line })
  }
  return ok(exceptions)
}

function fail(line: number, field: string, message: string): Result<never, PolicyFault> {
  return err({ line, field, message })
}

/** JSON Schema (draft 2020-12) of the file. */
export function policySchema(): Readonly<Record<string, unknown>> {
  const $schema = 'https://json-schema.org/draft/2020-12/schema'
  return { $schema, title: 'occtet.policy/1', ...toJsonSchema(policySpec), $defs: conditionDefinitions() }
}

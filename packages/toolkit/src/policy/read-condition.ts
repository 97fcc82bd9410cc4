/** A condition from YAML, checked against the facts of its subject: a rule that could never hold is refused, not kept. */
import { err, ok, type Result } from '../base/index.ts'
import { findLicenseId } from '../model/index.ts'
import type { YamlNode } from '../small-files/index.ts'
import { type FactSpec, factTable } from './fact-table.ts'
import type { Condition, PolicySubject } from './model.ts'

export interface PolicyFault {
  readonly line: number
  /** Such as `rules[2].when.severity`. */
  readonly field: string
  readonly message: string
}

type Read = Result<Condition, PolicyFault>

/** A mapping with several members means all of them. */
export function readCondition(node: YamlNode, about: PolicySubject, field: string): Read {
  if (node.kind !== 'map') return fail(node.line, field, 'expected facts with what they should be')
  const parts: Condition[] = []
  for (const [name, value] of node.entries) {
    const part = readMember(name, value, { about, field: `${field}.${name}` })
    if (!part.ok) return part
    parts.push(part.value)
  }
  const [only] = parts
  if (only === undefined) return fail(node.line, field, 'the condition is empty')
  return ok(parts.length === 1 ? only : { kind: 'all', at: node.line, conditions: parts })
}

interface Where {
  readonly about: PolicySubject
  readonly field: string
}

function readMember(name: string, value: YamlNode, where: Where): Read {
  if (name === 'all' || name === 'any') return readList(name, value, where)
  if (name === 'not') {
    const inner = readCondition(value, where.about, where.field)
    return inner.ok ? ok({ kind: 'not', at: value.line, condition: inner.value }) : inner
  }
  const facts = factTable[where.about]
  const spec = Object.hasOwn(facts, name) ? facts[name] : undefined
  if (spec === undefined) {
    const names = Object.keys(facts).join(', ')
    return fail(value.line, where.field, `a ${where.about} has no such fact; it has: ${names}`)
  }
  return readFact(name, { value, spec }, where)
}

function readList(kind: 'all' | 'any', value: YamlNode, { about, field }: Where): Read {
  if (value.kind !== 'list' || value.items.length === 0)
    return fail(value.line, field, 'expected a list of conditions')
  const conditions: Condition[] = []
  for (const [index, item] of value.items.entries()) {
    const part = readCondition(item, about, `${field}[${index}]`)
    if (!part.ok) return part
    conditions.push(part.value)
  }
  return ok({ kind, at: value.line, conditions })
}

interface Asked {
  readonly value: YamlNode
  readonly spec: FactSpec
}

function readFact(fact: string, { value, spec }: Asked, { field }: Where): Read {
  const at = value.line
  if (value.kind === 'scalar' && (value.text === 'known' || value.text === 'unknown'))
    return ok({ kind: 'known', at, fact, is: value.text === 'known' })
  switch (spec.type.kind) {
    case 'flag': {
      const is = value.kind === 'scalar' ? { true: true, false: false }[value.text] : undefined
      return is === undefined
        ? fail(at, field, 'expected true, false, known or unknown')
        : ok({ kind: 'flag', at, fact, is })
    }
    case 'choice':
      return readChoice(fact, { value, field }, spec.type.values)
    case 'text': {
      const globs = textsOf(value)
      return globs === undefined
        ? fail(at, field, 'expected a pattern such as pkg:npm/@acme/*, or a list of them')
        : ok({ kind: 'like', at, fact, globs: globs.map(toPurlGlob) })
    }
    case 'number':
      return readComparison(fact, value, field)
    case 'license':
      return readLicense(fact, value, field)
    default:
      return spec.type satisfies never
  }
}

/** People write npm scopes with `@`; canonical purls have `%40` (purl type npm). */
export function toPurlGlob(glob: string): string {
  return glob.startsWith('pkg:npm/@') ? glob.replace('@', '%40') : glob
}

function readChoice(
  fact: string,
  { value, field }: { readonly value: YamlNode; readonly field: string },
  legal: readonly string[],
): Read {
  const values = textsOf(value)
  const wrong = values?.find((one) => !legal.includes(one))
  if (values === undefined || wrong !== undefined) {
    const found = wrong === undefined ? '' : `, found ${JSON.stringify(wrong.slice(0, 60))}`
    return fail(value.line, field, `expected one or more of ${legal.join(', ')}, or known, unknown${found}`)
  }
  return ok({ kind: 'in', at: value.line, fact, values })
}

const operators = ['above', 'atLeast', 'below', 'atMost'] as const

function readComparison(fact: string, value: YamlNode, field: string): Read {
  const expected = `expected ${operators.join(', ')} with a number, such as { above: 30 }`
  if (value.kind !== 'map' || value.entries.size === 0) return fail(value.line, field, expected)
  const parts: Condition[] = []
  for (const [name, node] of value.entries) {
    const operator = operators.find((one) => one === name)
    const than =
      node.kind === 'scalar' && /^-?\d{1,9}(\.\d{1,9})?$/.test(node.text) ? Number(node.text) : undefined
    if (operator === undefined || than === undefined) return fail(node.line, `${field}.${name}`, expected)
    parts.push({ kind: 'compare', at: node.line, fact, operator, than })
  }
  const [only] = parts
  return ok(
    only !== undefined && parts.length === 1 ? only : { kind: 'all', at: value.line, conditions: parts },
  )
}

function readLicense(fact: string, value: YamlNode, field: string): Read {
  const expected = 'expected { within: [ids] } or { names: [ids] }'
  if (value.kind !== 'map' || value.entries.size !== 1) return fail(value.line, field, expected)
  for (const [name, node] of value.entries) {
    const ids = textsOf(node)
    if ((name !== 'within' && name !== 'names') || ids === undefined) return fail(node.line, field, expected)
    const wrong = ids.find(
      (id) => findLicenseId(id.replace(/\+$/, '')) === undefined && !id.startsWith('LicenseRef-'),
    )
    if (wrong !== undefined)
      return fail(node.line, field, `${JSON.stringify(wrong.slice(0, 60))} is no id of the SPDX License List`)
    return ok({ kind: 'license', at: value.line, fact, operator: name, ids })
  }
  return fail(value.line, field, expected)
}

/** One text or a list of texts; undefined for anything else. */
function textsOf(node: YamlNode): readonly string[] | undefined {
  if (node.kind === 'scalar') return node.text === '' ? undefined : [node.text]
  if (node.kind !== 'list' || node.items.length === 0) return undefined
  const texts = node.items.flatMap((item) => (item.kind === 'scalar' && item.text !== '' ? [item.text] : []))
  return texts.length === node.items.length ? texts : undefined
}

function fail(line: number, field: string, message: string): Result<never, PolicyFault> {
  return err({ line, field, message })
}

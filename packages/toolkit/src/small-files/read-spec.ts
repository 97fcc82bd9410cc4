/** Reads a small YAML or JSON file by its description; the first thing that is wrong is told with its line. */
import { err, ok, type Result } from '../base/index.ts'
import { parseYaml, type YamlNode } from './yaml.ts'
import { type ObjectSpec, type Spec, textForms, type VariantsSpec, variantOf } from './file-spec.ts'

/** What is wrong, where, and what would be right. */
export interface FileError {
  readonly code: 'FILE_NOT_YAML' | 'FILE_MEMBER_UNKNOWN' | 'FILE_MEMBER_MISSING' | 'FILE_VALUE_INVALID'
  /** From 1. */
  readonly line: number
  /** Such as `product.name`; empty for the whole file. */
  readonly field: string
  readonly message: string
}

/** Longest text of one place, in UTF-16 units. */
const longest = 20_000

/** Plain values in the shape of the description; nothing else is in them. */
export function readBySpec(source: string, spec: Spec): Result<unknown, FileError> {
  const parsed = parseYaml(source)
  if (!parsed.ok) return fail('FILE_NOT_YAML', { line: 1, field: '' }, parsed.error)
  const second = findSecondDocument(source)
  if (second !== undefined) {
    return fail('FILE_NOT_YAML', { line: second, field: '' }, 'a second document begins or ends here')
  }
  return readNode(parsed.value, spec, '')
}

/** Line of a place such as `product.name` or `entries[2].by`; of the nearest thing around it where it is not there. */
export function lineOfField(source: string, field: string): number {
  const parsed = parseYaml(source)
  if (!parsed.ok) return 1
  let node = parsed.value
  for (const [, name, index] of field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    const inner = name === undefined ? itemAt(node, Number(index)) : memberOf(node, name)
    if (inner === undefined) return node.line
    node = inner
  }
  return node.line
}

function itemAt(node: YamlNode, index: number): YamlNode | undefined {
  return node.kind === 'list' ? node.items[index] : undefined
}

function memberOf(node: YamlNode, name: string): YamlNode | undefined {
  return node.kind === 'map' ? node.entries.get(name) : undefined
}

/** Only the first document is read; what follows it would be lost without a word. Markers stand at the line's start. */
function findSecondDocument(source: string): number | undefined {
  const lines = source.split(/\r?\n/)
  const start = lines.findIndex((line) => line.trim() !== '' && !/^[#%]|^---(\s|$)/.test(line))
  const at = lines.findIndex((line, index) => index > start && /^(---|\.\.\.)(\s|$)/.test(line))
  return start < 0 || at < 0 ? undefined : at + 1
}

interface Spot {
  readonly line: number
  readonly field: string
}

function readNode(node: YamlNode, spec: Spec, field: string): Result<unknown, FileError> {
  const spot = { line: node.line, field }
  switch (spec.kind) {
    case 'text':
    case 'number':
    case 'flag':
      return readScalar(node, spec, spot)
    case 'list':
      return readList(node, spec.item, spot)
    case 'map':
      return readMap(node, spec, spot)
    case 'object':
      return readObject(node, spec, spot)
    case 'either':
      return readEither(node, spec.specs, field)
    case 'variants':
      return readVariant(node, spec, spot)
    case 'other':
      return ok(undefined)
    default:
      return spec satisfies never
  }
}

type ScalarSpec = Extract<Spec, { readonly kind: 'text' | 'number' | 'flag' }>

function readScalar(node: YamlNode, spec: ScalarSpec, spot: Spot): Result<unknown, FileError> {
  const value = node.kind === 'scalar' ? toScalar(node.text, spec) : undefined
  if (value !== undefined) return ok(value)
  return fail('FILE_VALUE_INVALID', spot, `expected ${expectedOf(spec)}, found ${nameOf(node)}`)
}

/** Undefined where the text is not what the place may hold. */
function toScalar(value: string, spec: ScalarSpec): string | number | boolean | undefined {
  switch (spec.kind) {
    case 'flag':
      return { true: true, false: false }[value]
    case 'number':
      return toNumber(value, spec.steps)
    case 'text': {
      const isLegal = spec.values?.includes(value) ?? true
      const pattern = spec.form === undefined ? '[^]*' : textForms[spec.form].pattern
      const isFit = value !== '' && value.length <= longest && new RegExp(`^(?:${pattern})$`).test(value)
      return isLegal && isFit ? value : undefined
    }
    default:
      return spec satisfies never
  }
}

function toNumber(value: string, steps: readonly [number, number] | undefined): number | undefined {
  const number = /^\d{1,9}(\.\d{1,9})?$/.test(value) ? Number(value) : undefined
  if (number === undefined || steps === undefined) return number
  return Number.isInteger(number) && number >= steps[0] && number <= steps[1] ? number : undefined
}

function readList(node: YamlNode, item: Spec, spot: Spot): Result<readonly unknown[], FileError> {
  if (node.kind !== 'list') return fail('FILE_VALUE_INVALID', spot, `expected a list, found ${nameOf(node)}`)
  const values: unknown[] = []
  for (const [index, inner] of node.items.entries()) {
    const value = readNode(inner, item, `${spot.field}[${index}]`)
    if (!value.ok) return value
    values.push(value.value)
  }
  return ok(values)
}

function readMap(
  node: YamlNode,
  spec: Extract<Spec, { readonly kind: 'map' }>,
  spot: Spot,
): Result<unknown, FileError> {
  if (node.kind !== 'map')
    return fail('FILE_VALUE_INVALID', spot, `expected names with values, found ${nameOf(node)}`)
  const twice = checkTwice(node, spot)
  if (!twice.ok) return twice
  const entries: [string, unknown][] = []
  for (const [name, inner] of node.entries) {
    const field = joinField(spot.field, name)
    if (spec.keys !== undefined && !spec.keys.includes(name)) {
      return fail('FILE_MEMBER_UNKNOWN', { line: inner.line, field }, 'there is nothing of this name')
    }
    const value = readNode(inner, spec.item, field)
    if (!value.ok) return value
    entries.push([name, value.value])
  }
  return ok(Object.fromEntries(entries))
}

function readVariant(node: YamlNode, spec: VariantsSpec, spot: Spot): Result<unknown, FileError> {
  if (node.kind !== 'map')
    return fail('FILE_VALUE_INVALID', spot, `expected names with values, found ${nameOf(node)}`)
  const field = joinField(spot.field, spec.tag)
  const tag = node.entries.get(spec.tag)
  if (tag === undefined) return fail('FILE_MEMBER_MISSING', { ...spot, field }, 'this is missing')
  const name = readNode(tag, { kind: 'text', values: Object.keys(spec.of) }, field)
  return name.ok ? readObject(node, variantOf(spec, String(name.value)), spot) : name
}

function readObject(node: YamlNode, spec: ObjectSpec, spot: Spot): Result<unknown, FileError> {
  if (node.kind !== 'map')
    return fail('FILE_VALUE_INVALID', spot, `expected names with values, found ${nameOf(node)}`)
  const twice = checkTwice(node, spot)
  if (!twice.ok) return twice
  const known = Object.keys(spec.members)
  for (const [name, inner] of node.entries) {
    if (known.includes(name)) continue
    const field = joinField(spot.field, name)
    return fail(
      'FILE_MEMBER_UNKNOWN',
      { line: inner.line, field },
      `no such name here; known are ${known.join(', ')}`,
    )
  }
  const missing = spec.required?.find((name) => !node.entries.has(name))
  if (missing !== undefined) {
    return fail('FILE_MEMBER_MISSING', { ...spot, field: joinField(spot.field, missing) }, 'this is missing')
  }
  const entries: [string, unknown][] = []
  for (const [name, member] of Object.entries(spec.members)) {
    const inner = node.entries.get(name)
    if (inner === undefined) continue
    const value = readNode(inner, member, joinField(spot.field, name))
    if (!value.ok) return value
    entries.push([name, value.value])
  }
  return ok(Object.fromEntries(entries))
}

/** YAML forbids it, and one of both values would be lost. */
function checkTwice(
  { twice }: Extract<YamlNode, { readonly kind: 'map' }>,
  spot: Spot,
): Result<void, FileError> {
  if (twice === undefined) return ok(undefined)
  const at = { line: twice.line, field: joinField(spot.field, twice.key) }
  return fail('FILE_VALUE_INVALID', at, 'this name is here twice')
}

/** The complaint of the last description that got furthest into the value. */
function readEither(node: YamlNode, specs: readonly Spec[], field: string): Result<unknown, FileError> {
  const results = specs.map((spec) => readNode(node, spec, field))
  const good = results.find((result) => result.ok)
  const deeper = results.filter((result) => !result.ok && result.error.field !== field)
  return (
    good ??
    deeper.at(-1) ??
    results.at(-1) ??
    fail('FILE_VALUE_INVALID', { line: node.line, field }, 'not allowed')
  )
}

function expectedOf(spec: ScalarSpec): string {
  if (spec.kind === 'flag') return 'true or false'
  if (spec.kind === 'number') {
    return spec.steps === undefined ? 'a number' : `a whole number from ${spec.steps[0]} to ${spec.steps[1]}`
  }
  if (spec.values !== undefined) return `one of ${spec.values.join(', ')}`
  return spec.form === undefined ? `a text of 1 to ${longest} characters` : textForms[spec.form].expected
}

function nameOf(node: YamlNode): string {
  if (node.kind === 'list') return 'a list'
  if (node.kind === 'map') return 'names with values'
  return node.text === '' ? 'nothing' : JSON.stringify(node.text.slice(0, 60))
}

function joinField(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`
}

function fail(code: FileError['code'], { line, field }: Spot, message: string): Result<never, FileError> {
  return err({ code, line, field, message })
}

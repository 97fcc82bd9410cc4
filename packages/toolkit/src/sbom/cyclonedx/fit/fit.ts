/**
 * Fits a JSON tree to a schema: whatever the schema rejects is taken out, the smallest part that helps, and named. So
 * an older version, or text of a stranger that found its way into the model, never makes an invalid document.
 */
import { formats } from '../../generated/cyclonedx-shapes.js'
import { asFields, type Fields } from '../../read/values.ts'
import { hasNoTwin } from './unique.ts'
import { resolve, type SchemaFile, type SchemaNode } from './schema.ts'

export interface Misfit {
  /** Pattern of the place, with one `components[]` for all levels of nesting. */
  readonly where: string
  /** `unknown`: the schema has no such member. `invalid`: it has, and this value is none for it. */
  readonly why: 'unknown' | 'invalid'
}

export interface Fitted {
  /** Undefined where nothing of the value can be kept. Parts that fit are those of the input, not copies. */
  readonly value: unknown
  readonly misfits: readonly Misfit[]
}

const nothing = Symbol('does not fit')

interface Walk {
  readonly file: SchemaFile
  readonly misfits: Misfit[]
}

export function fitTo(file: SchemaFile, value: unknown): Fitted {
  const misfits: Misfit[] = []
  const fitted = fit(file.root, value, { where: '', walk: { file, misfits } })
  return { value: fitted === nothing ? undefined : fitted, misfits }
}

interface At {
  readonly where: string
  readonly walk: Walk
}

/** Recursion follows the value, whose depth the readers bound; a `$ref` always leads one level down sooner or later. */
function fit(node: SchemaNode, value: unknown, at: At): unknown {
  if (node.$ref !== undefined) {
    const target = resolve(node.$ref, at.walk.file)
    return fit(target.node, value, { ...at, walk: { ...at.walk, file: target.file } })
  }
  const own = fitOwn(node, value, at)
  if (own === nothing) return nothing
  const chosen = fitChoices(node, own, at)
  return chosen === nothing ? nothing : fitConditions(node, chosen, at)
}

function fitOwn(node: SchemaNode, value: unknown, at: At): unknown {
  if (!isOfType(node.type, value)) return nothing
  if (node.enum !== undefined && !node.enum.includes(value)) return nothing
  if ('const' in node && node.const !== value) return nothing
  if (typeof value === 'string') return isText(node, value) ? value : nothing
  if (typeof value === 'number') return isInRange(node, value) ? value : nothing
  if (Array.isArray(value)) return fitItems(node, value, at)
  const fields = asFields(value)
  return fields === undefined ? value : fitMembers(node, fields, at)
}

function isOfType(type: SchemaNode['type'], value: unknown): boolean {
  if (type === undefined) return true
  if (typeof type !== 'string') return type.some((one) => isOfType(one, value))
  switch (type) {
    case 'integer':
      return Number.isInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return asFields(value) !== undefined
    case 'null':
      return value === null
    default:
      return typeof value === type
  }
}

const patterns = new Map<string, RegExp>()

function isText(node: SchemaNode, text: string): boolean {
  const { pattern, format, minLength, maxLength } = node
  if (minLength !== undefined && text.length < minLength) return false
  if (maxLength !== undefined && Array.from(text).length > maxLength) return false
  if (format !== undefined && formats[format]?.(text) === false) return false
  if (pattern === undefined) return true
  const regexp = patterns.get(pattern) ?? new RegExp(pattern, 'u')
  patterns.set(pattern, regexp)
  return regexp.test(text)
}

function isInRange({ minimum, maximum }: SchemaNode, value: number): boolean {
  return (minimum === undefined || value >= minimum) && (maximum === undefined || value <= maximum)
}

function fitItems(node: SchemaNode, items: readonly unknown[], at: At): unknown {
  const where = `${at.where}[]`
  const kept: unknown[] = []
  const isKept = node.uniqueItems === true ? hasNoTwin() : () => true
  for (const [index, item] of items.entries()) {
    const schema = itemSchema(node, index)
    const fitted = schema === undefined ? nothing : fitPart(schema, item, { ...at, where })
    if (fitted === nothing) continue
    if (isKept(fitted)) kept.push(fitted)
    else at.walk.misfits.push({ where, why: 'invalid' })
  }
  if (kept.length < (node.minItems ?? 0) || kept.length > (node.maxItems ?? Number.POSITIVE_INFINITY)) {
    return nothing
  }
  return isSame(items, kept) ? items : kept
}

function itemSchema({ items = {} }: SchemaNode, index: number): SchemaNode | undefined {
  return isList(items) ? items[index] : items
}

function isList(items: SchemaNode | readonly SchemaNode[]): items is readonly SchemaNode[] {
  return Array.isArray(items)
}

function isSame(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((item, index) => item === after[index])
}

function fitMembers(node: SchemaNode, fields: Fields, at: At): unknown {
  let changed: Record<string, unknown> | undefined
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue
    const schema = memberSchema(node, key)
    const where = placeOf(at.where, key)
    const fitted = schema === undefined ? nothing : fitPart(schema, value, { ...at, where })
    if (schema === undefined) at.walk.misfits.push({ where, why: 'unknown' })
    if (fitted === value) continue
    changed ??= { ...fields }
    if (fitted === nothing) delete changed[key]
    else changed[key] = fitted
  }
  const result = changed ?? fields
  return (node.required ?? []).every((key) => Object.hasOwn(result, key)) ? result : nothing
}

function memberSchema({ properties, additionalProperties }: SchemaNode, key: string): SchemaNode | undefined {
  if (properties !== undefined && Object.hasOwn(properties, key)) return properties[key]
  if (additionalProperties === false) return undefined
  return typeof additionalProperties === 'object' ? additionalProperties : {}
}

/** A part that cannot be kept is one misfit, whatever was wrong in it. */
function fitPart(schema: SchemaNode, value: unknown, at: At): unknown {
  const { misfits } = at.walk
  const before = misfits.length
  const fitted = fit(schema, value, at)
  if (fitted !== nothing) return fitted
  misfits.length = before
  misfits.push({ where: at.where, why: 'invalid' })
  return nothing
}

function placeOf(where: string, key: string): string {
  const name = key.slice(0, 60)
  if (where === '') return name
  const isNested = where === `${name}[]` || where.endsWith(`.${name}[]`)
  return isNested ? where.slice(0, -2) : `${where}.${name}`
}

function fitChoices(node: SchemaNode, value: unknown, at: At): unknown {
  let result = value
  if (node.anyOf !== undefined) result = fitBranches(node.anyOf, result, { ...at, isExclusive: false })
  if (result !== nothing && node.oneOf !== undefined) {
    result = fitBranches(node.oneOf, result, { ...at, isExclusive: true })
  }
  return result
}

/** The branch that loses least; where several of a `oneOf` fit whole, members of the later ones go. */
function fitBranches(
  branches: readonly SchemaNode[],
  value: unknown,
  at: At & { readonly isExclusive: boolean },
): unknown {
  const tried = branches.map((branch) => {
    const misfits: Misfit[] = []
    return { value: fit(branch, value, { ...at, walk: { ...at.walk, misfits } }), misfits, branch }
  })
  const fitting = tried.filter((branch) => branch.value !== nothing)
  const [best, ...others] = fitting.sort((a, b) => a.misfits.length - b.misfits.length)
  if (best === undefined) return nothing
  const isWhole = best.misfits.length === 0
  const rivals = at.isExclusive
    ? others.filter(({ branch, misfits }) => (isWhole ? misfits.length === 0 : fits(branch, best.value, at)))
    : []
  at.walk.misfits.push(...best.misfits)
  return rivals.length === 0 ? best.value : withoutRivals(best, rivals, at)
}

function withoutRivals(
  best: { readonly value: unknown; readonly branch: SchemaNode },
  rivals: readonly { readonly branch: SchemaNode }[],
  at: At,
): unknown {
  const fields = asFields(best.value)
  if (fields === undefined) return nothing
  const own = new Set(best.branch.required)
  const surplus = rivals.map(({ branch }) => (branch.required ?? []).find((key) => !own.has(key)))
  const keys = surplus.filter((key) => key !== undefined)
  if (keys.length < rivals.length) return nothing
  for (const key of keys) at.walk.misfits.push({ where: placeOf(at.where, key), why: 'invalid' })
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)))
}

function fitConditions(node: SchemaNode, value: unknown, at: At): unknown {
  let result = value
  for (const part of node.allOf ?? []) {
    if (result !== nothing) result = fit(part, result, at)
  }
  if (node.not !== undefined && result !== nothing) result = withoutForbidden(node.not, result, at)
  const isMet = node.if !== undefined && node.then !== undefined && fits(node.if, result, at)
  return isMet && node.then !== undefined && result !== nothing ? fit(node.then, result, at) : result
}

function fits(node: SchemaNode, value: unknown, at: At): boolean {
  const misfits: Misfit[] = []
  return fit(node, value, { ...at, walk: { ...at.walk, misfits } }) !== nothing && misfits.length === 0
}

/** The schemas forbid sets of members only; the last of the set goes. */
function withoutForbidden(node: SchemaNode, value: unknown, at: At): unknown {
  if (!fits(node, value, at)) return value
  const key = node.required?.at(-1)
  const fields = asFields(value)
  if (key === undefined || fields === undefined) return nothing
  at.walk.misfits.push({ where: placeOf(at.where, key), why: 'invalid' })
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key))
}

/** Members of `product.yaml` that papers print, set one by one; the file is read again before it counts. Pure. */
import type { paperField } from '@occtet/contract/api'
import type { Result } from '@occtet/toolkit/base'
import { type FileError, formatProfile, parseProfile, type ProductProfile } from '@occtet/toolkit/cra'
import type * as z from 'zod/mini'

export type PaperField = z.infer<typeof paperField>

const lists: ReadonlySet<PaperField> = new Set([
  'product.foreseeableUse',
  'security.contacts',
  'support.reasons',
])
const numbers: ReadonlySet<PaperField> = new Set([
  'security.acknowledgeDays',
  'security.fixTargetDays',
  'support.expectedUseYears',
])

interface Tree {
  readonly [name: string]: unknown
}

/** An empty text takes a member back. The error names the member that is wrong; nothing is half done. */
export function withMembers(
  profile: ProductProfile,
  fields: Readonly<Partial<Record<PaperField, string>>>,
): Result<ProductProfile, FileError> {
  const entries = Object.entries(fields) as readonly (readonly [PaperField, string])[]
  const changed = entries.reduce<Tree>(
    (tree, [field, text]) => setMember(tree, field.split('.'), toValue(field, text.trim())),
    { ...profile },
  )
  // Only members named above were set, so what is checked here is the value of each.
  return parseProfile(formatProfile(changed as unknown as ProductProfile))
}

/** Undefined: nothing stands there. A standard is named by its reference alone. */
function toValue(field: PaperField, text: string): unknown {
  if (text === '') return undefined
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  if (lists.has(field)) return lines
  if (field === 'conformity.standards') return lines.map((reference) => ({ reference }))
  // What is no number stays a text, which the reader refuses by name.
  return numbers.has(field) && /^\d{1,6}$/.test(text) ? Number(text) : text
}

function setMember(tree: Tree, [name = '', ...rest]: readonly string[], value: unknown): Tree {
  const inner = tree[name]
  const next = rest.length === 0 ? value : setMember(isTree(inner) ? inner : {}, rest, value)
  return next === undefined || isEmpty(next) ? without(tree, name) : { ...tree, [name]: next }
}

function without(tree: Tree, name: string): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([key]) => key !== name))
}

function isEmpty(value: unknown): boolean {
  return isTree(value) && Object.keys(value).length === 0
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

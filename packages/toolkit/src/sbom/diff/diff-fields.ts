/** What two documents say of one component. What only one of them states is told as such: silence is no change. */
import { formatLicenseExpression, parseLicenseExpression } from '../../model/index.ts'
import type { BomElement, BomLicense } from '../document/element.ts'
import { isStated } from '../document/view.ts'
import type { FieldChange } from './model.ts'

type Group = readonly BomElement[]

export function diffFields(
  before: Group,
  after: Group,
  of: { readonly version?: string },
): readonly FieldChange[] {
  return [
    ...diffTexts('license', [licensesOf(before), licensesOf(after)]),
    ...diffHashes(before, after),
    ...diffTexts('supplier', [before.flatMap(suppliersOf), after.flatMap(suppliersOf)]),
    ...diffTexts('scope', [
      before.flatMap(({ scope }) => scope ?? []),
      after.flatMap(({ scope }) => scope ?? []),
    ]),
  ].map((change) => ({ ...change, ...of }))
}

function diffTexts(
  field: FieldChange['field'],
  [first, second]: readonly [readonly string[], readonly string[]],
): readonly FieldChange[] {
  const [before, after] = [unique(first), unique(second)]
  if (before.join('\0') === after.join('\0')) return []
  return [{ field, kind: kindOf(before, after), before, after }]
}

function kindOf(before: readonly string[], after: readonly string[]): FieldChange['kind'] {
  if (before.length === 0) return 'stated'
  return after.length === 0 ? 'unstated' : 'changed'
}

/**
 * Digests say different things only by the same algorithm: a document that has SHA-1 and one that has SHA-512 do not
 * contradict each other, and neither does one that has both.
 */
function diffHashes(before: Group, after: Group): readonly FieldChange[] {
  const [old, now] = [hashesOf(before), hashesOf(after)]
  const shared = [...old.keys()].filter((algorithm) => now.has(algorithm))
  const texts = (
    hashes: ReadonlyMap<string, readonly string[]>,
    names: readonly string[],
  ): readonly string[] =>
    unique(names.flatMap((name) => (hashes.get(name) ?? []).map((value) => `${name}:${value}`)))
  const differing = shared.filter((name) => texts(old, [name]).join() !== texts(now, [name]).join())
  if (differing.length > 0)
    return [{ field: 'hash', kind: 'changed', before: texts(old, differing), after: texts(now, differing) }]
  if (shared.length > 0 || (old.size === 0 && now.size === 0)) return []
  const [from, to] = [texts(old, [...old.keys()]), texts(now, [...now.keys()])]
  return [{ field: 'hash', kind: now.size === 0 ? 'unstated' : 'stated', before: from, after: to }]
}

function hashesOf(group: Group): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { hashes } of group)
    for (const { algorithm, value } of hashes) {
      const known = found.get(algorithm)
      if (known === undefined) found.set(algorithm, [value])
      else known.push(value)
    }
  return found
}

/** What is declared; where nothing is, what was concluded. The same expression in two spellings is one. */
function licensesOf(group: Group): readonly string[] {
  return group.flatMap(({ declaredLicenses, concludedLicenses }) => {
    const declared = declaredLicenses.filter(({ value }) => isStated(value))
    const used = declared.length > 0 ? declared : concludedLicenses.filter(({ value }) => isStated(value))
    return used.map(toCanonical)
  })
}

function toCanonical({ value }: BomLicense): string {
  const parsed = parseLicenseExpression(value)
  return parsed.ok ? formatLicenseExpression(parsed.value) : value
}

/** Formats keep whoever made it in one field or another; the first that is filled speaks. */
function suppliersOf({ supplier, originator, authors }: BomElement): readonly string[] {
  const name = [supplier, originator, ...authors].map((actor) => actor?.name).find(isStated)
  return isStated(name) ? [name] : []
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort()
}

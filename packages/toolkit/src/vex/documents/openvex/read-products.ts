/** Products of an OpenVEX statement: purls as texts (0.0.1), or objects with ids, hashes and subcomponents. */
import type { VexProduct } from '../../model.ts'
import { type Fields, fieldsOf, listOf, memberOf, textOf } from '../fields.ts'
import { type NamedPurl, readPurl, toHashId } from '../identifiers.ts'
import { vexLimits } from '../limits.ts'
import { type Issues, noteUnread, shown } from '../reading.ts'
import type { VexItem } from '../statements.ts'

/** In 0.0.1 the subcomponents stand beside the products and belong to all of them. */
export function readProducts(statement: Fields, issues: Issues, line: number): readonly VexProduct[] {
  const beside = readItems(listOf(statement, 'subcomponents'), issues, line)
  const products = listOf(statement, 'products')
  if (beside.length * products.length > vexLimits.combinations) {
    issues.add('ENTRY_UNREADABLE', 'a statement with too many products and subcomponents is not read', line)
    return []
  }
  return products.flatMap((value): readonly VexProduct[] => {
    const item = readItem(value, issues, line)
    if (item === undefined) return []
    const within = readItems(listOf(value, 'subcomponents'), issues, line)
    const hadMore = listOf(value, 'subcomponents').length + listOf(statement, 'subcomponents').length > 0
    const subcomponents = [...beside, ...within].map((one) => ({ ...one, subcomponents: [] }))
    // Without its subcomponents the statement would say more than its author did.
    return hadMore && subcomponents.length === 0 ? [] : [{ ...item, subcomponents }]
  })
}

function readItems(values: readonly unknown[], issues: Issues, line: number): readonly VexItem[] {
  return values.flatMap((value) => {
    if (listOf(value, 'subcomponents').length > 0) {
      issues.add('SHAPE_UNEXPECTED', 'a subcomponent with subcomponents of its own is not read', line)
      return []
    }
    return readItem(value, issues, line) ?? []
  })
}

function readItem(value: unknown, issues: Issues, line: number): VexItem | undefined {
  const id = typeof value === 'string' ? value : textOf(value, '@id')
  const identifiers = fieldsOf(memberOf(value, 'identifiers'))
  const given = textOf(identifiers, 'purl')
  const byPurl = toPurl(given, issues, line)
  // An `@id` beside another purl is a name of its own.
  const byId = byPurl === undefined || id === given ? toPurl(id, issues, line) : undefined
  noteUnread(issues, fieldsOf(value), { known: productMembers, prefix: 'products[].' })
  const ids = [
    byId === undefined && id !== '' ? id : undefined,
    textOf(identifiers, 'cpe22'),
    textOf(identifiers, 'cpe23'),
    byPurl === undefined && given !== id ? given : undefined,
    ...readHashes(fieldsOf(memberOf(value, 'hashes')), issues),
  ].filter((one) => one !== undefined)
  const named = byId ?? byPurl
  if (named !== undefined || ids.length > 0) return { ids, ...named }
  issues.add('SHAPE_UNEXPECTED', 'a product without any name is not read', line)
  return undefined
}

/** Undefined for what does not look like a purl, and with an issue for what only looks like one. */
function toPurl(text: string | undefined, issues: Issues, line: number): NamedPurl | undefined {
  if (text?.startsWith('pkg:') !== true) return undefined
  const named = readPurl(text)
  if (named === undefined) issues.add('PURL_INVALID', `${shown(text)} is no package URL`, line)
  return named
}

function readHashes(hashes: Fields, issues: Issues): readonly string[] {
  return Object.entries(hashes).flatMap(([name, value]) => {
    const id = typeof value === 'string' ? toHashId('openvex', name, value) : undefined
    if (id === undefined) issues.unkept(`hashes of ${name.slice(0, 60)}`)
    return id ?? []
  })
}

const productMembers: ReadonlySet<string> = new Set(['@id', 'identifiers', 'hashes', 'subcomponents'])

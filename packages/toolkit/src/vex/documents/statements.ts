/** One order and one form for statements and products, whatever document they come from. */
import { compareCodeUnits, formatCanonicalJson, type Json } from '../../base/index.ts'
import type { VexProduct, VexStatement } from '../model.ts'
import { justificationOf } from './justifications.ts'

/** Lists sorted, each member once; one of the nine reasons of CycloneDX implies one of the five. */
export function normalizeStatement(statement: VexStatement): VexStatement {
  const { vulnerability, analysis } = statement
  const justification =
    statement.justification ?? (analysis === undefined ? undefined : justificationOf(analysis))
  return {
    ...statement,
    ...(justification === undefined ? {} : { justification }),
    vulnerability: {
      ...vulnerability,
      aliases: sortTexts(vulnerability.aliases.filter((alias) => alias !== vulnerability.id)),
    },
    products: normalizeProducts(statement.products),
    responses: [...new Set(statement.responses)].sort(compareCodeUnits),
  }
}

export function normalizeProducts(products: readonly VexProduct[]): readonly VexProduct[] {
  return nestPaths(pathsOf(products))
}

export function sortTexts(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)].sort(compareCodeUnits)
}

/** A product without what lies inside it. */
export type VexItem = Omit<VexProduct, 'subcomponents'>

/** From the outer product to the innermost component: what one statement says about one thing. */
export type VexPath = readonly VexItem[]

/** One path for each innermost product. */
export function pathsOf(products: readonly VexProduct[]): readonly VexPath[] {
  return products.flatMap((product): readonly VexPath[] => {
    const item = itemOf(product)
    if (product.subcomponents.length === 0) return [[item]]
    return pathsOf(product.subcomponents).map((path) => [item, ...path])
  })
}

function itemOf(product: VexProduct): VexItem {
  const { purl, versions, name } = product
  return {
    ...(purl === undefined ? {} : { purl }),
    ...(versions === undefined ? {} : { versions }),
    ids: sortTexts(product.ids),
    ...(name === undefined ? {} : { name }),
  }
}

/**
 * The tree of all paths, sorted; each path once. A product alone and the same product with subcomponents are two
 * statements, so both stay.
 */
export function nestPaths(paths: readonly VexPath[]): readonly VexProduct[] {
  const heads = new Map<string, { readonly item: VexItem; readonly rest: VexPath[] }>()
  for (const [item, ...rest] of paths) {
    if (item === undefined) continue
    const key = `${rest.length === 0 ? 0 : 1}${keyOfItem(item)}`
    const head = heads.get(key) ?? { item, rest: [] }
    if (rest.length > 0) head.rest.push(rest)
    heads.set(key, head)
  }
  return [...heads]
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .map(([, { item, rest }]) => ({ ...item, subcomponents: nestPaths(rest) }))
}

export function keyOfItem(item: VexItem): string {
  return formatCanonicalJson({ ...item })
}

export function keyOfPath(path: VexPath): string {
  return path.map(keyOfItem).join('\n')
}

/** By vulnerability, then time, then content: what is written does not depend on the order of the input. */
export function sortStatements(statements: readonly VexStatement[]): readonly VexStatement[] {
  const keyed = statements.map((statement): readonly [string, string, string, VexStatement] => {
    const normal = normalizeStatement(statement)
    return [normal.vulnerability.id, normal.at ?? '', keyOfStatement(normal), normal]
  })
  const unique = new Map(keyed.map((entry) => [entry[2], entry]))
  return [...unique.values()].sort(compareEntries).map(([, , , statement]) => statement)
}

type Entry = readonly [string, string, string, VexStatement]

function compareEntries(a: Entry, b: Entry): number {
  return compareCodeUnits(a[0], b[0]) || compareCodeUnits(a[1], b[1]) || compareCodeUnits(a[2], b[2])
}

export function keyOfStatement(statement: VexStatement): string {
  return formatCanonicalJson(statement as unknown as Json)
}

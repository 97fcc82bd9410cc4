/** Several statements of one component as one: lists united, single values kept where all agree, else all kept beside. */
import { compareCodeUnits, formatCanonicalJson, type Json } from '../../base/index.ts'
import type { BomActor, BomProperty } from '../document/parts.ts'
import type { BomElement } from '../document/element.ts'
import { mergeProperties, type MergeConflict } from './model.ts'
import { formatActor, groupStatements, statementsOf, toStatementProperty } from './statements.ts'

export interface SourcedElement {
  readonly element: BomElement
  readonly origin: string
}

/** Independent of the order of `parts`; merging a merge with more gives the same as merging all at once. */
export function mergeElements(
  ref: string,
  parts: readonly SourcedElement[],
): { readonly element: BomElement; readonly conflicts: readonly MergeConflict[] } {
  const sorted = [...parts].sort((a, b) => compareCodeUnits(toText(a.element), toText(b.element)))
  const [first] = sorted
  if (first === undefined) throw new Error('nothing to merge')
  const statements = sorted.flatMap(({ element, origin }) => statementsOf(element, origin))
  const fields = groupStatements(statements)
  const disputed = [...fields].filter(([, values]) => values.length > 1)
  const elements = sorted.map(({ element }) => element)
  const origins = originsOf(sorted)
  const told = new Set(
    [...fields]
      .filter(([, values]) => values.length > 1 || values[0]?.origins.length !== origins.length)
      .map(([field]) => field),
  )
  const properties = [
    ...union(elements.flatMap((element) => element.properties.filter(isForeign))),
    ...origins.map((value) => ({ name: mergeProperties.origin, value })),
    ...union(statements.filter(({ field }) => told.has(field)).map(toStatementProperty)),
  ]
  const purl = first.element.purl ?? ref
  return {
    element: { ...combine(elements, fields), ref, properties: sortProperties(properties) },
    conflicts: disputed.map(([field, values]) => ({
      purl,
      field,
      values,
      ...(isSingle(field) ? { kept: values[0]?.value ?? '' } : {}),
    })),
  }
}

function isForeign({ name }: BomProperty): boolean {
  return name !== mergeProperties.origin && name !== mergeProperties.statement
}

function originsOf(parts: readonly SourcedElement[]): readonly string[] {
  const all = parts.flatMap(({ element, origin }) => {
    const kept = element.properties.filter(({ name }) => name === mergeProperties.origin)
    return kept.length > 0 ? kept.map(({ value }) => value) : [origin]
  })
  return [...new Set(all)].sort()
}

/** Licenses and hashes are lists: all of them are kept in the component itself. */
function isSingle(field: string): boolean {
  return !field.startsWith('hash ') && field !== 'declaredLicenses' && field !== 'concludedLicenses'
}

type Fields = ReturnType<typeof groupStatements>

/** The smallest value by code unit is kept: a choice that does not depend on who comes first. */
function combine(elements: readonly BomElement[], fields: Fields): BomElement {
  const [first] = elements
  if (first === undefined) throw new Error('nothing to combine')
  const single: Record<string, unknown> = {}
  for (const [field, values] of fields) {
    const [kept] = values
    if (kept === undefined || !isSingle(field)) continue
    single[field] = field === 'filesAnalyzed' ? kept.value === 'true' : kept.value
  }
  for (const field of ['supplier', 'originator'] as const) {
    const text = fields.get(field)?.[0]?.value
    if (text !== undefined) single[field] = findActor(elements, field, text)
  }
  return { ...first, ...single, ...unite(elements) }
}

function findActor(
  elements: readonly BomElement[],
  field: 'supplier' | 'originator',
  text: string,
): BomActor | undefined {
  const all = elements.flatMap((element) => element[field] ?? [])
  return all.find((actor) => formatActor(actor) === text) ?? (JSON.parse(text) as BomActor)
}

function unite(elements: readonly BomElement[]): Partial<BomElement> {
  const all = <T>(pick: (element: BomElement) => readonly T[]): readonly T[] => union(elements.flatMap(pick))
  const kinds = all(({ additionalKinds = [] }) => additionalKinds)
  const found = all(({ foundLicenses = [] }) => foundLicenses)
  const excludes = all(({ verificationCodeExcludes = [] }) => verificationCodeExcludes)
  const endpoints = all(({ endpoints: own = [] }) => own)
  return {
    cpes: all(({ cpes }) => cpes),
    authors: all(({ authors }) => authors),
    hashes: all(({ hashes }) => hashes),
    declaredLicenses: all(({ declaredLicenses }) => declaredLicenses),
    concludedLicenses: all(({ concludedLicenses }) => concludedLicenses),
    references: all(({ references }) => references),
    attributionTexts: all(({ attributionTexts }) => attributionTexts),
    contentTypes: all(({ contentTypes }) => contentTypes),
    occurrences: all(({ occurrences }) => occurrences),
    ...(kinds.length === 0 ? {} : { additionalKinds: kinds }),
    ...(found.length === 0 ? {} : { foundLicenses: found }),
    ...(excludes.length === 0 ? {} : { verificationCodeExcludes: excludes }),
    ...(endpoints.length === 0 ? {} : { endpoints }),
  }
}

/** Each once, in the order of its text. */
export function union<T>(items: readonly T[]): readonly T[] {
  const byText = new Map(items.map((item) => [toText(item), item]))
  return [...byText].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, item]) => item)
}

function sortProperties(properties: readonly BomProperty[]): readonly BomProperty[] {
  return [...properties].sort(
    (a, b) => compareCodeUnits(a.name, b.name) || compareCodeUnits(a.value, b.value),
  )
}

/** Equal content, equal text, whatever the order of members. */
export function toText(item: unknown): string {
  return formatCanonicalJson(JSON.parse(JSON.stringify(item)) as Json)
}

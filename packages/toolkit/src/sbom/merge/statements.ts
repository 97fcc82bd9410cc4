/** The fields of a component that can hold one value only: who says what, and what is kept where they differ. */
import { compareCodeUnits, formatCanonicalJson } from '../../base/index.ts'
import type { BomActor, BomProperty } from '../document/parts.ts'
import type { BomElement } from '../document/element.ts'
import { mergeProperties } from './model.ts'

/** One value as one document states it, as text that can be compared and kept in a property. */
export interface SourcedValue {
  readonly field: string
  readonly value: string
  readonly origin: string
}

const textFields = [
  'group',
  'name',
  'version',
  'swid',
  'publisher',
  'description',
  'summary',
  'comment',
  'copyright',
  'scope',
  'kind',
  'licenseComment',
  'downloadLocation',
  'homepage',
  'fileName',
  'verificationCode',
  'sourceInfo',
  'notice',
  'built',
  'released',
  'validUntil',
] as const

/** Every value with its origin: that of the document, or, of one that was merged before, the origins that it kept. */
export function statementsOf(element: BomElement, origin: string): readonly SourcedValue[] {
  const carried = element.properties.flatMap(readStatement)
  const origins = element.properties
    .filter(({ name }) => name === mergeProperties.origin)
    .map(({ value }) => value)
  const known = new Set(carried.map(({ field }) => field))
  const said = plainStatements(element).filter(({ field }) => !known.has(field))
  const from = origins.length > 0 ? origins : [origin]
  return [...carried, ...said.flatMap((one) => from.map((id) => ({ ...one, origin: id })))]
}

function plainStatements(element: BomElement): readonly Omit<SourcedValue, 'origin'>[] {
  const texts = textFields.flatMap((field) => {
    const value = element[field]
    return value === undefined ? [] : [{ field, value }]
  })
  const actors = (['supplier', 'originator'] as const).flatMap((field) => {
    const value = element[field]
    return value === undefined ? [] : [{ field, value: formatActor(value) }]
  })
  const analyzed =
    element.filesAnalyzed === undefined
      ? []
      : [{ field: 'filesAnalyzed', value: String(element.filesAnalyzed) }]
  const lists = [
    { field: 'declaredLicenses', values: element.declaredLicenses },
    { field: 'concludedLicenses', values: element.concludedLicenses },
  ].flatMap(({ field, values }) =>
    values.length === 0
      ? []
      : [
          {
            field,
            value: values
              .map(({ value }) => value)
              .sort()
              .join(' / '),
          },
        ],
  )
  const hashes = element.hashes.map(({ algorithm, value }) => ({ field: `hash ${algorithm}`, value }))
  return [...texts, ...actors, ...analyzed, ...lists, ...hashes]
}

export function formatActor(actor: BomActor): string {
  return formatCanonicalJson({ ...actor, emails: [...actor.emails], urls: [...actor.urls] })
}

function readStatement({ name, value }: BomProperty): readonly SourcedValue[] {
  if (name !== mergeProperties.statement) return []
  try {
    const parsed: unknown = JSON.parse(value)
    if (typeof parsed !== 'object' || parsed === null) return []
    const { field, value: text, origin } = parsed as Record<string, unknown>
    return typeof field === 'string' && typeof text === 'string' && typeof origin === 'string'
      ? [{ field, value: text, origin }]
      : []
  } catch {
    return []
  }
}

export function toStatementProperty({ field, value, origin }: SourcedValue): BomProperty {
  return { name: mergeProperties.statement, value: formatCanonicalJson({ field, value, origin }) }
}

/** By field, and within it by value; each value once with its origins, sorted. */
export function groupStatements(
  all: readonly SourcedValue[],
): ReadonlyMap<string, readonly { readonly value: string; readonly origins: readonly string[] }[]> {
  const fields = new Map<string, Map<string, Set<string>>>()
  for (const { field, value, origin } of all) {
    const values = fields.get(field) ?? new Map<string, Set<string>>()
    fields.set(field, values)
    const origins = values.get(value) ?? new Set<string>()
    values.set(value, origins)
    origins.add(origin)
  }
  return new Map(
    [...fields].map(([field, values]) => [
      field,
      [...values]
        .sort(([a], [b]) => compareCodeUnits(a, b))
        .map(([value, origins]) => ({ value, origins: [...origins].sort() })),
    ]),
  )
}

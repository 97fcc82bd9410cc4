/** Annotations and reviews of SPDX 2 (clauses 12 and 13), and the facts of ours that stand in some of them. */
import type { BomAnnotation } from '../../document/bom.ts'
import type { BomProperty, BomRef } from '../../document/parts.ts'
import type { BomOccurrence } from '../../document/element.ts'
import { propertyNames } from '../../properties.ts'
import { asFields, listOf, parseFields } from '../../read/values.ts'
import { parseActor, toActor } from './actors.ts'
import { takeText, type Taking } from './take.ts'

export function toAnnotation(from: Taking, subjects: readonly BomRef[]): BomAnnotation {
  const date = takeText(from, 'annotationDate')
  return {
    subjects,
    kind: takeText(from, 'annotationType') === 'REVIEW' ? 'review' : 'other',
    annotator: parseActor(takeText(from, 'annotator')) ?? toActor('unknown', ''),
    ...(date !== undefined && { date }),
    text: takeText(from, 'comment') ?? '',
  }
}

/** Deprecated since 2.0 (clause 13): a review of the whole document. */
export function toReview(from: Taking): BomAnnotation {
  const date = takeText(from, 'reviewDate')
  return {
    subjects: ['DOCUMENT'],
    kind: 'review',
    annotator: parseActor(takeText(from, 'reviewer')) ?? toActor('unknown', ''),
    ...(date !== undefined && { date }),
    text: takeText(from, 'comment') ?? '',
  }
}

/** Any property that has no name of its own among annotations. */
const anyProperty = 'occtet:property'
const named: readonly string[] = [
  propertyNames.file,
  propertyNames.issue,
  propertyNames.product,
  propertyNames.unidentified,
]
const componentFacts = 'occtet:component'

export function isOwnProperty(note: BomAnnotation): boolean {
  return toOwnProperty(note) !== undefined
}

/** The property that our writer put into an annotation. */
export function toOwnProperty({ text }: BomAnnotation): BomProperty | undefined {
  const name = named.find((item) => text.startsWith(`${item} {`))
  if (name !== undefined) return { name, value: text.slice(name.length + 1) }
  if (!text.startsWith(`${anyProperty} [`)) return undefined
  return toPair(parseList(text.slice(anyProperty.length + 1)))
}

/** Those that have an annotation name of their own. */
export function isNamedProperty({ name, value }: BomProperty): boolean {
  return named.includes(name) && value.startsWith('{')
}

export function toPropertyText(property: BomProperty): string {
  const { name, value } = property
  return isNamedProperty(property) ? `${name} ${value}` : `${anyProperty} ${JSON.stringify([name, value])}`
}

export interface ComponentFacts {
  readonly properties: readonly BomProperty[]
  readonly occurrences: readonly BomOccurrence[]
}

/** Undefined where the annotation is another one, or says more than these two. */
export function toComponentFacts({ text }: BomAnnotation): ComponentFacts | undefined {
  if (!text.startsWith(`${componentFacts} {`)) return undefined
  const fields = parseFields(text.slice(componentFacts.length + 1))
  if (fields === undefined || Object.keys(fields).some((key) => key !== 'properties' && key !== 'evidence'))
    return undefined
  const properties = listOf(fields, 'properties').map(toPair)
  const occurrences = listOf(fields, 'evidence').map(toPlace)
  const isWhole = [...properties, ...occurrences].every((item) => item !== undefined)
  return isWhole
    ? {
        properties: properties.flatMap((item) => item ?? []),
        occurrences: occurrences.flatMap((item) => item ?? []),
      }
    : undefined
}

export function toFactsText({ properties, occurrences }: ComponentFacts): string {
  const facts = {
    properties: properties.map(({ name, value }) => [name, value]),
    evidence: occurrences.map(({ location, line }) => (line === undefined ? [location] : [location, line])),
  }
  return `${componentFacts} ${JSON.stringify(facts)}`
}

function parseList(text: string): unknown {
  return asFields(parseFields(`{"list":${text}}`))?.['list']
}

function toPair(item: unknown): BomProperty | undefined {
  const [name, value, ...more] = Array.isArray(item) ? (item as readonly unknown[]) : []
  return typeof name === 'string' && typeof value === 'string' && more.length === 0
    ? { name, value }
    : undefined
}

function toPlace(item: unknown): BomOccurrence | undefined {
  const [location, line, ...more] = Array.isArray(item) ? (item as readonly unknown[]) : []
  if (typeof location !== 'string' || more.length > 0) return undefined
  if (line === undefined) return { location }
  return typeof line === 'number' && Number.isSafeInteger(line) && line >= 0 ? { location, line } : undefined
}

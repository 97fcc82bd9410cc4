/**
 * Facts of the model that CycloneDX has no member for. They are kept as properties under our own names, so that a
 * document converted to CycloneDX and back says the same; other tools do not look there.
 */
import type { BomProperty } from '../../document/parts.ts'
import type { BomElement } from '../../document/element.ts'
import { canonicalText } from '../../document/same.ts'

const prefix = 'occtet:bom:'

export const carriedTexts = [
  'comment',
  'summary',
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
  'partOf',
] as const satisfies readonly (keyof BomElement)[]

export const carriedLists = [
  'attributionTexts',
  'contentTypes',
  'cpes',
  'additionalKinds',
  'verificationCodeExcludes',
] as const satisfies readonly (keyof BomElement)[]

/** Each of these is a property of its own for each entry. */
type CarriedObjects = 'references' | 'foundLicenses' | 'occurrences'

/** Members of CycloneDX, as far as it has one for the value. */
type Written =
  | 'ref'
  | 'kind'
  | 'name'
  | 'group'
  | 'version'
  | 'purl'
  | 'swid'
  | 'supplier'
  | 'originator'
  | 'authors'
  | 'publisher'
  | 'description'
  | 'copyright'
  | 'scope'
  | 'hashes'
  | 'declaredLicenses'
  | 'concludedLicenses'
  | 'filesAnalyzed'
  | 'endpoints'
  | 'properties'

/** Fails to compile where the model got a member that nobody writes. */
type Forgotten = Exclude<
  keyof BomElement,
  Written | CarriedObjects | (typeof carriedTexts)[number] | (typeof carriedLists)[number]
>
const forgotten: readonly Forgotten[] = [] satisfies readonly never[]

/** Of elements: every name that `decode` looks at. */
export const carriedOfElements: ReadonlySet<string> = new Set([
  ...forgotten,
  ...carriedTexts,
  ...carriedLists,
  'filesAnalyzed',
  'foundLicense',
  'kind',
  'occurrence',
  'originatorKind',
  'reference',
  'supplierKind',
])

/** Of documents. */
export const carriedOfDocuments: ReadonlySet<string> = new Set([
  'comment',
  'creationComment',
  'creator',
  'externalDocument',
  'licenseListVersion',
  'licenseText',
  'name',
  'relationship',
  'subjects',
])

/** The member in JSON under our name. */
export function carry(name: string, value: unknown): BomProperty {
  return { name: `${prefix}${name}`, value: JSON.stringify(value) }
}

/** As `carry`, with the same text for the same value, in whatever order its members came. */
export function carryOrdered(name: string, value: unknown): BomProperty {
  return { name: `${prefix}${name}`, value: canonicalText(value) ?? 'null' }
}

export interface CarriedFacts {
  /** By member; a member can be there several times. */
  readonly of: (name: string) => readonly unknown[]
  /** Properties of others, and those under our names that are no JSON. */
  readonly others: readonly BomProperty[]
}

/** `names`: those that the caller looks at; anything else stays a property. */
export function splitCarried(properties: readonly BomProperty[], names: ReadonlySet<string>): CarriedFacts {
  const facts = new Map<string, unknown[]>()
  const others = properties.filter(({ name, value }) => {
    const key = name.slice(prefix.length)
    const parsed = name.startsWith(prefix) && names.has(key) ? parse(value) : undefined
    if (parsed === undefined) return true
    const known = facts.get(key)
    if (known === undefined) facts.set(key, [parsed])
    else known.push(parsed)
    return false
  })
  return { of: (name) => facts.get(name) ?? [], others }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function carriedText(facts: CarriedFacts, name: string): string | undefined {
  const [value] = facts.of(name)
  return typeof value === 'string' ? value : undefined
}

export function carriedTextsOf(facts: CarriedFacts, name: string): readonly string[] {
  const [value] = facts.of(name)
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

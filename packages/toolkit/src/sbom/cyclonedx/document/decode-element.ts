/** Components and services of CycloneDX to elements; nesting becomes `contains` relationships. */
import type { BomRelationship } from '../../document/bom.ts'
import type { BomActor, BomRef } from '../../document/parts.ts'
import type { BomElement, BomKind, BomOccurrence, BomReference } from '../../document/element.ts'
import type { CarriedFacts } from './carried.ts'
import { carriedOfElements, carriedText, carriedTexts, carriedTextsOf, splitCarried } from './carried.ts'
import {
  decodeContact,
  decodeHashes,
  decodeLicenses,
  decodeOrganization,
  decodeProperties,
  decodeReferences,
} from './decode-parts.ts'
import { carriedListMembers, readCarriedOccurrences, readCarriedReference } from './carried-element.ts'
import { toKind } from './names.ts'
import type { Take } from './take.ts'

/** What the elements of one document are gathered in. */
export interface ElementSink {
  readonly elements: BomElement[]
  readonly contains: BomRelationship[]
  /** A reference that no other element has; a free one is made where the document gives none. */
  readonly claim: (ref: string | undefined, place: string) => BomRef
}

/** References of the components in the member `key`, in their order. */
export function decodeComponents(take: Take, sink: ElementSink, key = 'components'): readonly BomRef[] {
  return take.each(key, (component, index) => decodeComponent(component, sink, `${key}/${index}`))
}

export function decodeComponent(take: Take, sink: ElementSink, place: string): BomRef {
  const ref = sink.claim(take.text('bom-ref'), place)
  const at = sink.elements.length
  const element = readComponent(take, ref)
  sink.elements.push(element)
  const to = decodeComponents(take, { ...sink, claim: (own, inner) => sink.claim(own, `${place}/${inner}`) })
  if (to.length > 0) sink.contains.push({ from: ref, type: 'contains', to })
  return sink.elements[at]?.ref ?? ref
}

export function decodeServices(take: Take, sink: ElementSink, key = 'services'): readonly BomRef[] {
  return take.each(key, (service, index) => {
    const place = `${key}/${index}`
    const ref = sink.claim(service.text('bom-ref'), place)
    sink.elements.push(readService(service, ref))
    const to = decodeServices(service, {
      ...sink,
      claim: (own, inner) => sink.claim(own, `${place}/${inner}`),
    })
    if (to.length > 0) sink.contains.push({ from: ref, type: 'contains', to })
    return ref
  })
}

function readComponent(take: Take, ref: BomRef): BomElement {
  const facts = splitCarried(decodeProperties(take), carriedOfElements)
  const mimeType = take.text('mime-type')
  const cpe = take.text('cpe')
  const swid = take.one('swid', (tag) => tag.text('tagId'))
  const originator = readMaker(take, { key: 'manufacturer', kind: carriedText(facts, 'originatorKind') })
  const scope = readScope(take)
  const licenses = decodeLicenses(take)
  return {
    ...readCommon(take, { ref, facts }),
    kind: readKind(take, facts),
    ...textMembers(take, ['publisher', 'copyright', 'purl']),
    ...(scope !== undefined && { scope }),
    ...(swid !== undefined && { swid }),
    ...(originator !== undefined && { originator }),
    cpes: [...(cpe === undefined ? [] : [cpe]), ...carriedTextsOf(facts, 'cpes')],
    authors: readAuthors(take),
    hashes: decodeHashes(take),
    declaredLicenses: licenses.declared,
    concludedLicenses: licenses.concluded,
    contentTypes: [...(mimeType === undefined ? [] : [mimeType]), ...carriedTextsOf(facts, 'contentTypes')],
    occurrences: pickOccurrences(take, facts),
  }
}

function readService(take: Take, ref: BomRef): BomElement {
  const facts = splitCarried(decodeProperties(take), carriedOfElements)
  const licenses = decodeLicenses(take)
  return {
    ...readCommon(take, { ref, facts }),
    kind: 'service',
    cpes: [],
    authors: [],
    hashes: [],
    declaredLicenses: licenses.declared,
    concludedLicenses: licenses.concluded,
    contentTypes: carriedTextsOf(facts, 'contentTypes'),
    occurrences: [],
    endpoints: take.texts('endpoints'),
  }
}

type Common = Pick<
  BomElement,
  'ref' | 'name' | 'references' | 'attributionTexts' | 'properties' | 'supplier' | 'filesAnalyzed'
>

/** What components and services both have. */
function readCommon(take: Take, { ref, facts }: { ref: BomRef; facts: CarriedFacts }): Common {
  const kind = carriedText(facts, 'supplierKind')
  const supplier = readMaker(take, { key: take.has('supplier') ? 'supplier' : 'provider', kind })
  const analyzed = facts.of('filesAnalyzed')[0]
  return {
    ref,
    name: take.text('name') ?? '',
    ...textMembers(take, ['group', 'version', 'description']),
    ...(supplier !== undefined && { supplier }),
    ...(typeof analyzed === 'boolean' && { filesAnalyzed: analyzed }),
    ...carriedMembers(facts),
    ...toReferences(decodeReferences(take), facts),
    ...carriedListMembers(facts),
    attributionTexts: carriedTextsOf(facts, 'attributionTexts'),
    properties: facts.others,
  }
}

function textMembers(take: Take, keys: readonly (keyof BomElement)[]): Partial<BomElement> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = take.text(key)
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

function carriedMembers(facts: CarriedFacts): Partial<BomElement> {
  return Object.fromEntries(
    carriedTexts.flatMap((key) => {
      const value = carriedText(facts, key)
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

/** What it was called before it became CycloneDX, or its type. */
function readKind(take: Take, facts: CarriedFacts): BomKind {
  const type = take.text('type')
  const kind = toKind(carriedText(facts, 'kind')) ?? toKind(type)
  if (kind === undefined && type !== undefined) take.lose('type')
  return kind ?? 'unknown'
}

/** CycloneDX knows organizations only; where it was somebody else, that is carried. */
function readMaker(
  take: Take,
  { key, kind }: { key: string; kind: string | undefined },
): BomActor | undefined {
  const maker = take.one(key, decodeOrganization)
  const stated = actorKinds.find((known) => known === kind)
  return maker === undefined || stated === undefined ? maker : { ...maker, kind: stated }
}

const actorKinds = ['person', 'organization', 'tool', 'unknown'] as const

function readScope(take: Take): BomElement['scope'] {
  const scope = take.text('scope')
  if (scope === 'required' || scope === 'optional' || scope === 'excluded') return scope
  if (scope !== undefined) take.lose('scope')
  return undefined
}

/** `author` is one text (until 1.5), `authors` are people (1.6). */
function readAuthors(take: Take): readonly BomActor[] {
  const author = take.text('author')
  const single: BomActor[] =
    author === undefined ? [] : [{ kind: 'unknown', name: author, emails: [], urls: [] }]
  return [...single, ...take.each('authors', decodeContact)]
}

/** Those of the properties are the same ones, and say more. */
function pickOccurrences(take: Take, facts: CarriedFacts): readonly BomOccurrence[] {
  const stated = take.one('evidence', readOccurrences) ?? []
  const carried = readCarriedOccurrences(facts)
  return carried.length === 0 ? stated : carried
}

function readOccurrences(take: Take): readonly BomOccurrence[] {
  return take.each('occurrences', (occurrence) => {
    const line = occurrence.number('line')
    return { location: occurrence.text('location') ?? '', ...(line !== undefined && { line }) }
  })
}

/** The first plain reference to a website is the homepage, the first to a distribution the place to load it from. */
function toReferences(
  references: readonly BomReference[],
  facts: CarriedFacts,
): Pick<BomElement, 'references' | 'homepage' | 'downloadLocation'> {
  const first = (type: string, member: string): BomReference | undefined =>
    carriedText(facts, member) === undefined
      ? references.find((reference) => reference.type === type && isPlain(reference))
      : undefined
  const site = first('website', 'homepage')
  const file = first('distribution', 'downloadLocation')
  const carried = facts.of('reference').flatMap(readCarriedReference)
  return {
    ...(site !== undefined && { homepage: site.url }),
    ...(file !== undefined && { downloadLocation: file.url }),
    references: [...references.filter((reference) => reference !== site && reference !== file), ...carried],
  }
}

function isPlain({ comment, hashes, url }: BomReference): boolean {
  return comment === undefined && hashes.length === 0 && url !== ''
}

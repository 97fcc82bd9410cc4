/** Elements of the model to components and services of CycloneDX 1.7. */
import type { BomLicenseText } from '../../document/bom.ts'
import type { BomActor } from '../../document/parts.ts'
import type { BomElement, BomReference } from '../../document/element.ts'
import {
  compact,
  encodeContact,
  encodeHashes,
  encodeLicense,
  encodeOrganization,
  encodeProperties,
  encodeReference,
  type Tree,
} from './encode-parts.ts'
import { isCycloneDx, isUrl, mimeType, movedFacts } from './moved.ts'
import { componentTypes, nearestTypes } from './names.ts'
import type { LossTally } from './tally.ts'

export interface ElementContext {
  readonly tally: LossTally
  /** By `LicenseRef-…`. */
  readonly licenseTexts: ReadonlyMap<string, BomLicenseText>
}

/** Without what it contains. */
export function encodeComponent(element: BomElement, context: ElementContext): Tree {
  const { kind, authors, occurrences } = element
  const moved = movedFacts(element, context.tally)
  return compact({
    type: componentTypes.has(kind) ? kind : (nearestTypes.get(kind) ?? 'library'),
    'mime-type': mimeType(element),
    'bom-ref': element.ref,
    supplier: element.supplier && encodeOrganization(element.supplier),
    manufacturer: element.originator && encodeOrganization(element.originator),
    authors: authors.filter(({ kind: of }) => of !== 'unknown').map(encodeContact),
    author: joinedNames(
      authors.filter(({ kind: of }) => of === 'unknown'),
      context.tally,
    ),
    publisher: element.publisher,
    group: element.group,
    name: element.name,
    version: element.version,
    description: element.description,
    scope: element.scope,
    hashes: encodeHashes(element.hashes),
    licenses: encodeLicenses(element, context),
    copyright: element.copyright,
    cpe: element.cpes[0],
    purl: element.purl,
    swid: element.swid === undefined ? undefined : { tagId: element.swid, name: element.name },
    externalReferences: encodeReferences(element),
    evidence: encodeEvidence(occurrences),
    properties: [...moved, ...encodeProperties(element.properties)],
  })
}

export function encodeServiceElement(element: BomElement, context: ElementContext): Tree {
  const { tally } = context
  for (const key of onlyOfComponents) {
    const value = element[key]
    if (Array.isArray(value) ? value.length > 0 : value !== undefined) {
      tally.add(`elements[].${key}`, {
        kind: 'left-out',
        reason: 'A service of CycloneDX has no such member.',
      })
    }
  }
  return compact({
    'bom-ref': element.ref,
    provider: element.supplier && encodeOrganization(element.supplier),
    group: element.group,
    name: element.name,
    version: element.version,
    description: element.description,
    endpoints: element.endpoints,
    licenses: encodeLicenses(element, context),
    externalReferences: encodeReferences(element),
    properties: [...movedFacts(element, tally), ...encodeProperties(element.properties)],
  })
}

const onlyOfComponents = [
  'publisher',
  'purl',
  'swid',
  'originator',
  'authors',
  'copyright',
  'scope',
  'hashes',
  'occurrences',
] as const satisfies readonly (keyof BomElement)[]

function encodeLicenses(element: BomElement, { licenseTexts, tally }: ElementContext): readonly Tree[] {
  const of = (list: 'declaredLicenses' | 'concludedLicenses', acknowledgement: 'declared' | 'concluded') =>
    element[list].map((license) => {
      const text = license.text === undefined ? licenseTexts.get(license.value)?.text : undefined
      if (text === undefined) return encodeLicense(license, acknowledgement)
      const reason = 'A license that brings its text has a name, and is no expression.'
      tally.add(`elements[].${list}`, { kind: 'reduced', reason })
      return encodeLicense({ ...license, kind: 'name', text }, acknowledgement)
    })
  return [...of('declaredLicenses', 'declared'), ...of('concludedLicenses', 'concluded')]
}

function encodeEvidence(occurrences: BomElement['occurrences']): Tree | undefined {
  if (occurrences.length === 0) return undefined
  return { occurrences: occurrences.map(({ location, line }) => compact({ location, line })) }
}

/** Several authors of whom only names are known become one text, as `author` always was. */
function joinedNames(actors: readonly BomActor[], tally: LossTally): string | undefined {
  if (actors.length > 1)
    tally.add('elements[].authors', { kind: 'reduced', reason: 'Names of authors become one text.' })
  return actors.length === 0 ? undefined : actors.map(({ name }) => name).join(', ')
}

function encodeReferences(element: BomElement): readonly Tree[] {
  const { homepage, downloadLocation, references } = element
  const own = (type: string, url: string | undefined): readonly BomReference[] =>
    url !== undefined && isUrl(url) ? [{ type, url, hashes: [] }] : []
  const all = [
    ...own('website', homepage),
    ...own('distribution', downloadLocation),
    ...references.filter(isCycloneDx),
  ]
  return all.map(encodeReference)
}

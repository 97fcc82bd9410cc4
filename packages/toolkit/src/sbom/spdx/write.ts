/** Writes an inventory as SPDX 2.3 JSON, deterministic to the byte. */
import { formatCanonicalJson, type Json } from '../../base/index.ts'
import { type Component, splitPurl } from '../../model/index.ts'
import { type SbomGraph, toGraph } from '../graph.ts'
import { isWellFormedHash } from '../hashes.ts'
import { toSealedPieces, toTimestamp } from '../identity.ts'
import { propertyNames, toProperties } from '../properties.ts'
import { type SbomInput, type SbomMeta, type UnidentifiedComponent } from '../sbom.ts'
import { type NumberedProduct, toProductFacts } from '../tree-products.ts'
import { createIds, productId, toRelationships } from './write-relationships.ts'
import { toExtractedLicenses, toLicenseField } from './licenses.ts'

interface Annotator {
  readonly annotate: (name: string, value: Json) => object
}

interface Writing {
  readonly annotator: Annotator
  readonly idOf: (ref: string) => string
}

/** Document and packages that were not looked into: SPDX demands the fields and knows the word. */
const unstated = {
  downloadLocation: 'NOASSERTION',
  filesAnalyzed: false,
  licenseConcluded: 'NOASSERTION',
  copyrightText: 'NOASSERTION',
  supplier: 'NOASSERTION',
} as const

/** The text of the document; what it cannot hold is listed by `findSbomLosses`. */
export function writeSpdx(input: SbomInput, meta: SbomMeta): string {
  return [...writeSpdxPieces(input, meta)].join('')
}

/** The same in pieces, for inventories whose text would be longer than a string can be. */
export function writeSpdxPieces(input: SbomInput, meta: SbomMeta): Iterable<string> {
  const graph = toGraph(input)
  const idOf = createIds()
  const created = toTimestamp(meta.timestamp)
  const annotator = toAnnotator(meta, created)
  const extracted = toExtractedLicenses(graph.components)
  const annotations = [
    ...input.files.map((file) => annotator.annotate(propertyNames.file, { ...file })),
    ...input.issues.map((issue) => annotator.annotate(propertyNames.issue, { ...issue })),
  ]
  const slug = input.name.replaceAll(/[^A-Za-z0-9.-]+/g, '-').slice(0, 80)
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: input.name,
    documentNamespace: `https://spdx.org/spdxdocs/${slug}-`,
    creationInfo: { created, creators: toCreators(meta) },
    ...(annotations.length === 0 ? {} : { annotations }),
    packages: { items: () => toPackages({ input, meta, graph }, { annotator, idOf }) },
    ...(extracted.length === 0 ? {} : { hasExtractedLicensingInfos: extracted }),
    relationships: { items: () => toRelationships(graph, idOf) },
  }
  return toSealedPieces(document, 'documentNamespace')
}

interface Written {
  readonly input: SbomInput
  readonly meta: SbomMeta
  readonly graph: SbomGraph
}

function* toPackages({ input, meta, graph }: Written, writing: Writing): Generator<object> {
  yield toProduct(input, meta)
  for (const product of graph.products) yield toTreeProduct(product, graph, writing)
  for (const component of graph.components) yield toPackage(component, writing)
  for (const component of graph.unidentified) yield toUnidentified(component, writing)
}

function toCreators({ toolVersion, manufacturer }: SbomMeta): readonly string[] {
  const tool = `Tool: occtet-${toolVersion}`
  return manufacturer === undefined ? [tool] : [tool, toOrganization(manufacturer)]
}

function toOrganization({ name, email }: NonNullable<SbomMeta['manufacturer']>): string {
  return `Organization: ${name}${email === undefined ? '' : ` (${email})`}`
}

function toAnnotator(meta: SbomMeta, created: string): Annotator {
  return {
    annotate: (name, value) => ({
      annotationDate: created,
      annotationType: 'OTHER',
      annotator: `Tool: occtet-${meta.toolVersion}`,
      comment: `${name} ${formatCanonicalJson(value)}`,
    }),
  }
}

function toProduct(input: SbomInput, meta: SbomMeta): object {
  return {
    name: input.name,
    SPDXID: productId,
    ...(input.version === undefined ? {} : { versionInfo: input.version }),
    ...unstated,
    ...(meta.manufacturer === undefined ? {} : { supplier: toOrganization(meta.manufacturer) }),
    licenseDeclared: 'NOASSERTION',
    primaryPackagePurpose: 'APPLICATION',
  }
}

/** A part of what was looked at; what belongs to it stands in the relationships. */
function toTreeProduct(
  { ref, product }: NumberedProduct,
  { isListed }: SbomGraph,
  { annotator, idOf }: Writing,
): object {
  const { name, version } = product
  return {
    name,
    SPDXID: idOf(ref),
    ...(version === undefined ? {} : { versionInfo: version }),
    ...unstated,
    licenseDeclared: 'NOASSERTION',
    primaryPackagePurpose: 'APPLICATION',
    annotations: [annotator.annotate(propertyNames.product, toProductFacts(product, isListed))],
  }
}

function toPackage(component: Component, { annotator, idOf }: Writing): object {
  const { namespace, name, version, type } = splitPurl(component.purl)
  const checksums = component.hashes
    .filter(isWellFormedHash)
    .map(({ algorithm, value }) => ({ algorithm: algorithm.replace('-', ''), checksumValue: value }))
  const purpose = type === 'docker' || type === 'oci' ? 'CONTAINER' : 'LIBRARY'
  return {
    name: namespace === undefined ? name : `${namespace}/${name}`,
    SPDXID: idOf(component.purl),
    ...(version === undefined ? {} : { versionInfo: version }),
    ...unstated,
    licenseDeclared: toLicenseField(component.licenses),
    ...(checksums.length === 0 ? {} : { checksums }),
    externalRefs: [
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: component.purl },
    ],
    primaryPackagePurpose: component.isFirstParty ? 'APPLICATION' : purpose,
    annotations: [annotator.annotate('occtet:component', toFacts(component))],
  }
}

/** One JSON value of all that SPDX has no field for. */
function toFacts(component: Component): Json {
  const { evidence, licenses } = component
  return {
    properties: toProperties(component).map(({ name, value }) => [name, value]),
    evidence: evidence.map(({ path, line }) => [path, line]),
    ...(licenses.length > 1 ? { licenses } : {}),
  }
}

function toUnidentified(component: UnidentifiedComponent, { annotator, idOf }: Writing): object {
  const { ref, name, version, line, reason } = component
  return {
    name,
    SPDXID: idOf(ref),
    ...(version === undefined ? {} : { versionInfo: version }),
    ...unstated,
    licenseDeclared: 'NOASSERTION',
    annotations: [annotator.annotate(propertyNames.unidentified, { line, reason })],
  }
}

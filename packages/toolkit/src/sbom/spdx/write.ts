/** Writes an inventory as SPDX 2.3 JSON, deterministic to the byte. */
import { formatCanonicalJson, type Json, sha256Hex } from '../../base/index.ts'
import { type Component, type Scope, splitPurl } from '../../model/index.ts'
import { type SbomGraph, toGraph } from '../graph.ts'
import { isWellFormedHash } from '../hashes.ts'
import { toText, toTimestamp, toUuid } from '../identity.ts'
import { propertyNames, toProperties } from '../properties.ts'
import { productRef, type SbomInput, type SbomMeta, type UnidentifiedComponent } from '../sbom.ts'
import { toExtractedLicenses, toLicenseField } from './licenses.ts'

interface Annotator {
  readonly annotate: (name: string, value: Json) => object
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
  const graph = toGraph(input)
  const created = toTimestamp(meta.timestamp)
  const annotator = toAnnotator(meta, created)
  const extracted = toExtractedLicenses(graph.components)
  const annotations = [
    ...input.files.map((file) => annotator.annotate(propertyNames.file, { ...file })),
    ...input.issues.map((issue) => annotator.annotate(propertyNames.issue, { ...issue })),
  ]
  const content = {
    creationInfo: { created, creators: toCreators(meta) },
    ...(annotations.length === 0 ? {} : { annotations }),
    packages: [
      toProduct(input, meta),
      ...graph.components.map((component) => toPackage(component, annotator)),
      ...graph.unidentified.map((component) => toUnidentified(component, annotator)),
    ],
    ...(extracted.length === 0 ? {} : { hasExtractedLicensingInfos: extracted }),
    relationships: toRelationships(graph),
  }
  const id = toUuid(JSON.stringify([input.name, content]))
  return toText({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: input.name,
    documentNamespace: `https://spdx.org/spdxdocs/${input.name.replaceAll(/[^A-Za-z0-9.-]+/g, '-').slice(0, 80)}-${id}`,
    ...content,
  })
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
    SPDXID: toSpdxId(productRef),
    ...(input.version === undefined ? {} : { versionInfo: input.version }),
    ...unstated,
    ...(meta.manufacturer === undefined ? {} : { supplier: toOrganization(meta.manufacturer) }),
    licenseDeclared: 'NOASSERTION',
    primaryPackagePurpose: 'APPLICATION',
  }
}

function toPackage(component: Component, annotator: Annotator): object {
  const { namespace, name, version, type } = splitPurl(component.purl)
  const checksums = component.hashes
    .filter(isWellFormedHash)
    .map(({ algorithm, value }) => ({ algorithm: algorithm.replace('-', ''), checksumValue: value }))
  const purpose = type === 'docker' || type === 'oci' ? 'CONTAINER' : 'LIBRARY'
  return {
    name: namespace === undefined ? name : `${namespace}/${name}`,
    SPDXID: toSpdxId(component.purl),
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

function toUnidentified(component: UnidentifiedComponent, annotator: Annotator): object {
  const { ref, name, version, line, reason } = component
  return {
    name,
    SPDXID: toSpdxId(ref),
    ...(version === undefined ? {} : { versionInfo: version }),
    ...unstated,
    licenseDeclared: 'NOASSERTION',
    annotations: [annotator.annotate(propertyNames.unidentified, { line, reason })],
  }
}

/** Direct dependencies by the scope that they have for the product (SPDX 2.3, clause 11.1). */
const scopeRelationships: Readonly<Record<Scope, string | undefined>> = {
  runtime: undefined,
  unknown: undefined,
  development: 'DEV_DEPENDENCY_OF',
  optional: 'OPTIONAL_DEPENDENCY_OF',
  peer: 'PROVIDED_DEPENDENCY_OF',
  build: 'BUILD_DEPENDENCY_OF',
}

function toRelationships(graph: SbomGraph): readonly object[] {
  const relate = (from: string, type: string, to: string): object => ({
    spdxElementId: from,
    relationshipType: type,
    relatedSpdxElement: to,
  })
  const product = toSpdxId(productRef)
  const scopes = new Map<string, Scope>(graph.components.map(({ purl, scope }) => [purl, scope]))
  const ids = new Map<string, string>(graph.components.map(({ purl }) => [purl, toSpdxId(purl)]))
  const idOf = (ref: string): string => ids.get(ref) ?? toSpdxId(ref)
  const isTarget = new Set<string>()
  const edgesOf = (from: string, toEdge: (to: string) => object): object[] =>
    graph.dependenciesOf(from).map((to) => {
      isTarget.add(to)
      return toEdge(to)
    })
  const roots = edgesOf(productRef, (to) => {
    const type = scopeRelationships[scopes.get(to) ?? 'unknown']
    return type === undefined ? relate(product, 'DEPENDS_ON', idOf(to)) : relate(idOf(to), type, product)
  })
  const refs = [...graph.components.map(({ purl }) => purl), ...graph.unidentified.map(({ ref }) => ref)]
  const edges = refs.flatMap((from) => edgesOf(from, (to) => relate(idOf(from), 'DEPENDS_ON', idOf(to))))
  const loose = refs.filter((ref) => !isTarget.has(ref)).map((ref) => relate(product, 'CONTAINS', idOf(ref)))
  return [relate('SPDXRef-DOCUMENT', 'DESCRIBES', product), ...roots, ...edges, ...loose]
}

/** Letters, digits, dots and hyphens only (SPDX 2.3, clause 7.2): a digest stands for the purl. */
function toSpdxId(ref: string): string {
  if (ref === productRef) return 'SPDXRef-Product'
  if (ref.startsWith('unidentified:')) return `SPDXRef-Unidentified-${ref.slice('unidentified:'.length)}`
  return `SPDXRef-Package-${sha256Hex(ref).slice(0, 24)}`
}

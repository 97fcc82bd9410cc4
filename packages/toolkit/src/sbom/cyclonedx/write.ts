/** Writes an inventory as CycloneDX 1.6 JSON (ECMA-424), deterministic to the byte. */
import { formatCanonicalJson } from '../../base/index.ts'
import { type Component, splitPurl } from '../../model/index.ts'
import { type SbomGraph, toGraph } from '../graph.ts'
import { isWellFormedHash } from '../hashes.ts'
import { toSealedPieces, toTimestamp } from '../identity.ts'
import { type Property, propertyNames, toProperties } from '../properties.ts'
import { productRef, type SbomInput, type SbomMeta, type UnidentifiedComponent } from '../sbom.ts'
import { type NumberedProduct, toProductFacts } from '../tree-products.ts'
import { toCompositions } from './compositions.ts'
import { toLicenseChoices } from './licenses.ts'

/** The text of the document; what it cannot hold is listed by `findSbomLosses`. */
export function writeCycloneDx(input: SbomInput, meta: SbomMeta): string {
  return [...writeCycloneDxPieces(input, meta)].join('')
}

/** The same in pieces, for inventories whose text would be longer than a string can be. */
export function writeCycloneDxPieces(input: SbomInput, meta: SbomMeta): Iterable<string> {
  const graph = toGraph(input)
  const properties = toDocumentProperties(input)
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: 'urn:uuid:',
    version: 1,
    metadata: toMetadata(input, meta, graph),
    components: { items: () => toComponents(graph) },
    dependencies: { items: () => toDependencies(graph) },
    compositions: toCompositions(input, graph),
    ...(properties.length === 0 ? {} : { properties }),
  }
  return toSealedPieces(document, 'serialNumber')
}

function toMetadata(input: SbomInput, meta: SbomMeta, graph: SbomGraph): object {
  const manufacturer = toManufacturer(meta)
  return {
    timestamp: toTimestamp(meta.timestamp),
    lifecycles: [{ phase: 'pre-build' }],
    tools: { components: [{ type: 'application', name: 'occtet', version: meta.toolVersion }] },
    ...manufacturer,
    component: {
      type: 'application',
      'bom-ref': productRef,
      ...manufacturer,
      name: input.name,
      ...(input.version === undefined ? {} : { version: input.version }),
      ...(graph.products.length === 0
        ? {}
        : { components: graph.products.map((one) => toProduct(one, graph)) }),
    },
  }
}

/** A part of what was looked at, as ECMA-424 has assemblies; what belongs to it stands in `dependencies`. */
function toProduct({ ref, product }: NumberedProduct, { isListed }: SbomGraph): object {
  const { name, version } = product
  return {
    type: 'application',
    'bom-ref': ref,
    name,
    ...(version === undefined ? {} : { version }),
    properties: [
      { name: propertyNames.product, value: formatCanonicalJson(toProductFacts(product, isListed)) },
    ],
  }
}

function toManufacturer({ manufacturer }: SbomMeta): object {
  if (manufacturer === undefined) return {}
  const { name, url, email } = manufacturer
  return {
    manufacturer: {
      name,
      ...(url === undefined ? {} : { url: [url] }),
      ...(email === undefined ? {} : { contact: [{ email }] }),
    },
  }
}

function toComponent(component: Component): object {
  const { namespace, name, version, type } = splitPurl(component.purl)
  const scope = scopes[component.scope]
  const licenses = toLicenseChoices(component.licenses)
  const hashes = component.hashes
    .filter(isWellFormedHash)
    .map(({ algorithm, value }) => ({ alg: algorithm, content: value }))
  const occurrences = component.evidence.map(({ path, line }) => ({ location: path, line }))
  return {
    type: toType(component, type),
    'bom-ref': component.purl,
    ...(namespace === undefined ? {} : { group: namespace }),
    name,
    ...(version === undefined ? {} : { version }),
    ...(scope === undefined ? {} : { scope }),
    ...(hashes.length === 0 ? {} : { hashes }),
    ...(licenses.length === 0 ? {} : { licenses }),
    purl: component.purl,
    properties: toProperties(component),
    ...(occurrences.length === 0 ? {} : { evidence: { occurrences } }),
  }
}

/** A peer dependency is installed by whoever uses the product, so it is there at run time. */
const scopes = {
  runtime: 'required',
  peer: 'required',
  optional: 'optional',
  development: 'excluded',
  build: 'excluded',
  unknown: undefined,
} as const

function toType(component: Component, purlType: string): string {
  if (component.isFirstParty) return 'application'
  return purlType === 'docker' || purlType === 'oci' ? 'container' : 'library'
}

function toUnidentified({ ref, name, version, line, reason }: UnidentifiedComponent): object {
  return {
    type: 'library',
    'bom-ref': ref,
    name,
    ...(version === undefined ? {} : { version }),
    properties: [{ name: propertyNames.unidentified, value: formatCanonicalJson({ line, reason }) }],
  }
}

function* toComponents(graph: SbomGraph): Generator<object> {
  for (const component of graph.components) yield toComponent(component)
  for (const component of graph.unidentified) yield toUnidentified(component)
}

/** Every component is listed, also one without dependencies: absence would mean that they are unknown. */
function* toDependencies(graph: SbomGraph): Generator<object> {
  const toDependency = (ref: string): object => {
    const dependsOn = graph.dependenciesOf(ref)
    return dependsOn.length === 0 ? { ref } : { ref, dependsOn }
  }
  yield toDependency(productRef)
  for (const { ref } of graph.products) yield toDependency(ref)
  for (const { purl } of graph.components) yield toDependency(purl)
  for (const { ref } of graph.unidentified) yield toDependency(ref)
}

function toDocumentProperties(input: SbomInput): readonly Property[] {
  return [
    ...input.files.map((file) => ({ name: propertyNames.file, value: formatCanonicalJson({ ...file }) })),
    ...input.issues.map((issue) => ({ name: propertyNames.issue, value: formatCanonicalJson({ ...issue }) })),
  ]
}

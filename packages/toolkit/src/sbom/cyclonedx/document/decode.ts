/** A CycloneDX document, 1.2 to 1.7, as the neutral document. */
import type { Issue } from '../../../base/index.ts'
import type { BomAnnotation, BomComposition, BomDocument, BomRelationship } from '../../document/bom.ts'
import type { BomActor, BomRef } from '../../document/parts.ts'
import type { DecodedBom } from '../../document/codec.ts'
import type { BomReference } from '../../document/element.ts'
import type { Fields } from '../../read/values.ts'
import {
  type CarriedFacts,
  carriedOfDocuments,
  carriedText,
  carriedTextsOf,
  splitCarried,
} from './carried.ts'
import {
  readCarriedCreators,
  readCarriedDocumentIds,
  readCarriedLicenseTexts,
  readCarriedRelationships,
} from './carried-document.ts'
import { decodeComponent, decodeComponents, decodeServices, type ElementSink } from './decode-element.ts'
import {
  decodeContact,
  decodeOrganization,
  decodeProperties,
  decodeReferences,
  decodeTool,
  decodeToolComponent,
} from './decode-parts.ts'
import { decodeVulnerabilities } from './decode-vulnerability.ts'
import { Take } from './take.ts'
import { createTally } from './tally.ts'

/** Empties `root`, which must belong to the caller alone. Nothing in it is trusted to have the right shape. */
export function decodeTree(root: Fields, path: string): DecodedBom {
  const tally = createTally()
  const sink = createSink()
  const take = new Take(root, { where: '', tally })
  const document = readDocument(take, sink)
  take.finish()
  return { document, losses: tally.list(), issues: duplicateIssues(sink.duplicates(), path) }
}

function readDocument(take: Take, sink: ElementSink): BomDocument {
  for (const key of ['$schema', 'bomFormat']) take.drop(key)
  const specVersion = take.text('specVersion') ?? ''
  const id = take.text('serialNumber')
  // The schemas state the default.
  const revision = take.number('version') ?? 1
  const metadata = take.one('metadata', (fields) => readMetadata(fields, sink))
  decodeComponents(take, sink)
  decodeServices(take, sink)
  const facts = splitCarried(
    [...(metadata?.properties ?? []), ...readRootProperties(take)],
    carriedOfDocuments,
  )
  const subjects = [...(metadata ?? noMetadata).subjects, ...carriedTextsOf(facts, 'subjects')]
  return {
    family: 'cyclonedx',
    specVersion,
    ...(id !== undefined && { id }),
    revision,
    ...(metadata ?? noMetadata),
    creators: [...(metadata ?? noMetadata).creators, ...readCarriedCreators(facts)],
    subjects,
    ...carriedTexts(facts),
    elements: sink.elements,
    relationships: [...sink.contains, ...readDependencies(take), ...readCarriedRelationships(facts)],
    compositions: readCompositions(take),
    licenseTexts: readCarriedLicenseTexts(facts),
    annotations: readAnnotations(take),
    vulnerabilities: decodeVulnerabilities(take, sink.claim, { subjects }),
    ...readReferences(take, facts),
    properties: facts.others,
  }
}

interface NewSink extends ElementSink {
  readonly duplicates: () => number
}

/** Two things of one reference: the second gets one of its own, and whatever referred to it means the first. */
function createSink(): NewSink {
  const taken = new Set<BomRef>()
  let duplicates = 0
  const claim = (ref: string | undefined, place: string): BomRef => {
    const isTwice = ref !== undefined && taken.has(ref)
    if (isTwice) duplicates++
    let free = ref === undefined || isTwice ? place : ref
    while (taken.has(free)) free = `${free}+`
    taken.add(free)
    return free
  }
  return { elements: [], contains: [], claim, duplicates: () => duplicates }
}

function duplicateIssues(count: number, path: string): readonly Issue[] {
  if (count === 0) return []
  const message = `${count} references are used more than once; what refers to one means the first`
  return [{ code: 'DUPLICATE_KEY', level: 'warning', path, message }]
}

type Metadata = Pick<
  BomDocument,
  | 'created'
  | 'creators'
  | 'manufacturer'
  | 'supplier'
  | 'dataLicense'
  | 'lifecycles'
  | 'subjects'
  | 'properties'
>

const noMetadata: Metadata = { creators: [], lifecycles: [], subjects: [], properties: [] }

function readMetadata(take: Take, sink: ElementSink): Metadata {
  const created = take.text('timestamp')
  const manufacturer =
    take.one('manufacturer', decodeOrganization) ?? take.one('manufacture', decodeOrganization)
  const supplier = take.one('supplier', decodeOrganization)
  const dataLicense = readDataLicense(take)
  const subject = take.one('component', (component) => decodeComponent(component, sink, 'metadata/component'))
  return {
    ...(created !== undefined && { created }),
    creators: [...readTools(take), ...take.each('authors', decodeContact)],
    ...(manufacturer !== undefined && { manufacturer }),
    ...(supplier !== undefined && { supplier }),
    ...(dataLicense !== undefined && { dataLicense }),
    lifecycles: take
      .each('lifecycles', (lifecycle) => lifecycle.text('phase') ?? lifecycle.text('name'))
      .filter((name) => name !== undefined),
    subjects: subject === undefined ? [] : [subject],
    properties: decodeProperties(take),
  }
}

/** A list until 1.4, then an object of components and services. */
function readTools(take: Take): readonly BomActor[] {
  const listed = take.each('tools', decodeTool)
  const grouped = take.one('tools', (tools) => [
    ...tools.each('components', decodeToolComponent),
    ...tools.each('services', decodeToolComponent),
  ])
  return [...listed, ...(grouped ?? [])]
}

/** The first license of the document that is an id or an expression; others are counted. */
function readDataLicense(take: Take): string | undefined {
  let found: string | undefined
  take.each('licenses', (choice) => {
    if (found !== undefined) return
    found =
      choice.text('expression') ??
      choice.one('license', (license) => license.text('id') ?? license.text('name'))
  })
  return found
}

function readRootProperties(take: Take): BomDocument['properties'] {
  const properties = decodeProperties(take)
  const reason = 'Properties of the document stand under its metadata.'
  if (properties.length > 0) take.lose('properties', { kind: 'moved', reason, count: properties.length })
  return properties
}

type CarriedTexts = 'name' | 'comment' | 'creationComment' | 'licenseListVersion'

function carriedTexts(facts: CarriedFacts): Pick<BomDocument, CarriedTexts> {
  const names = ['name', 'comment', 'creationComment', 'licenseListVersion'] as const
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = carriedText(facts, name)
      return text === undefined ? [] : [[name, text]]
    }),
  )
}

/**
 * What is listed without dependencies has none (ECMA-424, "dependencies": components without dependencies must be
 * declared as empty elements; those not represented may have unknown ones).
 */
function readDependencies(take: Take): readonly BomRelationship[] {
  return take
    .each('dependencies', (dependency) => {
      const from = dependency.text('ref')
      if (from === undefined) return []
      const to = dependency.texts('dependsOn')
      const provides = dependency.texts('provides')
      const dependsOn: BomRelationship =
        to.length === 0
          ? { from, type: 'dependsOn', to, completeness: 'complete' }
          : { from, type: 'dependsOn', to }
      return provides.length === 0 ? [dependsOn] : [dependsOn, { from, type: 'provides', to: provides }]
    })
    .flat()
}

function readCompositions(take: Take): readonly BomComposition[] {
  return take.each('compositions', (composition) => ({
    aggregate: composition.text('aggregate') ?? 'not_specified',
    assemblies: composition.texts('assemblies'),
    dependencies: composition.texts('dependencies'),
  }))
}

function readAnnotations(take: Take): readonly BomAnnotation[] {
  return take.each('annotations', (annotation) => {
    const date = annotation.text('timestamp')
    const annotator = annotation.one('annotator', readAnnotator)
    return {
      subjects: annotation.texts('subjects'),
      kind: 'other',
      annotator: annotator ?? { kind: 'unknown', name: '', emails: [], urls: [] },
      ...(date !== undefined && { date }),
      text: annotation.text('text') ?? '',
    }
  })
}

function readAnnotator(take: Take): BomActor | undefined {
  return (
    take.one('organization', decodeOrganization) ??
    take.one('individual', decodeContact) ??
    take.one('component', decodeToolComponent) ??
    take.one('service', decodeToolComponent)
  )
}

/** Other SBOMs are documents that this one refers to. */
function readReferences(
  take: Take,
  facts: CarriedFacts,
): Pick<BomDocument, 'externalDocuments' | 'references'> {
  const references = decodeReferences(take)
  const ids = readCarriedDocumentIds(facts)
  const isDocument = ({ type, comment }: BomReference): boolean => type === 'bom' && comment === undefined
  const others = references.filter((reference) => !isDocument(reference))
  return {
    externalDocuments: references
      .filter(isDocument)
      .map(({ url, hashes }) => ({ id: ids.get(url) ?? url, uri: url, hashes })),
    ...(others.length > 0 && { references: others }),
  }
}

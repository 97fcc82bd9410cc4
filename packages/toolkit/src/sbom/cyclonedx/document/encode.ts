/** The neutral document as CycloneDX 1.7; older versions are made of it by the schemas (`../fit`). */
import {
  type BomAnnotation,
  type BomDocument,
  type BomLoss,
  type BomRelationship,
} from '../../document/bom.ts'
import { type BomActor, documentRef } from '../../document/parts.ts'
import { carry } from './carried.ts'
import { type ElementContext, encodeComponent, encodeServiceElement } from './encode-element.ts'
import {
  compact,
  encodeContact,
  encodeHashes,
  encodeOrganization,
  encodeProperties,
  encodeReference,
  encodeTool,
  type Tree,
} from './encode-parts.ts'
import { encodeVulnerability } from './encode-vulnerability.ts'
import { kindsOfDependsOn, phases } from './names.ts'
import { type Nesting, toNesting } from './nest.ts'
import { createTally, type LossTally } from './tally.ts'

export interface EncodedTree {
  /** CycloneDX 1.7 JSON; not yet known to be valid. */
  readonly tree: Tree
  readonly losses: readonly BomLoss[]
}

export function encodeTree(document: BomDocument): EncodedTree {
  const tally = createTally()
  const nesting = toNesting(document)
  const licenseTexts = new Map(document.licenseTexts.map((text) => [text.id, text]))
  const context: ElementContext = { tally, licenseTexts }
  const relationships = encodeRelationships(document, { nesting, tally })
  const tree = compact({
    bomFormat: 'CycloneDX',
    specVersion: '1.7',
    serialNumber: encodeSerial(document, tally),
    version: document.revision ?? (document.family === 'cyclonedx' ? undefined : 1),
    metadata: encodeMetadata(document, { nesting, context, carried: relationships.carried }),
    components: encodeRoots(nesting, context, 'component'),
    services: encodeRoots(nesting, context, 'service'),
    externalReferences: encodeReferences(document),
    dependencies: relationships.dependencies,
    compositions: document.compositions.map(({ aggregate, assemblies, dependencies }) =>
      compact({ aggregate, assemblies, dependencies }),
    ),
    vulnerabilities: document.vulnerabilities.map((one) => encodeVulnerability(one, { document, tally })),
    annotations: document.annotations.flatMap((annotation) => encodeAnnotation(annotation, document, tally)),
  })
  return { tree, losses: tally.list() }
}

/** A namespace of SPDX is no serial number; the document gets none rather than an invented one. */
function encodeSerial({ id }: BomDocument, tally: LossTally): string | undefined {
  if (id === undefined) return undefined
  if (/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id
  tally.add('id', { kind: 'left-out', reason: 'A serial number of CycloneDX is a UUID.' })
  return undefined
}

function encodeRoots(
  nesting: Nesting,
  context: ElementContext,
  list: 'component' | 'service',
): readonly Tree[] {
  return nesting.roots
    .filter(({ kind }) => (kind === 'service') === (list === 'service'))
    .map((root) => encodeNested(root, nesting, context))
}

/** Depth is bounded by `toNesting`. */
function encodeNested(element: Nesting['roots'][number], nesting: Nesting, context: ElementContext): Tree {
  const children = nesting.childrenOf(element.ref).map((child) => encodeNested(child, nesting, context))
  const isService = element.kind === 'service'
  const own = isService ? encodeServiceElement(element, context) : encodeComponent(element, context)
  return children.length === 0 ? own : { ...own, [isService ? 'services' : 'components']: children }
}

interface MetadataParts {
  readonly nesting: Nesting
  readonly context: ElementContext
  readonly carried: readonly Tree[]
}

function encodeMetadata(
  document: BomDocument,
  { nesting, context, carried }: MetadataParts,
): Tree | undefined {
  const { creators, manufacturer, dataLicense } = document
  const tools = creators.filter(({ kind }) => kind === 'tool')
  const people = creators.filter(({ kind }) => kind === 'person' || kind === 'unknown')
  const maker = manufacturer ?? creators.find(({ kind }) => kind === 'organization')
  const metadata = compact({
    timestamp: document.created,
    lifecycles: document.lifecycles.map((name) => (phases.has(name) ? { phase: name } : { name })),
    tools: tools.length === 0 ? undefined : { components: tools.map(encodeTool) },
    authors: people.map(encodeContact),
    component: nesting.subject && encodeNested(nesting.subject, nesting, context),
    manufacturer: maker && encodeOrganization(maker),
    supplier: document.supplier && encodeOrganization(document.supplier),
    licenses: dataLicense === undefined ? [] : [{ license: { id: dataLicense } }],
    properties: [
      ...movedFacts(document, { nesting, maker, tally: context.tally }),
      ...carried,
      ...encodeProperties(document.properties),
    ],
  })
  return Object.keys(metadata).length === 0 ? undefined : metadata
}

const movedReason = 'CycloneDX has no place for this; it stands in a property that only OCCTET reads.'

function movedFacts(
  document: BomDocument,
  at: { nesting: Nesting; maker: BomActor | undefined; tally: LossTally },
): readonly Tree[] {
  const facts: Tree[] = []
  const move = (where: string, name: string, value: unknown): void => {
    at.tally.add(where, { kind: 'moved', reason: movedReason })
    facts.push({ ...carry(name, value) })
  }
  for (const key of ['name', 'comment', 'creationComment', 'licenseListVersion'] as const) {
    if (document[key] !== undefined) move(key, key, document[key])
  }
  const others = document.creators.filter((actor) => actor.kind === 'organization' && actor !== at.maker)
  for (const actor of others) move('creators[]', 'creator', actor)
  const subjects = document.subjects.filter((ref) => ref !== at.nesting.subject?.ref)
  if (subjects.length > 0) move('subjects', 'subjects', subjects)
  for (const text of document.licenseTexts) move('licenseTexts[]', 'licenseText', text)
  for (const { id, uri } of document.externalDocuments)
    if (id !== uri) move('externalDocuments[].id', 'externalDocument', { id, uri })
  return facts
}

function encodeReferences({ references = [], externalDocuments }: BomDocument): readonly Tree[] {
  return [
    ...references.map(encodeReference),
    ...externalDocuments.map(({ uri, hashes }) =>
      compact({ url: uri, type: 'bom', hashes: encodeHashes(hashes) }),
    ),
  ]
}

/** `dependsOn` and `provides` of one element are one entry; other relationships become properties. */
function encodeRelationships(
  document: BomDocument,
  { nesting, tally }: { nesting: Nesting; tally: LossTally },
): { readonly dependencies: readonly Tree[]; readonly carried: readonly Tree[] } {
  const entries = new Map<string, { dependsOn: Set<string>; provides: Set<string> }>()
  const carried: Tree[] = []
  const carryOver = (relationship: BomRelationship): void => {
    tally.add(`relationships[] (${relationship.type.slice(0, 60)})`, { kind: 'moved', reason: movedReason })
    carried.push({ ...carry('relationship', relationship) })
  }
  for (const relationship of nesting.unsaid) carryOver(relationship)
  for (const relationship of nesting.said) countReduced(relationship, tally)
  for (const relationship of document.relationships) {
    const { from, to, type } = relationship
    if (type === 'contains' || isSubject(relationship, document)) continue
    const member = memberOf(relationship)
    if (member === undefined) carryOver(relationship)
    else {
      const entry = entries.get(from) ?? { dependsOn: new Set(), provides: new Set() }
      entries.set(from, entry)
      for (const ref of to) entry[member].add(ref)
      countReduced(relationship, tally)
    }
  }
  const dependencies = [...entries].map(([ref, { dependsOn, provides }]) =>
    compact({ ref, dependsOn: [...dependsOn], provides: [...provides] }),
  )
  return { dependencies, carried }
}

function isSubject({ from, to, type }: BomRelationship, { subjects }: BomDocument): boolean {
  return type === 'describes' && from === documentRef && to.every((ref) => subjects.includes(ref))
}

/** An empty list says "none" in CycloneDX, so only what is known to be none may be one. */
function memberOf({ from, to, type, completeness }: BomRelationship): 'dependsOn' | 'provides' | undefined {
  if (from === documentRef || to.includes(documentRef)) return undefined
  if (to.length === 0 && (type !== 'dependsOn' || completeness !== 'complete')) return undefined
  if (type === 'dependsOn' || kindsOfDependsOn.has(type)) return 'dependsOn'
  return type === 'provides' ? 'provides' : undefined
}

function countReduced(
  { type, to, scope, comment, completeness, original }: BomRelationship,
  tally: LossTally,
): void {
  const lose = (where: string, reason: string): void => tally.add(where, { kind: 'reduced', reason })
  if (kindsOfDependsOn.has(type)) {
    lose(`relationships[] (${type})`, 'CycloneDX has one kind of dependency only.')
  }
  if (scope !== undefined) lose('relationships[].scope', 'Dependencies and parts of CycloneDX have no scope.')
  if (original !== undefined) lose('relationships[].original', 'CycloneDX has one kind of dependency only.')
  if (comment !== undefined)
    lose('relationships[].comment', 'Dependencies and parts of CycloneDX have no comment.')
  if (completeness !== undefined && to.length > 0) {
    lose('relationships[].completeness', 'CycloneDX states completeness in compositions only.')
  }
}

function encodeAnnotation(
  annotation: BomAnnotation,
  document: BomDocument,
  tally: LossTally,
): readonly Tree[] {
  const timestamp = annotation.date ?? document.created
  const main = document.subjects[0]
  const subjects = annotation.subjects.flatMap((ref) => (ref === documentRef ? (main ?? []) : [ref]))
  const lose = (where: string, kind: BomLoss['kind'], reason: string): void =>
    tally.add(where, { kind, reason })
  if (timestamp === undefined || subjects.length === 0) {
    lose('annotations[]', 'left-out', 'An annotation of CycloneDX has a date and a subject.')
    return []
  }
  if (annotation.date === undefined) {
    lose('annotations[].date', 'reduced', 'The date of the document stands for the date that is not known.')
  }
  if (annotation.subjects.includes(documentRef)) {
    lose('annotations[].subjects', 'reduced', 'What the document is about stands for the document itself.')
  }
  if (annotation.kind !== 'other')
    lose('annotations[].kind', 'left-out', 'CycloneDX has no kinds of annotations.')
  return [
    {
      subjects: [...new Set(subjects)],
      annotator: encodeAnnotator(annotation.annotator),
      timestamp,
      text: annotation.text,
    },
  ]
}

function encodeAnnotator(actor: BomActor): Tree {
  switch (actor.kind) {
    case 'organization':
      return { organization: encodeOrganization(actor) }
    case 'tool':
      return { component: encodeTool(actor) }
    case 'person':
    case 'unknown':
      return { individual: encodeContact(actor) }
    default:
      return actor.kind satisfies never
  }
}

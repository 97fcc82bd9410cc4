/** The graph of an SPDX 3.0.1 document as a `BomDocument`. */
import type { Issue } from '../../base/index.ts'
import { type BomAnnotation, type BomDocument } from '../document/bom.ts'
import { type BomRef, documentRef } from '../document/parts.ts'
import type { DecodedBom } from '../document/codec.ts'
import { textOf, textsOf } from '../read/values.ts'
import { keepLicenseTexts } from '../spdx/document/license-values.ts'
import { leaveOut, noPlace, takeText, takeTexts } from '../spdx/document/take.ts'
import { createTally } from '../spdx/document/tally.ts'
import { createActors, isActor } from './decode-actors.ts'
import { isElement, type LicenseFacts, takeElement } from './decode-element.ts'
import { readPrefixes, takeImports, toPrefixed } from './decode-imports.ts'
import { readLicenses } from './decode-licenses.ts'
import { isRelationship, takeRelationships } from './decode-relationships.ts'
import { type Decoding, notKept, takeNode, takeProperties } from './decoding.ts'
import { isSecurity, takeVulnerabilities } from './decode-vulnerabilities.ts'
import type { Graph, Node } from './graph.ts'
import { createIds } from './refs.ts'

export interface DecodedGraph extends DecodedBom {
  readonly refOf: (id: string) => BomRef
}

/** `path` names the document in issues. */
export function decodeGraph(graph: Graph, path: string): DecodedGraph {
  const root = graph.nodes.find(({ type }) => type === 'SpdxDocument')
  const decoding = startDecoding(graph, root)
  const { tally, refOf } = decoding
  const elements = graph.nodes.filter(isElement)
  const { relationships, licenses } = takeRelationships(decoding, new Set(elements.map(({ id }) => id)))
  const described = relationships.filter(isDescription)
  const head = takeHead(decoding, root)
  const collections = takeCollections(decoding, root)
  const taken = elements.map((node) => takeElement(decoding, node, licenses.get(node.id) ?? noLicenses))
  const subjects = [...new Set([...collections.subjects, ...described.flatMap(({ to }) => to)])]
  const { externalDocuments } = head
  const document: BomDocument = {
    family: 'spdx3',
    ...head,
    lifecycles: collections.lifecycles,
    subjects,
    elements: taken,
    relationships: relationships.filter((item) => !isDescription(item) || item.comment !== undefined),
    compositions: [],
    licenseTexts: keepLicenseTexts(decoding.licenses.texts, taken),
    annotations: graph.nodes
      .filter(({ type }) => type === 'Annotation')
      .map((node) => takeAnnotation(decoding, node)),
    vulnerabilities: takeVulnerabilities(decoding, { elements: taken, subjects, externalDocuments }),
  }
  takeRest(decoding, root)
  return { document, losses: tally.toLosses(), issues: [...graph.issues, ...rootIssues(graph, path)], refOf }
}

function startDecoding(graph: Graph, root: Node | undefined): Decoding {
  const tally = createTally()
  const used = new Set<string>()
  const ids = createIds(root?.id ?? '')
  const prefixes = readPrefixes(root?.fields)
  const refOf = (id: string): BomRef => toPrefixed(prefixes, id) ?? ids.refOf(id)
  return {
    graph,
    tally,
    refOf,
    isPlace: (id) => {
      const node = graph.byId.get(id)
      return node === undefined || node === root || isElement(node)
    },
    prefixes,
    licenses: readLicenses(graph),
    actorOf: createActors(graph, tally, used),
    used,
    creationInfo: textOf(root?.fields, 'creationInfo') ?? findCreationInfo(graph),
  }
}

const noLicenses: LicenseFacts = { declaredLicenses: [], concludedLicenses: [] }

function isDescription({ from, type, to }: BomDocument['relationships'][number]): boolean {
  return type === 'describes' && from === documentRef && to.length > 0
}

function findCreationInfo({ nodes }: Graph): string | undefined {
  return nodes.find(({ type }) => type === 'CreationInfo')?.id
}

type Head = Pick<BomDocument, 'specVersion' | 'creators' | 'externalDocuments' | 'properties'> &
  Partial<BomDocument>

function takeHead(decoding: Decoding, root: Node | undefined): Head {
  const creation = takeCreation(decoding)
  const listVersion = decoding.graph.nodes.flatMap(
    ({ fields }) => textOf(fields, 'simplelicensing_licenseListVersion') ?? [],
  )[0]
  const list = listVersion === undefined ? {} : { licenseListVersion: listVersion }
  if (root === undefined) return { ...creation, ...list, externalDocuments: [], properties: [] }
  return takeNode(decoding, root, (from): Head => {
    const license = takeText(from, 'dataLicense')
    const dataLicense = license === undefined ? undefined : decoding.licenses.licenseOf(license)?.value
    const [name, comment] = [takeText(from, 'name'), takeText(from, 'comment')]
    for (const key of ['rootElement', 'element']) from.taken.add(key)
    leaveOut(from, 'profileConformance', 'a writer says which profiles it follows itself')
    return {
      ...creation,
      ...list,
      id: root.id,
      ...(name !== undefined && { name }),
      ...(comment !== undefined && { comment }),
      ...(dataLicense !== undefined && { dataLicense }),
      externalDocuments: takeImports(from, decoding.graph, decoding.prefixes),
      properties: takeProperties(from),
    }
  })
}

/** Of the document; a blank node, or an object within. */
function takeCreation(
  decoding: Decoding,
): Pick<BomDocument, 'specVersion' | 'creators'> & Partial<BomDocument> {
  const node = decoding.graph.byId.get(decoding.creationInfo ?? '')
  if (node === undefined) return { specVersion: '3.0.1', creators: [] }
  return takeNode(decoding, node, (from) => {
    const [created, comment] = [takeText(from, 'created'), takeText(from, 'comment')]
    const creators = [...takeTexts(from, 'createdBy'), ...takeTexts(from, 'createdUsing')].map(
      decoding.actorOf,
    )
    return {
      specVersion: takeText(from, 'specVersion') ?? '3.0.1',
      creators,
      ...(created !== undefined && { created }),
      ...(comment !== undefined && { creationComment: comment }),
    }
  })
}

const collectionTypes: ReadonlySet<string> = new Set(['software_Sbom', 'Bom', 'Bundle'])

/** A collection among the roots stands for its own roots. */
function takeCollections(
  decoding: Decoding,
  root: Node | undefined,
): Pick<BomDocument, 'lifecycles'> & { readonly subjects: readonly BomRef[] } {
  const lifecycles = new Set<string>()
  const rootsOf = new Map<string, readonly string[]>()
  for (const node of decoding.graph.nodes) {
    if (!collectionTypes.has(node.type)) continue
    takeNode(decoding, node, (from) => {
      for (const word of takeTexts(from, 'software_sbomType')) lifecycles.add(word)
      rootsOf.set(node.id, takeTexts(from, 'rootElement'))
      leaveOut(from, 'element', 'which elements a collection has is not kept')
      leaveOut(from, 'profileConformance', 'a writer says which profiles it follows itself')
    })
  }
  const stated = root === undefined ? [...rootsOf.keys()] : textsOf(root.fields, 'rootElement')
  const roots = stated.flatMap((id) => rootsOf.get(id) ?? [id])
  const subjects = roots.filter(decoding.isPlace)
  for (let at = subjects.length; at < roots.length; at++)
    decoding.tally.add('@graph[SpdxDocument].rootElement', 'left-out', notKept)
  return { lifecycles: [...lifecycles], subjects: subjects.map(decoding.refOf) }
}

/** Who annotates, and when, is what the creation info of the annotation says. */
function takeAnnotation(decoding: Decoding, node: Node): BomAnnotation {
  const creation = decoding.graph.byId.get(textOf(node.fields, 'creationInfo') ?? '')?.fields
  const [first, ...others] = textsOf(creation, 'createdBy')
  const date = textOf(creation, 'created')
  for (const _ of others)
    decoding.tally.add('@graph[Annotation].creationInfo', 'reduced', 'one annotator is kept')
  const subject = textOf(node.fields, 'subject') ?? ''
  if (!decoding.isPlace(subject))
    decoding.tally.add('@graph[Annotation].subject', 'reduced', `${notKept}; it stands with the document`)
  return takeNode(decoding, node, (from) => ({
    subjects: [takeText(from, 'subject') ?? ''].map((id) =>
      decoding.isPlace(id) ? decoding.refOf(id) : documentRef,
    ),
    kind: takeText(from, 'annotationType') === 'review' ? 'review' : 'other',
    annotator: decoding.actorOf(first ?? ''),
    ...(date !== undefined && { date }),
    text: takeText(from, 'statement') ?? '',
  }))
}

const licenseTypes = /^(?:simplelicensing|expandedlicensing)_/

/** Kinds of objects that others have read, every one of them. */
function isRead(node: Node): boolean {
  const { type } = node
  if (isElement(node) || isRelationship(node) || isSecurity(node)) return true
  return collectionTypes.has(type) || type === 'CreationInfo' || type === 'Annotation'
}

/** Licences that the document uses, and everything that nothing has asked for. */
function takeRest(decoding: Decoding, root: Node | undefined): void {
  const { graph, used, tally } = decoding
  for (const node of graph.nodes) {
    if (node === root || isRead(node)) continue
    if (licenseTypes.test(node.type)) takeLicense(decoding, node)
    else if (!isActor(node) || !used.has(node.id))
      tally.add(
        `@graph[${node.type.slice(0, 60)}]`,
        'left-out',
        isActor(node) ? 'nothing refers to it' : noPlace,
      )
  }
}

const keptOfLicenses: ReadonlySet<string> = new Set([
  'name',
  'simplelicensing_licenseExpression',
  'simplelicensing_customIdToUri',
  'simplelicensing_licenseListVersion',
  'simplelicensing_licenseText',
  'expandedlicensing_additionText',
  'expandedlicensing_seeAlso',
  'expandedlicensing_member',
  'expandedlicensing_subjectLicense',
  'expandedlicensing_subjectExtendableLicense',
  'expandedlicensing_subjectAddition',
])

/** What the licence itself says is in the texts and the expressions already. */
function takeLicense(decoding: Decoding, node: Node): void {
  const isText = /Text$|CustomLicense/.test(node.type)
  takeNode(decoding, node, (from) => {
    for (const key of keptOfLicenses) from.taken.add(key)
    if (isText) from.taken.add('comment')
  })
}

function rootIssues({ nodes }: Graph, path: string): readonly Issue[] {
  const roots = nodes.filter(({ type }) => type === 'SpdxDocument')
  return roots.slice(1).map(({ line }): Issue => {
    const message = 'there is more than one SpdxDocument; the first says what the document is about'
    return { code: 'SHAPE_UNEXPECTED', level: 'warning', path, line, message }
  })
}

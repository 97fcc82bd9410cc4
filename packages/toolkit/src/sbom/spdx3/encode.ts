/** A `BomDocument` as an SPDX 3.0.1 graph. */
import { type BomAnnotation, type BomDocument } from '../document/bom.ts'
import { documentRef } from '../document/parts.ts'
import { toUuid } from '../identity.ts'
import { leadsNowhere, toSpdxDate } from '../spdx/document/encoding.ts'
import { createTally } from '../spdx/document/tally.ts'
import { writeElement } from './encode-element.ts'
import { createExternals, writeImports } from './encode-imports.ts'
import { createLicenses } from './encode-licenses.ts'
import { writeLicenseRelationships, writeRelationships } from './encode-relationships.ts'
import {
  createEncoding,
  creationInfo,
  type EncodedGraph,
  type Encoding,
  type Item,
  noteRest,
  toItem,
  writeProperties,
  writeTime,
} from './encoding.ts'
import { writeVulnerabilities } from './encode-vulnerabilities.ts'
import { createIds } from './refs.ts'
import { contextUrl, sbomTypes } from './words.ts'

/** The graph fits the official schema. Creation info and document stand first. */
export function encodeGraph(document: BomDocument): EncodedGraph {
  const tally = createTally()
  const id = toDocumentId(document, tally.add)
  const ids = createIds(id)
  const externals = createExternals(ids, document)
  const encoding = createEncoding(
    tally,
    { base: ids.base, idOf: externals.idOf, reach: externals.reach },
    [...document.elements, ...document.vulnerabilities].map(({ ref }) => ref),
  )
  noteRest(encoding, document, { where: '', written: writtenHere })
  const creation = writeCreation(encoding, document)
  const licenses = createLicenses(encoding, document)
  const elements = document.elements.flatMap((element) => [
    writeElement(encoding, element),
    ...writeLicenseRelationships(encoding, licenses, element),
  ])
  const annotations = document.annotations.flatMap((note, at) => writeAnnotation(encoding, note, at))
  const relationships = writeRelationships(encoding, document)
  const vulnerabilities = writeVulnerabilities(encoding, document)
  const sbom = writeSbom(encoding, document)
  const { dataLicense } = document
  const stated = { kind: 'expression', value: dataLicense ?? '' } as const
  const license = dataLicense === undefined ? undefined : licenses.idOf(stated, 'dataLicense')
  licenses.finish()
  const properties = writeProperties(document.properties)
  const head = toItem('SpdxDocument', id, {
    ...(document.name !== undefined && { name: document.name }),
    ...(document.comment !== undefined && { comment: document.comment }),
    ...(license !== undefined && { dataLicense: license }),
    profileConformance: toProfiles(document, [properties, ...elements, ...vulnerabilities]),
    ...writeImports(encoding, document, externals.used),
    rootElement: [String(sbom['spdxId'])],
    ...properties,
  })
  const body = [encoding.items, elements, relationships, vulnerabilities, annotations].flat()
  const root = { '@context': contextUrl, '@graph': [creation, head, sbom, ...body] }
  return { root, losses: tally.toLosses() }
}

const writtenHere: ReadonlySet<string> = new Set([
  'family',
  'specVersion',
  'id',
  'name',
  'created',
  'creators',
  'dataLicense',
  'licenseListVersion',
  'comment',
  'creationComment',
  'manufacturer',
  'supplier',
  'lifecycles',
  'subjects',
  'elements',
  'relationships',
  'licenseTexts',
  'annotations',
  'vulnerabilities',
  'externalDocuments',
  'properties',
])

/** An IRI; made of the content where the document has none. */
function toDocumentId(document: BomDocument, note: Encoding['tally']['add']): string {
  const { id } = document
  if (id !== undefined && /^(?!_:)[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(id)) return id
  if (id !== undefined) note('id', 'left-out', 'the id of an SPDX 3 document is an IRI')
  const slug = (document.name ?? 'sbom').replaceAll(/[^A-Za-z0-9.-]+/g, '-').slice(0, 80)
  return `https://spdx.org/spdxdocs/${slug}-${toUuid(JSON.stringify(document))}`
}

function toProfiles({ vulnerabilities }: BomDocument, items: readonly Item[]): readonly string[] {
  const hasExtensions = items.some((item) => item['extension'] !== undefined)
  const always = ['core', 'software', 'simpleLicensing', 'expandedLicensing']
  const security = vulnerabilities.length > 0 ? ['security'] : []
  return [...always, ...security, ...(hasExtensions ? ['extension'] : [])]
}

/** Agents make a document; tools are what they use. A document that tools alone made was made by the first of them. */
function writeCreation(encoding: Encoding, document: BomDocument): Item {
  const { tally } = encoding
  const { creationComment } = document
  const created = writeTime(encoding, 'created', document.created)
  if (created === undefined)
    tally.add('created', 'reduced', 'SPDX demands a date and none is known: 1970-01-01 stands for it')
  const tools = document.creators.filter(({ kind }) => kind === 'tool')
  const agents = document.creators.filter(({ kind }) => kind !== 'tool')
  for (const role of ['manufacturer', 'supplier'] as const) {
    const actor = document[role]
    if (actor === undefined) continue
    for (const place of ['manufacturer', role])
      tally.add(place, 'reduced', 'SPDX 3 knows creators only; it is one of them')
    agents.push(actor)
  }
  const [first, ...others] = tools
  const isToolAgent = agents.length === 0
  const by = agents.map((actor) => encoding.agentOf(actor, 'creators[]'))
  if (isToolAgent && first !== undefined) by.push(encoding.agentOf(first, 'creators[]'))
  if (by.length === 0) {
    tally.add('creators', 'reduced', 'SPDX demands a creator and none is known: this program is named')
    by.push(encoding.agentOf({ kind: 'tool', name: 'occtet', emails: [], urls: [] }, 'creators[]'))
  }
  const using = (isToolAgent ? others : tools).map((actor) => encoding.toolOf(actor, 'creators[]'))
  return {
    type: 'CreationInfo',
    '@id': creationInfo,
    specVersion: '3.0.1',
    created: created ?? '1970-01-01T00:00:00Z',
    createdBy: [...new Set(by)],
    ...(using.length > 0 && { createdUsing: [...new Set(using)] }),
    ...(creationComment !== undefined && { comment: creationComment }),
  }
}

function writeSbom(encoding: Encoding, { lifecycles, subjects }: BomDocument): Item {
  const known = lifecycles.filter((word) => sbomTypes.has(word))
  for (let at = known.length; at < lifecycles.length; at++)
    encoding.tally.add('lifecycles', 'left-out', 'SPDX 3 has no such type of SBOM')
  const roots = subjects.filter(encoding.reach)
  for (let at = roots.length; at < subjects.length; at++)
    encoding.tally.add('subjects', 'left-out', leadsNowhere)
  return toItem('software_Sbom', encoding.nextId('sbom'), {
    profileConformance: ['core', 'software'],
    ...(known.length > 0 && { software_sbomType: known }),
    ...(roots.length > 0 && { rootElement: roots.map(encoding.idOf) }),
  })
}

/** Who annotates, and when, is in a creation info of its own. */
function writeAnnotation(encoding: Encoding, note: BomAnnotation, at: number): readonly Item[] {
  const { annotator, date, kind, text, subjects } = note
  const { tally } = encoding
  const created = date === undefined ? undefined : toSpdxDate(date)
  if (created === undefined)
    tally.add(
      'annotations[].date',
      'reduced',
      'SPDX demands a date and none is known: 1970-01-01 stands for it',
    )
  if (subjects.length > 1)
    tally.add('annotations[].subjects', 'reduced', 'it is repeated with each of its subjects')
  const own = `_:annotation-${at + 1}`
  const creation = {
    type: 'CreationInfo',
    '@id': own,
    specVersion: '3.0.1',
    created: created ?? '1970-01-01T00:00:00Z',
    createdBy: [encoding.agentOf(annotator, 'annotations[].annotator')],
  }
  const reached = subjects.filter(encoding.reach)
  for (let lost = reached.length; lost < subjects.length; lost++)
    tally.add('annotations[].subjects', 'reduced', leadsNowhere)
  const items = (reached.length === 0 ? [documentRef] : reached).map((subject) => ({
    ...toItem('Annotation', encoding.nextId('annotation'), {
      annotationType: kind,
      subject: encoding.idOf(subject),
      statement: text,
    }),
    creationInfo: own,
  }))
  return [creation, ...items]
}

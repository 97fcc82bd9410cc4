/** A `BomDocument` as the tree of an SPDX 2 document, from which each syntax is written. */
import { compareCodeUnits } from '../../../base/index.ts'
import { type BomAnnotation, type BomDocument, type BomLoss } from '../../document/bom.ts'
import { type BomRef, documentRef } from '../../document/parts.ts'
import { toUuid } from '../../identity.ts'
import { textReferencePrefix } from '../licenses.ts'
import { documentId } from './decoding.ts'
import { writeAnnotations } from './encode-annotations.ts'
import { isFile, isSnippet, writeFile, writeSnippet } from './encode-file.ts'
import { writePackage } from './encode-package.ts'
import { writeRelationships } from './encode-relationships.ts'
import {
  createIds,
  type Encoding,
  noteRest,
  toSpdxDate,
  writeActor,
  writeDate,
  writeHashes,
  listed,
} from './encoding.ts'
import { toSpdxHashName } from './hash-names.ts'
import { createTally } from './tally.ts'

export const spdx2Versions = ['2.2', '2.3'] as const
export type Spdx2Version = (typeof spdx2Versions)[number]

/** Members in the order of the specification; what a member would say nothing with is absent. */
export type Spdx2Tree = Readonly<Record<string, unknown>>

export interface EncodedTree {
  readonly tree: Spdx2Tree
  readonly losses: readonly BomLoss[]
}

/** The tree fits the official schema of that version. */
export function encodeSpdx2(document: BomDocument, version: Spdx2Version): EncodedTree {
  const encoding = startEncoding(document, version)
  const head = writeHead(encoding, document)
  const packages: object[] = []
  const files: object[] = []
  const snippets: object[] = []
  for (const element of document.elements) {
    if (isFile(element, version)) files.push(writeFile(encoding, element))
    else if (isSnippet(element)) snippets.push(writeSnippet(encoding, element))
    else packages.push(writePackage(encoding, element))
  }
  const relationships = writeRelationships(encoding, document)
  const annotations = writeAnnotations(encoding, { ref: documentRef, properties: document.properties })
  const body = {
    ...head,
    ...listed('annotations', annotations),
    ...listed('packages', packages),
    ...listed('files', files),
    ...listed('snippets', snippets),
    ...listed('hasExtractedLicensingInfos', writeLicenseTexts(encoding, document)),
    ...listed('relationships', relationships),
  }
  return { tree: withNamespace(encoding, document, body), losses: encoding.tally.toLosses() }
}

function startEncoding(document: BomDocument, version: Spdx2Version): Encoding {
  const tally = createTally()
  const created = toSpdxDate(document.created)
  if (created === undefined) {
    tally.add('created', 'reduced', 'SPDX demands a date and none is known: 1970-01-01 stands for it')
  }
  const renamed = 'an SPDX id holds letters, digits, dots and hyphens only; another name stands for this one'
  return {
    version,
    tally,
    created: created ?? '1970-01-01T00:00:00Z',
    licenses: { added: new Map(), known: new Set(document.licenseTexts.map(({ id }) => id)) },
    reach: createReach(document, version),
    idOf: createIds(() => tally.add('elements[].ref', 'reduced', renamed)),
    notesOf: groupNotes(document, tally),
  }
}

/** Other documents are named with a checksum and an id of SPDX 2, or not at all. */
function createReach({ elements, externalDocuments }: BomDocument, version: string): Encoding['reach'] {
  const own = new Set<BomRef>([documentRef, ...elements.map(({ ref }) => ref)])
  const named = new Set(externalDocuments.filter((item) => isNamed(item, version)).map(({ id }) => id))
  return (ref) => {
    const prefix = /^(DocumentRef-[A-Za-z0-9.-]+):SPDXRef-[A-Za-z0-9.-]+$/.exec(ref)?.[1]
    return own.has(ref) || (prefix !== undefined && named.has(prefix))
  }
}

function isNamed({ id, hashes }: BomDocument['externalDocuments'][number], version: string): boolean {
  const hasChecksum = hashes.some(({ algorithm }) => toSpdxHashName(algorithm, version) !== undefined)
  return hasChecksum && /^DocumentRef-[A-Za-z0-9.-]+$/.test(id)
}

/** An annotation stands with its element; one of several elements is repeated. */
function groupNotes(document: BomDocument, tally: Encoding['tally']): Encoding['notesOf'] {
  const places = new Set<BomRef>([documentRef, ...document.elements.map(({ ref }) => ref)])
  const notes = new Map<BomRef, BomAnnotation[]>()
  for (const note of document.annotations) {
    for (const subject of note.subjects) {
      const known = notes.get(subject)
      if (!places.has(subject))
        tally.add('annotations[].subjects', 'left-out', 'what it is about is not in SPDX 2')
      else if (known === undefined) notes.set(subject, [note])
      else known.push(note)
    }
  }
  return (ref) => notes.get(ref) ?? []
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
  'subjects',
  'elements',
  'relationships',
  'licenseTexts',
  'annotations',
  'externalDocuments',
  'properties',
])

function writeHead(encoding: Encoding, document: BomDocument): Spdx2Tree {
  noteRest(encoding, document, { where: '', written: writtenHere })
  const { name, comment, licenseListVersion, creationComment } = document
  if (name === undefined)
    encoding.tally.add('name', 'reduced', 'SPDX demands a name: that of the product stands for it')
  if (document.dataLicense === undefined)
    encoding.tally.add(
      'dataLicense',
      'reduced',
      'SPDX 2 demands one and none is stated: CC0-1.0 stands for it',
    )
  else if (document.dataLicense !== 'CC0-1.0')
    encoding.tally.add('dataLicense', 'left-out', 'SPDX 2 allows CC0-1.0 only (clause 6.2)')
  writeDate(encoding, 'created', document.created)
  return {
    spdxVersion: `SPDX-${encoding.version}`,
    dataLicense: 'CC0-1.0',
    SPDXID: documentId,
    name: name ?? nameOfSubject(document) ?? 'SBOM',
    documentNamespace: '',
    ...listed('externalDocumentRefs', writeExternalDocuments(encoding, document)),
    ...(comment !== undefined && { comment }),
    creationInfo: {
      created: encoding.created,
      creators: writeCreators(encoding, document),
      ...(licenseListVersion !== undefined && { licenseListVersion }),
      ...(creationComment !== undefined && { comment: creationComment }),
    },
  }
}

function nameOfSubject({ subjects, elements }: BomDocument): string | undefined {
  const [first] = subjects
  return first === undefined ? undefined : elements.find(({ ref }) => ref === first)?.name
}

function writeCreators(encoding: Encoding, document: BomDocument): readonly string[] {
  const creators = document.creators.map((actor) => writeActor(encoding, 'creators[]', actor))
  for (const role of ['manufacturer', 'supplier'] as const) {
    const actor = document[role]
    if (actor === undefined) continue
    const text = writeActor(encoding, role, actor)
    for (const place of ['manufacturer', role])
      encoding.tally.add(place, 'reduced', 'SPDX 2 knows creators only; an organization is one of them')
    if (!creators.includes(text)) creators.push(text)
  }
  if (creators.length > 0) return creators
  encoding.tally.add('creators', 'reduced', 'SPDX demands a creator and none is known: this program is named')
  return ['Tool: occtet']
}

function writeExternalDocuments(encoding: Encoding, { externalDocuments }: BomDocument): readonly object[] {
  const where = 'externalDocuments[].hashes'
  return externalDocuments.flatMap((item) => {
    const { id, uri, hashes } = item
    const [checksum, ...others] = writeHashes(encoding, where, hashes)
    for (const _ of others) encoding.tally.add(where, 'left-out', 'SPDX 2 has one checksum for it')
    if (isNamed(item, encoding.version)) return [{ externalDocumentId: id, spdxDocument: uri, checksum }]
    encoding.tally.add(
      'externalDocuments[]',
      'left-out',
      'SPDX 2 demands a checksum and an id DocumentRef-… for it',
    )
    return []
  })
}

function writeLicenseTexts({ licenses, tally }: Encoding, { licenseTexts }: BomDocument): readonly object[] {
  const stated = licenseTexts.filter(({ id }) => !id.startsWith(textReferencePrefix))
  const ours = licenseTexts.filter(({ id }) => id.startsWith(textReferencePrefix))
  const added = [...ours, ...licenses.added.values()].sort((a, b) => compareCodeUnits(a.id, b.id))
  return [...stated, ...added].flatMap(({ id, text, name, urls, comment }) => {
    if (id === '') {
      tally.add('licenseTexts[]', 'left-out', 'it has no id')
      return []
    }
    return [
      {
        licenseId: id,
        extractedText: text,
        ...(name !== undefined && { name }),
        ...listed('seeAlsos', urls),
        ...(comment !== undefined && { comment }),
      },
    ]
  })
}

/** A URI without a fragment (clause 6.5); made of the content where the document has none. */
function withNamespace({ tally }: Encoding, { id }: BomDocument, body: Spdx2Tree): Spdx2Tree {
  const [stated = ''] = id?.split('#') ?? []
  const isUri = /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(stated)
  if (id !== undefined && stated !== id) tally.add('id', 'reduced', 'a namespace of SPDX 2 has no fragment')
  if (id !== undefined && !isUri) tally.add('id', 'left-out', 'a namespace of SPDX 2 is a URI')
  if (isUri) return { ...body, documentNamespace: stated }
  const slug = String(body['name'])
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
    .slice(0, 80)
  return { ...body, documentNamespace: `https://spdx.org/spdxdocs/${slug}-${toUuid(JSON.stringify(body))}` }
}

/** The tree of an SPDX 2 document, whatever syntax it stood in, as a `BomDocument`. */
import type { Issue } from '../../../base/index.ts'
import type { BomDocument, BomLicenseText } from '../../document/bom.ts'
import type { BomActor } from '../../document/parts.ts'
import type { DecodedBom } from '../../document/codec.ts'
import type { BomElement, BomHash } from '../../document/element.ts'
import { type Fields, textOf } from '../../read/values.ts'
import { parseActor } from './actors.ts'
import { isOwnProperty, toAnnotation, toOwnProperty, toReview } from './annotations.ts'
import { type Decoding, toHash, toRef } from './decoding.ts'
import { takeFile, takeSnippet } from './decode-file.ts'
import { takePackage } from './decode-package.ts'
import { takeRelationships } from './decode-relationships.ts'
import { keepLicenseTexts, toOwnText } from './license-values.ts'
import { createTally } from './tally.ts'
import { leaveOut, takeAll, takeList, takeObject, takeText, takeTexts, type Taking } from './take.ts'

/** Nothing in the tree is trusted to have the right shape; what has no place, or the wrong shape, is in `losses`. */
export function decodeSpdx2(
  root: Fields,
): Omit<DecodedBom, 'issues'> & { readonly issues: readonly Issue[] } {
  const tally = createTally()
  const document = takeAll(root, { where: '', tally }, takeDocument)
  return { document, losses: tally.toLosses(), issues: [] }
}

function takeDocument(from: Taking): BomDocument {
  const licenseTexts = takeList(from, 'hasExtractedLicensingInfos', takeLicenseText)
  const texts = licenseTexts.flatMap((entry) => {
    const own = toOwnText(entry)
    return own === undefined ? [] : [[entry.id, own] as const]
  })
  const namespace = textOf(from.fields, 'documentNamespace') ?? ''
  const decoding: Decoding = { texts: new Map(texts), namespace, annotations: [], edges: [] }
  takeText(from, 'SPDXID')
  const head = takeHead(from)
  const notes = takeList(from, 'annotations', (item) => toAnnotation(item, ['DOCUMENT']))
  const properties = notes.flatMap((note) => toOwnProperty(note) ?? [])
  decoding.annotations.push(...notes.filter((note) => !isOwnProperty(note)))
  decoding.annotations.push(...takeList(from, 'revieweds', toReview))
  const externalDocuments = takeList(from, 'externalDocumentRefs', takeExternalDocument)
  const elements: BomElement[] = []
  for (const element of takeList(from, 'packages', (item) => takePackage(item, decoding)))
    elements.push(element)
  for (const element of takeList(from, 'files', (item) => takeFile(item, decoding))) elements.push(element)
  for (const element of takeList(from, 'snippets', (item) => takeSnippet(item, decoding)))
    elements.push(element)
  const { subjects, relationships } = takeRelationships(from, decoding)
  return {
    family: 'spdx',
    ...head,
    lifecycles: [],
    subjects,
    elements,
    relationships,
    compositions: [],
    licenseTexts: keepLicenseTexts(licenseTexts, elements),
    annotations: decoding.annotations,
    vulnerabilities: [],
    externalDocuments,
    properties,
  }
}

type Head = Pick<BomDocument, 'specVersion' | 'creators'> &
  Partial<
    Pick<
      BomDocument,
      'id' | 'name' | 'created' | 'dataLicense' | 'licenseListVersion' | 'comment' | 'creationComment'
    >
  >

function takeHead(from: Taking): Head {
  const [id, name] = [takeText(from, 'documentNamespace'), takeText(from, 'name')]
  const [dataLicense, comment] = [takeText(from, 'dataLicense'), takeText(from, 'comment')]
  const creation = takeObject(from, 'creationInfo', (info) => {
    const [created, listVersion] = [takeText(info, 'created'), takeText(info, 'licenseListVersion')]
    const creationComment = takeText(info, 'comment')
    return {
      creators: takeTexts(info, 'creators').flatMap((text): readonly BomActor[] => {
        const actor = parseActor(text)
        return actor === undefined ? [] : [actor]
      }),
      ...(created !== undefined && { created }),
      ...(listVersion !== undefined && { licenseListVersion: listVersion }),
      ...(creationComment !== undefined && { creationComment }),
    }
  })
  return {
    specVersion: (takeText(from, 'spdxVersion') ?? '').replace(/^SPDX-/, ''),
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(dataLicense !== undefined && { dataLicense }),
    ...(comment !== undefined && { comment }),
    ...(creation ?? { creators: [] }),
  }
}

function takeLicenseText(from: Taking): BomLicenseText {
  const [name, comment] = [takeText(from, 'name'), takeText(from, 'comment')]
  leaveOut(from, 'crossRefs', 'of addresses only `seeAlsos` are kept')
  return {
    id: takeText(from, 'licenseId') ?? '',
    ...(name !== undefined && { name }),
    text: takeText(from, 'extractedText') ?? '',
    urls: takeTexts(from, 'seeAlsos'),
    ...(comment !== undefined && { comment }),
  }
}

function takeExternalDocument(from: Taking): BomDocument['externalDocuments'][number] {
  const hash = takeObject(from, 'checksum', (item): BomHash | undefined => toHash(item))
  return {
    id: toRef(takeText(from, 'externalDocumentId') ?? ''),
    uri: takeText(from, 'spdxDocument') ?? '',
    hashes: hash === undefined ? [] : [hash],
  }
}

/** Packages, files and snippets of SPDX 3 as elements. */
import type { BomActor } from '../document/parts.ts'
import type { BomElement, BomHash, BomKind, BomOccurrence, BomReference } from '../document/element.ts'
import { takeCount, takeList, takeObject, takeText, takeTexts, type Taking } from '../spdx/document/take.ts'
import { type Decoding, takeIds, takeNode, takeProperties, takeStated, toHash } from './decoding.ts'
import type { Node } from './graph.ts'
import { fileTypes, purposes, referenceTypes } from './words.ts'

/** Licences stand in relationships of their own. */
export type LicenseFacts = Pick<BomElement, 'declaredLicenses' | 'concludedLicenses' | 'licenseComment'>

const packageKinds: ReadonlyMap<string, BomKind> = new Map([
  ['software_Package', 'unknown'],
  ['ai_AIPackage', 'machine-learning-model'],
  ['dataset_DatasetPackage', 'data'],
])

export function isPackage({ type }: Node): boolean {
  return packageKinds.has(type)
}

export function isElement(node: Node): boolean {
  return isPackage(node) || node.type === 'software_File' || node.type === 'software_Snippet'
}

export function takeElement(decoding: Decoding, node: Node, licenses: LicenseFacts): BomElement {
  return takeNode(decoding, node, (from) => {
    const common = { ...takeCommon(decoding, from), ...licenses, ref: decoding.refOf(node.id) }
    if (isPackage(node)) return { ...common, ...takePackage(from, node) }
    if (node.type === 'software_File') return { ...common, ...takeFile(from, common.name) }
    return { ...common, ...takeSnippet(decoding, from) }
  })
}

type Common = Omit<BomElement, 'ref' | 'kind' | 'declaredLicenses' | 'concludedLicenses' | 'licenseComment'>

function takeCommon(decoding: Decoding, from: Taking): Common {
  const supplier = takeText(from, 'suppliedBy')
  const [originator, ...authors] = takeIds(from, 'originatedBy').map(decoding.actorOf)
  const code = takeVerification(from)
  return {
    name: takeText(from, 'name') ?? '',
    ...takeTextMembers(from),
    ...takeIdentity(from),
    ...code,
    ...toSupply(supplier === undefined ? undefined : decoding.actorOf(supplier), originator),
    authors,
    attributionTexts: takeTexts(from, 'software_attributionText').filter((text) => text !== 'NOASSERTION'),
    contentTypes: [],
    occurrences: [],
    properties: takeProperties(from),
  }
}

function toSupply(
  supplier: BomActor | undefined,
  originator: BomActor | undefined,
): Pick<BomElement, 'supplier' | 'originator'> {
  return { ...(supplier !== undefined && { supplier }), ...(originator !== undefined && { originator }) }
}

const textMembers = [
  ['summary', 'summary'],
  ['description', 'description'],
  ['comment', 'comment'],
  ['builtTime', 'built'],
  ['releaseTime', 'released'],
  ['validUntilTime', 'validUntil'],
  ['software_copyrightText', 'copyright'],
] as const

function takeTextMembers(from: Taking): Partial<BomElement> {
  const entries = textMembers.flatMap(([key, name]) => {
    const text = takeStated(from, key)
    return text === undefined ? [] : [[name, text] as const]
  })
  return Object.fromEntries(entries)
}

/** Hashes, and the one package verification code. */
function takeVerification(
  from: Taking,
): Pick<BomElement, 'hashes' | 'verificationCode' | 'verificationCodeExcludes'> {
  let code: Pick<BomElement, 'verificationCode' | 'verificationCodeExcludes'> | undefined
  const hashes = takeList(from, 'verifiedUsing', (item): BomHash | 'code' | undefined => {
    const type = takeText(item, 'type')
    if (type === 'Hash') return toHash(item)
    if (type !== 'PackageVerificationCode' || code !== undefined) return undefined
    const [value, excludes] = [toHash(item), takeTexts(item, 'packageVerificationCodeExcludedFile')]
    if (value?.algorithm !== 'SHA-1') return undefined
    code = {
      verificationCode: value.value,
      ...(excludes.length > 0 && { verificationCodeExcludes: excludes }),
    }
    return 'code'
  })
  return { hashes: hashes.filter((item): item is BomHash => item !== 'code'), ...code }
}

interface Identifier {
  readonly word: string
  readonly value: string
  readonly comment: string | undefined
}

function takeIdentity(from: Taking): Pick<BomElement, 'purl' | 'swid' | 'cpes' | 'references'> {
  const identifiers = takeList(from, 'externalIdentifier', takeIdentifier)
  const first = (word: string): string | undefined => identifiers.find((item) => item.word === word)?.value
  const purl = takeText(from, 'software_packageUrl') ?? first('packageUrl')
  const swid = first('swid')
  const cpes = identifiers
    .filter(({ word }) => word === 'cpe22' || word === 'cpe23')
    .map(({ value }) => value)
  const own = new Set([purl, swid, ...cpes])
  const others = identifiers
    .filter(({ value }) => !own.has(value))
    .map(({ word, value, comment }): BomReference => {
      const note = comment === undefined ? {} : { comment }
      return { type: word, url: value, hashes: [], category: 'PERSISTENT-ID', ...note }
    })
  const references = takeList(from, 'externalRef', takeReferences).flat()
  return {
    ...(purl !== undefined && { purl }),
    ...(swid !== undefined && { swid }),
    cpes,
    references: [...others, ...references],
  }
}

function takeIdentifier(item: Taking): Identifier {
  takeText(item, 'type')
  return {
    word: takeText(item, 'externalIdentifierType') ?? 'other',
    value: takeText(item, 'identifier') ?? '',
    comment: takeText(item, 'comment'),
  }
}

/** One for each address. */
function takeReferences(item: Taking): readonly BomReference[] {
  takeText(item, 'type')
  const type = referenceTypes.toOwn(takeText(item, 'externalRefType') ?? 'other')
  const comment = takeText(item, 'comment')
  return takeTexts(item, 'locator').map((url) => ({
    type,
    url,
    ...(comment !== undefined && { comment }),
    hashes: [],
  }))
}

function takePackage(from: Taking, { type }: Node): Pick<BomElement, 'kind'> & Partial<BomElement> {
  const version = takeStated(from, 'software_packageVersion')
  const downloadLocation = takeStated(from, 'software_downloadLocation')
  const [homepage, sourceInfo] = [
    takeStated(from, 'software_homePage'),
    takeText(from, 'software_sourceInfo'),
  ]
  return {
    kind: takeKind(from, type),
    ...(version !== undefined && { version }),
    ...(downloadLocation !== undefined && { downloadLocation }),
    ...(homepage !== undefined && { homepage }),
    ...(sourceInfo !== undefined && { sourceInfo }),
  }
}

/** What it is for, and where it does not say, what its class says. */
function takeKind(from: Taking, type: string): BomKind {
  const purpose = takeText(from, 'software_primaryPurpose')
  const ofClass = packageKinds.get(type) ?? 'unknown'
  if (purpose === undefined) return ofClass
  const kind = purposes.toOwn(purpose)
  if (kind === undefined)
    from.tally.add(`${from.where}software_primaryPurpose`, 'reduced', 'no such purpose is known')
  else if (type !== 'software_Package' && kind !== ofClass)
    from.tally.add(`${from.where}type`, 'reduced', 'its purpose says what it is')
  return kind ?? ofClass
}

/** Its purposes are its types, as in SPDX 2, with the mime type behind them. */
function takeFile(from: Taking, name: string): Pick<BomElement, 'kind'> & Partial<BomElement> {
  const primary = takeIds(from, 'software_primaryPurpose')
  const words = [...primary, ...takeTexts(from, 'software_additionalPurpose')]
  if (takeText(from, 'software_fileKind') === 'directory')
    from.tally.add(`${from.where}software_fileKind`, 'reduced', 'that it is a folder is not kept')
  return {
    kind: 'file',
    fileName: name,
    contentTypes: [...words.map((word) => fileTypes.toOwn(word)), ...takeIds(from, 'contentType')],
  }
}

function takeSnippet(decoding: Decoding, from: Taking): Pick<BomElement, 'kind'> & Partial<BomElement> {
  const file = takeText(from, 'software_snippetFromFile')
  const lines = takeObject(from, 'software_lineRange', takeRange)
  const bytes = takeObject(from, 'software_byteRange', takeRange)
  const location = file === undefined ? '' : decoding.refOf(file)
  const occurrence: BomOccurrence = {
    location,
    ...(lines !== undefined && { line: lines.start, endLine: lines.end }),
    ...(bytes !== undefined && { bytes }),
  }
  return {
    kind: 'snippet',
    ...(file !== undefined && { partOf: location }),
    occurrences: lines === undefined && bytes === undefined ? [] : [occurrence],
  }
}

function takeRange(item: Taking): { start: number; end: number } {
  takeText(item, 'type')
  const start = takeCount(item, 'beginIntegerRange') ?? 0
  return { start, end: takeCount(item, 'endIntegerRange') ?? start }
}

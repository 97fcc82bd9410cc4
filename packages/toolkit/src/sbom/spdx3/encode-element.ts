/** Elements as packages, files and snippets of SPDX 3. */
import type { BomElement, BomOccurrence, BomReference } from '../document/element.ts'
import { toActor } from '../spdx/document/actors.ts'
import {
  type Encoding,
  type Item,
  noteRest,
  toItem,
  writeHashes,
  writeProperties,
  writeTime,
} from './encoding.ts'
import { fileTypes, purposes, referenceTypes } from './words.ts'

const place = 'elements[].'
const common = [
  'ref',
  'kind',
  'name',
  'group',
  'purl',
  'swid',
  'cpes',
  'supplier',
  'originator',
  'authors',
  'publisher',
  'description',
  'summary',
  'comment',
  'copyright',
  'hashes',
  'declaredLicenses',
  'concludedLicenses',
  'licenseComment',
  'references',
  'verificationCode',
  'verificationCodeExcludes',
  'attributionTexts',
  'notice',
  'built',
  'released',
  'validUntil',
  'properties',
]
const writtenOfPackage: ReadonlySet<string> = new Set([
  ...common,
  'version',
  'downloadLocation',
  'homepage',
  'sourceInfo',
])
const writtenOfFile: ReadonlySet<string> = new Set([...common, 'fileName', 'contentTypes'])
const writtenOfSnippet: ReadonlySet<string> = new Set([...common, 'partOf', 'occurrences'])

export function writeElement(encoding: Encoding, element: BomElement): Item {
  const id = encoding.idOf(element.ref)
  if (isFile(element)) {
    noteRest(encoding, element, { where: place, written: writtenOfFile })
    return toItem('software_File', id, { ...writeCommon(encoding, element), ...writeFile(encoding, element) })
  }
  if (element.kind === 'snippet' && element.partOf !== undefined) {
    noteRest(encoding, element, { where: place, written: writtenOfSnippet })
    return toItem('software_Snippet', id, {
      ...writeCommon(encoding, element),
      ...writeSnippet(encoding, element),
    })
  }
  noteRest(encoding, element, { where: place, written: writtenOfPackage })
  return toItem('software_Package', id, {
    ...writeCommon(encoding, element),
    ...writePackage(encoding, element),
  })
}

/** A file has a name in the product, and nothing that only a package has. */
function isFile({
  kind,
  name,
  fileName,
  version,
  filesAnalyzed,
  downloadLocation,
  homepage,
  sourceInfo,
}: BomElement): boolean {
  const ofPackages = [version, filesAnalyzed, downloadLocation, homepage, sourceInfo]
  return kind === 'file' && fileName === name && ofPackages.every((member) => member === undefined)
}

function writeCommon(encoding: Encoding, element: BomElement): Item {
  const { name, group, summary, description, comment, copyright } = element
  for (const member of group === undefined ? [] : ['group', 'name'])
    encoding.tally.add(`${place}${member}`, 'reduced', 'SPDX has no groups; it stands in front of the name')
  const attributions = toAttributions(encoding, element)
  const verified = [
    ...writeHashes(encoding, `${place}hashes`, element.hashes),
    ...writeVerificationCode(element),
  ]
  return {
    name: group === undefined ? name : `${group}/${name}`,
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(comment !== undefined && { comment }),
    ...writeOrigin(encoding, element),
    ...writeTimes(encoding, element),
    ...(verified.length > 0 && { verifiedUsing: verified }),
    ...writeIdentity(encoding, element),
    ...(copyright !== undefined && { software_copyrightText: copyright }),
    ...(attributions.length > 0 && { software_attributionText: attributions }),
    ...writeProperties(element.properties),
  }
}

function toAttributions({ tally }: Encoding, { attributionTexts, notice }: BomElement): readonly string[] {
  if (notice === undefined) return attributionTexts
  for (const member of ['notice', 'attributionTexts'])
    tally.add(`${place}${member}`, 'reduced', 'SPDX 3 has attribution texts only; a notice is one of them')
  return [...attributionTexts, notice]
}

function writeTimes(encoding: Encoding, element: BomElement): Item {
  const rows = [
    ['builtTime', 'built'],
    ['releaseTime', 'released'],
    ['validUntilTime', 'validUntil'],
  ] as const
  const entries = rows.flatMap(([key, name]) => {
    const time = writeTime(encoding, `${place}${name}`, element[name])
    return time === undefined ? [] : [[key, time] as const]
  })
  return Object.fromEntries(entries)
}

function writeVerificationCode({
  verificationCode,
  verificationCodeExcludes = [],
}: BomElement): readonly Item[] {
  if (verificationCode === undefined) return []
  const excludes = verificationCodeExcludes
  return [
    {
      type: 'PackageVerificationCode',
      algorithm: 'sha1',
      hashValue: verificationCode,
      ...(excludes.length > 0 && { packageVerificationCodeExcludedFile: excludes }),
    },
  ]
}

/** The supplier, and everybody from whom it comes: the originator first, then the authors. */
function writeOrigin(encoding: Encoding, element: BomElement): Item {
  const { publisher, originator, authors } = element
  const supplier =
    element.supplier ?? (publisher === undefined ? undefined : toActor('organization', publisher))
  if (publisher !== undefined) {
    const isUsed = element.supplier === undefined
    const reason = isUsed ? 'it is written as the supplier' : 'SPDX 3 has no field for it'
    encoding.tally.add(`${place}publisher`, isUsed ? 'reduced' : 'left-out', reason)
    if (isUsed)
      encoding.tally.add(`${place}supplier`, 'reduced', 'none is stated; the publisher stands for it')
  }
  if (originator === undefined && authors.length > 0)
    encoding.tally.add(`${place}authors`, 'reduced', 'the first author is written as the originator')
  const origins = [...(originator === undefined ? [] : [originator]), ...authors]
  const ids = [...new Set(origins.map((actor) => encoding.agentOf(actor, `${place}originator`)))]
  return {
    ...(supplier !== undefined && { suppliedBy: encoding.agentOf(supplier, `${place}supplier`) }),
    ...(ids.length > 0 && { originatedBy: ids }),
  }
}

const identifierTypes: ReadonlySet<string> = new Set([
  'cve',
  'gitoid',
  'other',
  'securityOther',
  'swhid',
  'urlScheme',
])

function writeIdentity(encoding: Encoding, element: BomElement): Item {
  const { purl, swid, cpes, references } = element
  const isOfPackage = element.kind !== 'snippet' && !isFile(element)
  const identify = (externalIdentifierType: string, identifier: string, comment?: string): Item => ({
    type: 'ExternalIdentifier',
    externalIdentifierType,
    identifier,
    ...(comment !== undefined && { comment }),
  })
  const isId = ({ type, category }: BomReference): boolean =>
    category === 'PERSISTENT-ID' && identifierTypes.has(type)
  const identifiers = [
    ...(purl !== undefined && !isOfPackage ? [identify('packageUrl', purl)] : []),
    ...cpes.map((cpe) => identify(cpe.startsWith('cpe:/') ? 'cpe22' : 'cpe23', cpe)),
    ...(swid === undefined ? [] : [identify('swid', swid)]),
    ...references.filter(isId).map(({ type, url, comment }) => identify(type, url, comment)),
  ]
  const others = references.filter((reference) => !isId(reference))
  return {
    ...(purl !== undefined && isOfPackage && { software_packageUrl: purl }),
    ...(identifiers.length > 0 && { externalIdentifier: identifiers }),
    ...(others.length > 0 && { externalRef: others.map((reference) => writeReference(encoding, reference)) }),
  }
}

function writeReference({ tally }: Encoding, { type, url, comment, hashes, category }: BomReference): Item {
  const where = `${place}references[].`
  const known = referenceTypes.toSpdx(type)
  if (known === undefined)
    tally.add(`${where}type`, 'reduced', 'SPDX 3 has no such type of reference; it is `other`')
  for (const _ of hashes) tally.add(`${where}hashes`, 'left-out', 'SPDX 3 has no field for it')
  if (category !== undefined) tally.add(`${where}category`, 'left-out', 'SPDX 3 has types of references only')
  return {
    type: 'ExternalRef',
    externalRefType: known ?? 'other',
    locator: [url],
    ...(comment !== undefined && { comment }),
  }
}

function writePackage({ tally }: Encoding, element: BomElement): Item {
  const { kind, version, downloadLocation, homepage, sourceInfo } = element
  const purpose = purposes.toSpdx(kind) ?? (kind === 'unknown' ? undefined : 'other')
  if (purpose === 'other' && kind !== 'other')
    tally.add(`${place}kind`, 'reduced', 'SPDX 3 has no such purpose; it is written as `other`')
  return {
    ...(purpose !== undefined && { software_primaryPurpose: purpose }),
    ...(version !== undefined && { software_packageVersion: version }),
    ...(downloadLocation !== undefined && { software_downloadLocation: downloadLocation }),
    ...(homepage !== undefined && { software_homePage: homepage }),
    ...(sourceInfo !== undefined && { software_sourceInfo: sourceInfo }),
  }
}

function writeFile({ tally }: Encoding, { contentTypes }: BomElement): Item {
  const [mime, ...moreMimes] = contentTypes.filter((type) => mimeType.test(type))
  const words = contentTypes.filter((type) => !mimeType.test(type))
  const known = words.flatMap((word) => fileTypes.toSpdx(word) ?? (isPurpose(word) ? [word] : []))
  const lost = words.length - known.length + moreMimes.length
  for (let at = 0; at < lost; at++)
    tally.add(`${place}contentTypes`, 'left-out', 'SPDX 3 has purposes and one mime type')
  const [primary, ...additional] = known
  return {
    ...(mime !== undefined && { contentType: mime }),
    ...(primary !== undefined && { software_primaryPurpose: primary }),
    ...(additional.length > 0 && { software_additionalPurpose: additional }),
  }
}

const mimeType = /^[^/]+\/[^/]+$/

function isPurpose(word: string): boolean {
  return purposes.toOwn(word) !== undefined
}

/** SPDX 3 has one range of bytes and one of lines. */
function writeSnippet({ idOf, tally }: Encoding, { partOf = '', occurrences }: BomElement): Item {
  const [first, ...others] = occurrences
  for (const _ of others) tally.add(`${place}occurrences`, 'left-out', 'a snippet of SPDX 3 has one range')
  if (first !== undefined && first.location !== partOf)
    tally.add(
      `${place}occurrences[].location`,
      'left-out',
      'a range of SPDX 3 lies in the file of the snippet',
    )
  const lines =
    first?.line === undefined ? undefined : { start: first.line, end: first.endLine ?? first.line }
  return {
    software_snippetFromFile: idOf(partOf),
    ...writeRange(tally, 'software_lineRange', lines),
    ...writeRange(tally, 'software_byteRange', first?.bytes),
  }
}

function writeRange(tally: Encoding['tally'], key: string, range: BomOccurrence['bytes']): Item {
  if (range === undefined) return {}
  if (range.start > 0 && range.end > 0)
    return {
      [key]: { type: 'PositiveIntegerRange', beginIntegerRange: range.start, endIntegerRange: range.end },
    }
  tally.add(`${place}occurrences`, 'left-out', 'SPDX 3 counts lines and bytes from 1')
  return {}
}

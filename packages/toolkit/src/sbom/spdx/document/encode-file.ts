/** Elements as SPDX 2 files and snippets (clauses 8 and 9). */
import type { BomElement, BomOccurrence } from '../../document/element.ts'
import { writeAnnotations } from './encode-annotations.ts'
import {
  type Encoding,
  noteRest,
  writeHashes,
  writeLicenseField,
  writeLicenseList,
  listed,
} from './encoding.ts'
import { toSpdxHashName } from './hash-names.ts'

/** A file has a name in the product, a checksum, and nothing that only a package has. */
export function isFile(element: BomElement, version: string): boolean {
  const { kind, name, fileName, filesAnalyzed, hashes } = element
  const isPlain =
    element.version === undefined && element.purl === undefined && element.downloadLocation === undefined
  const hasChecksum = hashes.some(({ algorithm }) => toSpdxHashName(algorithm, version) !== undefined)
  return kind === 'file' && fileName === name && filesAnalyzed === undefined && isPlain && hasChecksum
}

export function isSnippet({ kind, partOf, occurrences }: BomElement): boolean {
  return kind === 'snippet' && partOf !== undefined && occurrences.length > 0
}

const common = [
  'ref',
  'kind',
  'name',
  'declaredLicenses',
  'concludedLicenses',
  'licenseComment',
  'copyright',
  'comment',
  'attributionTexts',
  'occurrences',
  'properties',
]
const writtenOfFile: ReadonlySet<string> = new Set([
  ...common,
  'fileName',
  'hashes',
  'notice',
  'authors',
  'contentTypes',
])
const writtenOfSnippet: ReadonlySet<string> = new Set([...common, 'partOf'])

export function writeFile(encoding: Encoding, element: BomElement): object {
  noteRest(encoding, element, { where: 'elements[].', written: writtenOfFile })
  const { notice, authors } = element
  for (const { kind, emails } of authors) {
    if (kind !== 'unknown' || emails.length > 0)
      encoding.tally.add('elements[].authors', 'reduced', 'contributors of files have names only')
  }
  return {
    fileName: element.name,
    SPDXID: encoding.idOf(element.ref),
    ...listed('fileTypes', writeFileTypes(encoding, element)),
    checksums: writeHashes(encoding, 'elements[].hashes', element.hashes),
    ...writePart(encoding, element, 'licenseInfoInFiles'),
    ...(notice !== undefined && { noticeText: notice }),
    ...listed(
      'fileContributors',
      authors.map(({ name }) => name),
    ),
    ...listed('annotations', writeAnnotations(encoding, element)),
  }
}

export function writeSnippet(encoding: Encoding, element: BomElement): object {
  noteRest(encoding, element, { where: 'elements[].', written: writtenOfSnippet })
  return {
    SPDXID: encoding.idOf(element.ref),
    snippetFromFile: encoding.idOf(element.partOf ?? ''),
    ranges: element.occurrences.map((occurrence) => writeRange(encoding, occurrence)),
    name: element.name,
    ...writePart(encoding, element, 'licenseInfoInSnippets'),
    ...listed('annotations', writeAnnotations(encoding, { ...element, occurrences: [] })),
  }
}

const fileTypes: ReadonlySet<string> = new Set([
  'OTHER',
  'DOCUMENTATION',
  'IMAGE',
  'VIDEO',
  'ARCHIVE',
  'SPDX',
  'APPLICATION',
  'SOURCE',
  'BINARY',
  'TEXT',
  'AUDIO',
])

function writeFileTypes({ tally }: Encoding, { contentTypes }: BomElement): readonly string[] {
  const known = contentTypes.filter((type) => fileTypes.has(type))
  for (let at = known.length; at < contentTypes.length; at++)
    tally.add('elements[].contentTypes', 'left-out', 'SPDX 2 knows eleven types of files')
  return known
}

/** SPDX 2.2 demands what 2.3 leaves to silence (clauses 8.5, 8.6, 8.8). */
function writePart(encoding: Encoding, element: BomElement, list: string): object {
  const { comment, licenseComment, attributionTexts } = element
  const unstated = encoding.version === '2.2' ? 'NOASSERTION' : undefined
  const where = 'elements[].'
  const concluded =
    writeLicenseField(encoding, `${where}concludedLicenses`, element.concludedLicenses) ?? unstated
  const found = writeLicenseList(encoding, `${where}declaredLicenses`, element.declaredLicenses)
  const copyright = element.copyright ?? unstated
  return {
    ...(concluded !== undefined && { licenseConcluded: concluded }),
    ...listed(list, found.length === 0 && unstated !== undefined ? [unstated] : found),
    ...(licenseComment !== undefined && { licenseComments: licenseComment }),
    ...(copyright !== undefined && { copyrightText: copyright }),
    ...(comment !== undefined && { comment }),
    ...listed('attributionTexts', attributionTexts),
  }
}

/** Of bytes, of lines, or of both (clause 9.3 and 9.4); a pointer without a number points to the whole file. */
function writeRange({ idOf }: Encoding, { location, line, endLine, bytes }: BomOccurrence): object {
  const reference = idOf(location)
  const last = endLine ?? line
  return {
    startPointer: {
      reference,
      ...(bytes !== undefined && { offset: bytes.start }),
      ...(line !== undefined && { lineNumber: line }),
    },
    endPointer: {
      reference,
      ...(bytes !== undefined && { offset: bytes.end }),
      ...(last !== undefined && { lineNumber: last }),
    },
  }
}

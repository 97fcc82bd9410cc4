/** SPDX 2 files and snippets (clauses 8 and 9) as elements. */
import type { BomElement, BomOccurrence } from '../../document/element.ts'
import { toActor } from './actors.ts'
import { takeNotes } from './decode-package.ts'
import { type Decoding, takeLicense, takeLicenses, takeStated, toHash, toRef } from './decoding.ts'
import { leaveOut, takeCount, takeList, takeObject, takeText, takeTexts, type Taking } from './take.ts'

export function takeFile(from: Taking, decoding: Decoding): BomElement {
  const ref = toRef(takeText(from, 'SPDXID') ?? '')
  const name = takeText(from, 'fileName') ?? ''
  const notice = takeStated(from, 'noticeText')
  for (const to of takeTexts(from, 'fileDependencies'))
    decoding.edges.push({ from: ref, type: 'dependsOn', to: [toRef(to)] })
  leaveOut(from, 'artifactOfs', 'SPDX itself gave this member up in 2.0')
  return {
    ...takePart(from, decoding),
    ref,
    kind: 'file',
    name,
    fileName: name,
    ...(notice !== undefined && { notice }),
    authors: takeTexts(from, 'fileContributors').map((contributor) => toActor('unknown', contributor)),
    hashes: takeList(from, 'checksums', toHash),
    declaredLicenses: takeLicenses(from, 'licenseInfoInFiles', decoding),
    contentTypes: takeTexts(from, 'fileTypes'),
    ...takeNotes(from, { ref, decoding }),
  }
}

export function takeSnippet(from: Taking, decoding: Decoding): BomElement {
  const ref = toRef(takeText(from, 'SPDXID') ?? '')
  const file = takeText(from, 'snippetFromFile')
  const ranges = mergeRanges(takeList(from, 'ranges', takeRange))
  const notes = takeNotes(from, { ref, decoding })
  return {
    ...takePart(from, decoding),
    ref,
    kind: 'snippet',
    name: takeText(from, 'name') ?? '',
    ...(file !== undefined && { partOf: toRef(file) }),
    authors: [],
    hashes: [],
    declaredLicenses: takeLicenses(from, 'licenseInfoInSnippets', decoding),
    contentTypes: [],
    ...notes,
    occurrences: ranges,
  }
}

/** What files and snippets have in common. */
function takePart(
  from: Taking,
  decoding: Decoding,
): Pick<BomElement, 'cpes' | 'references' | 'concludedLicenses' | 'attributionTexts'> & Partial<BomElement> {
  const [comment, licenseComment] = [takeText(from, 'comment'), takeText(from, 'licenseComments')]
  const copyright = takeStated(from, 'copyrightText')
  return {
    cpes: [],
    references: [],
    concludedLicenses: takeLicense(from, 'licenseConcluded', decoding),
    attributionTexts: takeTexts(from, 'attributionTexts').filter((text) => text !== 'NOASSERTION'),
    ...(comment !== undefined && { comment }),
    ...(licenseComment !== undefined && { licenseComment }),
    ...(copyright !== undefined && { copyright }),
  }
}

/** A range in bytes and the range in lines beside it say one thing in two ways (clauses 9.3 and 9.4). */
function mergeRanges(ranges: readonly BomOccurrence[]): readonly BomOccurrence[] {
  const [first, second, ...others] = ranges
  if (first === undefined || second === undefined || others.length > 0) return ranges
  const isPair = first.location === second.location && isInBytesOnly(first) !== isInBytesOnly(second)
  const hasBoth = [first, second].some(({ bytes, line }) => bytes !== undefined && line !== undefined)
  return isPair && !hasBoth ? [{ ...first, ...second }] : ranges
}

function isInBytesOnly({ bytes, line }: BomOccurrence): boolean {
  return bytes !== undefined && line === undefined
}

/** Of bytes, of lines, or of both; the file that both ends point into. */
function takeRange(from: Taking): BomOccurrence {
  const start = takeObject(from, 'startPointer', takePointer) ?? nowhere
  const end = takeObject(from, 'endPointer', takePointer) ?? nowhere
  const isWhole = start.reference === end.reference && isNumber(start.offset) === isNumber(end.offset)
  if (!isWhole) from.tally.add(`${from.where}endPointer`, 'reduced', 'its ends do not fit each other')
  return {
    location: toRef(start.reference ?? end.reference ?? ''),
    ...(isNumber(start.lineNumber) && { line: start.lineNumber }),
    ...(isNumber(end.lineNumber) && { endLine: end.lineNumber }),
    ...(isNumber(start.offset) &&
      isNumber(end.offset) && { bytes: { start: start.offset, end: end.offset } }),
  }
}

interface Pointer {
  readonly reference: string | undefined
  readonly offset: number | undefined
  readonly lineNumber: number | undefined
}

const nowhere: Pointer = { reference: undefined, offset: undefined, lineNumber: undefined }

function isNumber(value: number | undefined): value is number {
  return value !== undefined
}

function takePointer(from: Taking): Pointer {
  return {
    reference: takeText(from, 'reference'),
    offset: takeCount(from, 'offset'),
    lineNumber: takeCount(from, 'lineNumber'),
  }
}

/** Reads a file as an SBOM when it is one, so that `scan` takes a tree, a lock file or an SBOM. */
import { statSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { type Issue, limits, type WithIssues } from '../base/index.ts'
import {
  type ByteSource,
  detectSyntax,
  readSbom,
  readSbomStream,
  type Sbom,
  type SbomValidation,
  unread,
  validateSbom,
  validateSbomStream,
} from '../sbom/index.ts'
import { openByteSource } from './byte-source.ts'
import { readTextFile } from './text-file.ts'

const marks = /"(bomFormat|spdxVersion|SPDXID)"\s*:|"https?:\/\/spdx\.org\/rdf\//

/** Files above this are read piece by piece: parsed as a whole they take some ten times their bytes. */
const STREAM_BYTES = 16 * 1024 * 1024

/** Of a large file: so much of its beginning and of its end is searched for the name of its format. */
const ENDS_BYTES = 1024 * 1024

/** Files above this make a heap that must not double before it is cleaned. */
const LEAN_BYTES = 256 * 1024 * 1024

/**
 * Undefined when the path is a folder, cannot be read, or is no SBOM: the caller then reads it as a tree. Of the issues of
 * the reading an error becomes a file that is unreadable: nobody may take an SBOM that was not read for an empty one.
 * `isForMatching`: hashes and licenses of a large document are not kept.
 */
export function readSbomFile(path: string, wishes: { isForMatching?: boolean } = {}): Sbom | undefined {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isFile() !== true) return undefined
  const read = stat.size > STREAM_BYTES ? readLarge(path, stat.size, wishes) : readSmall(path)
  return read === undefined ? undefined : withFailure(read, path)
}

/** `validateSbom` of a file; a large one of CycloneDX or SPDX 2 JSON is checked piece by piece. */
export async function validateSbomFile(path: string): Promise<SbomValidation> {
  const stat = statSync(path, { throwIfNoEntry: false })
  const large =
    stat !== undefined && stat.size > STREAM_BYTES ? await validateLarge(path, stat.size) : undefined
  if (large !== undefined) return large
  const text = readTextFile(path)
  return text.ok ? validateSbom(text.value) : refuse(text.error.message)
}

/** Undefined where only the whole text can be checked. */
async function validateLarge(path: string, size: number): Promise<SbomValidation | undefined> {
  const opened = openByteSource(path, limits.sbomBytes)
  if (!opened.ok) return refuse(opened.error.message)
  const { source, close } = opened.value
  try {
    if (size > LEAN_BYTES) keepHeapLean(20)
    const checked = await validateSbomStream(source)
    if (checked !== undefined || size <= limits.fileBytes) return checked
    return refuse(
      `${path} has ${size} bytes; above ${limits.fileBytes} only CycloneDX and SPDX 2 in JSON (UTF-8) are checked`,
    )
  } finally {
    close()
  }
}

function refuse(message: string): SbomValidation {
  const violation = { code: 'SYNTAX_INVALID' as const, pointer: '', line: 1, message }
  return { isValid: false, schema: undefined, violations: [violation] }
}

function readSmall(path: string): WithIssues<Sbom> | undefined {
  const text = readTextFile(path)
  return text.ok && isSbom(text.value) ? readSbom(text.value, path) : undefined
}

/** XML and tag-value say at once what they are; JSON would have to be parsed for it, and its marks do as well. */
function isSbom(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text) ? marks.test(text) : detectSyntax(text) !== undefined
}

function readLarge(
  path: string,
  size: number,
  wishes: { isForMatching?: boolean },
): WithIssues<Sbom> | undefined {
  const opened = openByteSource(path, limits.sbomBytes)
  if (!opened.ok) return undefined
  const { source, close } = opened.value
  try {
    if (size > LEAN_BYTES) keepHeapLean(20)
    const streamed = readSbomStream(source, path, wishes)
    if (size > LEAN_BYTES) keepHeapLean(8)
    const isUnread = streamed?.issues.some(({ level }) => level === 'error') === true
    const read = isUnread && !looksLikeSbom(source) ? undefined : streamed
    if (read !== undefined || size <= limits.fileBytes) return read ?? readSmall(path)
    return isOtherSbom(source) ? unread(path, 'FILE_TOO_LARGE', { message: tooLarge(size) }) : undefined
  } finally {
    close()
  }
}

/** Whether a document that could not be read is one of ours: both formats name themselves first or last, or nearly so. */
function looksLikeSbom(source: ByteSource): boolean {
  const { size } = source
  const starts = [0, Math.max(0, size - ENDS_BYTES)]
  return starts.some((start) => {
    const [piece = new Uint8Array(0)] = source.read(start, Math.min(size, start + ENDS_BYTES))
    return marks.test(new TextDecoder().decode(piece))
  })
}

function tooLarge(size: number): string {
  return `it has ${size} bytes; above ${limits.fileBytes} only CycloneDX and SPDX 2 in JSON (UTF-8) are read; convert it first`
}

/** XML, tag-value and SPDX 3 say at their beginning what they are. */
function isOtherSbom(source: ByteSource): boolean {
  const [piece = new Uint8Array(0)] = source.read(0, Math.min(source.size, 65_536))
  return detectSyntax(new TextDecoder().decode(piece)) !== undefined
}

/**
 * V8 reads this setting whenever it decides how far the heap may grow before it is cleaned, so it may change while the
 * program runs. While a document is read the heap grows anyway, and each cleaning costs; what comes after it makes waste
 * only, on top of all that was read.
 */
function keepHeapLean(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`)
}

function withFailure({ value, issues }: WithIssues<Sbom>, path: string): Sbom {
  const failure = issues.find((issue): issue is Issue => issue.level === 'error')
  if (failure === undefined) return value
  const { message: reason } = failure
  const file = { path, ecosystem: 'sbom', status: 'unreadable', packages: 0, reason } as const
  return { ...value, files: [...value.files, file], issues: [...value.issues, failure] }
}

/** Documents: whether the bytes in hand are those that a record names by their fingerprint. */
import { sha256Hex } from '../../base/index.ts'
import { parsePath } from '../layout.ts'
import type { Manifest } from '../manifest.ts'
import type { DocumentResult, LaterRecord, PackageFiles, PackageResult, RecordResult } from '../model.ts'
import { findLater } from './later.ts'
import { listDocumentLimits } from './limits.ts'

/** SHA-256 (lower-case hex) → records that name it, wherever in them, and under which names. Of records that hold alone. */
export type Fingerprints = ReadonlyMap<
  string,
  {
    readonly records: readonly string[]
    readonly names: readonly string[]
    readonly later?: LaterRecord
  }
>

export function collectFingerprints(records: readonly RecordResult[]): Fingerprints {
  const found = new Map<string, { records: Set<string>; names: Set<string> }>()
  const note = (sha256: string, index: string, name: string | undefined): void => {
    const entry = found.get(sha256) ?? { records: new Set(), names: new Set() }
    entry.records.add(index)
    if (name !== undefined) entry.names.add(name)
    found.set(sha256, entry)
  }
  for (const { state, content, index } of records) {
    if (state !== 'proven' || content === undefined) continue
    for (const { name, sha256 } of [...content.subjects, ...content.evidence]) note(sha256, index, name)
    for (const sha256 of digestsIn(content.data)) note(sha256, index, undefined)
  }
  const later = findLater(records)
  return new Map(
    [...found].map(([sha256, { records: at, names }]) => {
      const since = later.get(sha256)
      const known = { records: [...at], names: [...names] }
      return [sha256, since === undefined ? known : { ...known, later: since }]
    }),
  )
}

export interface DocumentQuestion {
  readonly files: PackageFiles
  readonly manifest: Manifest
  readonly known: Fingerprints
  /** Documents that the reader has. */
  readonly given: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

/** What the package carries, what the reader has, and what records name as subject or evidence and neither has. */
export function checkDocuments({
  files,
  manifest,
  known,
  given,
}: DocumentQuestion): readonly DocumentResult[] {
  const brought = given.map(({ name, bytes }) => findDocument(known, name, bytes))
  const hands = new Set(brought.map(({ sha256 }) => sha256))
  const carried = manifest.files.flatMap(({ path, sha256: listed }): DocumentResult[] => {
    const place = parsePath(path)
    if (place?.kind !== 'artefact') return []
    const bytes = files.get(path)
    const sha256 = bytes === undefined ? listed : sha256Hex(bytes)
    const found = judge(place.name, { sha256, isHere: bytes !== undefined || hands.has(sha256) }, known)
    return [found.state === 'absent' ? { ...found, isListed: true } : found]
  })
  for (const { sha256 } of carried) hands.add(sha256)
  const absent = [...known].flatMap(
    ([
      sha256,
      {
        records,
        names: [name],
      },
    ]): DocumentResult[] =>
      name === undefined || hands.has(sha256) ? [] : [{ name, sha256, state: 'absent', records }],
  )
  return [...brought, ...carried, ...absent]
}

function judge(
  name: string,
  { sha256, isHere }: { readonly sha256: string; readonly isHere: boolean },
  known: Fingerprints,
): DocumentResult {
  const found = known.get(sha256)
  if (found === undefined) return { name, sha256, state: 'stranger', records: [] }
  const { records, later } = found
  if (!isHere) return { name, sha256, state: 'absent', records }
  return { name, sha256, state: 'recorded', records, ...(later === undefined ? {} : { later }) }
}

/** Whether one file that somebody has is on record: the answer to a file that is dropped on the page. */
export function findDocument(known: Fingerprints, name: string, bytes: Uint8Array): DocumentResult {
  return judge(name, { sha256: sha256Hex(bytes), isHere: true }, known)
}

/** The answer once the reader showed documents: those on record are no longer absent, and no longer a limit. */
export function bringDocuments(result: PackageResult, brought: readonly DocumentResult[]): PackageResult {
  const hands = new Set(brought.flatMap(({ sha256, state }) => (state === 'recorded' ? [sha256] : [])))
  if (hands.size === 0) return result
  const documents = result.documents.map((row): DocumentResult => {
    if (row.state !== 'absent' || !hands.has(row.sha256)) return row
    const { name, sha256, records } = row
    return { name, sha256, state: 'recorded', records }
  })
  const left = new Map(listDocumentLimits(documents).map((limit) => [limit.code, limit]))
  const limits = result.limits.flatMap((limit) =>
    limit.code === 'DOCUMENT_ABSENT' || limit.code === 'DOCUMENT_IN_PACKAGE'
      ? [left.get(limit.code) ?? []].flat()
      : [limit],
  )
  return { ...result, documents, limits }
}

function digestsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return /^[0-9a-f]{64}$/.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(digestsIn)
}

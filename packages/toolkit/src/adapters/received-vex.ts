/** VEX documents of others that a product received: kept as they came, with who says how far they are trusted. */
import { lstatSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { err, limits, ok, type Result, sha256Hex } from '../base/index.ts'
import {
  formatReceivedList,
  parseReceivedList,
  type ReceivedEntry,
  readVex,
  type TrustedDocument,
  type VexReading,
} from '../vex/index.ts'
import { placeDurably, withCaseLock, writeDurably } from './cases-files.ts'
import type { Announcement } from './outbox/model.ts'
import { readTreeFile, readTreeText } from './text-file.ts'

export interface ReceivedVex {
  readonly documents: readonly (TrustedDocument & { readonly entry: ReceivedEntry })[]
  /** One sentence per document or list that cannot be read. */
  readonly problems: readonly string[]
}

function listPath(dir: string): string {
  return join(dir, '.occtet', 'received.yaml')
}

function documentPath(dir: string, digest: string): string {
  return join(dir, '.occtet', 'received', `${digest.slice(0, 32)}.json`)
}

/** A document whose bytes are no longer those that were received is a problem and says nothing. */
export function readReceivedVex(dir: string): ReceivedVex {
  const entries = readEntries(dir)
  if (!entries.ok) return { documents: [], problems: [entries.error] }
  const read = entries.value.map((entry) => readEntry(dir, entry))
  return {
    documents: read.flatMap((one) => (one.ok ? [one.value] : [])),
    problems: read.flatMap((one) => (one.ok ? [] : [one.error])),
  }
}

function readEntries(dir: string): Result<readonly ReceivedEntry[], string> {
  const path = listPath(dir)
  const source = readTreeText(path, 4 * 1024 * 1024)
  if (source === undefined) return ok([])
  if (!source.ok) return err(source.error.message)
  const list = parseReceivedList(source.value)
  if (list.ok) return list
  return err(`${path}:${list.error.line}: ${list.error.field}: ${list.error.message}`)
}

function readEntry(dir: string, entry: ReceivedEntry): Result<ReceivedVex['documents'][number], string> {
  const path = documentPath(dir, entry.digest)
  const found = /^[0-9a-f]{64}$/.test(entry.digest) ? readTreeFile(path, limits.fileBytes) : undefined
  if (found === undefined) return err(`${path} is not there, although ${listPath(dir)} lists it`)
  if (!found.ok) return err(found.error.message)
  const bytes = found.value
  if (sha256Hex(bytes) !== entry.digest) return err(`${path} was changed since it was received`)
  const read = readVex(bytes, path)
  return read.ok
    ? ok({ document: read.value.document, trust: entry.trust, entry })
    : err(`${path}: ${read.error.message}`)
}

/** Where documents are kept: in the tree; `lockFolder`, outside it, is held by who writes. */
export interface ReceivedPlace {
  readonly dir: string
  readonly lockFolder: string
}

export interface NewDocument {
  readonly entry: Omit<ReceivedEntry, 'digest'>
  readonly announcement?: Announcement | undefined
}

/**
 * Keeps the bytes as they came; one that is there already changes its trust. Durable when it returns; of two imports at
 * once none is lost, and nothing is written behind a symbolic link. Throws CaseStoreError.
 */
export async function keepReceivedVex(
  { dir, lockFolder }: ReceivedPlace,
  bytes: Uint8Array,
  { entry, announcement }: NewDocument,
): Promise<Result<{ readonly reading: VexReading; readonly digest: string }, string>> {
  const digest = sha256Hex(bytes)
  const read = readVex(bytes, entry.name)
  if (!read.ok) return err(`${entry.name}: ${read.error.message}`)
  return withCaseLock(lockFolder, (assertHeld) => {
    const path = documentPath(dir, digest)
    const link = [join(dir, '.occtet'), dirname(path)].find((folder) =>
      lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink(),
    )
    if (link !== undefined) return err(`${link} is a symbolic link; documents are not kept behind one`)
    const entries = readEntries(dir)
    if (!entries.ok) return entries
    mkdirSync(dirname(path), { recursive: true })
    assertHeld()
    writeDurably(path, bytes, 0o644)
    const others = entries.value.filter((one) => one.digest !== digest)
    const list = formatReceivedList([...others, { digest, ...entry }])
    placeDurably(listPath(dir), list, { mode: 0o644, announcement })
    return ok({ reading: read.value, digest })
  })
}

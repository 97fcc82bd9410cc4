/** VEX documents that a product received, as its files hold them: `received.yaml` and `received/DIGEST.json`. */
import { sha256Hex } from '@occtet/toolkit/base'
import { parseReceivedList, readVex, type ReceivedEntry, type TrustedDocument } from '@occtet/toolkit/vex'
import { type OrgRows, trackedText } from './org-rows.ts'

export interface ReceivedDocument extends TrustedDocument {
  readonly entry: ReceivedEntry
}

export interface Received {
  readonly documents: readonly ReceivedDocument[]
  /** One sentence per document or list that cannot be read. */
  readonly broken: readonly string[]
}

export const receivedListPath = 'received.yaml'

export function receivedPath(digest: string): string {
  return `received/${digest.slice(0, 32)}.json`
}

/** A document whose text is no longer what was received is a problem, and says nothing. `product`: its id. */
export async function readReceived(rows: OrgRows, product: string): Promise<Received> {
  const list = await trackedText(rows, { product, path: receivedListPath })
  if (list === undefined) return { documents: [], broken: [] }
  const entries = parseReceivedList(list)
  if (!entries.ok) {
    const { line, message } = entries.error
    return { documents: [], broken: [`${receivedListPath}:${line}: ${message}`] }
  }
  const documents: ReceivedDocument[] = []
  const broken: string[] = []
  for (const entry of entries.value) {
    const path = receivedPath(entry.digest)
    const text = await trackedText(rows, { product, path })
    const read = readOne(text, entry)
    if (typeof read === 'string') broken.push(`${path}: ${read}`)
    else documents.push(read)
  }
  return { documents, broken }
}

function readOne(text: string | undefined, entry: ReceivedEntry): ReceivedDocument | string {
  if (text === undefined) return `is not there, although ${receivedListPath} lists it`
  if (sha256Hex(text) !== entry.digest) return 'was changed since it was received'
  const read = readVex(text, entry.name)
  return read.ok ? { document: read.value.document, trust: entry.trust, entry } : read.error.message
}

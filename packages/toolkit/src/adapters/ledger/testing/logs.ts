/** Logs on a disk in memory, with a key of their own. */
import { formatLedgerEntry, type NewEntry } from '../../../ledger/index.ts'
import { type Signer } from '../../../translog/index.ts'
import { sha256 } from '../../../base/index.ts'
import { createSigningKey, toSigner } from '../../feddb/exchange/ed25519.ts'
import { createStore } from '../create.ts'
import { openWriter } from '../open.ts'
import type { WriterParts } from '../integrate.ts'
import { DurableFiles, type LedgerPlace } from '../store.ts'
import type { Cosign } from '../witness/port.ts'
import type { LedgerWriter } from '../writer.ts'
import { MemoryDisk } from './memory-disk.ts'

export const origin = 'ledger.test.example/acme'

export const signer: Signer = createSigner()

export function createMemory(): { readonly memory: MemoryDisk; readonly place: LedgerPlace } {
  const memory = new MemoryDisk(['/log', '/home'])
  return { memory, place: { dir: '/log', seenPath: '/home/seen', disk: memory.disk } }
}

export function toParts(place: LedgerPlace, assertHeld: () => void = () => undefined): WriterParts {
  return {
    ...place,
    signer,
    files: new DurableFiles(place.disk, place.dir),
    assertHeld,
    random: (bytes) => new Uint8Array(bytes).fill(7),
  }
}

export async function createLog(place: LedgerPlace): Promise<void> {
  await createStore(toParts(place))
}

export async function openLog(place: LedgerPlace, cosign?: Cosign): Promise<LedgerWriter> {
  return (await openWriter({ ...toParts(place), cosign }, () => undefined)).writer
}

const made = new Map<number, NewEntry>()

/** Entry number `at`, and its id. */
export function entryOf(at: number): NewEntry {
  const known = made.get(at)
  if (known !== undefined) return known
  const entry = formatLedgerEntry({ kind: 'event', commitment: Uint8Array.from(sha256(`entry ${at}`)) })
  if (!entry.ok) throw new Error(entry.error.message)
  const event = { id: `event-${at}`, entry: entry.value }
  made.set(at, event)
  return event
}

export function entriesOf(from: number, to: number): readonly NewEntry[] {
  return Array.from({ length: to - from }, (_, at) => entryOf(from + at))
}

function createSigner(): Signer {
  const key = createSigningKey(origin)
  if (!key.ok) throw new Error(key.error.message)
  return toSigner(key.value)
}

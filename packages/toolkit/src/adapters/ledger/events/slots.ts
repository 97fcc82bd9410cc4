/**
 * Where each event's record lies, and what it may be asked for by: 64 bytes an entry, at the entry's place. Can be made anew
 * from the records, so it is written without a sync of its own; each slot has a checksum.
 */
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { LedgerDisk } from '../disk.ts'
import { guard } from '../store.ts'
import { type RecordHead, recordLength } from './record-head.ts'

export interface Slot {
  readonly segment: number
  readonly offset: number
  /** Of the whole record. */
  readonly bytes: number
  readonly time: number
  readonly isPublic: boolean
  readonly isErased: boolean
  readonly typeTag: Uint8Array
  readonly productTag: Uint8Array
  readonly idTag: Uint8Array
}

export const SLOT_BYTES = 64
const HEADER_BYTES = 64
const HEAD = 'occtet-vault/index/v1\n'

export function toSlot(head: RecordHead, { segment, offset }: Pick<Slot, 'segment' | 'offset'>): Slot {
  const { time, isPublic, isErased, typeTag, productTag, idTag } = head
  return { segment, offset, bytes: recordLength(head), time, isPublic, isErased, typeTag, productTag, idTag }
}

export function formatSlot(slot: Slot): Uint8Array {
  const bytes = new Uint8Array(SLOT_BYTES)
  const view = new DataView(bytes.buffer)
  bytes[0] = 1
  bytes[1] = (slot.isPublic ? 1 : 0) | (slot.isErased ? 2 : 0)
  view.setUint32(4, slot.segment)
  view.setUint32(8, slot.offset)
  view.setUint32(12, slot.bytes)
  view.setBigUint64(16, BigInt(slot.time))
  bytes.set(slot.typeTag, 24)
  bytes.set(slot.productTag, 32)
  bytes.set(slot.idTag, 40)
  view.setUint32(60, crc32(bytes.subarray(0, 60)))
  return bytes
}

/** `free`: nothing was written there; `damaged`: something else was. */
export function parseSlot(bytes: Uint8Array): Slot | 'free' | 'damaged' {
  if (bytes.length < SLOT_BYTES) return 'free'
  if (bytes.every((byte) => byte === 0)) return 'free'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes[0] !== 1 || view.getUint32(60) !== crc32(bytes.subarray(0, 60))) return 'damaged'
  const flags = bytes[1] ?? 0
  return {
    segment: view.getUint32(4),
    offset: view.getUint32(8),
    bytes: view.getUint32(12),
    time: Number(view.getBigUint64(16)),
    isPublic: (flags & 1) !== 0,
    isErased: (flags & 2) !== 0,
    typeTag: bytes.slice(24, 32),
    productTag: bytes.slice(32, 40),
    idTag: bytes.slice(40, 48),
  }
}

/** The index on the disk. */
export class SlotFile {
  readonly #disk: LedgerDisk
  readonly #path: string

  constructor(disk: LedgerDisk, vault: string) {
    this.#disk = disk
    this.#path = join(vault, 'index')
  }

  /** Bytes of the slots from an entry on; fewer where the file ends. */
  read(from: number, count: number): Uint8Array {
    const offset = HEADER_BYTES + from * SLOT_BYTES
    return this.#disk.readAt(this.#path, offset, count * SLOT_BYTES) ?? new Uint8Array()
  }

  /** Not durable. */
  async write(from: number, slots: Uint8Array): Promise<void> {
    await guard(this.#path, () => this.#disk.writeAt(this.#path, slots, HEADER_BYTES + from * SLOT_BYTES))
  }

  /** So many entries' slots are known to be durable; zero where there is no index, or none of this form. */
  synced(): number {
    const bytes = this.#disk.readAt(this.#path, 0, HEADER_BYTES) ?? new Uint8Array()
    const text = Buffer.from(bytes).toString('latin1')
    if (bytes.length < HEADER_BYTES || !text.startsWith(HEAD)) return 0
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (view.getUint32(60) !== crc32(bytes.subarray(0, 60))) return 0
    const count = Number(view.getBigUint64(32))
    const size = this.#disk.sizeOf(this.#path) ?? 0
    return HEADER_BYTES + count * SLOT_BYTES <= size ? count : 0
  }

  /** Makes all that was written durable, then says so. */
  async sync(count: number): Promise<void> {
    const bytes = new Uint8Array(HEADER_BYTES)
    bytes.set(Buffer.from(HEAD))
    const view = new DataView(bytes.buffer)
    view.setBigUint64(32, BigInt(count))
    view.setUint32(60, crc32(bytes.subarray(0, 60)))
    await guard(this.#path, async () => {
      if (this.#disk.sizeOf(this.#path) !== undefined) await this.#disk.sync(this.#path)
      await this.#disk.writeAt(this.#path, bytes, 0)
      await this.#disk.sync(this.#path)
    })
  }

  async drop(): Promise<void> {
    await guard(this.#path, () => this.#disk.remove(this.#path))
  }
}

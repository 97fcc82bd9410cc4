/** The files that hold the records, one after the other; each only grows, until something in it is erased. */
import { basename, join } from 'node:path'
import type { AppendFile, LedgerDisk } from '../disk.ts'
import { LedgerError } from '../errors.ts'
import { guard, replaceFile } from '../store.ts'
import { MAX_HEAD_BYTES, parseHead, type RecordHead, recordLength } from './record-head.ts'

/** A new file is begun beyond this. */
const SEGMENT_BYTES = 64 * 1024 * 1024
const CHUNK_BYTES = 1024 * 1024
const HEAD = Buffer.from('occtet-vault/segment/v1\n')
const SUFFIX = '.seg'

export interface FoundRecord {
  readonly head: RecordHead
  readonly segment: number
  readonly offset: number
}

export interface SegmentPosition {
  readonly segment: number
  readonly offset: number
}

export class Segments {
  readonly #disk: LedgerDisk
  readonly #folder: string
  #open: { readonly number: number; readonly file: AppendFile; end: number } | undefined
  #last: number
  /** The last file ends with a whole record: the next append goes on there. */
  #isWhole = false

  constructor(disk: LedgerDisk, vault: string) {
    this.#disk = disk
    this.#folder = join(vault, 'segments')
    this.#last = this.numbers().at(-1) ?? 0
  }

  get folder(): string {
    return this.#folder
  }

  numbers(): readonly number[] {
    return this.#disk
      .list(this.#folder)
      .map((path) => basename(path))
      .filter((name) => /^[0-9]{6}\.seg$/.test(name))
      .map((name) => Number(name.slice(0, 6)))
      .sort((a, b) => a - b)
  }

  path(segment: number): string {
    return join(this.#folder, `${String(segment).padStart(6, '0')}${SUFFIX}`)
  }

  read(segment: number, offset: number, length: number): Uint8Array {
    return this.#disk.readAt(this.path(segment), offset, length) ?? new Uint8Array()
  }

  /** Durable when it returns, with one sync. */
  async append(records: readonly Uint8Array[]): Promise<readonly SegmentPosition[]> {
    const open = await this.#openFile()
    const places: SegmentPosition[] = []
    let offset = open.end
    for (const { length } of records) {
      places.push({ segment: open.number, offset })
      offset += length
    }
    await guard(this.path(open.number), () => open.file.append(Buffer.concat(records)))
    open.end = offset
    if (offset >= SEGMENT_BYTES) await this.close()
    return places
  }

  async close(): Promise<void> {
    const open = this.#open
    this.#open = undefined
    if (open !== undefined) await guard(this.path(open.number), () => open.file.close())
  }

  /** Says that the last file ends with a whole record. Otherwise the next append begins a new one: nothing follows what was torn. */
  resume(): void {
    this.#isWhole = this.#last > 0
  }

  async #openFile(): Promise<{ readonly number: number; readonly file: AppendFile; end: number }> {
    if (this.#open !== undefined) return this.#open
    const size = this.#isWhole ? this.#disk.sizeOf(this.path(this.#last)) : undefined
    const isGoingOn = size !== undefined && size >= HEAD.length && size < SEGMENT_BYTES
    const number = isGoingOn ? this.#last : this.#last + 1
    const path = this.path(number)
    if (!isGoingOn) await replaceFile(this.#disk, { path, bytes: HEAD })
    this.#last = number
    this.#isWhole = true
    const file = await guard(path, () => this.#disk.openAppend(path))
    this.#open = { number, file, end: isGoingOn ? size : HEAD.length }
    return this.#open
  }

  /**
   * All records from a position on, in the order in which they were written. Ends a file at the first byte that begins no
   * record, and hands its position to `onEnd` where that is not the end of the file.
   */
  *scan(
    from: SegmentPosition = { segment: 0, offset: 0 },
    onEnd: (at: SegmentPosition) => void = () => undefined,
  ): Generator<FoundRecord> {
    for (const segment of this.numbers()) {
      if (segment < from.segment) continue
      const start = segment === from.segment ? Math.max(from.offset, HEAD.length) : HEAD.length
      yield* this.#scanFile(segment, start, onEnd)
    }
  }

  *#scanFile(segment: number, start: number, onEnd: (at: SegmentPosition) => void): Generator<FoundRecord> {
    const size = this.#disk.sizeOf(this.path(segment)) ?? 0
    let chunk: Uint8Array = new Uint8Array()
    let chunkAt = start
    for (let offset = start; offset < size; ) {
      if (offset + MAX_HEAD_BYTES > chunkAt + chunk.length && chunkAt + chunk.length < size) {
        chunk = this.read(segment, offset, CHUNK_BYTES)
        chunkAt = offset
      }
      const head = parseHead(chunk.subarray(offset - chunkAt))
      if (head === undefined || offset + recordLength(head) > size) {
        onEnd({ segment, offset })
        return
      }
      yield { head, segment, offset }
      offset += recordLength(head)
      if (offset > chunkAt + chunk.length) {
        chunk = new Uint8Array()
        chunkAt = offset
      }
    }
  }

  /** Zeros to the end of the file: what was never acknowledged is gone. */
  async blank({ segment, offset }: SegmentPosition): Promise<void> {
    const path = this.path(segment)
    const size = this.#disk.sizeOf(path) ?? 0
    if (this.read(segment, offset, MAX_HEAD_BYTES).every((byte) => byte === 0)) return
    await guard(path, async () => {
      for (let at = offset; at < size; at += CHUNK_BYTES) {
        await this.#disk.writeAt(path, new Uint8Array(Math.min(CHUNK_BYTES, size - at)), at)
      }
      await this.#disk.sync(path)
    })
  }

  /** Other bytes in the place of old ones. Durable after `sync`. */
  async overwrite({ segment, offset }: SegmentPosition, bytes: Uint8Array): Promise<void> {
    const path = this.path(segment)
    if (offset + bytes.length > (this.#disk.sizeOf(path) ?? 0)) {
      throw new LedgerError('LEDGER_DAMAGED', `${path}: shorter than it was`)
    }
    await guard(path, () => this.#disk.writeAt(path, bytes, offset))
  }

  async sync(segment: number): Promise<void> {
    await guard(this.path(segment), () => this.#disk.sync(this.path(segment)))
  }
}

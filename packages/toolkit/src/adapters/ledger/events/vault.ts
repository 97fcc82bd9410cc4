/**
 * The private store of sealed events. Written before the log's journal, so that every acknowledged leaf can be opened; what
 * was written and never acknowledged is blanked when the vault is opened again.
 */
import { dirname, join } from 'node:path'
import type { SealedEvent } from '../../../ledger/index.ts'
import { LedgerError } from '../errors.ts'
import type { LedgerDisk } from '../disk.ts'
import { guard } from '../store.ts'
import { type DataKey, DataKeys } from './data-keys.ts'
import { periodOf, personsOf } from './record-keys.ts'
import { formatRecord, type RecordTools } from './record.ts'
import { type FoundRecord, Segments, type SegmentPosition } from './segments.ts'
import { formatSlot, parseSlot, type Slot, SLOT_BYTES, SlotFile, toSlot } from './slots.ts'

export interface VaultPlace extends RecordTools {
  readonly disk: LedgerDisk
  readonly vault: string
  readonly dataKeys: string
}

export interface NewRecord {
  readonly sealed: SealedEvent
  readonly index: bigint
  readonly isPublic: boolean
  readonly caseId: string | undefined
}

/** More than can be under way at a crash: then the log is an older copy, and what is here must not be touched. */
const MAX_ORPHANS = 16_384

/** Reading; changes nothing. Trusted as the disk is: `checkEvents` compares it with the log. */
export class VaultReader {
  readonly keys: DataKeys
  readonly segments: Segments
  readonly slots: SlotFile
  /** Made from the records where the index on the disk is damaged. */
  #rebuilt: Map<number, Slot> | undefined

  constructor({ disk, vault, dataKeys, tenant, random }: VaultPlace) {
    this.keys = new DataKeys({ disk, folder: dataKeys, tenant, random })
    this.segments = new Segments(disk, vault)
    this.slots = new SlotFile(disk, vault)
  }

  /** Undefined where no record of this entry is known. */
  slot(index: bigint): Slot | undefined {
    return this.#parse(this.slots.read(Number(index), 1), Number(index))
  }

  /** In ascending order; free ones are left out. */
  *slotsOf(from: number, to: number): Generator<readonly [number, Slot]> {
    const bytes = this.slots.read(from, to - from)
    for (let at = from; at < to; at++) {
      const start = (at - from) * SLOT_BYTES
      const slot = this.#parse(bytes.subarray(start, start + SLOT_BYTES), at)
      if (slot !== undefined) yield [at, slot]
    }
  }

  /** Head and parts of the record at a slot. */
  record({ segment, offset, bytes }: Slot): Uint8Array {
    return this.segments.read(segment, offset, bytes)
  }

  #parse(bytes: Uint8Array, index: number): Slot | undefined {
    const slot = this.#rebuilt === undefined ? parseSlot(bytes) : 'damaged'
    if (slot === 'free') return undefined
    if (slot !== 'damaged') return slot
    this.#rebuilt ??= new Map(
      [...this.segments.scan()].map((found) => [Number(found.head.index), toSlot(found.head, found)]),
    )
    return this.#rebuilt.get(index)
  }
}

/** The one writer; the log's lock is held. */
export class Vault extends VaultReader {
  readonly #place: VaultPlace

  constructor(place: VaultPlace) {
    super(place)
    this.#place = place
  }

  /** Durable when it returns. */
  async append(records: readonly NewRecord[], now: number): Promise<void> {
    const { tenant, random } = this.#place
    const period = periodOf(now)
    const formatted = []
    for (const record of records) {
      const keys = await this.#keysOf(record, period)
      formatted.push(formatRecord(record, keys, { tenant, random }))
    }
    const places = await this.segments.append(formatted.map(({ bytes }) => bytes))
    const first = records[0]
    if (first === undefined) return
    const slots = formatted.map(({ head }, at) =>
      formatSlot(toSlot(head, places[at] ?? { segment: 0, offset: 0 })),
    )
    await this.slots.write(Number(first.index), Buffer.concat(slots))
  }

  /** The index is durable for so many entries. */
  async sync(size: bigint): Promise<void> {
    await this.slots.sync(Number(size))
  }

  async #keysOf(
    { sealed, caseId }: NewRecord,
    period: string,
  ): Promise<{ readonly payload: DataKey; readonly fields: readonly (readonly DataKey[])[] }> {
    const [kind, name] = caseId === undefined ? (['period', period] as const) : (['case', caseId] as const)
    // Nearly always known: then nobody waits.
    const payload = this.keys.find(kind, name) ?? (await this.keys.need(kind, name))
    const fields: DataKey[][] = []
    for (const persons of personsOf(sealed.disclosures)) {
      const keys: DataKey[] = []
      for (const person of persons) {
        keys.push(this.keys.find('person', person) ?? (await this.keys.need('person', person)))
      }
      fields.push(caseId === undefined ? keys : [...keys, payload])
    }
    return { payload, fields }
  }
}

/** Makes the folders where they are missing, finishes the index, and blanks what was never acknowledged. `size`: of the log. */
export async function openVault(place: VaultPlace, size: bigint): Promise<Vault> {
  await makeFolders(place)
  const vault = new Vault(place)
  const synced = Math.min(vault.slots.synced(), Number(size))
  const orphans: FoundRecord[] = []
  const torn: SegmentPosition[] = []
  let known = synced
  for (const found of vault.segments.scan(endOf(vault, synced), (at) => torn.push(at))) {
    const index = Number(found.head.index)
    if (index >= Number(size)) orphans.push(found)
    else if (index >= synced) {
      known++
      await vault.slots.write(index, formatSlot(toSlot(found.head, found)))
    }
    if (orphans.length > MAX_ORPHANS) {
      throw new LedgerError(
        'ROLLED_BACK',
        `${place.vault}: holds more events than the log of size ${size}; an older copy of the log was put back`,
      )
    }
  }
  await blankOrphans(vault, { orphans, torn, isComplete: known >= Number(size) })
  return vault
}

/** Where the first record lies that the index may not know. */
function endOf(vault: Vault, synced: number): SegmentPosition {
  const last = synced === 0 ? undefined : vault.slot(BigInt(synced - 1))
  return last === undefined
    ? { segment: 0, offset: 0 }
    : { segment: last.segment, offset: last.offset + last.bytes }
}

interface Leftovers {
  readonly orphans: readonly FoundRecord[]
  readonly torn: readonly SegmentPosition[]
  /** All acknowledged events were found before. */
  readonly isComplete: boolean
}

/** Only where nothing is missing: else what looks torn may be an acknowledged event. */
async function blankOrphans(vault: Vault, { orphans, torn, isComplete }: Leftovers): Promise<void> {
  if (!isComplete) return
  const last = vault.segments.numbers().at(-1)
  const first = orphans[0] ?? torn.find(({ segment }) => segment === last)
  if (first === undefined) {
    vault.segments.resume()
    return
  }
  const from = new Map<number, number>()
  for (const { segment, offset } of [...orphans, ...torn]) {
    if (segment >= first.segment) from.set(segment, Math.min(offset, from.get(segment) ?? offset))
  }
  for (const [segment, offset] of from) await vault.segments.blank({ segment, offset })
}

async function makeFolders({ disk, vault, dataKeys }: VaultPlace): Promise<void> {
  for (const folder of [vault, join(vault, 'segments'), join(vault, 'erasures'), dataKeys]) {
    await guard(folder, async () => {
      await disk.makeFolder(folder)
      await disk.syncFolder(dirname(folder))
    })
  }
}

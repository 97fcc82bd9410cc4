/** Stored versions of records, laid out as a file with entries, so that they are read like any other. */
import { closeSync, openSync, rmSync } from 'node:fs'
import type { RecordFrame } from '../../advisories/index.ts'
import { type DeltaPlan, framesOf, type TouchedRecord } from './delta-plan.ts'
import { guard, openFile, writeAll } from './files.ts'
import type { Container } from './layer-input.ts'
import type { OpenParts } from './open-parts.ts'
import { type EntryTable, entryFlags, tableOf } from './entry-table.ts'

export interface StoredVersions {
  readonly container: Container
  /** By entry: the record, and its version's position in the stored value. */
  readonly versions: readonly { readonly touched: TouchedRecord; readonly frame: number }[]
  readonly drop: () => void
}

/** Every stored version of every touched record. `first`: number of the first entry; `path`: a temporary file. */
export function spoolVersions(
  { touched }: DeltaPlan,
  parts: OpenParts,
  { path, first }: { readonly path: string; readonly first: number },
): StoredVersions {
  const frames: Omit<RecordFrame, 'packed' | 'digest'>[] = []
  const lengths: number[] = []
  const versions: { touched: TouchedRecord; frame: number }[] = []
  const fd = guard(path, () => openSync(path, 'w', 0o600))
  try {
    for (const record of touched) {
      const block = parts.locate('records', record.place, record.key)
      for (const [frame, { size, crc, path: name, packed }] of framesOf(block).entries()) {
        guard(path, () => writeAll(fd, packed))
        frames.push({ size, crc, path: name })
        lengths.push(packed.length)
        versions.push({ touched: record, frame })
      }
    }
  } finally {
    closeSync(fd)
  }
  const file = openFile(path)
  return {
    versions,
    container: { path, file, first, table: toTable(frames, lengths) },
    drop: () => {
      file.close()
      rmSync(path, { force: true })
    },
  }
}

function toTable(
  frames: readonly Omit<RecordFrame, 'packed' | 'digest'>[],
  lengths: readonly number[],
): EntryTable {
  let end = 0
  const offset = Float64Array.from(lengths, (length) => {
    end += length
    return end - length
  })
  const columns = {
    offset,
    packed: Float64Array.from(lengths),
    size: Float64Array.from(frames, ({ size }) => size),
    crc: Uint32Array.from(frames, ({ crc }) => crc),
    flags: new Uint8Array(frames.length).fill(entryFlags.bare | entryFlags.deflated),
    end,
  }
  return tableOf(columns, (at) => frames[at]?.path ?? '')
}

/** Stored versions of records, laid out as a file with entries, so that they are read like any other. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import type { DeltaPlan, TouchedRecord } from './delta-plan.ts'
import { framesOf } from './delta-plan.ts'
import { guard, openFile } from './files.ts'
import type { Container } from './layer-input.ts'
import type { OpenParts } from './open-parts.ts'
import { entryFlags } from './zip.ts'

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
  const columns = {
    offset: [] as number[],
    packed: [] as number[],
    size: [] as number[],
    crc: [] as number[],
  }
  const names: string[] = []
  const versions: { touched: TouchedRecord; frame: number }[] = []
  let end = 0
  const fd = guard(path, () => openSync(path, 'w', 0o600))
  try {
    for (const record of touched) {
      const block = parts.locate('records', record.place, record.key)
      for (const [frame, { packed, size, crc, path: name }] of (block === undefined
        ? []
        : framesOf(block)
      ).entries()) {
        guard(path, () => {
          let done = 0
          while (done < packed.length) done += writeSync(fd, packed, done)
        })
        columns.offset.push(end)
        columns.packed.push(packed.length)
        columns.size.push(size)
        columns.crc.push(crc)
        names.push(name)
        versions.push({ touched: record, frame })
        end += packed.length
      }
    }
  } finally {
    closeSync(fd)
  }
  const file = openFile(path)
  return {
    versions,
    container: {
      path,
      file,
      first,
      table: {
        count: names.length,
        offset: Float64Array.from(columns.offset),
        packed: Float64Array.from(columns.packed),
        size: Float64Array.from(columns.size),
        crc: Uint32Array.from(columns.crc),
        flags: new Uint8Array(names.length).fill(entryFlags.bare | entryFlags.deflated),
        end,
        nameOf: (at) => names[at] ?? '',
      },
    },
    drop: () => {
      file.close()
      rmSync(path, { force: true })
    },
  }
}

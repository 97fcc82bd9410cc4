/** Lays a feed over the layer that it was last time, as long as that is less work than to write the layer anew. */
import { countsOf, type LayerPart, SEGMENT_KINDS } from '../../advisories/index.ts'
import { planDelta } from './delta-plan.ts'
import { writeDelta } from './delta-writer.ts'
import type { EarlierLayer } from './earlier-layer.ts'
import { addRows, type Container, countEntries, type LayerInput } from './layer-input.ts'
import type { WrittenLayer } from './layer-writer.ts'
import type { ChunkResult } from './chunk.ts'
import type { Reading } from './reading.ts'
import { spoolVersions } from './stored-versions.ts'

export type Written = Pick<WrittenLayer, 'parts' | 'roots' | 'counts'> & {
  /** Milliseconds; 0 for none. */
  readonly newest: number
}

/** Share of a layer's records from which reading all of them is cheaper than finding out what they change. */
const MAX_CHANGED = 0.1
const MAX_PARTS = 8
/** Bytes of all parts, against those of the base. */
const MAX_GROWTH = 1.25

export interface Reader {
  readonly reading: Reading
  /** Path of a temporary file. */
  readonly temporary: string
  readonly readStored: (
    container: Container,
    accept: (result: ChunkResult) => void,
  ) => readonly Promise<void>[]
}

/** Undefined when too much has changed, or the layer has too many parts. Resolves when the segments are on the disk. */
export async function layOver(
  input: LayerInput,
  { layer, parts }: EarlierLayer,
  { reading, temporary, readStored }: Reader,
): Promise<Written | undefined> {
  const most = Math.floor(MAX_CHANGED * layer.records)
  const plan = planDelta(input.rows, parts, { marks: reading.marks, most })
  if (plan === undefined) return undefined
  const { touched } = plan
  const before = layer.newestRecord === undefined ? 0 : Date.parse(layer.newestRecord)
  if (touched.length === 0)
    return {
      parts: layer.parts,
      roots: layer.roots,
      counts: countsOf(layer),
      newest: Math.max(before, reading.newest()),
    }
  if (layer.parts.length >= MAX_PARTS) return undefined
  const read = reading.newest()
  const first = countEntries(input.containers)
  const stored = spoolVersions({ touched }, parts, { path: temporary, first })
  try {
    let gone = 0
    let known = 0
    const running = readStored(stored.container, ({ rows, newest, count }) => {
      addRows(input.rows, rows)
      gone = Math.max(gone, newest)
      known += count
    })
    await Promise.all(running)
    // Whether another record is as new as one that went is known only to who reads them all.
    if (gone >= before && read < before) return undefined
    if (known !== stored.versions.length) return undefined
    const written = await writeDelta({ input, layer, parts, touched, stored })
    return isBloated(written.parts) ? undefined : { ...written, newest: Math.max(before, read) }
  } finally {
    stored.drop()
  }
}

function isBloated(parts: readonly LayerPart[]): boolean {
  const sizes = parts.map((part) => SEGMENT_KINDS.reduce((sum, kind) => sum + (part[kind]?.size ?? 0), 0))
  return sizes.reduce((a, b) => a + b, 0) > MAX_GROWTH * (sizes[0] ?? 0)
}

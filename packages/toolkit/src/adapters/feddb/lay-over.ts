/** Lays a feed over the layer that it was last time, as long as that is less work than to write the layer anew. */
import { countsOf, type LayerPart, SEGMENT_KINDS } from '../../advisories/index.ts'
import { planDelta } from './delta-plan.ts'
import { writeDelta } from './delta-writer.ts'
import type { EarlierLayer } from './earlier-layer.ts'
import { addResult, type Container, type LayerInput } from './layer-input.ts'
import type { WrittenLayer } from './layer-writer.ts'
import type { ChunkResult } from './parse-chunk.ts'
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
  readonly readStored: (container: Container) => readonly Promise<ChunkResult>[]
}

/** Undefined when too much has changed, or the layer has too many parts. Resolves when the segments are on the disk. */
export async function layOver(
  input: LayerInput,
  { layer, parts }: EarlierLayer,
  { reading, temporary, readStored }: Reader,
): Promise<Written | undefined> {
  const { touched } = planDelta(input, parts, reading.marks)
  const before = layer.newestRecord === undefined ? 0 : Date.parse(layer.newestRecord)
  if (touched.length === 0)
    return {
      parts: layer.parts,
      roots: layer.roots,
      counts: countsOf(layer),
      newest: Math.max(before, reading.newest()),
    }
  if (touched.length > MAX_CHANGED * layer.records || layer.parts.length >= MAX_PARTS) return undefined
  const read = reading.newest()
  const first = input.containers.reduce((sum, { table }) => sum + table.count, 0)
  const stored = spoolVersions({ touched }, parts, { path: temporary, first })
  try {
    const results = await Promise.all(readStored(stored.container))
    for (const result of results) addResult(input.records, input.rows, result)
    const gone = results.reduce((newest, result) => Math.max(newest, result.newest), 0)
    // Whether another record is as new as one that went is known only to who reads them all.
    if (gone >= before && read < before) return undefined
    const known = results.reduce((sum, { ordinal }) => sum + ordinal.length, 0)
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

/** The layer that a feed was last time, opened to be compared with what the feed is now. */
import { type Layer, SEGMENT_KINDS } from '../../advisories/index.ts'
import { FeddbError } from './errors.ts'
import { segmentPath } from './files.ts'
import { type OpenParts, openParts } from './open-parts.ts'

export interface EarlierLayer {
  readonly layer: Layer
  readonly parts: OpenParts
  /** Files of its segments of records, oldest part first. */
  readonly paths: readonly string[]
  readonly close: () => void
}

/** Undefined when a segment is missing or cut: then the layer is written anew. */
export function openEarlier(dir: string, layer: Layer): EarlierLayer | undefined {
  const parts = openParts(dir, layer)
  try {
    for (const kind of SEGMENT_KINDS) parts.segmentsOf(kind)
  } catch (cause) {
    parts.close()
    if (cause instanceof FeddbError) return undefined
    throw cause
  }
  const paths = layer.parts.flatMap(({ records }) =>
    records === undefined ? [] : [segmentPath(dir, records.digest)],
  )
  return { layer, parts, paths, close: parts.close }
}

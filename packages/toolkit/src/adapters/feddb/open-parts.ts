/** The parts of one layer as they lie on the disk: a key is looked up in the newest part that says something about it. */
import {
  findValue,
  type KeyedSegment,
  type Layer,
  openSegment,
  type Place,
  type SegmentKind,
} from '../../advisories/index.ts'
import { FeddbError } from './errors.ts'
import { type OpenFile, openFile, segmentPath } from './files.ts'

export interface OpenParts {
  /** Undefined when no part has the key, or the newest one takes it back. */
  readonly find: (kind: SegmentKind, place: Place, key: string | Uint8Array) => Uint8Array | undefined
  /** Of records, which are never patched: the block of the newest part that has the key. */
  readonly locate: (kind: 'records', place: Place, key: Uint8Array) => LocatedBlock | undefined
  /** Segments of the kind, oldest part first. */
  readonly segmentsOf: (kind: SegmentKind) => readonly KeyedSegment[]
  /** Runs a reading: what a segment holds was written by us, so if it cannot be read the file was damaged. */
  readonly read: <T>(kind: SegmentKind, reading: () => T) => T
  readonly close: () => void
}

export interface LocatedBlock {
  readonly part: number
  /** Number of the block in the part's segment. */
  readonly block: number
  readonly value: Uint8Array
}

/** Nothing is opened before it is asked for. Its functions throw FeddbError CORRUPT when a segment is missing or damaged. */
export function openParts(dir: string, layer: Layer): OpenParts {
  const files: OpenFile[] = []
  const opened = new Map<SegmentKind, readonly KeyedSegment[]>()
  const segmentsOf = (kind: SegmentKind): readonly KeyedSegment[] => {
    const known = opened.get(kind)
    if (known !== undefined) return known
    const segments = openKind({ dir, layer, files }, kind)
    opened.set(kind, segments)
    return segments
  }
  const read = <T>(kind: SegmentKind, reading: () => T): T => {
    try {
      return reading()
    } catch (cause) {
      if (cause instanceof FeddbError) throw cause
      throw corrupt(layer, kind, `its content is damaged (${String(cause)})`)
    }
  }
  return {
    segmentsOf,
    read,
    find: (kind, place, key) => {
      const segments = segmentsOf(kind)
      const bytes = typeof key === 'string' ? Buffer.from(key) : key
      return read(kind, () => findValue(segments, { kind, place, key: bytes }))
    },
    locate: (kind, place, key) => locateNewest(segmentsOf(kind), place, key),
    close: () => {
      for (const file of files) file.close()
      files.length = 0
      opened.clear()
    },
  }
}

interface Opening {
  readonly dir: string
  readonly layer: Layer
  readonly files: OpenFile[]
}

/** `files`: takes in what has to be closed, also when another file cannot be opened. */
function openKind({ dir, layer, files }: Opening, kind: SegmentKind): readonly KeyedSegment[] {
  return layer.parts.flatMap((part) => {
    const ref = part[kind]
    if (ref === undefined) return []
    const file = openFile(segmentPath(dir, ref.digest))
    files.push(file)
    if (file.size !== ref.size)
      throw corrupt(layer, kind, `expected ${ref.size} bytes in ${ref.digest}, found ${file.size}`)
    const segment = openSegment(file.size, file.readAt)
    if (segment === undefined) throw corrupt(layer, kind, `${ref.digest} is no keyed segment`)
    return segment
  })
}

function locateNewest(
  segments: readonly KeyedSegment[],
  place: Place,
  key: Uint8Array,
): LocatedBlock | undefined {
  for (let part = segments.length - 1; part >= 0; part--) {
    const found = segments[part]?.locate(place, key)
    if (found === undefined) continue
    const block = (segments[part]?.firstOf(place.bucket) ?? 0) + found.at
    return found.value.length === 0 ? undefined : { part, block, value: found.value }
  }
  return undefined
}

function corrupt(layer: Layer, kind: SegmentKind, what: string): FeddbError {
  return new FeddbError(
    'CORRUPT',
    `${kind} of ${layer.name}: ${what}; run \`occtet db verify\`, and import again with --rebuild`,
  )
}

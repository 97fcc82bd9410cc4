/** One layer of an open store: its files are opened when they are first asked. */
import { inflateRawSync } from 'node:zlib'
import {
  type KeyedSegment,
  type Layer,
  openSegment,
  type Place,
  parseClaimRows,
  placeOfId,
  type SegmentKind,
  type StoredRecord,
} from '../../advisories/index.ts'
import type { AdvisoryClaim } from '../../model/index.ts'
import { FeddbError } from './errors.ts'
import { type OpenFile, openFile, segmentPath } from './files.ts'

export interface OpenLayer {
  /** Purl types that it has keys of. */
  readonly types: readonly string[]
  readonly claimsOf: (key: string, place: Place) => readonly AdvisoryClaim[]
  readonly recordsOf: (id: string) => readonly StoredRecord[]
  readonly close: () => void
}

/** Its functions throw FeddbError CORRUPT when a segment is missing or damaged. */
export function openLayer(dir: string, layer: Layer): OpenLayer {
  const files = openSegments(dir, layer)
  const recent = new Map<string, readonly AdvisoryClaim[]>()
  let held = 0
  return {
    types: layer.types,
    claimsOf: (key, place) => {
      const known = recent.get(key)
      if (known !== undefined) return known
      const text = files.indexOf('packages').find(place, key)
      if (text === undefined) return []
      const claims = files.read('packages', () => parseClaimRows(text, layer.source))
      if (text.length < WORTH_KEEPING) return claims
      if (held + text.length > RECENT_CHARACTERS) recent.clear()
      held = recent.size === 0 ? text.length : held + text.length
      recent.set(key, claims)
      return claims
    },
    recordsOf: (id) => findRecords(files, id).map((record) => ({ ...record, source: layer.source })),
    close: () => {
      recent.clear()
      files.close()
    },
  }
}

/** Text of claims that a layer keeps parsed: packages with hundreds of claims are asked for again and again. */
const RECENT_CHARACTERS = 4 * 1024 * 1024
/** Characters from which parsing again costs more than looking after the result. */
const WORTH_KEEPING = 2048

interface OpenSegments {
  readonly fileOf: (kind: SegmentKind) => OpenFile
  readonly indexOf: (kind: 'ids' | 'packages') => KeyedSegment
  /** Runs a reading: what a segment holds was written by us, so if it cannot be read the file was damaged. */
  readonly read: <T>(kind: SegmentKind, reading: () => T) => T
  readonly close: () => void
}

function openSegments(dir: string, layer: Layer): OpenSegments {
  const files = new Map<SegmentKind, OpenFile>()
  const indexes = new Map<SegmentKind, KeyedSegment>()
  const fileOf = (kind: SegmentKind): OpenFile => {
    const known = files.get(kind)
    if (known !== undefined) return known
    const { digest, size } = layer.segments[kind]
    const file = openFile(segmentPath(dir, digest))
    files.set(kind, file)
    if (file.size !== size) throw corrupt(layer, kind, `expected ${size} bytes, found ${file.size}`)
    return file
  }
  return {
    fileOf,
    indexOf: (kind) => {
      const known = indexes.get(kind)
      if (known !== undefined) return known
      const file = fileOf(kind)
      const index = openSegment(file.size, file.readAt)
      if (index === undefined) throw corrupt(layer, kind, 'it is no keyed segment')
      indexes.set(kind, index)
      return index
    },
    read: (kind, reading) => {
      try {
        return reading()
      } catch (cause) {
        if (cause instanceof FeddbError) throw cause
        throw corrupt(layer, kind, `its content is damaged (${String(cause)})`)
      }
    },
    close: () => {
      for (const file of files.values()) file.close()
      files.clear()
      indexes.clear()
    },
  }
}

function corrupt(layer: Layer, kind: SegmentKind, what: string): FeddbError {
  const where = `segment ${layer.segments[kind].digest} (${kind} of ${layer.name})`
  return new FeddbError('CORRUPT', `${where}: ${what}; run \`occtet db verify\` and import again`)
}

type Location = readonly [offset: number, packed: number, size: number, digest: string]

/** Value of the index by id; see layer-writer.ts. */
interface IdEntry {
  /** One for each version of the record. */
  readonly at?: readonly Location[]
  readonly of?: readonly string[]
}

function findRecords(files: OpenSegments, id: string): readonly Omit<StoredRecord, 'source'>[] {
  const find = (key: string): IdEntry | undefined => {
    const text = files.indexOf('ids').find(placeOfId(key), key)
    // `as`: written by layer-writer.ts, vouched for by the digest.
    return text === undefined ? undefined : files.read('ids', () => JSON.parse(text) as IdEntry)
  }
  const own = find(id)
  const ids = own === undefined ? [] : [...(own.at === undefined ? [] : [id]), ...(own.of ?? [])]
  return [...new Set(ids)].flatMap((record) =>
    (find(record)?.at ?? []).map((at) => ({
      id: record,
      text: files.read('records', () => readText(files.fileOf('records'), at)),
    })),
  )
}

function readText(file: OpenFile, [offset, packed, size]: Location): string {
  return inflateRawSync(file.readAt(offset, packed), { maxOutputLength: Math.max(1, size) }).toString('utf8')
}

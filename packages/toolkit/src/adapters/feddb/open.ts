/** Opens the store on disk as an AdvisoryStore: the manifest at once, everything else when it is asked for. */
import { inflateRawSync } from 'node:zlib'
import {
  type AdvisoryStore,
  type Clock,
  DEFAULT_MAX_AGE_DAYS,
  isCovered,
  type KeyedSegment,
  type Layer,
  newestAsOf,
  openSegment,
  parseClaimRows,
  packageKeysOf,
  placeOfId,
  placeOfPackage,
  type SegmentKind,
  selectClaims,
  type StoredRecord,
  toSourceStatuses,
} from '../../advisories/index.ts'
import { compareCodeUnits } from '../../base/index.ts'
import type { AdvisoryClaim, Purl, SourceStatus } from '../../model/index.ts'
import { FeddbError } from './errors.ts'
import { type OpenFile, openFile, readCurrent, segmentPath } from './files.ts'
import { readSnapshot } from './snapshot.ts'

/** An empty store where nothing was imported yet. `maxAgeDays`: after them a source no longer proves absence. Throws FeddbError. */
export function openFeddb(dir: string, clock: Clock, maxAgeDays = DEFAULT_MAX_AGE_DAYS): AdvisoryStore {
  const snapshot = readSnapshot(dir)
  const layers = (snapshot?.manifest.layers ?? []).map((layer) => openLayer(dir, layer))
  const byType = groupByType(layers)
  const statuses = toSourceStatuses(snapshot?.manifest.layers ?? [], clock, maxAgeDays)
  return {
    snapshot: { root: snapshot?.manifest.root ?? EMPTY_ROOT, size: snapshot?.manifest.size ?? 0 },
    asOf: newestAsOf(statuses),
    sources: statuses,
    claimsFor: (purl) => findClaims(byType, purl),
    covering: createCovering(statuses),
    recordsOf: (id) => layers.flatMap((layer) => layer.recordsOf(id)).sort(compareRecords),
    close: () => {
      for (const layer of layers) layer.close()
    },
  }
}

/** Whether something was imported into the folder. Throws FeddbError when the folder holds something else. */
export function hasFeddb(dir: string): boolean {
  return readCurrent(dir) !== undefined
}

/** Hash of the tree without leaves (RFC 6962, section 2.1). */
const EMPTY_ROOT = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

interface OpenLayer {
  readonly types: readonly string[]
  readonly claimsOf: (key: string, place: ReturnType<typeof placeOfPackage>) => readonly AdvisoryClaim[]
  readonly recordsOf: (id: string) => readonly StoredRecord[]
  readonly close: () => void
}

function groupByType(layers: readonly OpenLayer[]): ReadonlyMap<string, readonly OpenLayer[]> {
  const byType = new Map<string, OpenLayer[]>()
  for (const layer of layers) {
    for (const type of layer.types) {
      const known = byType.get(type)
      if (known === undefined) byType.set(type, [layer])
      else known.push(layer)
    }
  }
  return byType
}

function findClaims(byType: ReadonlyMap<string, readonly OpenLayer[]>, purl: Purl): readonly AdvisoryClaim[] {
  const { keys, selects } = packageKeysOf(purl)
  const found: (readonly AdvisoryClaim[])[] = []
  for (const key of keys) {
    const layers = byType.get(key.slice(4, key.indexOf('/'))) ?? []
    if (layers.length === 0) continue
    const place = placeOfPackage(key)
    for (const layer of layers) {
      const claims = layer.claimsOf(key, place)
      if (claims.length > 0) found.push(claims)
    }
  }
  return found.length === 0 ? [] : selectClaims(found, selects)
}

/** Whether a source covers a purl does not depend on version or name, but for qualifiers: few answers, often asked. */
function createCovering(statuses: readonly SourceStatus[]): (purl: Purl) => readonly SourceStatus[] {
  const covering = statuses.filter((status) => status.covers.length > 0)
  return (purl) => covering.filter((status) => isCovered(purl, status.covers))
}

function openLayer(dir: string, layer: Layer): OpenLayer {
  const files = new Map<SegmentKind, OpenFile>()
  const segments = new Map<SegmentKind, KeyedSegment>()
  const fileOf = (kind: SegmentKind): OpenFile => {
    const known = files.get(kind)
    if (known !== undefined) return known
    const { digest, size } = layer.segments[kind]
    const file = openFile(segmentPath(dir, digest))
    files.set(kind, file)
    if (file.size !== size) throw corrupt(layer, kind, `expected ${size} bytes, found ${file.size}`)
    return file
  }
  const segmentOf = (kind: 'ids' | 'packages'): KeyedSegment => {
    const known = segments.get(kind)
    if (known !== undefined) return known
    const file = fileOf(kind)
    const segment = openSegment(file.size, file.readAt)
    if (segment === undefined) throw corrupt(layer, kind, 'it is no keyed segment')
    segments.set(kind, segment)
    return segment
  }
  return {
    types: layer.types,
    claimsOf: (key, place) => {
      const text = segmentOf('packages').find(place, key)
      return text === undefined
        ? []
        : readChecked(layer, 'packages', () => parseClaimRows(text, layer.source))
    },
    recordsOf: (id) => {
      const find = (key: string): IdEntry | undefined => {
        const text = segmentOf('ids').find(placeOfId(key), key)
        // `as`: written by layer-writer.ts, vouched for by the digest.
        return text === undefined ? undefined : readChecked(layer, 'ids', () => JSON.parse(text) as IdEntry)
      }
      const own = find(id)
      const ids = own === undefined ? [] : [...(own.at === undefined ? [] : [id]), ...(own.of ?? [])]
      return [...new Set(ids)].flatMap((record) => {
        const at = find(record)?.at
        if (at === undefined) return []
        const text = readChecked(layer, 'records', () => readRecord(fileOf('records'), at))
        return [{ source: layer.source, id: record, text }]
      })
    },
    close: () => {
      for (const file of files.values()) file.close()
      files.clear()
      segments.clear()
    },
  }
}

interface IdEntry {
  readonly at?: readonly [offset: number, packed: number, size: number, digest: string]
  readonly of?: readonly string[]
}

function readRecord(file: OpenFile, [offset, packed, size]: NonNullable<IdEntry['at']>): string {
  return inflateRawSync(file.readAt(offset, packed), { maxOutputLength: Math.max(1, size) }).toString('utf8')
}

/** What a segment holds was written by us: if it cannot be read, the file was damaged. */
function readChecked<T>(layer: Layer, kind: SegmentKind, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof FeddbError) throw cause
    throw corrupt(layer, kind, 'its content is damaged', cause)
  }
}

function corrupt(layer: Layer, kind: SegmentKind, what: string, cause?: unknown): FeddbError {
  const where = `segment ${layer.segments[kind].digest} (${kind} of ${layer.name})`
  return new FeddbError('CORRUPT', `${where}: ${what}; run \`occtet db verify\` and import again`, cause)
}

function compareRecords(a: StoredRecord, b: StoredRecord): number {
  return (
    compareCodeUnits(a.source, b.source) || compareCodeUnits(a.id, b.id) || compareCodeUnits(a.text, b.text)
  )
}

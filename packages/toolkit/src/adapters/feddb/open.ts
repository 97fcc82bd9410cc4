/** Opens the store on disk as an AdvisoryStore: the manifest at once, everything else when it is asked for. */
import {
  type AdvisoryStore,
  type Clock,
  compareRecords,
  compareSignals,
  createCoverage,
  DEFAULT_MAX_AGE_DAYS,
  newestAsOf,
  packageKeysOf,
  placeOfPackage,
  selectClaims,
  toLayerFacts,
  toSourceStatuses,
} from '../../advisories/index.ts'
import type { AdvisoryClaim, Purl } from '../../model/index.ts'
import { readCurrent } from './files.ts'
import { hashText } from './hash-text.ts'
import { type OpenLayer, openLayer } from './open-layer.ts'
import { readSnapshot } from './snapshot.ts'

/** An empty store where nothing was imported yet. `maxAgeDays`: after them a source no longer proves absence. Throws FeddbError. */
export function openFeddb(dir: string, clock: Clock, maxAgeDays = DEFAULT_MAX_AGE_DAYS): AdvisoryStore {
  const snapshot = readSnapshot(dir)
  const layers = (snapshot?.manifest.layers ?? []).map((layer) => openLayer(dir, layer))
  // Few layers have signals, and every finding asks for them under all of its ids.
  const signalling = layers.filter((_, at) => (snapshot?.manifest.layers[at]?.signals ?? 0) > 0)
  const byType = groupByType(layers)
  const statuses = toSourceStatuses((snapshot?.manifest.layers ?? []).map(toLayerFacts), clock, maxAgeDays)
  return {
    snapshot: { root: snapshot?.manifest.root ?? EMPTY_ROOT, size: snapshot?.manifest.size ?? 0 },
    asOf: newestAsOf(statuses),
    sources: statuses,
    claimsFor: (purl) => findClaims(byType, purl),
    covering: createCoverage(statuses),
    recordsOf: (id) => layers.flatMap((layer) => layer.recordsOf(id)).sort(compareRecords),
    signalsOf: (id) => signalling.flatMap((layer) => layer.signalsOf(id)).sort(compareSignals),
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
    const place = placeOfPackage(key, hashText)
    for (const layer of layers) {
      const claims = layer.claimsOf(key, place)
      if (claims.length > 0) found.push(claims)
    }
  }
  return found.length === 0 ? [] : selectClaims(found, selects)
}

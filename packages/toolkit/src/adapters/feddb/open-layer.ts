/** One layer of an open store: its files are opened when they are first asked. */
import { inflateRawSync } from 'node:zlib'
import {
  type Layer,
  type Place,
  parseClaimRows,
  parseFrames,
  parseSignalRows,
  placeOfId,
  type RecordFrame,
  type StoredRecord,
  sourceLabel,
} from '../../advisories/index.ts'
import type { AdvisoryClaim, Signal } from '../../model/index.ts'
import { type OpenParts, openParts } from './open-parts.ts'

export interface OpenLayer {
  /** Purl types that it has keys of. */
  readonly types: readonly string[]
  readonly claimsOf: (key: string, place: Place) => readonly AdvisoryClaim[]
  readonly recordsOf: (id: string) => readonly StoredRecord[]
  readonly signalsOf: (id: string) => readonly Signal[]
  readonly close: () => void
}

/** Its functions throw FeddbError CORRUPT when a segment is missing or damaged. */
export function openLayer(dir: string, layer: Layer): OpenLayer {
  const parts = openParts(dir, layer)
  const source = sourceLabel(layer)
  const recent = new Map<string, readonly AdvisoryClaim[]>()
  let held = 0
  return {
    types: layer.types.map(([type]) => type),
    claimsOf: (key, place) => {
      const known = recent.get(key)
      if (known !== undefined) return known
      const text = findText(parts, 'packages', { key, place })
      if (text === undefined) return []
      const claims = parts.read('packages', () => parseClaimRows(text, source))
      if (text.length < WORTH_KEEPING) return claims
      if (held + text.length > RECENT_CHARACTERS) recent.clear()
      held = recent.size === 0 ? text.length : held + text.length
      recent.set(key, claims)
      return claims
    },
    recordsOf: (id) =>
      findIds(parts, id).flatMap((record) =>
        findFrames(parts, record).map((frame) => ({
          source,
          id: record,
          format: layer.format,
          digest: Buffer.from(frame.digest).toString('hex'),
          text: parts.read('records', () => readText(frame)),
          ...(frame.path === '' ? {} : { path: frame.path }),
        })),
      ),
    signalsOf: (id) => {
      const text = findText(parts, 'signals', { key: id, place: placeOfId(id) })
      return text === undefined ? [] : parts.read('signals', () => parseSignalRows(text, source))
    },
    close: () => {
      recent.clear()
      parts.close()
    },
  }
}

/** Text of claims that a layer keeps parsed: packages with hundreds of claims are asked for again and again. */
const RECENT_CHARACTERS = 4 * 1024 * 1024
/** Characters from which parsing again costs more than looking after the result. */
const WORTH_KEEPING = 2048

const decoder = new TextDecoder()

function findText(
  parts: OpenParts,
  kind: 'ids' | 'packages' | 'signals',
  { key, place }: { readonly key: string; readonly place: Place },
): string | undefined {
  const value = parts.find(kind, place, key)
  return value === undefined ? undefined : decoder.decode(value)
}

/** The record of this id, if there is one, and those that it is an alias of. */
function findIds(parts: OpenParts, id: string): readonly string[] {
  const text = findText(parts, 'ids', { key: id, place: placeOfId(id) })
  // `as`: written by layer-writer.ts, vouched for by the digest.
  const others = text === undefined ? [] : parts.read('ids', () => JSON.parse(text) as readonly string[])
  return [...new Set([id, ...others])]
}

function findFrames(parts: OpenParts, id: string): readonly RecordFrame[] {
  const value = parts.find('records', placeOfId(id), id)
  if (value === undefined) return []
  return parts.read('records', () => {
    const frames = parseFrames(value)
    if (frames === undefined) throw new Error('its frames do not fill the block')
    return frames
  })
}

function readText({ packed, size }: RecordFrame): string {
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }).toString('utf8')
}

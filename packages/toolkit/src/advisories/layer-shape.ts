/** Whether a value has the shape of a manifest's layers: it may come from another node, so every field that is used is looked at. */
import { compareCodeUnits } from '../base/index.ts'
import { type Layer, layerKey, SEGMENT_KINDS } from './layer.ts'

/** Parts that a layer may have; ours have fewer (layer-writer), and each costs every look-up a step. */
const MAX_PARTS = 64
const DIGEST = /^[0-9a-f]{64}$/

/** Each with its own name, sorted. Says nothing about roots and digests, which are proven elsewhere. */
export function areLayers(value: unknown): value is readonly Layer[] {
  return Array.isArray(value) && value.every(isLayer) && isSorted(value.map(layerKey))
}

const counts = [
  'records',
  'claims',
  'packages',
  'signals',
  'unkeyed',
  'withdrawn',
  'unnamedEntries',
  'reader',
]
const texts = ['name', 'source', 'format', 'asOf', 'fetchedAt']
const optionalTexts = ['ecosystem', 'license', 'newestRecord', 'via']

function isLayer(value: unknown): value is Layer {
  const parts = field(value, 'parts')
  return (
    texts.every((key) => typeof field(value, key) === 'string') &&
    optionalTexts.every((key) => ['string', 'undefined'].includes(typeof field(value, key))) &&
    counts.every((key) => isCount(field(value, key))) &&
    isTexts(field(value, 'covers')) &&
    ['families', 'types'].every((key) => isCounts(field(value, key))) &&
    SEGMENT_KINDS.every((kind) => isDigest(field(field(value, 'roots'), kind))) &&
    Array.isArray(parts) &&
    parts.length <= MAX_PARTS &&
    parts.every(isPart)
  )
}

function isPart(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const kinds: readonly string[] = SEGMENT_KINDS
  return Object.entries(value).every(
    ([kind, ref]) => kinds.includes(kind) && isDigest(field(ref, 'digest')) && isCount(field(ref, 'size')),
  )
}

function isCounts(value: unknown): boolean {
  const isPair = (pair: unknown): boolean =>
    Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string' && isCount(pair[1])
  return (
    Array.isArray(value) && value.every(isPair) && isSorted(value.map((pair: readonly [string]) => pair[0]))
  )
}

/** Each once. */
function isSorted(names: readonly string[]): boolean {
  return names.every((name, at) => at === 0 || compareCodeUnits(names[at - 1] ?? '', name) < 0)
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && DIGEST.test(value)
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

export function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

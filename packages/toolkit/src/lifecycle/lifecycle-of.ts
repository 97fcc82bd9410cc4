/** From what a product is made of to the support status of each runtime, system and framework in it. Pure. */
import { compareCodeUnits } from '../base/index.ts'
import type { Component } from '../model/index.ts'
import type {
  LifecycleCycle,
  LifecycleData,
  LifecyclePlace,
  LifecycleProduct,
  LifecycleReport,
  LifecycleRow,
  LifecycleStatus,
  StatedRuntime,
} from './model.ts'
import { createRecogniser } from './recognise.ts'

/** Beyond this age the table says of itself that newer facts are missing. */
export const oldAfterDays = 180

const worstFirst: readonly LifecycleStatus[] = ['ended', 'security-only', 'unknown', 'supported']

export interface LifecycleInput {
  readonly components: readonly Component[]
  readonly runtimes: readonly StatedRuntime[]
}

/** `today`: a day such as `2026-11-23`; a product counts as supported on its last day. */
export function lifecycleOf(input: LifecycleInput, data: LifecycleData, today: string): LifecycleReport {
  const products = new Map(data.products.map((product) => [product.id, product]))
  const found = new Map<string, { product: LifecycleProduct; version: string; places: LifecyclePlace[] }>()
  const note = (id: string, version: string, places: readonly LifecyclePlace[]): void => {
    const product = products.get(id)
    if (product === undefined) return
    const key = `${id} ${version}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { product, version, places: [...places] })
    else for (const place of places) known.places.push(place)
  }
  const recognise = createRecogniser(data.identities)
  for (const component of input.components) {
    for (const { product, version, isSystem } of recognise(component)) {
      // The file that lists the packages is the place, once.
      const toPlace = ({ path, line }: LifecyclePlace): LifecyclePlace =>
        isSystem === true ? { path, line: 1 } : { purl: component.purl, path, line }
      note(product, version, component.evidence.map(toPlace))
    }
  }
  for (const { product, version, path, line } of input.runtimes) note(product, version, [{ path, line }])
  const rows = [...found.values()].map(({ product, version, places }) =>
    toRow(product, version, { places, today }),
  )
  return {
    today,
    asOf: data.asOf,
    isOld: daysBetween(data.asOf, today) > oldAfterDays,
    rows: rows.sort(compareRows),
  }
}

interface At {
  readonly places: readonly LifecyclePlace[]
  readonly today: string
}

function toRow(product: LifecycleProduct, version: string, { places, today }: At): LifecycleRow {
  const cycle = version === '' ? undefined : findCycle(product, version)
  const [name, , supportEnds, securityEnds] = cycle ?? ['', '', '', '']
  const status = securityEnds === '' ? 'unknown' : statusOf(supportEnds, securityEnds, today)
  const doubt = version === '' ? 'VERSION_UNKNOWN' : cycle === undefined ? 'CYCLE_UNKNOWN' : 'END_UNPUBLISHED'
  return {
    product: product.id,
    name: product.name,
    version,
    ...(cycle === undefined ? {} : { cycle: name }),
    status,
    ...(status === 'unknown' ? { doubt } : {}),
    ...(supportEnds === '' ? {} : { supportEnds }),
    ...(securityEnds === '' ? {} : { securityEnds }),
    source: product.source,
    checked: product.checked,
    places: distinct(places),
  }
}

/** Days as text compare as days. */
function statusOf(supportEnds: string, securityEnds: string, today: string): LifecycleStatus {
  if (today > securityEnds) return 'ended'
  return supportEnds !== '' && today > supportEnds ? 'security-only' : 'supported'
}

const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

/** The longest cycle that the version begins with; `3.1` is none of `3.12`, `1.1.1` is that of `1.1.1w`; no commit is of one. */
export function findCycle(product: LifecycleProduct, version: string): LifecycleCycle | undefined {
  if (commit.test(version)) return undefined
  const plain = version.replace(/^(?:v|go|\d+:)/, '')
  let best: LifecycleCycle | undefined
  for (const cycle of product.cycles) {
    const isPrefix = plain.startsWith(cycle[0]) && !/\d/.test(plain.charAt(cycle[0].length))
    if (isPrefix && (best === undefined || cycle[0].length > best[0].length)) best = cycle
  }
  return best
}

function distinct(places: readonly LifecyclePlace[]): readonly LifecyclePlace[] {
  const byPlace = new Map(places.map((place) => [`${place.path}\0${place.line}\0${place.purl ?? ''}`, place]))
  return [...byPlace.values()].sort(
    (a, b) =>
      compareCodeUnits(a.path, b.path) || a.line - b.line || compareCodeUnits(a.purl ?? '', b.purl ?? ''),
  )
}

function compareRows(a: LifecycleRow, b: LifecycleRow): number {
  return (
    worstFirst.indexOf(a.status) - worstFirst.indexOf(b.status) ||
    compareCodeUnits(a.name, b.name) ||
    compareCodeUnits(a.version, b.version)
  )
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000
}

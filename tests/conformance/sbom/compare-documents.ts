/** Two neutral documents walked side by side: every place where they differ, in the words of a loss report. */
import type { BomDocument, BomElement, BomLoss, BomRef } from '../../../packages/toolkit/src/sbom/index.ts'

export interface Difference {
  /** As `BomLoss.where`: `elements[].supplier`. */
  readonly path: string
  readonly what: string
}

/** `specVersion` is what a conversion is told to change; everything else must be the same. */
export function findDifferences(before: BomDocument, after: BomDocument): readonly Difference[] {
  const names = pairElements(before.elements, after.elements)
  const renamed = renameRefs(after, names)
  const { elements: a, relationships: edgesBefore, specVersion: _old, ...restBefore } = toSaid(before)
  const { elements: b, relationships: edgesAfter, specVersion: _new, ...restAfter } = toSaid(renamed)
  const byRef = new Map(b.map((element) => [element.ref, element]))
  const refsBefore = new Set(a.map(({ ref }) => ref))
  return [
    ...[...names].flatMap(([now, then]) =>
      now === then ? [] : [{ path: 'elements[].ref', what: `${then} → ${now}` }],
    ),
    ...a.flatMap((element) => {
      const other = byRef.get(element.ref)
      return other === undefined
        ? [{ path: 'elements[]', what: `${element.name} is gone` }]
        : compare('elements[]', element, other)
    }),
    ...b.flatMap(({ ref, name }) =>
      refsBefore.has(ref) ? [] : [{ path: 'elements[]', what: `${name} is new` }],
    ),
    ...compareSets('relationships[]', edgesBefore.flatMap(toEdges), edgesAfter.flatMap(toEdges)),
    ...compare('', restBefore, restAfter),
  ]
}

/**
 * What the standards call the same: a license NOASSERTION and none at all (SPDX 2.3, 7.13 and 7.15), and one moment in two
 * time zones (RFC 3339).
 */
function toSaid(document: BomDocument): BomDocument {
  const said = (licenses: BomElement['declaredLicenses']): BomElement['declaredLicenses'] =>
    licenses.filter(({ value }) => value !== 'NOASSERTION')
  const { created } = document
  const moment = created === undefined ? Number.NaN : Date.parse(created)
  return {
    ...document,
    ...(Number.isNaN(moment) ? {} : { created: new Date(moment).toISOString() }),
    elements: document.elements.map((element) => ({
      ...element,
      declaredLicenses: said(element.declaredLicenses),
      concludedLicenses: said(element.concludedLicenses),
    })),
  }
}

/** Covered by a loss of the same place (a remark in brackets says of which kind), of a place within it, or of what it is a part of. */
export function isListed({ path }: Difference, losses: readonly Pick<BomLoss, 'where'>[]): boolean {
  return losses.some(({ where: told }) => {
    const where = told.replace(/ \(.*\)$/, '')
    if (where === path || isWithin(where, path)) return true
    return !where.endsWith('[]') && isWithin(path, where)
  })
}

function isWithin(inner: string, outer: string): boolean {
  return inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`)
}

/** New reference to old: the same where it is kept, else by what the element is, in order. */
function pairElements(
  before: readonly BomElement[],
  after: readonly BomElement[],
): ReadonlyMap<BomRef, BomRef> {
  const kept = new Set(before.map(({ ref }) => ref))
  const now = new Set(after.map(({ ref }) => ref))
  const names = new Map(after.filter(({ ref }) => kept.has(ref)).map(({ ref }) => [ref, ref]))
  let free = before.filter(({ ref }) => !now.has(ref))
  const keys: readonly ((element: BomElement) => string)[] = [
    ({ purl, name, version, kind }) => JSON.stringify([purl, name, version, kind]),
    ({ purl, name, version }) => purl ?? JSON.stringify([name, version]),
    ({ name }) => name,
    () => '',
  ]
  for (const key of keys) {
    const waiting = new Map<string, BomElement[]>()
    for (const element of free) waiting.set(key(element), [...(waiting.get(key(element)) ?? []), element])
    for (const element of after) {
      if (names.has(element.ref)) continue
      const found = waiting.get(key(element))?.shift()
      if (found !== undefined) names.set(element.ref, found.ref)
    }
    const used = new Set(names.values())
    free = free.filter(({ ref }) => !used.has(ref))
  }
  return names
}

/** Every text that is a reference, wherever a document keeps one. */
function renameRefs(document: BomDocument, names: ReadonlyMap<BomRef, BomRef>): BomDocument {
  const to = (ref: BomRef): BomRef => names.get(ref) ?? ref
  const all = (refs: readonly BomRef[]): readonly BomRef[] => refs.map(to)
  return {
    ...document,
    subjects: all(document.subjects),
    elements: document.elements.map((element) => ({
      ...element,
      ref: to(element.ref),
      ...(element.partOf === undefined ? {} : { partOf: to(element.partOf) }),
    })),
    relationships: document.relationships.map((one) => ({ ...one, from: to(one.from), to: all(one.to) })),
    compositions: document.compositions.map((one) => ({
      ...one,
      assemblies: all(one.assemblies),
      dependencies: all(one.dependencies),
    })),
    annotations: document.annotations.map((one) => ({ ...one, subjects: all(one.subjects) })),
    vulnerabilities: document.vulnerabilities.map((one) => ({ ...one, affects: all(one.affects) })),
  }
}

/** One statement for each target: formats group them as they like. */
function toEdges({ to, ...head }: BomDocument['relationships'][number]): readonly object[] {
  return to.length === 0 ? [{ ...head, to: null }] : to.map((target) => ({ ...head, to: target }))
}

function compareSets(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
): readonly Difference[] {
  const [old, now] = [new Set(before.map(textOf)), new Set(after.map(textOf))]
  const gone = [...old].filter((text) => !now.has(text)).map((text) => ({ path, what: `${text} is gone` }))
  const fresh = [...now].filter((text) => !old.has(text)).map((text) => ({ path, what: `${text} is new` }))
  return [...gone, ...fresh]
}

function compare(path: string, before: unknown, after: unknown): readonly Difference[] {
  if (textOf(before) === textOf(after) || (isEmpty(before) && isEmpty(after))) return []
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(`${path}[]`, before, after)
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return keys.flatMap((key) => compare(path === '' ? key : `${path}.${key}`, before[key], after[key]))
  }
  return [{ path, what: `${textOf(before)} → ${textOf(after)}` }]
}

/** Order is no content; what is left of both after the equal ones are taken away is compared in turn. */
function compareLists(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
): readonly Difference[] {
  const [old, now] = [new Set(before.map(textOf)), new Set(after.map(textOf))]
  const gone = before.filter((item) => !now.has(textOf(item)))
  const fresh = after.filter((item) => !old.has(textOf(item)))
  return Array.from({ length: Math.max(gone.length, fresh.length) }).flatMap((_, at) =>
    at >= gone.length || at >= fresh.length
      ? [{ path, what: `${textOf(gone[at])} → ${textOf(fresh[at])}` }]
      : compare(path, gone[at], fresh[at]),
  )
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The same content, the same text, whatever the order of members; an empty list says as little as none. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`
  if (!isRecord(value)) return JSON.stringify(value) ?? 'nothing'
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined && !(Array.isArray(member) && member.length === 0))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${textOf(member)}`).join()}}`
}

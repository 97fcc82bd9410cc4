/** Fills in what an SBOM leaves out. What it states is never changed, and nothing is guessed: no source, no value. */
import { formatCanonicalJson } from '../../base/index.ts'
import { parseLicenseExpression } from '../../model/index.ts'
import type { BomDocument, BomRelationship } from '../document/bom.ts'
import type { BomRef } from '../document/parts.ts'
import type { BomElement, BomLicense } from '../document/element.ts'
import { versionOf } from '../document/keys.ts'
import { type BomView, isStated, nameElement, structural, viewBom } from '../document/view.ts'
import {
  type Contradiction,
  type EnrichedField,
  enrichedProperty,
  type EnrichReport,
  type FilledValue,
  type PackageFacts,
  type StillMissing,
} from './model.ts'

export interface EnrichInput {
  /** In the order of trust: what an earlier one fills in, a later one finds stated. */
  readonly facts: readonly PackageFacts[]
  /** Purls that the product asks for itself, and who says so; absent where no tree was given. */
  readonly roots?: { readonly purls: readonly string[]; readonly source: string }
}

export function enrichBom(document: BomDocument, { facts, roots }: EnrichInput): EnrichReport {
  const view = viewBom(document)
  const byPurl = groupFacts(facts)
  const refs = new Map(
    view.components.flatMap(({ ref, purl }) => (isStated(purl) ? [[purl, ref] as const] : [])),
  )
  const work: Work = { view, refs, filled: [], contradictions: [], relationships: [] }
  const elements = document.elements.map((element) => {
    const known = isStated(element.purl) ? (byPurl.get(element.purl) ?? []) : []
    return known.reduce((done, one) => enrichElement(done, one, work), element)
  })
  if (roots !== undefined) connectSubjects(roots, work)
  const enriched = {
    ...document,
    elements: withProperties(elements, work.filled),
    relationships: [...document.relationships, ...work.relationships],
  }
  const { filled, contradictions } = work
  return { document: enriched, filled, contradictions, missing: findMissing(enriched) }
}

interface Work {
  readonly view: BomView
  readonly refs: ReadonlyMap<string, BomRef>
  readonly filled: FilledValue[]
  readonly contradictions: Contradiction[]
  readonly relationships: BomRelationship[]
}

function groupFacts(facts: readonly PackageFacts[]): ReadonlyMap<string, readonly PackageFacts[]> {
  const groups = new Map<string, PackageFacts[]>()
  for (const one of facts) {
    const known = groups.get(one.purl)
    if (known === undefined) groups.set(one.purl, [one])
    else known.push(one)
  }
  return groups
}

/** A digest that contradicts the stated one means another package, or a forged one: then nothing of it is taken. */
function enrichElement(element: BomElement, facts: PackageFacts, work: Work): BomElement {
  const clash = element.hashes.flatMap(({ algorithm, value }) => {
    const found = facts.hashes.filter((hash) => hash.algorithm === algorithm)
    return found.length > 0 && !found.some((hash) => hash.value === value)
      ? [
          {
            stated: `${algorithm}:${value}`,
            found: found.map((hash) => `${algorithm}:${hash.value}`).join(', '),
          },
        ]
      : []
  })[0]
  if (clash !== undefined) {
    work.contradictions.push({
      ref: element.ref,
      purl: facts.purl,
      field: 'hash',
      ...clash,
      source: facts.source,
    })
    return element
  }
  connect(element, facts, work)
  return addReferences(
    addOriginator(addLicense(addHashes(element, facts, work), facts, work), facts, work),
    facts,
    work,
  )
}

function note(
  work: Work,
  element: BomElement,
  [field, value, source]: readonly [EnrichedField, string, string],
): void {
  const { ref, purl } = element
  work.filled.push({ ref, ...(purl === undefined ? {} : { purl }), field, value, source })
}

function addHashes(element: BomElement, { hashes, source }: PackageFacts, work: Work): BomElement {
  const stated = new Set(element.hashes.map(({ algorithm }) => algorithm))
  const fresh = hashes.filter(({ algorithm }) => !stated.has(algorithm))
  for (const { algorithm, value } of fresh) note(work, element, ['hash', `${algorithm}:${value}`, source])
  return fresh.length === 0 ? element : { ...element, hashes: [...element.hashes, ...fresh] }
}

function addLicense(element: BomElement, { licenses, source }: PackageFacts, work: Work): BomElement {
  if (licenses.length === 0 || element.declaredLicenses.some(({ value }) => isStated(value))) return element
  for (const value of licenses) note(work, element, ['license', value, source])
  return { ...element, declaredLicenses: licenses.map(toLicense) }
}

function toLicense(value: string): BomLicense {
  return { kind: parseLicenseExpression(value).ok ? 'expression' : 'name', value }
}

function addOriginator(element: BomElement, { originator, source }: PackageFacts, work: Work): BomElement {
  if (originator === undefined || element.originator !== undefined || element.authors.length > 0)
    return element
  note(work, element, ['originator', originator.name, source])
  return { ...element, originator }
}

function addReferences(element: BomElement, { references, source }: PackageFacts, work: Work): BomElement {
  const stated = new Set(element.references.map(({ type }) => type))
  const fresh = references.filter(({ type }) => !stated.has(type))
  for (const { type, url } of fresh) note(work, element, ['reference', `${type} ${url}`, source])
  return fresh.length === 0 ? element : { ...element, references: [...element.references, ...fresh] }
}

/** Only where the document says nothing at all of it; an empty list of a source may mean that it does not know. */
function connect(element: BomElement, { dependsOn, source }: PackageFacts, work: Work): void {
  if (dependsOn === undefined || dependsOn.length === 0 || saysDependencies(work, element.ref)) return
  const to = dependsOn.flatMap((purl) => work.refs.get(purl) ?? [])
  if (to.length === 0) return
  const isWhole = to.length === dependsOn.length
  work.relationships.push({
    from: element.ref,
    type: 'dependsOn',
    to,
    ...(isWhole ? {} : { completeness: 'incomplete' as const }),
  })
  note(work, element, ['dependencies', `${to.length} of ${dependsOn.length} are in the SBOM`, source])
}

function saysDependencies({ view, relationships }: Work, ref: BomRef): boolean {
  return [...view.from(ref), ...relationships.filter(({ from }) => from === ref)].some(({ type }) =>
    structural.has(type),
  )
}

function connectSubjects(
  roots: { readonly purls: readonly string[]; readonly source: string },
  work: Work,
): void {
  const [subject] = work.view.subjects
  if (subject === undefined) return
  connect(
    subject,
    { ...roots, purl: '', hashes: [], licenses: [], references: [], dependsOn: roots.purls },
    work,
  )
}

function withProperties(
  elements: readonly BomElement[],
  filled: readonly FilledValue[],
): readonly BomElement[] {
  const byRef = new Map<BomRef, FilledValue[]>()
  for (const value of filled) byRef.set(value.ref, [...(byRef.get(value.ref) ?? []), value])
  return elements.map((element) => {
    const own = byRef.get(element.ref)
    if (own === undefined) return element
    const properties = own.map(({ field, source, value }) => ({
      name: enrichedProperty,
      value: formatCanonicalJson({ field, source, value }),
    }))
    return { ...element, properties: [...element.properties, ...properties] }
  })
}

/** What a component still does not say, of those fields that a source could fill. */
function findMissing(document: BomDocument): readonly StillMissing[] {
  const view = viewBom(document)
  return view.components.flatMap((element) => {
    const { ref, purl, hashes, declaredLicenses, originator, authors } = element
    const lacks: readonly (readonly [StillMissing['fields'][number], boolean])[] = [
      ['purl', !isStated(purl)],
      ['version', versionOf(element) === undefined],
      ['hash', hashes.length === 0],
      ['license', !declaredLicenses.some(({ value }) => isStated(value))],
      ['originator', originator === undefined && authors.length === 0],
      ['dependencies', !view.from(ref).some(({ type }) => structural.has(type))],
    ]
    const fields = lacks.flatMap(([field, is]) => (is ? [field] : []))
    return fields.length === 0
      ? []
      : [{ ref, name: nameElement(element), ...(purl === undefined ? {} : { purl }), fields }]
  })
}

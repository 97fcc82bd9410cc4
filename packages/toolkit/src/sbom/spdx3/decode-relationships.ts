/** Relationships of SPDX 3; those that state licences become facts of the element. */
import type { BomRelationship } from '../document/bom.ts'
import type { BomRef } from '../document/parts.ts'
import type { BomLicense } from '../document/element.ts'
import { takeText, type Taking } from '../spdx/document/take.ts'
import type { LicenseFacts } from './decode-element.ts'
import { isAssociation } from './decode-vulnerabilities.ts'
import { type Decoding, notKept, takeIds, takeNode } from './decoding.ts'
import type { Node } from './graph.ts'
import { individuals } from './words.ts'

export function isRelationship({ type }: Node): boolean {
  return type === 'Relationship' || type === 'LifecycleScopedRelationship'
}

const licensing: ReadonlyMap<string, 'declaredLicenses' | 'concludedLicenses'> = new Map([
  ['hasDeclaredLicense', 'declaredLicenses'],
  ['hasConcludedLicense', 'concludedLicenses'],
])

export interface Relationships {
  readonly relationships: readonly BomRelationship[]
  /** By the id of the element. */
  readonly licenses: ReadonlyMap<string, LicenseFacts>
}

interface Licensing {
  readonly declaredLicenses: BomLicense[]
  readonly concludedLicenses: BomLicense[]
  licenseComment?: string
}

/** `elements`: ids of nodes that are elements; only they have places for licences. */
export function takeRelationships(decoding: Decoding, elements: ReadonlySet<string>): Relationships {
  const licenses = new Map<string, Licensing>()
  const relationships: BomRelationship[] = []
  for (const node of decoding.graph.nodes) {
    if (!isRelationship(node) || isAssociation(decoding, node)) continue
    const taken = takeNode(decoding, node, (from) => takeRelationship(decoding, from))
    const member = licensing.get(taken.type)
    const found =
      member === undefined || !elements.has(taken.from) ? undefined : toLicenses(decoding, taken.to)
    if (found === undefined || member === undefined) {
      for (const kept of keepPlaces(decoding, taken)) relationships.push(toRelationship(decoding, kept))
    } else addLicenses(licenses, taken, { member, found })
  }
  return { relationships, licenses }
}

/** Without ends that are no elements; nothing where none is left, which is not the same as an empty list. */
function keepPlaces({ isPlace, tally }: Decoding, taken: Taken): readonly Taken[] {
  const to = taken.to.filter(isPlace)
  const isWhole = isPlace(taken.from) && to.length === taken.to.length
  if (isWhole) return [taken]
  tally.add('@graph[Relationship]', 'left-out', notKept)
  return isPlace(taken.from) && to.length > 0 ? [{ ...taken, to }] : []
}

interface Taken {
  readonly from: string
  readonly type: string
  readonly to: readonly string[]
  readonly completeness: BomRelationship['completeness'] | undefined
  readonly scope: string | undefined
  readonly comment: string | undefined
}

function takeRelationship(_decoding: Decoding, from: Taking): Taken {
  const completeness = takeText(from, 'completeness')
  return {
    from: takeText(from, 'from') ?? '',
    type: takeText(from, 'relationshipType') ?? 'other',
    to: takeIds(from, 'to'),
    completeness: completenesses.find((word) => word === completeness),
    scope: takeText(from, 'scope'),
    comment: takeText(from, 'comment'),
  }
}

const completenesses = ['complete', 'incomplete', 'noAssertion'] as const

/** Undefined where one of them is no licence that can be written down: the relationship then stays what it is. */
function toLicenses({ licenses, used }: Decoding, ids: readonly string[]): readonly BomLicense[] | undefined {
  const found = ids.map((id) => licenses.licenseOf(id))
  if (found.some((license) => license === undefined)) return undefined
  for (const id of ids) used.add(id)
  return found.flatMap((license) => license ?? [])
}

function addLicenses(
  licenses: Map<string, Licensing>,
  { from, comment }: Taken,
  { member, found }: { readonly member: keyof typeof memberNames; readonly found: readonly BomLicense[] },
): void {
  const known = licenses.get(from) ?? { declaredLicenses: [], concludedLicenses: [] }
  known[member].push(...found)
  const comments = [known.licenseComment, comment].filter((text) => text !== undefined)
  if (comments.length > 0) known.licenseComment = [...new Set(comments)].join('\n')
  licenses.set(from, known)
}

const memberNames = { declaredLicenses: true, concludedLicenses: true } as const

const dependencyScopes: ReadonlyMap<string, BomRelationship['scope']> = new Map([
  ['hasOptionalDependency', 'optional'],
  ['hasProvidedDependency', 'provided'],
])
const lifecycleScopes = ['development', 'build', 'runtime', 'test'] as const

function toRelationship({ refOf, tally }: Decoding, taken: Taken): BomRelationship {
  const { type, to, completeness, scope, comment } = taken
  const kind = dependencyScopes.get(type)
  const stated = lifecycleScopes.find((word) => word === scope)
  if (scope !== undefined && (stated === undefined || kind !== undefined))
    tally.add('@graph[LifecycleScopedRelationship].scope', 'left-out', 'a dependency has no such scope here')
  const end = toEnd(to.map((id): BomRef => individuals.get(id) ?? refOf(id)))
  const own = kind ?? stated
  const known = completeness ?? end.completeness
  return {
    from: refOf(taken.from),
    type: kind === undefined ? type : 'dependsOn',
    to: end.to,
    ...(known !== undefined && { completeness: known }),
    ...(own !== undefined && { scope: own }),
    ...(comment !== undefined && { comment }),
  }
}

function toEnd(refs: readonly BomRef[]): Pick<BomRelationship, 'to' | 'completeness'> {
  const to = refs.filter((ref) => ref !== 'NONE' && ref !== 'NOASSERTION')
  if (to.length > 0 || refs.length === 0) return { to }
  return { to, completeness: refs.includes('NONE') ? 'complete' : 'noAssertion' }
}

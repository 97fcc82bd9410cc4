/**
 * Vulnerabilities of the security profile. One with several VEX statements becomes several of the model, one for each
 * statement; an element without one stays affected in an unknown way, whatever else leads to it.
 */
import type { BomDocument } from '../document/bom.ts'
import type { BomRef } from '../document/parts.ts'
import type { BomAnalysis, BomVulnerability } from '../document/vulnerability.ts'
import { leaveOut, takeText } from '../spdx/document/take.ts'
import { assessedOf, type Claims, createClaims, type Group, toGroups } from './claims.ts'
import { type Decoding, notKept, takeIds, takeNode } from './decoding.ts'
import { takeAssessment } from './decode-assessments.ts'
import { type SecurityElement, takeSecurityElement } from './decode-security-element.ts'
import { takeStatement } from './decode-statement.ts'
import { assessmentTypes } from './assessments.ts'
import type { Node } from './graph.ts'
import type { About } from './statements.ts'
import { vexRelationships } from './vex.ts'
import { individuals } from './words.ts'

const vulnerabilityType = 'security_Vulnerability'
const statementTypes: ReadonlySet<string> = new Set(Object.keys(vexRelationships))

export function isSecurity({ type }: Node): boolean {
  return type === vulnerabilityType || statementTypes.has(type) || assessmentTypes.has(type)
}

/** A relationship of the core that ties an element to a vulnerability of this document. */
export function isAssociation({ graph }: Pick<Decoding, 'graph'>, node: Node): boolean {
  if (node.type !== 'Relationship') return false
  const { relationshipType, to, from } = node.fields
  const isFlaw = (id: unknown): boolean =>
    typeof id === 'string' && graph.byId.get(id)?.type === vulnerabilityType
  if (relationshipType === 'affects') return isFlaw(from)
  return (
    relationshipType === 'hasAssociatedVulnerability' &&
    Array.isArray(to) &&
    to.length > 0 &&
    to.every(isFlaw)
  )
}

/** `elements` and `subjects` as they were read. */
export function takeVulnerabilities(
  decoding: Decoding,
  { elements, subjects, externalDocuments }: Pick<BomDocument, 'elements' | 'subjects' | 'externalDocuments'>,
): BomDocument['vulnerabilities'] {
  const { graph } = decoding
  const nodes = graph.nodes.filter(({ type }) => type === vulnerabilityType)
  if (!graph.nodes.some(isSecurity)) return []
  const all = new Map(nodes.map((node) => [node.id, createClaims()]))
  const versions = new Map(elements.map(({ ref, version }) => [ref, version]))
  const reached = new Set([...versions.keys(), ...externalDocuments.map(({ id }) => id)])
  const about: About = {
    subjects: new Set(subjects),
    isReached: (ref) => reached.has(ref),
    versionOf: (ref) => versions.get(ref),
  }
  for (const node of graph.nodes) takeLink(decoding, node, { all, about })
  const taken = new Set(graph.nodes.map(({ id }) => decoding.refOf(id)))
  return nodes
    .filter((node) => graph.byId.get(node.id) === node)
    .flatMap((node) =>
      toEntries(decoding, node, { claims: all.get(node.id) ?? createClaims(), about, taken }),
    )
}

interface Links {
  readonly all: ReadonlyMap<string, Claims>
  readonly about: About
}

function takeLink(decoding: Decoding, node: Node, { all, about }: Links): void {
  if (isAssociation(decoding, node)) takeAssociation(decoding, node, all)
  else if (statementTypes.has(node.type)) takeStatement(decoding, node, { all, about })
  else if (assessmentTypes.has(node.type)) takeAssessment(decoding, node, all)
}

function takeAssociation(decoding: Decoding, node: Node, all: Links['all']): void {
  takeNode(decoding, node, (from) => {
    const [start, type, ends] = [
      takeText(from, 'from') ?? '',
      takeText(from, 'relationshipType'),
      takeIds(from, 'to'),
    ]
    if (type === 'affects') {
      const reason = 'without a VEX statement it says as much as an association'
      decoding.tally.add(`${from.where}relationshipType`, 'reduced', reason)
    }
    leaveOut(from, 'completeness', 'an association has none')
    const [flaws, elements] = type === 'affects' ? [[start], ends] : [ends, [start]]
    for (const flaw of flaws) {
      for (const id of elements) {
        if (decoding.isPlace(id) && !individuals.has(id)) all.get(flaw)?.associated.add(decoding.refOf(id))
        else decoding.tally.add('@graph[Relationship]', 'left-out', notKept)
      }
    }
  })
}

interface Of {
  readonly claims: Claims
  readonly about: About
  /** References that something has. */
  readonly taken: Set<BomRef>
}

function toEntries(
  decoding: Decoding,
  node: Node,
  { claims, about, taken }: Of,
): readonly BomVulnerability[] {
  const { element, beside, ratings } = takeSecurityElement(decoding, node)
  const ref = decoding.refOf(node.id)
  const groups = toGroups(claims, { beside, about }, () =>
    decoding.tally.add(
      '@graph[security_Vulnerability].extension',
      'left-out',
      'the statements of the document say something else',
    ),
  )
  const [first] = groups
  const whole = { ...element, ratings: [...claims.ratings.map(({ value }) => value), ...ratings] }
  if (groups.length === 1 && first !== undefined) {
    const exploits = claims.exploits.map(({ value }) => value)
    const { affects, analysis } = first
    return [{ ref, ...whole, ...(exploits.length > 0 && { exploits }), affects, ...analysis }]
  }
  const several = 'it has several statements; it is repeated with each of them'
  decoding.tally.add('@graph[security_Vulnerability]', 'reduced', several)
  const isLight = groups.length * JSON.stringify([whole, claims.exploits]).length <= maxRepeated
  if (!isLight) decoding.tally.add('@graph[security_Vulnerability]', 'reduced', 'it is repeated by name only')
  return groups.map((group, at): BomVulnerability => {
    const own = at === 0 ? ref : claim(`${ref}-${at + 1}`, taken)
    const { ids } = element
    const bare = { ids, cwes: [], urls: [], ratings: [] }
    return {
      ref: own,
      ...(isLight || at === 0 ? partOf({ claims, element, ratings }, group) : bare),
      ...said(group),
    }
  })
}

/** Characters: what many statements of one vulnerability may make of it. */
const maxRepeated = 20_000_000

/** What is said of the elements of one statement. */
function partOf(
  { claims, element, ratings }: { readonly claims: Claims } & Pick<SecurityElement, 'element' | 'ratings'>,
  { affects }: Group,
): Omit<BomVulnerability, 'ref' | 'affects'> {
  const { versions = [], ...rest } = element
  const own = new Set(affects)
  const listed = versions.filter((entry) => own.has(entry.ref))
  const exploits = assessedOf(claims.exploits, affects)
  return {
    ...rest,
    ratings: [...assessedOf(claims.ratings, affects), ...ratings],
    ...(listed.length > 0 && { versions: listed }),
    ...(exploits.length > 0 && { exploits }),
  }
}

function said({ affects, analysis }: Group): Pick<BomVulnerability, 'affects'> & BomAnalysis {
  return { affects, ...analysis }
}

function claim(wanted: BomRef, taken: Set<BomRef>): BomRef {
  let free = wanted
  while (taken.has(free)) free = `${free}+`
  taken.add(free)
  return free
}

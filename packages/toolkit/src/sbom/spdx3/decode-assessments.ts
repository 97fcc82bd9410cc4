/** CVSS, EPSS, SSVC and exploit catalogues: what is said of the vulnerability, whatever element it was said of. */
import { carriedOfVulnerabilities, readCarriedRating } from '../document/carried-vulnerability.ts'
import type { BomRef } from '../document/parts.ts'
import { isSameJson } from '../document/same.ts'
import type { BomExploit, BomRating } from '../document/vulnerability.ts'
import { splitCarried } from '../cyclonedx/document/carried.ts'
import { leaveOut, takeFlag, takeText, type Taking } from '../spdx/document/take.ts'
import { exploitType, fromAssessment, publishedOf, toAssessment } from './assessments.ts'
import type { Claims } from './claims.ts'
import { type Decoding, notKept, takeIds, takeNode, takeProperties } from './decoding.ts'
import { toSource } from './encode-rating.ts'
import type { Node } from './graph.ts'
import { individuals } from './words.ts'

export function takeAssessment(decoding: Decoding, node: Node, all: ReadonlyMap<string, Claims>): void {
  takeNode(decoding, node, (from) => {
    const claims = all.get(takeText(from, 'from') ?? '')
    takeText(from, 'relationshipType')
    leaveOut(from, 'completeness', 'an assessment has none')
    const of = takeTargets(decoding, from)
    for (const ref of of) claims?.associated.add(ref)
    const withdrawn = takeText(from, 'security_withdrawnTime')
    const value = node.type === exploitType ? takeExploit(from) : takeRating(decoding, from, node.type)
    const isKept = claims !== undefined && value !== undefined && withdrawn === undefined
    if (isKept) keep(claims, value, of.size === 0 ? undefined : of)
    else decoding.tally.add(`@graph[${node.type}]`, 'left-out', 'it was withdrawn, or is not whole')
  })
}

function keep(
  { exploits, ratings }: Claims,
  value: BomExploit | BomRating,
  of: ReadonlySet<BomRef> | undefined,
): void {
  if ('catalog' in value) exploits.push({ value, of })
  else ratings.push({ value, of })
}

/** What was assessed within the products, where that is said. */
function takeTargets({ isPlace, refOf, tally }: Decoding, from: Taking): ReadonlySet<BomRef> {
  const assessed = takeText(from, 'security_assessedElement')
  const to = takeIds(from, 'to')
  if (assessed !== undefined) tally.add(`${from.where}to`, 'reduced', 'a rating is kept of what was assessed')
  const ids = (assessed === undefined ? to : [assessed]).filter((id) => !individuals.has(id))
  const kept = ids.filter(isPlace)
  for (let lost = kept.length; lost < ids.length; lost++) tally.add(`${from.where}to`, 'left-out', notKept)
  return new Set(kept.map(refOf))
}

function takeExploit(from: Taking): BomExploit | undefined {
  const isExploited = takeFlag(from, 'security_exploited')
  const catalog = takeText(from, 'security_catalogType')
  const url = takeText(from, 'security_locator') ?? ''
  leaveOut(from, 'suppliedBy', 'who looked into the catalogue is not kept')
  leaveOut(from, 'security_publishedTime', 'when somebody looked into the catalogue is not kept')
  if (isExploited === undefined) return undefined
  return { catalog: catalog === 'kev' ? 'kev' : 'other', isExploited, url }
}

const members = [
  'security_score',
  'security_severity',
  'security_vectorString',
  'security_percentile',
  'security_probability',
  'security_decisionType',
]

function takeRating({ actorOf, tally }: Decoding, from: Taking, type: string): BomRating | undefined {
  const own = members.filter((key) => Object.hasOwn(from.fields, key))
  const stated = fromAssessment({
    type,
    members: Object.fromEntries(own.map((key) => [key, from.fields[key]])),
  })
  for (const key of own) from.taken.add(key)
  const supplier = takeText(from, 'suppliedBy')
  const published = takeText(from, 'security_publishedTime')
  const facts = splitCarried(takeProperties(from), carriedOfVulnerabilities)
  for (const _ of facts.others) tally.add(`${from.where}extension`, 'left-out', 'a rating has no properties')
  if (stated === undefined) return undefined
  const [carried] = facts.of('rating').flatMap(readCarriedRating)
  const rating: BomRating = {
    ...stated,
    ...(supplier !== undefined && { source: toSource(actorOf(supplier)) }),
    ...(published !== undefined && { published }),
  }
  if (carried === undefined) return rating
  const written = toAssessment(carried)
  const said = written === undefined ? undefined : fromAssessment(written)
  if (isSameJson(said, stated) && publishedOf(carried) === published) return carried
  tally.add(`${from.where}extension`, 'left-out', 'the assessment says something else')
  return rating
}

/** One VEX relationship; what is less than a statement of its class ties the elements to the vulnerability, no more. */
import type { BomRef } from '../document/parts.ts'
import { present } from '../document/present.ts'
import { leaveOut, takeText, type Taking } from '../spdx/document/take.ts'
import type { Claims, Stated } from './claims.ts'
import { type Decoding, notKept, takeIds, takeNode } from './decoding.ts'
import type { Node } from './graph.ts'
import { type About, readTarget, type Target } from './statements.ts'
import { fromVex, type Vex, vexRelationships, type VexType, vexTypes } from './vex.ts'
import { individuals } from './words.ts'

interface Links {
  readonly all: ReadonlyMap<string, Claims>
  readonly about: About
}

export function takeStatement(decoding: Decoding, node: Node, { all, about }: Links): void {
  const taken = takeNode(decoding, node, (from) => takeMembers(decoding, from, node.type as VexType))
  const claims = all.get(taken.from)
  const found = taken.target.to.length === 0 ? [] : readTarget(taken.target, about)
  for (const { ref } of found) claims?.associated.add(ref)
  const analysis = fromVex(taken.vex)
  const problems = [
    taken.refusal,
    claims === undefined ? 'it leads from no vulnerability of the document' : undefined,
    found.length === 0 ? notKept : undefined,
    analysis === undefined ? 'it gives no reason, which the profile demands' : undefined,
  ]
  const problem = problems.find((one) => one !== undefined)
  if (problem !== undefined) decoding.tally.add(`@graph[${node.type}]`, 'left-out', problem)
  else if (claims !== undefined && analysis !== undefined)
    for (const one of found) state(claims, { vex: taken.vex, analysis }, one)
}

function state(
  { stated }: Claims,
  { vex, analysis }: Pick<Stated, 'vex' | 'analysis'>,
  { ref, within }: ReturnType<typeof readTarget>[number],
): void {
  const key = JSON.stringify([vex, within ?? null])
  const known = stated.get(key)
  if (known !== undefined) known.affects.add(ref)
  else stated.set(key, { vex, analysis: { ...analysis, ...present({ within }) }, affects: new Set([ref]) })
}

interface Taken {
  readonly from: string
  readonly target: Target
  readonly vex: Vex
  /** Why it does not say what its class says. */
  readonly refusal: string | undefined
}

const closing: ReadonlySet<string> = new Set([vexTypes.notAffected, vexTypes.fixed])

function takeMembers(decoding: Decoding, from: Taking, type: VexType): Taken {
  const word = takeText(from, 'relationshipType')
  const times = ['security_withdrawnTime', 'startTime', 'endTime'].map((key) => takeText(from, key))
  const assessed = takeText(from, 'security_assessedElement')
  leaveOut(from, 'security_vexVersion', 'versions of statements are not kept')
  leaveOut(from, 'completeness', 'a statement has none')
  const target = takeTarget(decoding, takeIds(from, 'to'), assessed)
  const [withdrawn, ...limits] = times
  const isLimited = limits.some((time) => time !== undefined)
  const problems = [
    withdrawn === undefined ? undefined : 'it was withdrawn',
    isLimited ? 'it holds for a time only' : undefined,
    closing.has(type) && word !== vexRelationships[type]
      ? 'class and type of it contradict each other'
      : undefined,
    target === undefined ? notKept : undefined,
  ]
  return {
    from: takeText(from, 'from') ?? '',
    target: target ?? { to: [] },
    vex: takeVex(decoding, from, type),
    refusal: problems.find((problem) => problem !== undefined),
  }
}

/** Undefined where what was assessed is nothing that the model has a place for. */
function takeTarget(
  { isPlace, refOf, tally }: Decoding,
  to: readonly string[],
  assessed: string | undefined,
): Target | undefined {
  const isKept = (id: string): boolean => isPlace(id) && !individuals.has(id)
  const kept = to.filter(isKept)
  for (let lost = kept.length; lost < to.length; lost++)
    tally.add('@graph[Relationship].to', 'left-out', notKept)
  const products: readonly BomRef[] = [...new Set(kept.map(refOf))]
  if (assessed === undefined) return { to: products }
  return isKept(assessed) ? { to: products, assessed: refOf(assessed) } : undefined
}

const texts = [
  ['security_justificationType', 'justification'],
  ['security_impactStatement', 'impact'],
  ['security_impactStatementTime', 'impactTime'],
  ['security_actionStatement', 'action'],
  ['security_actionStatementTime', 'actionTime'],
  ['security_statusNotes', 'notes'],
  ['security_publishedTime', 'published'],
  ['security_modifiedTime', 'modified'],
] as const

function takeVex({ actorOf }: Decoding, from: Taking, type: VexType): Vex {
  const known = texts.flatMap(([key, name]) => {
    const text = takeText(from, key)
    return text === undefined ? [] : [[name, text]]
  })
  const supplier = takeText(from, 'suppliedBy')
  return {
    type,
    ...(Object.fromEntries(known) as Partial<Vex>),
    ...(supplier !== undefined && { suppliedBy: actorOf(supplier) }),
  }
}

/** From the chosen set to steps: what each is, what it clears, what it needs first, and why. */
import { compareCodeUnits } from '../../base/index.ts'
import {
  areNeedsMet,
  type Chosen,
  findAlive,
  findPuller,
  findRoots,
  isPairAllowed,
  isPulled,
} from './constraints.ts'
import { classOf } from './cost.ts'
import { toInstructions } from './instructions.ts'
import { jumpOf } from './jump.ts'
import type { UpgradeStep } from './model.ts'
import type { Node, Option, Universe } from './universe.ts'
import { clearedBy, type Draft, kindOf, whyOf } from './why.ts'

export function toSteps(universe: Universe, chosenSet: ReadonlyMap<number, Option>): readonly UpgradeStep[] {
  const chosen: Chosen = (at) => chosenSet.get(at)
  const drafts = new Map<number, Draft>()
  const followers: { readonly node: Node; readonly option: Option; readonly from: number | undefined }[] = []
  for (const [at, option] of chosenSet) {
    const node = universe.nodes[at]
    if (node === undefined) continue
    if (option.kind === 'move' && isPulled(universe, chosen, node))
      followers.push({ node, option, from: findPuller(chosen, node) })
    else drafts.set(at, { node, option, cleared: clearedBy(node, option), moves: [], drops: [] })
  }
  const pullers = new Map(followers.map(({ node, from }) => [node.at, from]))
  for (const { node, option, from } of followers) {
    const draft = drafts.get(leaderOf(pullers, from))
    if (draft === undefined || option.candidate === undefined) continue
    const { version, existence } = option.candidate
    draft.moves.push({ component: node.component.purl, to: version.text, existence })
    draft.cleared.push(...clearedBy(node, option))
  }
  addDrops(universe, chosen, { drafts, pullers })
  return order(universe, chosen, [...drafts.values()])
}

/** The step that a follower belongs to; a circle of followers ends somewhere. */
function leaderOf(pullers: ReadonlyMap<number, number | undefined>, from: number | undefined): number {
  let at = from ?? -1
  for (let steps = 0; pullers.has(at) && steps <= pullers.size; steps++) at = pullers.get(at) ?? -1
  return at
}

/** What nothing asks for any more belongs to the nearest step above it. */
function addDrops(
  universe: Universe,
  chosen: Chosen,
  {
    drafts,
    pullers,
  }: {
    readonly drafts: ReadonlyMap<number, Draft>
    readonly pullers: ReadonlyMap<number, number | undefined>
  },
): void {
  const alive = findAlive(universe, chosen, { roots: findRoots(universe) })
  for (const node of universe.nodes) {
    if (alive.has(node.at) || chosen(node.at) !== undefined) continue
    const draft = drafts.get(leaderOf(pullers, nearestStep(universe, chosen, node)))
    if (draft === undefined) continue
    draft.drops.push(node)
    draft.cleared.push(...node.findings)
  }
}

function nearestStep(universe: Universe, chosen: Chosen, from: Node): number | undefined {
  const seen = new Set([from.at])
  const queue = [...from.dependents]
  for (let next = 0; next < queue.length; next++) {
    const at = queue[next] ?? -1
    if (seen.has(at)) continue
    seen.add(at)
    if (chosen(at) !== undefined) return at
    queue.push(...(universe.nodes[at]?.dependents ?? []))
  }
  return undefined
}

/** What clears the gravest comes first; what a step needs comes before it. */
function order(universe: Universe, chosen: Chosen, drafts: readonly Draft[]): readonly UpgradeStep[] {
  const needs = new Map(drafts.map((draft) => [draft.node.at, needsOf(universe, chosen, draft)]))
  const sorted = [...drafts].sort(compareDrafts)
  const placed: Draft[] = []
  const state = new Set<Draft>()
  const byNode = new Map(drafts.map((draft) => [draft.node.at, draft]))
  const place = (draft: Draft): void => {
    if (state.has(draft)) return
    state.add(draft)
    for (const at of needs.get(draft.node.at) ?? []) {
      const needed = byNode.get(at)
      if (needed !== undefined) place(needed)
    }
    placed.push(draft)
  }
  for (const draft of sorted) place(draft)
  const ids = new Map(placed.map((draft, at) => [draft.node.at, `S${at + 1}`]))
  return placed.map((draft) =>
    toStep(universe, chosen, {
      draft,
      id: ids.get(draft.node.at) ?? '',
      requires: (needs.get(draft.node.at) ?? []).flatMap((at) => ids.get(at) ?? []),
    }),
  )
}

function compareDrafts(a: Draft, b: Draft): number {
  const gravest = ({ cleared }: Draft): number => Math.min(99, ...cleared.map(classOf))
  return (
    gravest(a) - gravest(b) ||
    b.cleared.length - a.cleared.length ||
    compareCodeUnits(a.node.component.purl, b.node.component.purl)
  )
}

/** Other steps that have to be done for this one: dependents that forbid it as they are, and dependencies that it needs. */
function needsOf(universe: Universe, chosen: Chosen, { node, option }: Draft): readonly number[] {
  const dependents = node.dependents.filter((at) => {
    const dependent = universe.nodes[at]
    return (
      dependent !== undefined &&
      chosen(at) !== undefined &&
      !isPairAllowed(universe, { target: node, to: option }, { dependent, option: undefined })
    )
  })
  const dependencies = [...(option.requires?.keys() ?? [])].flatMap((core) =>
    (universe.byCore.get(core) ?? []).filter((at) => {
      const target = universe.nodes[at]
      if (target === undefined || chosen(at) === undefined || isPulled(universe, chosen, target)) return false
      return !areNeedsMet(universe, (other) => (other === at ? undefined : chosen(other)), node)
    }),
  )
  return [...new Set([...dependents, ...dependencies])].filter((at) => at !== node.at)
}

interface Placed {
  readonly draft: Draft
  readonly id: string
  readonly requires: readonly string[]
}

function toStep(universe: Universe, chosen: Chosen, { draft, id, requires }: Placed): UpgradeStep {
  const { node, option, cleared, moves, drops } = draft
  const { candidate } = option
  const to = candidate?.version.text
  return {
    id,
    kind: kindOf(draft),
    ecosystem: node.type,
    component: node.component.purl,
    from: node.version,
    ...(candidate === undefined ? {} : { to: candidate.version.text, existence: candidate.existence }),
    isPreRelease: candidate?.isPreRelease === true,
    risk: to === undefined ? 'unknown' : jumpOf(node.type, node.version, to),
    why: whyOf(universe, chosen, draft),
    fixes: [...new Set(cleared.map((finding) => finding.key))].sort(compareCodeUnits),
    requires,
    moves: [...moves].sort((a, b) => compareCodeUnits(a.component, b.component)),
    drops: drops.map((dropped) => dropped.component.purl).sort(compareCodeUnits),
    brings: option.requires === undefined ? 'unknown' : 'known',
    ...toInstructions(universe, node, option),
  }
}

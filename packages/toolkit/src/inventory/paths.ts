/** Why a component is there: the shortest way to it from each of several packages that the product asks for. */
import type { Inventory, Purl } from '../model/index.ts'

/** Up to `max` paths, shortest first, each from another root (first) to the target (last); [] when none leads there. */
export type PathFinder = (target: Purl) => readonly (readonly Purl[])[]

interface Step {
  readonly purl: Purl
  readonly root: Purl
  readonly from: Step | undefined
}

/**
 * One breadth-first search for all targets: each component remembers its nearest `max` roots, so the cost is
 * `max` times the number of edges, whatever is asked afterwards. Where a file does not say what is direct, the
 * components that nothing depends on stand in for roots.
 */
export function createPathFinder(inventory: Inventory, max: number): PathFinder {
  const edges = new Map(inventory.components.map((component) => [component.purl, component.dependsOn]))
  const reached = new Map<Purl, Step[]>()
  const queue: Step[] = []
  const visit = (step: Step): void => {
    const steps = reached.get(step.purl) ?? []
    if (steps.length >= max || steps.some((known) => known.root === step.root)) return
    steps.push(step)
    reached.set(step.purl, steps)
    queue.push(step)
  }
  for (const root of startsOf(inventory)) visit({ purl: root, root, from: undefined })
  for (let at = 0; at < queue.length; at++) {
    const step = queue[at]
    if (step === undefined) continue
    for (const purl of edges.get(step.purl) ?? []) visit({ purl, root: step.root, from: step })
  }
  return (target) => (reached.get(target) ?? []).map(toPath)
}

export function pathsTo(inventory: Inventory, target: Purl, max: number): readonly (readonly Purl[])[] {
  return createPathFinder(inventory, max)(target)
}

function startsOf(inventory: Inventory): readonly Purl[] {
  const hasParent = new Set<Purl>()
  for (const component of inventory.components) {
    if (!component.isFirstParty) for (const purl of component.dependsOn) hasParent.add(purl)
  }
  const orphans = inventory.components.filter(
    (component) =>
      !component.isFirstParty && component.relation === 'unknown' && !hasParent.has(component.purl),
  )
  return [...inventory.roots, ...orphans.map((component) => component.purl)]
}

function toPath(last: Step): readonly Purl[] {
  const path: Purl[] = []
  for (let step: Step | undefined = last; step !== undefined; step = step.from) path.push(step.purl)
  return path.reverse()
}

/** Why a component is there: the shortest way to it from each of several packages that the product asks for. */
import { Ints } from '../base/index.ts'
import type { Component, Inventory, Purl } from '../model/index.ts'

/** Up to `max` paths, shortest first, each from another root (first) to the target (last); [] when none leads there. */
export type PathFinder = (target: Purl) => readonly (readonly Purl[])[]

/**
 * One breadth-first search for all targets, begun when the first is asked for: each component remembers its nearest `max`
 * roots, so the cost is `max` times the number of edges, whatever is asked afterwards. Where a file does not say what is
 * direct, the components that nothing depends on stand in for roots.
 */
export function createPathFinder(inventory: Inventory, max: number): PathFinder {
  let steps: Steps | undefined
  return (target) => pathsOf((steps ??= searchAll(inventory, max)), target)
}

export function pathsTo(inventory: Inventory, target: Purl, max: number): readonly (readonly Purl[])[] {
  return createPathFinder(inventory, max)(target)
}

/** Steps of all paths in columns of numbers, because there may be ten for each of a million components; 0 is none. */
interface Steps {
  readonly numbers: Map<Purl, number>
  /** By the number of a purl. */
  readonly purls: (Purl | undefined)[]
  /** By the number of a purl: its last step. */
  readonly last: Ints
  /** By step: the purls that it reaches and that it began with, the step before it, and the earlier one to the same purl. */
  readonly node: Ints
  readonly root: Ints
  readonly from: Ints
  readonly earlier: Ints
}

function searchAll(inventory: Inventory, max: number): Steps {
  const steps = createSteps()
  const components: (Component | undefined)[] = []
  for (const component of inventory.components) components[numberOf(steps, component.purl)] = component
  for (const purl of startsOf(inventory, steps)) {
    const root = numberOf(steps, purl)
    visit(steps, { node: root, root, from: 0 }, max)
  }
  for (let from = 1; from < steps.node.length; from++) {
    const root = steps.root.at(from)
    for (const purl of components[steps.node.at(from)]?.dependsOn ?? []) {
      visit(steps, { node: numberOf(steps, purl), root, from }, max)
    }
  }
  return steps
}

/** Number and step 0 stand for none. */
function createSteps(): Steps {
  const column = (): Ints => {
    const ints = new Ints()
    ints.push(0)
    return ints
  }
  const [last, node, root, from, earlier] = [column(), column(), column(), column(), column()]
  return { numbers: new Map(), purls: [undefined], last, node, root, from, earlier }
}

function numberOf({ numbers, purls, last }: Steps, purl: Purl): number {
  const known = numbers.get(purl)
  if (known !== undefined) return known
  numbers.set(purl, purls.length)
  last.push(0)
  return purls.push(purl) - 1
}

function visit(steps: Steps, step: { node: number; root: number; from: number }, max: number): void {
  const { node, root, from } = step
  const last = steps.last.at(node)
  let count = 0
  for (let known = last; known !== 0; known = steps.earlier.at(known)) {
    if (steps.root.at(known) === root) return
    count++
  }
  if (count >= max) return
  steps.last.set(node, steps.node.length)
  steps.node.push(node)
  steps.root.push(root)
  steps.from.push(from)
  steps.earlier.push(last)
}

/** Called when every component has its number. */
function startsOf(inventory: Inventory, { numbers }: Pick<Steps, 'numbers'>): readonly Purl[] {
  const hasParent = new Uint8Array(numbers.size + 1)
  for (const component of inventory.components) {
    if (!component.isFirstParty) for (const purl of component.dependsOn) hasParent[numbers.get(purl) ?? 0] = 1
  }
  const orphans = inventory.components.filter(
    ({ isFirstParty, relation, purl }) =>
      !isFirstParty && relation === 'unknown' && hasParent[numbers.get(purl) ?? 0] !== 1,
  )
  return [...inventory.roots, ...orphans.map((component) => component.purl)]
}

function pathsOf(steps: Steps, target: Purl): readonly (readonly Purl[])[] {
  const paths: (readonly Purl[])[] = []
  const first = steps.last.at(steps.numbers.get(target) ?? 0)
  for (let step = first; step !== 0; step = steps.earlier.at(step)) paths.push(pathTo(steps, step))
  return paths.reverse()
}

function pathTo({ purls, node, from }: Steps, last: number): readonly Purl[] {
  const path: (Purl | undefined)[] = []
  for (let step = last; step !== 0; step = from.at(step)) path.push(purls[node.at(step)])
  return path.reverse().flatMap((purl) => purl ?? [])
}

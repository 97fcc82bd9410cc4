/** The tree as it would be once all steps are done, as far as that is known: to match it again. */
import { compareCodeUnits } from '../../base/index.ts'
import { type Component, type Inventory, type Purl, withVersion } from '../../model/index.ts'
import type { UpgradePlan } from './model.ts'

/**
 * Versions are put in place of each other; what a new version brings along beyond that is not known without a resolver,
 * so it is not there (steps with `brings: "unknown"`). Requirements of moved components are left out.
 */
export function applyPlan(inventory: Inventory, plan: UpgradePlan): Inventory {
  const moved = new Map<Purl, Purl>()
  const gone = new Set<Purl>()
  for (const step of plan.steps) {
    for (const dropped of step.drops) gone.add(dropped)
    if (step.to === undefined) gone.add(step.component)
    else moved.set(step.component, versioned(step.component, step.to))
    for (const move of step.moves) moved.set(move.component, versioned(move.component, move.to))
  }
  const follow = (purls: readonly Purl[]): readonly Purl[] =>
    [...new Set(purls.filter((purl) => !gone.has(purl)).map((purl) => moved.get(purl) ?? purl))].sort(
      compareCodeUnits,
    )
  const components = new Map<Purl, Component>()
  // What is there already keeps its own statement.
  const isMoved = ({ purl }: Component): number => Number(moved.has(purl))
  for (const component of [...inventory.components].sort((a, b) => isMoved(a) - isMoved(b))) {
    if (gone.has(component.purl)) continue
    const purl = moved.get(component.purl)
    const { requires, ...rest } = component
    const next: Component = {
      ...rest,
      purl: purl ?? component.purl,
      ...(purl === undefined && requires !== undefined ? { requires } : {}),
      dependsOn: follow(component.dependsOn),
    }
    if (!components.has(next.purl)) components.set(next.purl, next)
  }
  return {
    ...inventory,
    components: [...components.values()].sort((a, b) => compareCodeUnits(a.purl, b.purl)),
    roots: follow(inventory.roots),
  }
}

function versioned(purl: Purl, version: string): Purl {
  const built = withVersion(purl, version)
  if (!built.ok) throw new Error(`a plan names a version that makes no package URL: ${version}`)
  return built.value
}

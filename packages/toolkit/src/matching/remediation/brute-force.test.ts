/** The search against every set there is, judged by rules of its own: small npm trees made at random. */
import fc from 'fast-check'
import semver from 'semver'
import { expect, test } from 'vitest'
import { compareCosts } from './cost.ts'
import { planUpgrades } from './plan.ts'
import { catalogOf, critical, findingsOf, low, purlOf, storeOf, treeOf } from './testing/tree.ts'

const names = ['a', 'b', 'c', 'd', 'e'] as const
const levels = [critical, low] as const

interface Package {
  readonly name: string
  readonly isDirect: boolean
  readonly wish: string
  /** By name of a later package: what is allowed of it, '?' where nobody writes it. */
  readonly needs: Readonly<Record<string, string>>
}

interface Flaw {
  readonly name: string
  readonly introduced: string
  readonly fixed: string | undefined
  readonly level: 0 | 1
}

interface World {
  readonly packages: readonly Package[]
  readonly flaws: readonly Flaw[]
  /** By name, then version: needs by name, undefined where not known. */
  readonly catalog: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, string>> | undefined>>>
  >
}

const found = '1.0.0'
const version = fc.constantFrom('1.0.1', '1.1.0', '1.2.0', '2.0.0')
const requirement = fc.constantFrom('^1.0.0', '~1.0.0', '1.0.0', '>=1.0.0')
const laterNeed = fc.constantFrom('^1.0.0', '^1.1.0', '>=1.2.0', '2.0.0')

const world: fc.Arbitrary<World> = fc
  .integer({ min: 2, max: names.length })
  .chain((size) => {
    const used = names.slice(0, size)
    const packages = used.map((name, at) =>
      fc.record({
        name: fc.constant(name),
        isDirect: at === 0 ? fc.constant(true) : fc.boolean(),
        wish: requirement,
        needs: fc.dictionary(
          fc.constantFrom(...used.slice(Math.min(at + 1, size - 1))),
          fc.oneof(requirement, fc.constant('?')),
          { maxKeys: 3 },
        ),
      }),
    )
    const flaw = fc.record({
      name: fc.constantFrom(...used),
      introduced: fc.constantFrom('0', '0', '1.1.0', '2.0.0'),
      fixed: fc.option(version, { nil: undefined }),
      level: fc.constantFrom(0 as const, 1 as const),
    })
    const sound = flaw
      .filter(
        ({ introduced, fixed }) => introduced === '0' || fixed === undefined || semver.lt(introduced, fixed),
      )
      // A range that holds nothing cannot be judged: other tests have it.
      .filter(
        ({ introduced, fixed }) => introduced === '0' || fixed === undefined || semver.lt(introduced, fixed),
      )
    const needs = fc.option(fc.dictionary(fc.constantFrom(...used), laterNeed, { maxKeys: 2 }), {
      nil: undefined,
    })
    return fc.record({
      packages: fc.tuple(...packages),
      // A range that holds nothing cannot be judged, for no version: other tests have those.
      flaws: fc.array(sound, { minLength: 1, maxLength: 4 }),
      catalog: fc.dictionary(fc.constantFrom(...used), fc.dictionary(version, needs, { maxKeys: 2 })),
    })
  })
  .map((one) => ({
    ...one,
    // What nothing asks for is asked for by the product.
    packages: one.packages.map((own) => ({
      ...own,
      isDirect:
        own.isDirect || !one.packages.some((other) => other.name < own.name && own.name in other.needs),
      needs: Object.fromEntries(Object.entries(own.needs).filter(([name]) => name > own.name)),
    })),
  }))
  .map((one) => ({
    ...one,
    packages: one.packages.map((own) => ({
      ...own,
      isDirect: own.isDirect || !one.packages.some((other) => own.name in other.needs),
    })),
  }))

interface Choice {
  readonly kind: 'stay' | 'move' | 'override'
  readonly to: string
}

/** Everything below is a second telling of the rules, with the semver library and without any cleverness. */
function judge(w: World, choices: ReadonlyMap<string, Choice>): readonly number[] | undefined {
  const choiceOf = (name: string): Choice => choices.get(name) ?? { kind: 'stay', to: found }
  const known = (name: string): Readonly<Record<string, string>> | undefined =>
    choiceOf(name).kind === 'stay' ? undefined : w.catalog[name]?.[choiceOf(name).to]
  const allowsAsFound = (need: string, to: string): boolean =>
    need === '?' ? semver.diff(found, to) !== 'major' : semver.satisfies(to, need)
  const dependentsOf = (name: string): readonly Package[] => w.packages.filter((one) => name in one.needs)
  const isIn = (name: string): boolean => w.packages.some((one) => one.name === name)
  const meets = (name: string, need: string): boolean =>
    isIn(name) && (choiceOf(name).kind === 'override' || semver.satisfies(choiceOf(name).to, need))
  const hitsOf = (name: string, at: string): readonly Flaw[] =>
    w.flaws.filter(
      (flaw) =>
        flaw.name === name &&
        (flaw.introduced === '0' || semver.gte(at, flaw.introduced)) &&
        (flaw.fixed === undefined || semver.lt(at, flaw.fixed)),
    )

  for (const { name } of w.packages) {
    const own = choiceOf(name)
    for (const dependent of dependentsOf(name)) {
      const needs = known(dependent.name)
      const need = needs === undefined ? dependent.needs[name] : needs[name]
      if (own.kind !== 'move' || need === undefined) continue
      const isAllowed = needs === undefined ? allowsAsFound(need, own.to) : semver.satisfies(own.to, need)
      if (!isAllowed) return undefined
    }
    for (const [target, need] of Object.entries(known(name) ?? {})) {
      const others = [...Object.keys(w.catalog[target] ?? {}), ...(isIn(target) ? [found] : [])]
      const isClear = others.some((at) => semver.satisfies(at, need) && hitsOf(target, at).length === 0)
      if (!meets(target, need) && !isClear) return undefined
    }
  }

  const alive = new Set<string>()
  const open = w.packages.filter((one) => one.isDirect).map((one) => one.name)
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (alive.has(name)) continue
    alive.add(name)
    const own = w.packages.find((one) => one.name === name)
    for (const target of Object.keys(own?.needs ?? {})) {
      const needs = known(name)
      const need = needs?.[target]
      if (needs === undefined || (need !== undefined && meets(target, need))) open.push(target)
    }
  }

  const cost = Array.from({ length: 16 }, () => 0)
  const add = (at: number, amount = 1): void => {
    cost[at] = (cost[at] ?? 0) + amount
  }
  for (const { name, isDirect, wish } of w.packages) {
    const { kind, to } = choiceOf(name)
    if (alive.has(name)) for (const flaw of hitsOf(name, to)) add(flaw.level === 0 ? 1 : 5)
    if (kind === 'stay') continue
    const candidates = candidatesOf(w, name)
    add(15, candidates.indexOf(to))
    if (w.catalog[name] === undefined || !(to in w.catalog[name])) add(14)
    const isPulled =
      !isDirect &&
      dependentsOf(name).some((one) => {
        const need = known(one.name)?.[name]
        return need !== undefined && !semver.satisfies(found, need)
      })
    if (isPulled && kind === 'move') continue
    add(8)
    if (kind === 'override') add(9)
    else if (isDirect && semver.satisfies(to, wish)) add(12)
    else if (isDirect) add(semver.diff(found, to) === 'major' ? 10 : 11)
  }
  return cost
}

/** Versions above the one found that no flaw covers which does not cover that one. */
function candidatesOf(w: World, name: string): readonly string[] {
  const flaws = w.flaws.filter((flaw) => flaw.name === name)
  const covers = (flaw: Flaw, at: string): boolean =>
    (flaw.introduced === '0' || semver.gte(at, flaw.introduced)) &&
    (flaw.fixed === undefined || semver.lt(at, flaw.fixed))
  const all = [...Object.keys(w.catalog[name] ?? {}), ...flaws.flatMap((flaw) => flaw.fixed ?? [])]
  return [...new Set(all)]
    .filter((at) => semver.gt(at, found) && flaws.every((flaw) => !covers(flaw, at) || covers(flaw, found)))
    .sort(semver.compare)
}

function* allSets(w: World): Generator<ReadonlyMap<string, Choice>> {
  const options = w.packages.map(({ name }) => {
    const moves = candidatesOf(w, name).flatMap((to): Choice[] => {
      const covers = (at: string): number =>
        w.flaws.filter(
          (flaw) =>
            flaw.name === name &&
            (flaw.introduced === '0' || semver.gte(at, flaw.introduced)) &&
            (flaw.fixed === undefined || semver.lt(at, flaw.fixed)),
        ).length
      const clears = covers(to) < covers(found)
      const isBrought = w.packages.some((one) => name in one.needs)
      // What is sound moves only to versions whose needs are known.
      if (!clears && w.catalog[name]?.[to] === undefined) return []
      return [{ kind: 'move', to }, ...(isBrought && clears ? [{ kind: 'override' as const, to }] : [])]
    })
    return [undefined, ...moves]
  })
  const places = options.map(() => 0)
  for (;;) {
    const pairs = w.packages.flatMap(({ name }, at): [string, Choice][] => {
      const choice = options[at]?.[places[at] ?? 0]
      return choice === undefined ? [] : [[name, choice]]
    })
    yield new Map(pairs)
    let at = 0
    while (at < places.length) {
      places[at] = (places[at] ?? 0) + 1
      if ((places[at] ?? 0) < (options[at]?.length ?? 0)) break
      places[at] = 0
      at++
    }
    if (at === places.length) return
  }
}

test('no set is better than the one found', () => {
  let steps = 0
  let follows = 0
  fc.assert(
    fc.property(world, (w) => {
      const at = (name: string): string => `pkg:npm/${name}@${found}`
      const core = (name: string): string => `pkg:npm/${name}`
      const rename = (needs: Readonly<Record<string, string>>): Record<string, string> =>
        Object.fromEntries(Object.entries(needs).map(([name, need]) => [core(name), need]))
      const inventory = treeOf({
        packages: w.packages.map(({ name, isDirect, needs }) => ({
          purl: at(name),
          isDirect,
          needs: Object.fromEntries(Object.entries(needs).map(([target, need]) => [at(target), need])),
        })),
        wishes: Object.fromEntries(
          w.packages.filter((one) => one.isDirect).map((one) => [core(one.name), one.wish]),
        ),
      })
      const store = storeOf(
        w.flaws.map((flaw, index) => ({
          id: `V-${index}`,
          name: flaw.name,
          introduced: flaw.introduced,
          ...(flaw.fixed === undefined ? {} : { fixed: flaw.fixed }),
          severity: levels[flaw.level],
        })),
      )
      const catalog = catalogOf(
        Object.fromEntries(
          Object.entries(w.catalog).map(([name, versions]) => [
            core(name),
            Object.fromEntries(
              Object.entries(versions).map(([one, needs]) => [
                one,
                needs === undefined ? undefined : rename(needs),
              ]),
            ),
          ]),
        ),
      )
      const plan = planUpgrades({
        inventory,
        findings: findingsOf(inventory, store).findings,
        claimsFor: (purl) => store.claimsFor(purl),
        catalog,
      })
      expect(plan.isProvenMinimal).toBe(true)
      const chosen = new Map<string, Choice>()
      for (const step of plan.steps) {
        const nameIn = (purl: string): string => purlOf(purl).replace(/^pkg:npm\/|@.*$/g, '')
        chosen.set(nameIn(step.component), {
          kind: step.kind === 'override' ? 'override' : 'move',
          to: step.to ?? '',
        })
        for (const move of step.moves) chosen.set(nameIn(move.component), { kind: 'move', to: move.to })
        follows += step.moves.length + step.drops.length
      }
      steps += plan.steps.length
      const ours = judge(w, chosen)
      expect(ours).toBeDefined()
      let best = ours
      for (const set of allSets(w)) {
        const cost = judge(w, set)
        if (cost !== undefined && best !== undefined && compareCosts(cost, best) < 0) best = cost
      }
      expect(ours).toEqual(best)
    }),
    { numRuns: 500 },
  )
  expect(steps).toBeGreaterThan(100)
  expect(follows).toBeGreaterThan(5)
})

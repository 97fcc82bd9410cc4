/** Which findings of two runs are the same: the same package and any shared id, because merged ids change (design 10.3). */
import { compareCodeUnits } from '../../base/index.ts'
import { corePurl, type Finding, type Purl } from '../../model/index.ts'

export interface Pair {
  readonly before: Finding
  readonly after: Finding
  /** How many findings of the earlier run this one holds, and of the later run the earlier one is now. */
  readonly merged: number
  readonly split: number
}

export interface Pairing {
  readonly pairs: readonly Pair[]
  readonly new: readonly Finding[]
  readonly gone: readonly Finding[]
}

/**
 * By purl first; what is left, by package where the version was exchanged: the earlier one is not in the later run and the
 * other way round. Each finding of the later run stands in one pair or is new.
 */
export function pairFindings(
  before: readonly Finding[],
  after: readonly Finding[],
  components: { readonly before: readonly Purl[]; readonly after: readonly Purl[] },
): Pairing {
  const same = pairBy(before, after, ({ purl }) => purl)
  const [was, is] = [new Set(components.before), new Set(components.after)]
  const moved = pairBy(
    same.gone.filter(({ purl }) => !is.has(purl)),
    same.new.filter(({ purl }) => !was.has(purl)),
    ({ purl }) => corePurl(purl),
  )
  const paired = new Set(moved.pairs.flatMap((pair) => [pair.before, pair.after]))
  // Of a merge or split only one earlier finding stands in a pair; the others are not gone.
  const kept = new Set([...same.held, ...moved.held])
  return {
    pairs: [...same.pairs, ...moved.pairs],
    new: same.new.filter((finding) => !paired.has(finding)),
    gone: same.gone.filter((finding) => !kept.has(finding)),
  }
}

interface Matched extends Pairing {
  /** Earlier findings that share an id with a later one. */
  readonly held: readonly Finding[]
}

function pairBy(
  before: readonly Finding[],
  after: readonly Finding[],
  keyOf: (finding: Finding) => string,
): Matched {
  const byId = indexByKey(before, keyOf)
  const partners = new Map(after.map((finding) => [finding, partnersOf(finding, byId, keyOf)]))
  const uses = new Map<Finding, number>()
  for (const list of partners.values()) for (const one of list) uses.set(one, (uses.get(one) ?? 0) + 1)
  const pairs = [...partners].flatMap(([finding, list]): readonly Pair[] => {
    const [best] = list
    if (best === undefined) return []
    return [{ before: best, after: finding, merged: list.length, split: uses.get(best) ?? 1 }]
  })
  return {
    pairs,
    new: after.filter((finding) => partners.get(finding)?.length === 0),
    gone: before.filter((finding) => !uses.has(finding)),
    held: [...uses.keys()],
  }
}

function indexByKey(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string,
): ReadonlyMap<string, readonly Finding[]> {
  const index = new Map<string, Finding[]>()
  for (const finding of findings)
    for (const id of idsOf(finding)) {
      const key = `${keyOf(finding)}\0${id}`
      const known = index.get(key)
      if (known === undefined) index.set(key, [finding])
      else known.push(finding)
    }
  return index
}

/** Those that share most ids first, then by key, so that the choice does not depend on any order. */
function partnersOf(
  finding: Finding,
  index: ReadonlyMap<string, readonly Finding[]>,
  keyOf: (finding: Finding) => string,
): readonly Finding[] {
  const shared = new Map<Finding, number>()
  for (const id of idsOf(finding))
    for (const one of index.get(`${keyOf(finding)}\0${id}`) ?? []) shared.set(one, (shared.get(one) ?? 0) + 1)
  return [...shared].sort(([a, m], [b, n]) => n - m || compareCodeUnits(a.key, b.key)).map(([one]) => one)
}

function idsOf({ group, aliases }: Finding): ReadonlySet<string> {
  return new Set([group, ...aliases])
}

/** Version ranges and versions beside each other that overlap (tests 6.2.50 and 6.3.19). */
import { type CsafFlaw, type CsafTest, type Heading, only21 } from '../csaf-test.ts'
import { includesVersion, overlaps, readRange, type VersionRange } from '../facts/version-range.ts'
import { quote, text, child } from '../node.ts'
import type { Branch } from '../view-products.ts'
import type { CsafView } from '../view.ts'
import type { StatusGroup, Vulnerability } from '../view-vulnerabilities.ts'

type Sibling = 'vers' | 'vls' | 'version'

/** A range, and a sibling of it that shares versions. */
interface Overlap {
  readonly range: Branch
  readonly sibling: Branch
}

const overlapping = 'Overlapping Product Version Range'

export const overlapTests: readonly CsafTest[] = [
  ofStatus(['6.2.50.1', `${overlapping} with VERS in Contradicting Product Status Group`], 'vers', true),
  ofStatus(['6.2.50.2', `${overlapping} with vls in Contradicting Product Status Group`], 'vls', true),
  ofStatus(
    ['6.2.50.3', `${overlapping} with Product Version in Contradicting Product Status Group`],
    'version',
    true,
  ),
  ofStatus(['6.3.19.1', `${overlapping} with VERS in Same Product Status Group`], 'vers', false),
  ofStatus(['6.3.19.2', `${overlapping} with vls in Same Product Status Group`], 'vls', false),
  ofStatus(
    ['6.3.19.3', `${overlapping} with Product Version in Same Product Status Group`],
    'version',
    false,
  ),
  {
    id: '6.3.19.4',
    title: `${overlapping} with Product Version Range in Branch`,
    versions: only21,
    run: (view) => ofBranches(view, ['vers', 'vls']),
  },
  {
    id: '6.3.19.5',
    title: `${overlapping} with Product Version in Branch`,
    versions: only21,
    run: (view) => ofBranches(view, ['version']),
  },
]

function ofStatus([id, title]: Heading, sibling: Sibling, isContradiction: boolean): CsafTest {
  return {
    id,
    title,
    versions: only21,
    *run(view) {
      const found = findOverlaps(view, [sibling], 'product')
      if (found.length === 0) return
      for (const vulnerability of view.vulnerabilities) {
        const groups = groupsOf(vulnerability)
        for (const overlap of found)
          yield* compareGroups(view, overlap, { groups, vulnerability, isContradiction })
      }
    },
  }
}

function* ofBranches(view: CsafView, siblings: readonly Sibling[]): Iterable<CsafFlaw> {
  for (const { range, sibling } of findOverlaps(view, siblings, 'branches'))
    yield { path: `${sibling.node.path}/name`, message: `shares versions with ${quote(range.name)}` }
}

interface Asked {
  readonly groups: ReadonlyMap<string, ReadonlySet<StatusGroup>>
  readonly vulnerability: Vulnerability
  readonly isContradiction: boolean
}

function* compareGroups(view: CsafView, { range, sibling }: Overlap, asked: Asked): Iterable<CsafFlaw> {
  const { groups, vulnerability, isContradiction } = asked
  const [mine, theirs] = [productsBelow(range, view), productsBelow(sibling, view)]
  view.spend(mine.length * theirs.length)
  for (const a of mine) {
    for (const b of theirs) {
      const left = [...(groups.get(a) ?? [])]
      const right = [...(groups.get(b) ?? [])]
      const isHit = left.some((group) =>
        isContradiction ? right.some((other) => other !== group) : right.includes(group),
      )
      if (a !== b && isHit)
        yield {
          path: `${vulnerability.node.path}/product_status`,
          message: `the versions of ${quote(a)} and ${quote(b)} overlap`,
        }
    }
  }
}

function groupsOf({ status }: Vulnerability): ReadonlyMap<string, ReadonlySet<StatusGroup>> {
  const found = new Map<string, Set<StatusGroup>>()
  for (const { item, group } of status) {
    if (group !== undefined) found.set(item.text, (found.get(item.text) ?? new Set()).add(group))
  }
  return found
}

function productsBelow(branch: Branch, view: CsafView): readonly string[] {
  const own = text(child(branch.node, 'product'), 'product_id')
  if (own !== undefined) return [own]
  const prefix = `${branch.node.path}/`
  view.spend(view.tree.products.length)
  return view.tree.products.filter(({ node }) => node.path.startsWith(prefix)).map(({ id }) => id)
}

/** Each pair once; the sibling has a product or branches of its own, as asked. */
function findOverlaps(
  view: CsafView,
  kinds: readonly Sibling[],
  holds: 'product' | 'branches',
): readonly Overlap[] {
  const ranges = view.tree.branches.filter(({ category }) => category === 'product_version_range')
  const read = new Map(ranges.map((branch) => [branch, readRange(branch.name)]))
  const isAsked = (branch: Branch): boolean => {
    const kind = kindOf(branch, read)
    return kind !== undefined && kinds.includes(kind) && holds in branch.node.fields
  }
  const told = new Set<string>()
  return ranges.flatMap((range) =>
    range.siblings.flatMap((sibling) => {
      view.spend(1)
      const pair = [range.node.path, sibling.node.path].toSorted().join(' ')
      if (sibling === range || told.has(pair) || !isAsked(sibling)) return []
      if (!shareVersions(view, read.get(range), read.get(sibling) ?? sibling.name)) return []
      told.add(pair)
      return [{ range, sibling }]
    }),
  )
}

function shareVersions(
  view: CsafView,
  range: VersionRange | undefined,
  other: VersionRange | string,
): boolean {
  if (range === undefined) return false
  const size = range.constraints.length + (typeof other === 'string' ? 1 : other.constraints.length)
  view.spend(100 + size * size * size)
  const isShared = typeof other === 'string' ? includesVersion(range, other) : overlaps(range, other)
  return isShared === true
}

function kindOf(branch: Branch, ranges: ReadonlyMap<Branch, VersionRange>): Sibling | undefined {
  if (branch.category === 'product_version') return 'version'
  const range = ranges.get(branch)
  return range === undefined || range.fault !== undefined ? undefined : range.notation
}

/** Which records speak of the same flaw: the one rule, for claims of a package and for records of the store alike. */
import { compareCodeUnits } from '../../base/index.ts'
import type { JoinGuards } from './policy.ts'
import { groupBy } from './group-by.ts'
import { createUnionFind } from './union-find.ts'

export interface Joinable {
  /** The record's own id. Records of one id always stay together. */
  readonly id: string
  /** Other ids of the same flaw; never `upstream` or `related` ones. */
  readonly aliases: readonly string[]
  /** Keys of the packages that it names, those of repackagers left out. Empty: its packages hold nothing apart. */
  readonly packages: readonly string[]
}

type Named = Pick<Joinable, 'id' | 'aliases'>

export type GuardCode =
  /** One record names several CVEs: joining through it would merge different flaws. */
  | 'RECORD_OF_SEVERAL_CVES'
  | 'RECORD_OF_MANY_ALIASES'
  | 'GROUP_OF_SEVERAL_CVES'
  | 'GROUP_OF_MANY_IDS'
  | 'GROUP_OF_DISJOINT_PACKAGES'
  /** The chain of aliases is longer than is looked at. */
  | 'CHAIN_CUT_OFF'
  /** What was asked for is withdrawn, but it names a flaw that others still claim. */
  | 'TAKEN_BACK_HERE'

/** Records that name each other and were not joined: a person should look. */
export interface JoinTodo {
  readonly code: GuardCode
  /** Ids of the records, sorted; at most `MAX_TODO_RECORDS`. */
  readonly records: readonly string[]
  readonly says: string
}

export interface Joined<T> {
  /** Each item in exactly one; in the order of the items. */
  readonly groups: readonly (readonly T[])[]
  readonly todos: readonly JoinTodo[]
}

/** Of a long list the first ones show the problem. */
export const MAX_TODO_RECORDS = 32

/** Closure over ids and aliases; what a guard forbids falls into the parts that no guard forbids. Order of the items does not matter. */
export function joinByAlias<T extends Joinable>(items: readonly T[], guards: JoinGuards): Joined<T> {
  const sets = createUnionFind()
  const todos: JoinTodo[] = []
  const roundups = new Set<string>()
  for (const item of items) {
    const todo = findRoundup(item, guards)
    if (todo === undefined) for (const alias of item.aliases) sets.link(item.id, alias)
    else if (!roundups.has(item.id)) todos.push(todo)
    if (todo !== undefined) roundups.add(item.id)
  }
  const groups = groupBy(items, ({ id }) => sets.find(id))
    .flatMap((group) => splitCrowd(group, guards, todos))
    .flatMap((group) => splitPackages(group, todos))
  return { groups, todos }
}

/** The parts of a group that is forbidden as a whole: the records of one CVE, and every other record alone. */
export function fallBack<T extends Joinable>(items: readonly T[], guards: JoinGuards): Joined<T> {
  const todos: JoinTodo[] = []
  const groups = splitByCve(items, guards).flatMap((group) => splitPackages(group, todos))
  return { groups, todos }
}

/** A record whose aliases must not join it to others. */
export function isRoundup(item: Named, guards: JoinGuards): boolean {
  return findRoundup(item, guards) !== undefined
}

/** The ids through which a record joins others. */
export function joiningIds(item: Named, guards: JoinGuards): readonly string[] {
  return isRoundup(item, guards) ? [item.id] : [item.id, ...item.aliases]
}

function cvesOf({ id, aliases }: Named): readonly string[] {
  return [...new Set([id, ...aliases].filter((one) => one.startsWith('CVE-')))]
}

/** The part that a record falls into when its group is forbidden: that of its only CVE, else alone. */
export function fallbackKey(item: Named, guards: JoinGuards): string {
  const [cve] = cvesOf(item)
  return cve === undefined || isRoundup(item, guards) ? item.id : cve
}

function findRoundup(item: Named, guards: JoinGuards): JoinTodo | undefined {
  const cves = cvesOf(item)
  if (cves.length > guards.cvesPerGroup) {
    const says = `${item.id} names ${cves.length} CVEs, so it joins nothing`
    return { code: 'RECORD_OF_SEVERAL_CVES', records: [item.id], says }
  }
  if (item.aliases.length <= guards.aliasesPerRecord) return undefined
  const says = `${item.id} names ${item.aliases.length} other ids, so it joins nothing`
  return { code: 'RECORD_OF_MANY_ALIASES', records: [item.id], says }
}

function splitCrowd<T extends Joinable>(
  group: readonly T[],
  guards: JoinGuards,
  todos: JoinTodo[],
): readonly (readonly T[])[] {
  if (isOneRecord(group)) return [group]
  const cves = new Set(group.flatMap(cvesOf)).size
  const ids = countIds(group)
  if (cves <= guards.cvesPerGroup && ids <= guards.idsPerGroup) return [group]
  const isCves = cves > guards.cvesPerGroup
  todos.push({
    code: isCves ? 'GROUP_OF_SEVERAL_CVES' : 'GROUP_OF_MANY_IDS',
    records: namesOf(group),
    says: `a chain of aliases joins ${isCves ? `${cves} CVEs` : `${ids} ids`}; only records of one CVE stay together`,
  })
  return splitByCve(group, guards)
}

function splitByCve<T extends Joinable>(group: readonly T[], guards: JoinGuards): readonly (readonly T[])[] {
  const parts = groupBy(group, (item) => fallbackKey(item, guards))
  return parts.flatMap((part) =>
    countIds(part) <= guards.idsPerGroup ? [part] : groupBy(part, ({ id }) => id),
  )
}

/** Records about different packages stay apart; those that name none go with the others only when these agree. */
function splitPackages<T extends Joinable>(
  group: readonly T[],
  todos: JoinTodo[],
): readonly (readonly T[])[] {
  if (isOneRecord(group)) return [group]
  const sets = createUnionFind()
  for (const { id, packages } of group) for (const key of packages) sets.link(`id ${id}`, `package ${key}`)
  const placed = new Set(
    group.filter(({ packages }) => packages.length > 0).map(({ id }) => sets.find(`id ${id}`)),
  )
  if (placed.size <= 1) return [group]
  todos.push({
    code: 'GROUP_OF_DISJOINT_PACKAGES',
    records: namesOf(group),
    says: `records that name each other speak of ${placed.size} sets of packages without any in common`,
  })
  return groupBy(group, ({ id }) => {
    const root = sets.find(`id ${id}`)
    return placed.has(root) ? root : ''
  })
}

function isOneRecord(group: readonly Joinable[]): boolean {
  return group.every(({ id }) => id === group[0]?.id)
}

function countIds(group: readonly Joinable[]): number {
  return new Set(group.flatMap(({ id, aliases }) => [id, ...aliases])).size
}

function namesOf(group: readonly Joinable[]): readonly string[] {
  return [...new Set(group.map(({ id }) => id))].sort(compareCodeUnits).slice(0, MAX_TODO_RECORDS)
}

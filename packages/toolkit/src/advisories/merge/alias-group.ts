/** From an id to the records of the store that speak of the same flaw, and to those that were not joined, with the reason. */
import { compareCodeUnits } from '../../base/index.ts'
import type { PackageKey } from '../package-key.ts'
import type { AdvisoryStore, StoredRecord } from '../store.ts'
import { groupBy } from './group-by.ts'
import { type GroupName, nameGroup } from './group-name.ts'
import {
  fallBack,
  fallbackKey,
  isRoundup,
  joinByAlias,
  joiningIds,
  type Joined,
  type JoinTodo,
  MAX_TODO_RECORDS,
} from './join-aliases.ts'

import { type JoinGuards, type MergePolicy, mergePolicy } from './policy.ts'
import { isTakenBack, newestVersions, type ReadRecord, readStored } from './read-stored.ts'

/** What a closure asks of a store. */
export type RecordStore = Pick<AdvisoryStore, 'recordsOf'>

export interface AliasMember {
  readonly read: ReadRecord
  /** The id that it shares with those before it; its own where it was asked for. */
  readonly via: string
}

export interface AliasGroup extends GroupName {
  /** Live records, the newest version of each; in the order in which they were joined. */
  readonly members: readonly AliasMember[]
  /** Records that their source took back and that name an id of the group; they joined nothing. */
  readonly takenBack: readonly ReadRecord[]
  /** All versions of the members and of what was taken back: an older one may be the only one to name a package. */
  readonly versions: readonly ReadRecord[]
}

export interface AliasAnswer {
  readonly asked: string
  /** Those that the asked id touches: one in the normal case; sorted, the one that is meant first. */
  readonly groups: readonly AliasGroup[]
  readonly todos: readonly JoinTodo[]
  /** Live records that speak of other packages only, where the question was about certain ones; never joined. */
  readonly elsewhere: readonly ReadRecord[]
  /** Records that this build cannot read. */
  readonly unread: readonly StoredRecord[]
}

export interface AliasQuestion {
  readonly policy?: MergePolicy
  /** Ask about these packages only: as in matching, where chains never run through another package. */
  readonly packages?: readonly PackageKey[]
}

/** Records that are read for one question; a poisoned chain costs no more than these. */
const MAX_RECORDS = 1024

/** Symmetric: whichever of its ids is asked, the same records form the group. Never throws but with the store. */
export function findAliasGroups(
  store: RecordStore,
  asked: string,
  question: AliasQuestion = {},
): AliasAnswer {
  const { guards } = question.policy ?? mergePolicy
  const scope: Scope = {
    guards,
    about: question.packages === undefined ? undefined : new Set(question.packages),
  }
  const found = collect(store, asked, scope)
  const newest = newestVersions(found.records)
  const live = newest.filter((one) => !isTakenBack(one))
  const here = live.filter((one) => isHere(one, scope))
  const joined = found.isCut ? cutOff(store, { asked, live: here, scope }) : joinByAlias(here, guards)
  const takenBack = newest.filter(isTakenBack)
  const touched = joined.groups.filter((group) => group.some((one) => names(one, asked)))
  const gone = touched.length > 0 ? [] : takenBack.filter((one) => names(one, asked))
  const groups = [
    ...touched.map((group) => toGroup(group, { asked, takenBack, all: found.records, guards })),
    ...aloneGroups(gone, found.records, guards),
  ]
  return {
    asked,
    groups: sortGroups(groups, asked, guards),
    todos: [...joined.todos, ...findSurvivors(store, gone, scope)].sort((a, b) =>
      compareCodeUnits(a.says, b.says),
    ),
    elsewhere: live.filter((one) => !isHere(one, scope) && names(one, asked)),
    unread: found.unread,
  }
}

/** The flaw that is meant comes first: a record of the very id, then those that name it alone, then roundups. */
function sortGroups(groups: readonly AliasGroup[], asked: string, guards: JoinGuards): readonly AliasGroup[] {
  const place = ({ versions }: AliasGroup): number =>
    versions.some(({ id }) => id === asked) ? 0 : versions.every((one) => isRoundup(one, guards)) ? 2 : 1
  return groups.toSorted((a, b) => place(a) - place(b) || compareCodeUnits(a.id, b.id))
}

interface Scope {
  readonly guards: JoinGuards
  readonly about: ReadonlySet<PackageKey> | undefined
}

/** A record without any package is about the flaw as such, wherever it is. */
function isHere({ keys }: ReadRecord, { about }: Scope): boolean {
  return about === undefined || keys.length === 0 || keys.some((key) => about.has(key))
}

interface Found {
  readonly records: readonly ReadRecord[]
  readonly unread: readonly StoredRecord[]
  /** More ids hang together than a group may have, or more records than are read. */
  readonly isCut: boolean
}

/** Breadth first over aliases of live records. What was taken back leads nowhere, a roundup to those that name it. */
function collect(store: RecordStore, asked: string, scope: Scope): Found {
  const reader = createReader(store, scope)
  const ids = new Set([asked])
  const chained = new Set([asked])
  for (const id of ids) {
    const live = newestVersions(reader.recordsOf(id)).filter((one) => !isTakenBack(one) && isHere(one, scope))
    for (const name of live.flatMap((one) => joiningIds(one, scope.guards))) ids.add(name)
    // Many roundups about one flaw make no chain.
    const leading = live.filter((one) => !isRoundup(one, scope.guards))
    for (const name of leading.flatMap((one) => joiningIds(one, scope.guards))) chained.add(name)
    if (chained.size > scope.guards.idsPerGroup || reader.isFull()) return { ...reader.all(), isCut: true }
  }
  return { ...reader.all(), isCut: false }
}

/**
 * Too long a chain: its group is forbidden whatever else hangs on it, so the records of one CVE are all that can stay
 * together. These are looked up apart, which makes the answer the same from every end of the chain.
 */
function cutOff(
  store: RecordStore,
  {
    asked,
    live,
    scope,
  }: { readonly asked: string; readonly live: readonly ReadRecord[]; readonly scope: Scope },
): Joined<ReadRecord> {
  const { guards } = scope
  const direct = live.filter((one) => names(one, asked))
  const reader = createReader(store, scope)
  for (const key of new Set(direct.map((one) => fallbackKey(one, guards)))) reader.recordsOf(key)
  const all = newestVersions(reader.all().records).filter((one) => !isTakenBack(one) && isHere(one, scope))
  const joined = fallBack(all, guards)
  const says = `more than ${guards.idsPerGroup} ids hang on ${asked}; only records of one CVE stay together`
  const records = [...new Set(direct.map(({ id }) => id))].sort(compareCodeUnits).slice(0, MAX_TODO_RECORDS)
  return { ...joined, todos: [...joined.todos, { code: 'CHAIN_CUT_OFF', records, says }] }
}

interface Reader {
  readonly recordsOf: (id: string) => readonly ReadRecord[]
  readonly isFull: () => boolean
  readonly all: () => { readonly records: readonly ReadRecord[]; readonly unread: readonly StoredRecord[] }
}

/** Reads each record once, and no more than the limit. */
function createReader(store: RecordStore, { guards, about }: Scope): Reader {
  const read = new Map<string, ReadRecord>()
  const unread = new Map<string, StoredRecord>()
  const recordsOf = (id: string): readonly ReadRecord[] =>
    store.recordsOf(id).flatMap((stored) => {
      const key = `${stored.source}\0${stored.id}\0${stored.digest}`
      const known = read.get(key)
      if (known !== undefined) return [known]
      if (unread.has(key) || read.size + unread.size >= MAX_RECORDS) return []
      const whole = readStored(stored, guards)
      // Of one package there is nothing to hold apart.
      const fresh = whole === undefined || about === undefined ? whole : { ...whole, packages: [] }
      if (fresh === undefined) unread.set(key, stored)
      else read.set(key, fresh)
      return fresh === undefined ? [] : [fresh]
    })
  return {
    recordsOf,
    isFull: () => read.size + unread.size >= MAX_RECORDS,
    all: () => ({ records: [...read.values()], unread: [...unread.values()] }),
  }
}

interface Surroundings {
  readonly asked: string
  readonly takenBack: readonly ReadRecord[]
  readonly all: readonly ReadRecord[]
  readonly guards: JoinGuards
}

function toGroup(group: readonly ReadRecord[], { asked, takenBack, all, guards }: Surroundings): AliasGroup {
  const types = group.flatMap(({ purlTypes }) => purlTypes)
  const name = nameGroup(group, types, guards)
  const ids = new Set(name.ids)
  const gone = takenBack.filter(({ id, aliases }) => ids.has(id) || aliases.some((alias) => ids.has(alias)))
  return {
    ...name,
    members: tracePaths(group, asked, guards),
    takenBack: gone,
    versions: versionsOf([...group, ...gone], all),
  }
}

/** Where nothing is live each record speaks for itself. */
function aloneGroups(
  gone: readonly ReadRecord[],
  all: readonly ReadRecord[],
  guards: JoinGuards,
): readonly AliasGroup[] {
  return groupBy(gone, ({ id }) => id).map((own) => ({
    ...nameGroup(own, [], guards),
    members: [],
    takenBack: own,
    versions: versionsOf(own, all),
  }))
}

/** A withdrawal takes back one record only: whoever asks for it must hear where the flaw lives on. */
function findSurvivors(store: RecordStore, gone: readonly ReadRecord[], scope: Scope): readonly JoinTodo[] {
  const aliases = new Set(gone.flatMap((one) => joiningIds(one, scope.guards)))
  const reader = createReader(store, scope)
  return [...aliases].flatMap((alias): readonly JoinTodo[] => {
    const live = newestVersions(reader.recordsOf(alias)).filter((one) => !isTakenBack(one))
    if (live.length === 0) return []
    const records = [...new Set(live.map(({ id }) => id))].sort(compareCodeUnits).slice(0, MAX_TODO_RECORDS)
    const says = `what was asked for is taken back, but it names ${alias}, which others still claim: ask for that id`
    return [{ code: 'TAKEN_BACK_HERE', records, says }]
  })
}

function versionsOf(chosen: readonly ReadRecord[], all: readonly ReadRecord[]): readonly ReadRecord[] {
  const keys = new Set(chosen.map(({ source, id }) => `${source}\0${id}`))
  return all.filter(({ source, id }) => keys.has(`${source}\0${id}`))
}

/** By which id each record hangs on those before it, from the asked id outwards. */
function tracePaths(group: readonly ReadRecord[], asked: string, guards: JoinGuards): readonly AliasMember[] {
  const reached = new Set([asked])
  const members: AliasMember[] = []
  let left = group
  while (left.length > 0) {
    const next = left.filter((one) => findVia(one, reached) !== undefined)
    if (next.length === 0) break
    members.push(...next.map((read) => ({ read, via: findVia(read, reached) ?? read.id })))
    for (const id of next.flatMap((one) => joiningIds(one, guards))) reached.add(id)
    left = left.filter((one) => !next.includes(one))
  }
  // A split can take away the record in between; the CVE that keeps the part together remains.
  return [...members, ...left.map((read) => ({ read, via: fallbackKey(read, guards) }))]
}

function findVia(one: ReadRecord, reached: ReadonlySet<string>): string | undefined {
  return [one.id, ...one.aliases].find((id) => reached.has(id))
}

function names({ id, aliases }: ReadRecord, asked: string): boolean {
  return id === asked || aliases.includes(asked)
}

/** Weaknesses of every version of CWE: their names, whether deprecated, and whether they may be mapped to. */
import table from '../data/cwe.json' with { type: 'json' }

export interface Weakness {
  readonly name: string
  readonly isDeprecated: boolean
  /** Mapping notes; CWE has them from version 4.12 on. */
  readonly usage: string | undefined
}

export type WeaknessAnswer =
  | { readonly kind: 'found'; readonly weakness: Weakness }
  | { readonly kind: 'absent' }
  /** No release of that number exists. */
  | { readonly kind: 'no_version' }
  /** Above every version of the table: it may exist. */
  | { readonly kind: 'later_version' }

interface Change {
  readonly at: number
  readonly weakness: Weakness | undefined
}

type Facts = readonly [name: string, isDeprecated: boolean, usage?: string]
interface Release {
  readonly version: string
  readonly date: string
  readonly set: Readonly<Record<string, Facts>>
  readonly gone: readonly string[]
}

const releases = table.versions as unknown as readonly Release[]
const indexOf = new Map(releases.map(({ version }, at) => [version, at]))

/** The newest version that the table knows, and its day. */
export const newestCwe: { readonly version: string; readonly date: string } = {
  version: releases.at(-1)?.version ?? '',
  date: releases.at(-1)?.date ?? '',
}

/** By id without prefix: each version that changed the weakness, in order. */
const history: ReadonlyMap<string, readonly Change[]> = readHistory()

/** `id` as CSAF writes it, `CWE-79`. Categories and views count as absent. */
export function findWeakness(id: string, version: string): WeaknessAnswer {
  const at = indexOf.get(version)
  if (at === undefined) return { kind: isLater(version) ? 'later_version' : 'no_version' }
  const change = history.get(id.replace(/^CWE-/, ''))?.findLast((candidate) => candidate.at <= at)
  return change?.weakness === undefined ? { kind: 'absent' } : { kind: 'found', weakness: change.weakness }
}

/** Every name that the weakness has had, oldest first; empty when no version has it. */
export function namesOfWeakness(id: string): readonly string[] {
  const changes = history.get(id.replace(/^CWE-/, '')) ?? []
  return changes.flatMap(({ weakness }) => (weakness === undefined ? [] : [weakness.name]))
}

/** The version that was current on a day, `2024-01-31`; undefined before the first one. */
export function cweVersionOn(day: string): string | undefined {
  return releases.findLast(({ date }) => date <= day)?.version
}

function isLater(version: string): boolean {
  const [ours, theirs] = [newestCwe.version, version].map((text) => text.split('.').map(Number))
  for (const [at, number] of (theirs ?? []).entries()) {
    const known = ours?.[at] ?? 0
    if (number !== known) return number > known
  }
  return false
}

function readHistory(): ReadonlyMap<string, readonly Change[]> {
  const found = new Map<string, Change[]>()
  const add = (id: string, change: Change): void => {
    const changes = found.get(id)
    if (changes === undefined) found.set(id, [change])
    else changes.push(change)
  }
  for (const [at, { set, gone }] of releases.entries()) {
    for (const [id, [name, isDeprecated, usage]] of Object.entries(set))
      add(id, { at, weakness: { name, isDeprecated, usage } })
    for (const id of gone) add(id, { at, weakness: undefined })
  }
  return found
}

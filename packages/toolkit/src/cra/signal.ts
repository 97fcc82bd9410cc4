/** The one shape of every evidence signal, and the helper that builds its result with the catalogue's words. */
import type { Json } from '../base/index.ts'
import type { Evidence, Inventory } from '../model/index.ts'
import { catalogue } from './catalogue/catalogue.ts'
import type { CiSetup } from './ci/model.ts'
import { readCiSetup } from './ci/setup.ts'
import type { RepoFiles } from './repo-files.ts'
import type { SignalResult } from './status.ts'

/** What every signal looks at; the CI files are read once for all. */
export interface SignalInput {
  readonly tree: RepoFiles
  readonly inventory: Inventory
  readonly ci: CiSetup
}

export function toSignalInput(tree: RepoFiles, inventory: Inventory): SignalInput {
  return { tree, inventory, ci: readCiSetup(tree) }
}

export interface Signal {
  /** Catalogue id. */
  readonly id: string
  /** A practice supports its requirements where it is found; a danger only ever speaks against them. */
  readonly looksFor: 'practice' | 'danger'
  /** Pure; never throws, whatever the tree says. */
  readonly collect: (input: SignalInput) => SignalResult
}

export interface Observation {
  readonly state: SignalResult['state']
  readonly statement: string
  /** Every result field of the catalogue, null where it was not read. */
  readonly facts: Readonly<Record<string, Json>>
  readonly evidence?: readonly Evidence[]
  /** Lower than the catalogue's where the find itself is thin; never higher. */
  readonly strength?: SignalResult['strength']
  /** Needed with `unknown`. */
  readonly reason?: string
}

/** Adds title and strength of the catalogue; throws on an id that the catalogue does not have. */
export function toSignalResult(id: string, seen: Observation): SignalResult {
  const entry = catalogue.signals.get(id)
  if (entry === undefined) throw new Error(`the catalogue has no signal ${id}`)
  const result = {
    id,
    title: entry.title,
    state: seen.state,
    strength: seen.strength ?? entry.strength,
    statement: seen.statement,
    facts: seen.facts,
    evidence: seen.evidence ?? [],
  }
  return seen.reason === undefined ? result : { ...result, reason: seen.reason }
}

/** `3 workflows`, `1 workflow`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** Shape of a small tree with what each signal must say of it. */
import type { Inventory } from '../../model/index.ts'
import type { GivenFacts } from '../signal.ts'
import type { SignalResult } from '../status.ts'

export interface Expectation {
  readonly state: SignalResult['state']
  readonly strength?: SignalResult['strength']
  /** A part of the facts, as canonical text `name=JSON`. */
  readonly facts?: Readonly<Record<string, unknown>>
  /** `path:line` of the first evidence. */
  readonly at?: string
  /** The whole sentence, where its wording is the point. */
  readonly statement?: string
  /** Part of the reason. */
  readonly reason?: string
}

export interface Fixture {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** What lies outside the files; the inventory is empty where it is not given. */
  readonly given?: GivenFacts & { readonly inventory?: Inventory }
  /** Keyed by signal id without `SIG-REPO-`, or without `SIG-` for the others. */
  readonly expect: Readonly<Record<string, Expectation>>
}

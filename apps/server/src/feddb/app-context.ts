/** What every route shares: the store's lease, the limits, the budget of bytes in memory, and what the log is told. */
import type { Context } from 'hono'
import type { BodyBudget } from './http/read-json.ts'
import type { FeddbOptions, ServerLimits } from './options.ts'
import type { StoreLease } from './store-lease.ts'

export interface Shared {
  readonly options: FeddbOptions
  readonly limits: ServerLimits
  readonly stores: StoreLease
  readonly budget: BodyBudget
  /** Lists of everything that are being sent. */
  readonly lists: { active: number }
}

/** Set by a route for the log; only words that we know, never what a client made up. */
export interface Notes {
  readonly types: Set<string>
  failure: string | undefined
}

export interface FeddbEnv {
  Variables: { notes: Notes }
}

export type FeddbContext = Context<FeddbEnv>

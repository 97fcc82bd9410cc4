/** What belongs to the server as a whole, from its parts. */
import { type AfterCommit, openOrgScope } from '../db/org-scope.ts'
import type { Store } from '../db/open.ts'
import type { Kernel, LogEntry, Settings } from '../kernel/model.ts'
import { toInstant } from '../kernel/time.ts'
import type { Vault } from '../kernel/vault.ts'

export interface KernelParts {
  readonly store: Store
  readonly settings: Settings
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly log: (entry: LogEntry) => void
  readonly after: AfterCommit
  readonly vault: Vault
}

export function makeKernel({ store, settings, clock, log, after, vault }: KernelParts): Kernel {
  return {
    settings,
    now: () => toInstant(clock()),
    db: store.db,
    openOrg: async (id) => openOrgScope({ store, clock, after }, id),
    log,
    vault,
  }
}

/** What the server keeps about itself. */
import type { InstantText } from './core.ts'

/** One row: the key that every sealed value of this database was sealed with. */
export interface VaultStateRow {
  readonly id: 1
  readonly key_id: string
  /** A sealed word: opens with the right key alone. */
  readonly probe: string
  readonly created_at: InstantText
}

export interface OpsTables {
  vault_state: VaultStateRow
}

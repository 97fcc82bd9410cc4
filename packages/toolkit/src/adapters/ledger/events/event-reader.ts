/** Events of a ledger without its lock: what is published, beside a writer at work. */
import { nodeDisk } from '../node-disk.ts'
import type { LedgerDisk } from '../disk.ts'
import { LedgerReader } from '../reader.ts'
import { EventStore } from './event-store.ts'
import type { LedgerHome } from './ledger-home.ts'
import type { EventSource } from './model.ts'
import { readTenantKey, toTenantKey } from './tenant-key.ts'
import { VaultReader } from './vault.ts'

/** Shows the tree that was published when it was opened. Throws LedgerError NOT_A_LEDGER, KEY_INVALID, LEDGER_DAMAGED. */
export function openEventReader(home: LedgerHome, disk: LedgerDisk = nodeDisk): EventSource {
  const { checkpoint } = new LedgerReader(home.log.dir, disk).checkpoint()
  const random = (): never => {
    throw new Error('a reader makes nothing that needs chance')
  }
  const tenant = toTenantKey(readTenantKey(home.tenantKey), random)
  const vault = new VaultReader({ disk, vault: home.vault, dataKeys: home.dataKeys, tenant, random })
  return new EventStore({ origin: home.origin, vault, tenant, size: () => checkpoint.size })
}

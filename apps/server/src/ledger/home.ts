/** Where an organisation's log lies, and how it is called. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type LedgerHome, ledgerHome } from '@occtet/toolkit/adapters'

/** Data below `ledger/`, keys below `secrets/`: two folders, so that they can be backed up apart. */
export function orgLedgerHome(dataDir: string, orgId: string, origin: string): LedgerHome {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(orgId)) throw new Error('an id of an organisation that is no folder name')
  return ledgerHome(join(dataDir, 'ledger', orgId), join(dataDir, 'secrets', orgId), origin)
}

/**
 * C2SP: a URL without its scheme, of one log in the world. It stays for ever, whatever the address of the server becomes.
 * Every machine calls itself localhost, so a log that begins there is told apart by the random id of its organisation.
 */
export function ledgerOrigin(publicUrl: string, org: { readonly id: string; readonly slug: string }): string {
  const { host, hostname } = new URL(publicUrl)
  const isLocal = ['localhost', '127.0.0.1', '[::1]', '0.0.0.0', '[::]'].includes(hostname)
  return isLocal ? `localhost/ledger/${org.id}` : `${host}/ledger/${org.slug}`
}

export function isOnThisMachine({ log }: LedgerHome): boolean {
  return existsSync(log.dir)
}

/** Which witnesses count for this log (C2SP tlog-policy): a file that an administrator puts there. */
export function policyPath({ log }: LedgerHome): string {
  return join(dirname(log.dir), 'policy.txt')
}

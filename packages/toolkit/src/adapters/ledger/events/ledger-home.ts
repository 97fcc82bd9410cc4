/** Where one ledger lies on this machine: data below one root, secrets below another. */
import { join } from 'node:path'
import { sha256Hex } from '../../../base/index.ts'
import type { LedgerFolders } from '../create.ts'

/** Paths alone: nothing of it need be there. The two halves should be backed up, and restored, apart. */
export interface LedgerHome {
  readonly origin: string
  readonly log: LedgerFolders
  /** Sealed events, encrypted: useless without the keys below `secrets`. */
  readonly vault: string
  /** Events that wait to be recorded with a change of files. */
  readonly outbox: string
  /** Keys, mode 0600 each; whoever reads this folder and the vault reads everything. */
  readonly secrets: string
  readonly eventKey: string
  readonly tenantKey: string
  /** One small file a data key. A backup of this folder brings erased data back to whoever has an old vault: keep it briefly. */
  readonly dataKeys: string
}

/** `root`: data of the organisation; `configRoot`: the user's configuration. */
export function ledgerHome(root: string, configRoot: string, origin: string): LedgerHome {
  const name = toFolderName(origin)
  const data = join(root, 'ledger', name)
  const secrets = join(configRoot, 'ledger', name)
  return {
    origin,
    log: { dir: join(data, 'log'), keyPath: join(secrets, 'log.key'), seenPath: join(secrets, 'seen') },
    vault: join(data, 'vault'),
    outbox: join(data, 'outbox'),
    secrets,
    eventKey: join(secrets, 'event.key'),
    tenantKey: join(secrets, 'tenant.key'),
    dataKeys: join(secrets, 'data-keys'),
  }
}

const MAX_NAME = 120
/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/

/** One name for each origin, on any file system: other letters than a-z, 0-9, `.`, `-`, `_` as `~` and two hex digits a byte. */
export function toFolderName(origin: string): string {
  const letters = [...new TextEncoder().encode(origin)].map((byte) => {
    const letter = String.fromCharCode(byte)
    return /[a-z0-9._-]/.test(letter) ? letter : escapeByte(byte)
  })
  const [first = '', ...rest] = letters
  const isAwkward = first === '.' || RESERVED.test(letters.join(''))
  const name = [isAwkward ? escapeByte(first.charCodeAt(0)) : first, ...rest].join('').replace(/\.$/, '~2e')
  return name.length <= MAX_NAME && name !== ''
    ? name
    : `${name.slice(0, MAX_NAME - 34).replace(/~.?$/, '')}~~${sha256Hex(origin).slice(0, 32)}`
}

function escapeByte(byte: number): string {
  return `~${byte.toString(16).padStart(2, '0')}`
}

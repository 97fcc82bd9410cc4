/** What a product's own files remember of its ledger, against the ledger that lies here (ledger reference, section 1.6, "Rollback guard"). */
import { existsSync } from 'node:fs'
import { LedgerError, type LedgerHome, LedgerReader, nodePlatform } from '@occtet/toolkit/adapters'
import { formatVerifierKey, openCheckpoint } from '@occtet/toolkit/translog'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure } from '../failure.ts'
import { plain } from '../layout.ts'
import type { FoundLink } from './ledger-places.ts'

export interface RememberedFault {
  /** The file that remembers. */
  readonly file: string
  readonly code: 'LEDGER_KEY_DIFFERS' | 'ROLLED_BACK' | 'FORKED'
  readonly message: string
}

/** Reads published files alone and changes nothing. Undefined where all of it fits. Throws LedgerError for a damaged log. */
export function findRememberedFault(home: LedgerHome, found: FoundLink): RememberedFault | undefined {
  const { link, path: file } = found
  const log = new LedgerReader(home.log.dir)
  const key = formatVerifierKey(log.key)
  if (link.key !== key) return keyFault(found, key)
  if (link.checkpoint === undefined) return undefined
  const opened = openCheckpoint(link.checkpoint, log.key.name, [nodePlatform.toVerifier(log.key)])
  // The link was read with its own key, which is that of the log.
  if (!opened.ok) throw new Error(`a checkpoint of ${file} that was open before: ${opened.error.message}`)
  try {
    log.proveConsistency(opened.value)
    return undefined
  } catch (cause) {
    if (!(cause instanceof LedgerError)) throw cause
    if (cause.code !== 'ROLLED_BACK' && cause.code !== 'FORKED') throw cause
    const said = cause.code === 'FORKED' ? 'another history of this log' : 'a newer state of this log'
    return { file, code: cause.code, message: `it holds ${said}: ${cause.message}` }
  }
}

/** Throws (exit 5) where the product names another log of this origin. */
export function requireSameLog(home: LedgerHome, found: FoundLink): void {
  if (!existsSync(home.log.dir)) return
  const key = formatVerifierKey(new LedgerReader(home.log.dir).key)
  if (key !== found.link.key) throw toFailure(home, keyFault(found, key))
}

/** Throws (exit 5) before the memory of a newer or other state would be overwritten. */
export function requireRemembered(home: LedgerHome, found: FoundLink | undefined): void {
  const fault = found === undefined ? undefined : findRememberedFault(home, found)
  if (fault !== undefined) throw toFailure(home, fault)
}

function keyFault({ link, path }: FoundLink, key: string): RememberedFault {
  const message = `the product names the key ${link.key}, the log here has ${key}: it is another log`
  return { file: path, code: 'LEDGER_KEY_DIFFERS', message }
}

function toFailure({ origin }: LedgerHome, { file, code, message }: RememberedFault): CommandFailure {
  return new CommandFailure({
    exitCode: exitCodes.disk,
    code,
    message: `${plain(file)}: ${plain(message)}`,
    hint: `Nothing was changed. Bring the newest copy of ${plain(origin)} here; two logs of one name are two histories.`,
  })
}

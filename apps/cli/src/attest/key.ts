/** The key that signs attestations: where it lies, how it is opened, and whether the organisation's log lets it sign. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  AttestationFileError,
  createAttestationKey,
  type LedgerHome,
  makePrivateFolder,
  readAttestationKey,
  withLock,
} from '@occtet/toolkit/adapters'
import { type AttestationSigner, findKeyFault, type SigningAlgorithm } from '@occtet/toolkit/attestations'
import type { KeyRecord } from '@occtet/toolkit/ledger'
import { configFolder, type Context } from '../context.ts'
import { guardStore } from '../guard-store.ts'
import { type Options, textOption } from '../options.ts'
import { findLink, homeOf, type ProductPlace } from '../record/ledger-places.ts'
import { misused, unfit } from './guard-attest.ts'

export interface OpenedKey {
  readonly signer: AttestationSigner
  readonly path: string
  readonly isNew: boolean
}

const KEY_NAME = 'attestation.pem'

/** The product's ledger, where it is on this machine. */
export function ledgerOf(context: Context, product: ProductPlace): LedgerHome | undefined {
  const found = findLink(context, product)
  const home = found === undefined ? undefined : homeOf(context, found.link.origin)
  return home !== undefined && existsSync(home.log.dir) ? home : undefined
}

/** One key for each ledger, one for all products without. */
function pathOf(context: Context, home: LedgerHome | undefined, options: Options): string {
  return textOption(options, 'key') ?? join(home?.secrets ?? configFolder(context), KEY_NAME)
}

/** Keys and bundles have one writer at a time on this machine. */
export async function alone<T>(context: Context, work: () => Promise<T>): Promise<T> {
  return guardStore(async () => withLock(join(configFolder(context), 'attest'), work))
}

/** Makes the key where there is none; the passphrase comes from the environment alone. Call it alone. Throws AttestationFileError. */
export async function openKey(
  context: Context,
  home: LedgerHome | undefined,
  options: Options,
): Promise<OpenedKey> {
  const path = pathOf(context, home, options)
  const passphrase = context.env['OCCTET_KEY_PASSPHRASE']
  const known = readKnown(path, passphrase)
  if (known !== undefined) return { signer: known, path, isNew: false }
  if (textOption(options, 'key') === undefined) await guardStore(() => makePrivateFolder(dirname(path)))
  const secret = passphrase === undefined ? {} : { passphrase }
  return { signer: createAttestationKey({ path, ...secret, ...algorithmOf(options) }), path, isNew: true }
}

function readKnown(path: string, passphrase: string | undefined): AttestationSigner | undefined {
  try {
    return readAttestationKey(path, passphrase)
  } catch (cause) {
    if (cause instanceof AttestationFileError && cause.code === 'KEY_MISSING') return undefined
    throw cause
  }
}

export function algorithmOf(options: Options): { readonly algorithm?: SigningAlgorithm } {
  const algorithm = textOption(options, 'algorithm')
  return algorithm === 'ed25519' || algorithm === 'ecdsa-p256' ? { algorithm } : {}
}

/** Whether the log names the key already. Throws (exit 2 or 3) where it says that the key may not sign. */
export function isKnownKey(keys: readonly KeyRecord[], { signer, path }: OpenedKey, now: number): boolean {
  const records = keys.filter(({ keyid }) => keyid === signer.publicKey.keyid)
  if (records.length === 0) return false
  const fault = findKeyFault(records, { at: now, trusted: undefined })
  if (fault === undefined) return true
  if (fault === 'KEY_PURPOSE_WRONG') {
    throw misused(fault, `${path} serves another purpose in the ledger; one key, one purpose`)
  }
  const hint = 'Move the file away; the next attestation makes a new key and has it recorded.'
  throw unfit(fault, `by the ledger, the key ${signer.publicKey.keyid} in ${path} may sign no more`, hint)
}

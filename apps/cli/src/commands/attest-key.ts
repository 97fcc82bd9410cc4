/** `occtet attest key [DIR]`: the public key for attestations, as it is given to others. */
import type { LedgerHome } from '@occtet/toolkit/adapters'
import { guardAttest } from '../attest/guard-attest.ts'
import { alone, isKnownKey, ledgerOf, openKey } from '../attest/key.ts'
import { formatFingerprint, toPem } from '../attest/public-key-text.ts'
import { type Rotation, rotateKey } from '../attest/rotate-key.ts'
import { productIdOf } from '../case-product.ts'
import type { Context } from '../context.ts'
import { whoDecides } from '../decision-desk.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { formatKey } from '../format-attest.ts'
import { flagOption, type Options } from '../options.ts'
import { person } from '../record/draft.ts'
import { guardLedger } from '../record/guard-ledger.ts'
import { viewLedger } from '../record/ledger-desk.ts'
import { openRecorder } from '../record/recorder.ts'
import { requireFolder } from '../require-folder.ts'

function rotationOf(
  context: Context,
  { dir, home }: { readonly dir: string; readonly home: LedgerHome | undefined },
  options: Options,
): Rotation {
  const recorder = openRecorder(context, { dir, id: productIdOf(dir) })
  return { home, recorder, actor: () => person(whoDecides(context, options)) }
}

/** A new key is recorded in the ledger with the first attestation that it signs: until then nobody needs to know it. */
export async function runAttestKey(context: Context, dir: string, options: Options): Promise<ExitCode> {
  requireFolder(dir)
  const home = ledgerOf(context, { dir, id: productIdOf(dir) })
  const key = await alone(context, async () =>
    flagOption(options, 'rotate')
      ? rotateKey(context, rotationOf(context, { dir, home }, options), options)
      : guardAttest(async () => openKey(context, home, options)),
  )
  const keys = home === undefined ? [] : await guardLedger(async () => viewLedger(home).source.keys())
  const isRecorded = isKnownKey(keys, key, Date.now())
  const { publicKey } = key.signer
  const value = {
    schema: 'urn:occtet:schema:attest-key:1',
    keyid: publicKey.keyid,
    fingerprint: formatFingerprint(publicKey),
    algorithm: publicKey.algorithm,
    pem: toPem(publicKey),
    file: key.path,
    isNew: key.isNew,
    ledger: home?.origin ?? null,
    isRecorded,
  }
  context.out(
    flagOption(options, 'json')
      ? `${JSON.stringify(value, null, 1)}\n`
      : formatKey(value, Math.min(context.columns, 100)),
  )
  return exitCodes.done
}

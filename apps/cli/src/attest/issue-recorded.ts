/** Signs a statement, and puts it into its bundle and the ledger: both, or neither. */
import { addToBundleFile, nodeSignatureCheck } from '@occtet/toolkit/adapters'
import {
  draftAttestationIssued,
  draftKeyAdded,
  digestOfEnvelope,
  type IssuedAttestation,
  issueAttestation,
  type NewStatement,
  type PublicKey,
} from '@occtet/toolkit/attestations'
import type { EventDraft } from '@occtet/toolkit/ledger'
import type { Context } from '../context.ts'
import { fit, instantNow, newId } from '../record/draft.ts'
import type { Recorder } from '../record/recorder.ts'
import { guardAttest, unfit } from './guard-attest.ts'
import { alone, isKnownKey, type OpenedKey } from './key.ts'

export interface Issuing {
  readonly recorder: Recorder
  readonly statement: NewStatement
  /** Opened while nobody else changes the ledger. */
  readonly open: () => Promise<OpenedKey>
  /** Who issues it; asked for where it is recorded. */
  readonly actor: () => EventDraft['actor']
  readonly product: string | undefined
  readonly bundle: string
}

export interface Placed {
  readonly key: OpenedKey
  readonly issued: IssuedAttestation
  readonly envelopeSha256: string
}

/** One at a time on this machine: a bundle may belong to products with and without a ledger. */
export async function issueRecorded(context: Context, issuing: Issuing): Promise<Placed> {
  const { recorder, statement, open, bundle } = issuing
  const issue: Parameters<typeof recorder.change<Placed>>[0] = async (note, ledger) =>
    guardAttest(async () => {
      const actor = ledger === undefined ? undefined : issuing.actor()
      const key = await open()
      const keys = ledger === undefined ? [] : await ledger.keys()
      const isKnown = isKnownKey(keys, key, Date.now())
      const issued = sign(statement, key)
      const drafts =
        actor === undefined
          ? []
          : [
              ...(isKnown ? [] : [keyAdded(key.signer.publicKey, actor)]),
              attestationIssued(issued, issuing.product, actor),
            ]
      addToBundleFile(bundle, [issued.envelope], note(drafts))
      return { key, issued, envelopeSha256: digestOfEnvelope(issued.envelope) }
    })
  return alone(context, async () => recorder.change(issue))
}

function sign(statement: NewStatement, { signer, path }: OpenedKey): IssuedAttestation {
  const issued = issueAttestation(statement, [signer], nodeSignatureCheck)
  if (issued.ok) return issued.value
  const { code, message } = issued.error
  throw unfit(code, code === 'SIGNING_FAILED' ? `${path}: ${message}` : `nothing was signed: ${message}`)
}

/**
 * Of the whole second: witnesses cosign with whole seconds, and a key must not seem younger than what it signed in the
 * second in which it was added.
 */
export function keyAdded(publicKey: PublicKey, actor: EventDraft['actor']): EventDraft {
  const draft = draftKeyAdded({ publicKey }, actor)
  if (!draft.ok) throw new Error(`a key without an end has a sound event: ${draft.error.message}`)
  const time = `${instantNow().slice(0, 19)}.000Z`
  return { ...draft.value, id: newId(), time }
}

function attestationIssued(
  issued: IssuedAttestation,
  product: string | undefined,
  actor: EventDraft['actor'],
): EventDraft {
  const draft = draftAttestationIssued(issued, actor)
  return {
    ...draft,
    id: newId(),
    time: instantNow(),
    ...(product === undefined ? {} : { product: fit(product, 256) }),
  }
}

/** A new key for attestations takes over; the old one is kept beside it, and what it signed stays valid. */
import { readFileSync, rmSync } from 'node:fs'
import { createAttestationKey, type LedgerHome, placeDurably } from '@occtet/toolkit/adapters'
import { draftKeyRotated } from '@occtet/toolkit/attestations'
import type { EventDraft, KeyRecord } from '@occtet/toolkit/ledger'
import type { Context } from '../context.ts'
import { guardStore } from '../guard-store.ts'
import { type Options, textOption } from '../options.ts'
import { instantNow, newId } from '../record/draft.ts'
import type { Recorder } from '../record/recorder.ts'
import { guardAttest } from './guard-attest.ts'
import { keyAdded } from './issue-recorded.ts'
import { algorithmOf, isKnownKey, type OpenedKey, openKey } from './key.ts'

export interface Rotation {
  readonly home: LedgerHome | undefined
  readonly recorder: Recorder
  readonly actor: () => EventDraft['actor']
}

/** The event is recorded exactly if the new file is in its place. */
export async function rotateKey(
  context: Context,
  { home, recorder, actor }: Rotation,
  options: Options,
): Promise<OpenedKey> {
  return recorder.change(async (note, ledger) =>
    guardAttest(async () => {
      const old = await openKey(context, home, options)
      if (old.isNew) return old
      const keys = ledger === undefined ? [] : await ledger.keys()
      const aside = `${old.path}.next`
      // Of a killed command; nobody has seen its public half.
      rmSync(aside, { force: true })
      const passphrase = context.env['OCCTET_KEY_PASSPHRASE']
      const secret = passphrase === undefined ? {} : { passphrase }
      const signer = createAttestationKey({ path: aside, ...secret, ...algorithmOf(options) })
      const key: OpenedKey = { signer, path: old.path, isNew: true }
      const drafts = ledger === undefined ? [] : [toDraft({ old, key, keys }, actor(), options)]
      await guardStore(() => {
        placeDurably(keptPath(old), readFileSync(old.path), { mode: 0o600, announcement: undefined })
        placeDurably(old.path, readFileSync(aside), { mode: 0o600, announcement: note(drafts) })
      })
      rmSync(aside, { force: true })
      return key
    }),
  )
}

/** Beside the new one, by the beginning of its id. */
export function keptPath({ path, signer }: OpenedKey): string {
  return `${path.replace(/\.pem$/, '')}.${signer.publicKey.keyid.slice(0, 16)}.pem`
}

interface Change {
  readonly old: OpenedKey
  readonly key: OpenedKey
  readonly keys: readonly KeyRecord[]
}

/** A key that the log never named cannot be replaced in it: the new one is simply added. */
function toDraft({ old, key, keys }: Change, actor: EventDraft['actor'], options: Options): EventDraft {
  if (!isKnownKey(keys, old, Date.now())) return keyAdded(key.signer.publicKey, actor)
  const reason = textOption(options, 'reason')
  const draft = draftKeyRotated(
    {
      publicKey: key.signer.publicKey,
      replaces: old.signer.publicKey,
      ...(reason === undefined ? {} : { reason }),
    },
    actor,
  )
  if (!draft.ok) throw new Error(`a new key has a sound event: ${draft.error.message}`)
  return { ...draft.value, id: newId(), time: instantNow() }
}

/** Changing the key that signs events, so that log and key file agree after a kill at any moment. */
import type { EventDraft, EventSigner, KeyRecord } from '../../../ledger/index.ts'
import type { LedgerDisk } from '../disk.ts'
import { LedgerError } from '../errors.ts'
import { guard, replaceFile } from '../store.ts'
import { createEventKey, type EventKey, readEventKey } from './event-key.ts'
import type { LedgerHome } from './ledger-home.ts'
import type { RecordedEvent } from './model.ts'
import { readPrivateFile } from './private-file.ts'

export interface KeyParts {
  readonly home: LedgerHome
  readonly disk: LedgerDisk
  /** That signs now. */
  readonly key: EventKey
  readonly keys: () => Promise<readonly KeyRecord[]>
  /** Durable when it resolves; what is recorded after it is signed by `next`, where that is given. */
  readonly record: (
    draft: EventDraft,
    signers: readonly EventSigner[],
    next?: EventKey,
  ) => Promise<RecordedEvent>
}

export interface Revocation {
  readonly keyid: string
  readonly reason: string
  /** RFC 3339 with milliseconds: from then on somebody else may have signed with it. */
  readonly compromisedSince?: string
  readonly actor: EventDraft['actor']
}

export interface KeyChanged {
  readonly event: RecordedEvent
  /** That signs from now on. */
  readonly key: EventKey
}

/** The new key lies aside, the leaf is durable, the new key takes the old one's place: in this order. */
export async function rotateEventKey(
  parts: KeyParts,
  { actor, reason }: { readonly actor: EventDraft['actor']; readonly reason: string | undefined },
): Promise<KeyChanged> {
  const { home, disk, key: old } = parts
  const added = await createEventKey(disk, nextPath(home))
  const { keyid, spki, algorithm } = added
  const data = { purpose: 'event', algorithm, keyid, spki, replaces: old.keyid }
  const event = await parts.record(
    { type: 'key.rotated', actor, data: reason === undefined ? data : { ...data, reason } },
    [old, added],
    added,
  )
  await takeOver(parts)
  return { event, key: added }
}

export async function revokeEventKey(parts: KeyParts, revocation: Revocation): Promise<RecordedEvent> {
  const { keyid, reason, compromisedSince, actor } = revocation
  const found = (await parts.keys()).find((key) => key.keyid === keyid)
  if (found === undefined || found.revoked !== undefined) {
    const why = found === undefined ? 'is no key of this organisation' : 'was revoked before'
    throw new LedgerError('EVENT_INVALID', `${keyid} ${why}`)
  }
  if (found.purpose === 'log') {
    throw new LedgerError(
      'EVENT_INVALID',
      `${keyid} signs the log itself: close this log and begin a successor instead`,
    )
  }
  const key = keyid === parts.key.keyid ? (await rotateEventKey(parts, { actor, reason })).key : parts.key
  const data = { purpose: found.purpose, keyid, reason }
  const draft = {
    type: 'key.revoked',
    actor,
    data: compromisedSince === undefined ? data : { ...data, compromisedSince },
  }
  return await parts.record(draft, [key])
}

/** After a crash: the log decides which key it is. */
export async function finishRotation(parts: KeyParts): Promise<EventKey> {
  const { home, disk, key } = parts
  const added = readEventKey(nextPath(home))
  if (added === undefined) return key
  const isLogged = (await parts.keys()).some(({ keyid }) => keyid === added.keyid)
  if (isLogged) {
    await takeOver(parts)
    return added
  }
  await guard(nextPath(home), () => disk.remove(nextPath(home)))
  return key
}

/** Throws KEY_INVALID where the log does not say that this key signs now: what it signed would be refused for ever. */
export async function assertCurrent({
  home,
  key,
  keys,
}: Pick<KeyParts, 'home' | 'key' | 'keys'>): Promise<void> {
  const found = (await keys()).find(({ keyid, purpose }) => keyid === key.keyid && purpose === 'event')
  const fault =
    found === undefined
      ? 'the log does not know it'
      : found.revoked !== undefined
        ? 'the log says that it was revoked'
        : found.retiredAt === undefined
          ? undefined
          : 'the log says that another one replaced it: an older copy was put back'
  if (fault === undefined) return
  throw new LedgerError('KEY_INVALID', `${home.eventKey}: ${key.keyid} must not sign events: ${fault}`)
}

async function takeOver({ home, disk }: KeyParts): Promise<void> {
  const bytes = readPrivateFile(nextPath(home))
  if (bytes === undefined) throw new LedgerError('KEY_INVALID', `${nextPath(home)}: missing`)
  await replaceFile(disk, { path: home.eventKey, bytes })
  await guard(nextPath(home), () => disk.remove(nextPath(home)))
}

function nextPath({ eventKey }: LedgerHome): string {
  return `${eventKey}.next`
}

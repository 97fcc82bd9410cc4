/** Entanglement: a peer's checkpoint as an event of our own log, so that rewriting one log would need rewriting all. */
import { sha256Hex } from '../../../base/index.ts'
import type { VerifiedCheckpoint } from '../../../translog/index.ts'

/** What `peer.checkpoint.observed` says; the recorder adds actor and time. */
export interface PeerCheckpointDraft {
  readonly type: 'peer.checkpoint.observed'
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[]
  readonly data: {
    readonly origin: string
    readonly size: number
    readonly root: string
    readonly noteSha256: string
  }
}

/** `noteSha256` is of the note's text, without the signatures: who cosigned does not change it. Sizes from 2^53 on throw. */
export function draftPeerCheckpoint({ origin, size, root, note }: VerifiedCheckpoint): PeerCheckpointDraft {
  if (size > BigInt(Number.MAX_SAFE_INTEGER))
    throw new Error(`a log of ${size} entries is beyond what an event can say`)
  const noteSha256 = sha256Hex(note.text)
  return {
    type: 'peer.checkpoint.observed',
    subject: [{ name: origin, digest: { sha256: noteSha256 } }],
    data: { origin, size: Number(size), root: Buffer.from(root).toString('base64'), noteSha256 },
  }
}

/** Stamps checkpoints, keeps the stamps, says which end soon and renews them (ledger reference, section 1.10). */
import { join } from 'node:path'
import { sha256Hex, ok, type Result } from '../../base/index.ts'
import type { EventData, EventSubject } from '../../ledger/index.ts'
import {
  ageOfStamp,
  formatImprint,
  imprintOfCheckpoint,
  imprintOfResponse,
  type RenewedTimestamp,
  type RequestError,
  type StampAge,
  type StampedCheckpoint,
  type TimestampError,
  type TimestampQuestion,
  type VerifiedTimestamp,
  verifyRenewals,
} from '../../timestamps/index.ts'
import {
  type AnchorFiles,
  listAnchors,
  nameAnchor,
  readAnchorFile,
  renewalName,
  writeAnchorFile,
} from './anchor-files.ts'
import { requestTimestamp, type RequestTools, type TimestampAuthority } from './request-timestamp.ts'

export type AnchorError =
  | RequestError
  | TimestampError
  | { readonly code: 'ANCHOR_NOTE_MALFORMED' | 'ANCHOR_MISSING'; readonly message: string }

/** For the ledger, which adds actor, time, salts and signature. */
export interface AnchorDraft {
  readonly type: 'anchor.timestamped'
  readonly subject: readonly [EventSubject, EventSubject]
  readonly data: EventData
}

export interface StampedNote {
  readonly files: AnchorFiles
  readonly timestamp: VerifiedTimestamp
  readonly draft: AnchorDraft
}

export interface CheckpointToStamp {
  /** A signed note whose text is a checkpoint, as the log published it. */
  readonly note: string
  /** `anchors/` of the log. */
  readonly folder: string
  readonly authority: TimestampAuthority
  readonly tools?: RequestTools
}

/** Both files are durable when it returns; nothing is written for an answer that did not hold. Throws NetworkFailure. */
export async function timestampCheckpoint({
  note,
  folder,
  authority,
  tools,
}: CheckpointToStamp): Promise<Result<StampedNote, AnchorError>> {
  const stamped = await imprintOfCheckpoint(note)
  if (!stamped.ok) return missing('ANCHOR_NOTE_MALFORMED', stamped.error.message)
  const answer = await requestTimestamp(authority, stamped.value.imprint, tools)
  if (!answer.ok) return answer
  const { response, timestamp } = answer.value
  const { size } = stamped.value.checkpoint
  const name = nameAnchor({ size, genTime: timestamp.genTime, response })
  const files: AnchorFiles = {
    name,
    note: join(folder, `${name}.note`),
    responses: [join(folder, `${name}.tsr`)],
  }
  // The stamp last: it is what makes the pair count.
  await writeAnchorFile(files.note, Buffer.from(note))
  await writeAnchorFile(files.responses[0], response)
  return ok({ files, timestamp, draft: toDraft(stamped.value, timestamp, response) })
}

/** Letters of an authority's name in an event; the whole name is in the stamp. */
const MAX_NAME = 500

function toDraft(
  { checkpoint, imprint }: StampedCheckpoint,
  { genTime, tsaName }: VerifiedTimestamp,
  response: Uint8Array,
): AnchorDraft {
  const noteSha256 = formatImprint(imprint)
  const tokenSha256 = sha256Hex(response)
  return {
    type: 'anchor.timestamped',
    subject: [
      { name: 'checkpoint', mediaType: 'text/plain', digest: { sha256: noteSha256 } },
      { name: 'time stamp', mediaType: 'application/timestamp-reply', digest: { sha256: tokenSha256 } },
    ],
    data: {
      size: Number(checkpoint.size),
      root: Buffer.from(checkpoint.root).toString('base64'),
      noteSha256,
      authority: tsaName.normalize('NFC').slice(0, MAX_NAME) || 'an authority without a name',
      genTime: toMilliseconds(genTime),
      tokenSha256,
    },
  }
}

/** Events have exactly milliseconds. What is finer is rounded up: the stamp proves no earlier time. */
function toMilliseconds(genTime: string): string {
  const cut = Date.parse(genTime)
  const finer = /\.\d{3}(\d+)Z$/.exec(genTime)?.[1] ?? ''
  return new Date(cut + (/[1-9]/.test(finer) ? 1 : 0)).toISOString()
}

export type Trust = Pick<TimestampQuestion, 'trustAnchors' | 'certificates'>

export type AnchorState =
  | {
      readonly kind: 'verified'
      readonly files: AnchorFiles
      /** As the stamped note says; whether the log signed it is for the log's key to say. */
      readonly checkpoint: StampedCheckpoint['checkpoint']
      readonly stamps: RenewedTimestamp
      /** Of the newest stamp, on which all others rest. */
      readonly age: StampAge
    }
  | { readonly kind: 'refused'; readonly files: AnchorFiles; readonly error: AnchorError }

/** Every stamp in the folder, verified anew. `now` in milliseconds since 1970. */
export async function readAnchors(
  folder: string,
  trust: Trust,
  { now, marginDays = 90 }: { readonly now: number; readonly marginDays?: number },
): Promise<readonly AnchorState[]> {
  const states: AnchorState[] = []
  for (const files of listAnchors(folder)) {
    const read = await readAnchor(files, trust)
    states.push(
      read.ok
        ? {
            kind: 'verified',
            files,
            ...read.value,
            age: ageOfStamp(read.value.stamps.newest, { now, marginDays }),
          }
        : { kind: 'refused', files, error: read.error },
    )
  }
  return states
}

async function readAnchor(
  files: AnchorFiles,
  trust: Trust,
): Promise<Result<Pick<AnchorState & { kind: 'verified' }, 'checkpoint' | 'stamps'>, AnchorError>> {
  const note = readAnchorFile(files.note)
  if (note === undefined)
    return missing('ANCHOR_MISSING', `${files.note}: expected the note that was stamped`)
  const stamped = await imprintOfCheckpoint(note)
  if (!stamped.ok) return missing('ANCHOR_NOTE_MALFORMED', `${files.note}: ${stamped.error.message}`)
  const [first, ...renewals] = files.responses.map((path) => readAnchorFile(path) ?? new Uint8Array())
  const stamps = await verifyRenewals([first ?? new Uint8Array(), ...renewals], {
    imprint: stamped.value.imprint,
    ...trust,
  })
  return stamps.ok ? ok({ checkpoint: stamped.value.checkpoint, stamps: stamps.value }) : stamps
}

/** Stamps the newest response of an anchor again and keeps the answer beside it. Verify first: what does not hold cannot be renewed. */
export async function renewAnchor(
  files: AnchorFiles,
  authority: TimestampAuthority,
  tools?: RequestTools,
): Promise<Result<AnchorFiles, AnchorError>> {
  const newest = readAnchorFile(files.responses.at(-1) ?? '')
  if (newest === undefined) return missing('ANCHOR_MISSING', `${files.name}: no response to renew`)
  const answer = await requestTimestamp(authority, await imprintOfResponse(newest), tools)
  if (!answer.ok) return answer
  const path = join(files.note, '..', renewalName(files.name, files.responses.length))
  await writeAnchorFile(path, answer.value.response)
  return ok({ ...files, responses: [...files.responses, path] })
}

function missing(
  code: 'ANCHOR_NOTE_MALFORMED' | 'ANCHOR_MISSING',
  message: string,
): Result<never, AnchorError> {
  return { ok: false, error: { code, message } }
}

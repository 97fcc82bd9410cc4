/** The model of an organisation as a port: at addresses that are allowed, with its key unseen, and with what it took counted. */
import { createModelClient } from '@occtet/toolkit/adapters'
import {
  type LanguageModel,
  type ModelEnd,
  ModelFailure,
  type ModelFailureCode,
  type ModelPiece,
  type ModelRequest,
} from '@occtet/toolkit/assistant'
import type { AssistantModelRow } from '../../db/tables/assistant.ts'
import type { Kernel, OrgId } from '../../kernel/model.ts'
import { places } from '../../kernel/vault.ts'
import { bytesOf, estimateTokens } from './budget.ts'
import { createKeyHider } from './hide-key.ts'
import { rulesOf } from './model-address.ts'
import { pinnedPost } from './pinned-post.ts'

export interface MeteredModel {
  readonly model: LanguageModel
  /** By the endpoint's count, else estimated; 0 where it never got the request, or refused it unread. */
  readonly tokens: () => number
}

/** An endpoint that counts nonsense must not break the sum. */
const mostCounted = 1_000_000_000

export function openMeteredModel(kernel: Kernel, row: AssistantModelRow): MeteredModel {
  const { vault } = kernel
  const key = row.api_key === null ? undefined : vault.open(row.api_key, places.model(row.org_id as OrgId))
  const patience = row.timeout_seconds * 1000
  const client = createModelClient({
    url: new URL(row.url),
    model: row.name,
    idle: patience,
    whole: patience,
    post: pinnedPost(rulesOf(kernel)),
    ...(key !== undefined && { key }),
  })
  return meter(client, key)
}

interface Meter {
  sent: number
  received: number
  usage: ModelEnd['usage']
  failure: ModelFailureCode | undefined
  wasStopped: boolean
}

/** `client` is asked once. */
export function meter(client: LanguageModel, key: string | undefined): MeteredModel {
  const seen: Meter = { sent: 0, received: 0, usage: undefined, failure: undefined, wasStopped: false }
  return {
    model: { ...client, complete: (request, signal) => listen(client, key, { request, signal, seen }) },
    tokens: () => countTokens(seen),
  }
}

interface Asked {
  readonly request: ModelRequest
  readonly signal: AbortSignal
  readonly seen: Meter
}

async function* listen(
  client: LanguageModel,
  key: string | undefined,
  { request, signal, seen }: Asked,
): AsyncGenerator<ModelPiece> {
  const hider = createKeyHider(key)
  seen.sent = bytesOf(request)
  try {
    for await (const piece of client.complete(request, signal)) {
      if (piece.kind === 'end') seen.usage = piece.usage
      else seen.received += Buffer.byteLength(piece.text)
      const text = piece.kind === 'end' ? hider.rest() : hider.next(piece.text)
      if (text !== '') yield { kind: 'text', text }
      if (piece.kind === 'end') yield piece
    }
    const text = hider.rest()
    if (text !== '') yield { kind: 'text', text }
  } catch (cause) {
    seen.wasStopped = signal.aborted
    if (!(cause instanceof ModelFailure)) throw cause
    seen.failure = cause.code
    throw new ModelFailure(cause.code, hider.all(cause.message), cause)
  }
}

function countTokens({ sent, received, usage, failure, wasStopped }: Meter): number {
  if (usage !== undefined) return Math.min(mostCounted, usage.sent + usage.received)
  const isUnread = failure === 'MODEL_UNREACHABLE' || failure === 'MODEL_REFUSED'
  return isUnread && received === 0 && !wasStopped ? 0 : estimateTokens(sent + received)
}

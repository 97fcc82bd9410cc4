/** Documents of an organisation: their texts are its own, and gone when they are removed. */
import { type AnswerOf, type assistantRoutes, mostAssistantDocumentBytes } from '@occtet/contract/api'
import { readDocumentText } from '@occtet/toolkit/adapters'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { documentEntries } from '@occtet/toolkit/assistant'
import type { AssistantDocumentRow } from '../db/tables/assistant.ts'
import { toActor } from '../kernel/actor.ts'
import type { Caller, Changed, OrgScope } from '../kernel/model.ts'
import { findThreadEntry } from '../kernel/thread.ts'
import { missing, refuse, type Refused } from '../products/refuse.ts'
import type { OrgRows } from '../triage/org-rows.ts'

export type DocumentView = AnswerOf<(typeof assistantRoutes)['assistant.add']>['document']

export const mostDocuments = 50
/** Of all documents of an organisation. */
export const mostBytes = 6_000_000

type ListedDocument = Omit<AssistantDocumentRow, 'org_id' | 'bytes'>

const listed = ['digest', 'name', 'size', 'passages', 'is_whole', 'added_by', 'added_at'] as const

/** By name; without their texts. */
export async function listDocuments({ db, id }: OrgRows): Promise<readonly ListedDocument[]> {
  return db
    .selectFrom('assistant_document')
    .select(listed)
    .where('org_id', '=', id)
    .orderBy('name')
    .orderBy('digest')
    .execute()
}

/** Undefined: it was removed. */
export async function readDocument({ db, id }: OrgRows, digest: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('assistant_document')
    .select('bytes')
    .where('org_id', '=', id)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row === undefined ? undefined : new TextDecoder().decode(row.bytes)
}

export function toDocumentView(row: ListedDocument): DocumentView {
  const { digest, name, size, passages, added_by: addedBy, added_at: addedAt } = row
  return { id: digest, name, size, passages, isWhole: row.is_whole === 1, addedBy, addedAt }
}

export interface Acting {
  readonly org: OrgScope
  readonly caller: Caller
  readonly now: string
}

/** `bytes`: untrusted. */
export async function addDocument(
  { org, caller, now }: Acting,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Changed<Result<DocumentView, Refused>> | Refused> {
  const text = await readDocumentText(bytes, findThreadEntry('document-worker.js'))
  if (!text.ok) return refuse(422, text.error.code, text.error.message)
  const { digest, entries, isWhole } = documentEntries({ name, text: text.value })
  const own = new TextEncoder().encode(text.value)
  if (own.length > mostAssistantDocumentBytes) return tooLarge(own.length)
  const row: ListedDocument = {
    digest,
    name,
    size: own.length,
    passages: entries.length,
    is_whole: isWhole ? 1 : 0,
    added_by: caller.name,
    added_at: now,
  }
  return org.change(async (change) => {
    const there = await listDocuments({ id: org.id, db: change.db })
    const refused = refusalOf(there, row)
    if (refused !== undefined) return err(refused)
    await change.db
      .insertInto('assistant_document')
      .values({ ...row, org_id: org.id, bytes: own })
      .execute()
    // The name may say more than others should know for years.
    const data = { setting: 'assistant.document.added', sha256: digest }
    change.record({ type: 'config.changed', actor: toActor(caller), data })
    return ok(toDocumentView(row))
  })
}

function refusalOf(there: readonly ListedDocument[], { digest, size }: ListedDocument): Refused | undefined {
  const same = there.find((one) => one.digest === digest)
  if (same !== undefined) return refuse(409, 'DOCUMENT_EXISTS', `this text is there: ${same.name}`)
  const bytes = there.reduce((sum, one) => sum + one.size, size)
  return there.length >= mostDocuments || bytes > mostBytes
    ? refuse(
        409,
        'DOCUMENTS_FULL',
        `expected at most ${mostDocuments} documents with ${mostBytes} bytes; remove one first`,
      )
    : undefined
}

function tooLarge(bytes: number): Refused {
  return refuse(
    422,
    'DOCUMENT_TOO_LARGE',
    `expected at most ${mostAssistantDocumentBytes} bytes of text, found ${bytes}`,
  )
}

export async function removeDocument(
  { org, caller }: Acting,
  digest: string,
): Promise<Changed<Result<undefined, Refused>>> {
  return org.change(async (change) => {
    const { numDeletedRows } = await change.db
      .deleteFrom('assistant_document')
      .where('org_id', '=', org.id)
      .where('digest', '=', digest)
      .executeTakeFirstOrThrow()
    if (numDeletedRows === 0n) return err(missing)
    const data = { setting: 'assistant.document.removed', sha256: digest }
    change.record({ type: 'config.changed', actor: toActor(caller), data })
    return ok(undefined)
  })
}

/** What an organisation adds for its assistant. */
import type { InstantText } from './core.ts'

export interface AssistantDocumentRow {
  readonly org_id: string
  /** SHA-256 of `bytes`; unique in the organisation. */
  readonly digest: string
  readonly name: string
  /** UTF-8 without a byte order mark. Not in `blob`: what is removed here is gone. */
  readonly bytes: Uint8Array
  readonly size: number
  readonly passages: number
  /** 0: it has more passages than are searched. */
  readonly is_whole: number
  /** Name of the caller. */
  readonly added_by: string
  readonly added_at: InstantText
}

export interface AssistantTables {
  assistant_document: AssistantDocumentRow
}

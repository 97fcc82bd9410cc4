/** The assistant: questions answered from texts that it can name, and the texts that an organisation adds to them. */
import * as z from 'zod/mini'
import { assistantAnswer } from '../assistant.ts'
import { count, digest } from '../shapes.ts'
import { assistantQuestion } from './assistant-shapes.ts'
import { instant, recorded } from './common.ts'
import { defineRoute } from './route.ts'

const base = '/api/orgs/:org/assistant'

/** Bytes of the text of one document that is added, UTF-8. */
export const mostAssistantDocumentBytes = 2_000_000
/** Bytes of the file that it comes in. */
export const mostAssistantUploadBytes = 30_000_000

export const assistantDocument = z.strictObject({
  /** SHA-256 of its text as UTF-8, lower-case hex; citations begin with `document/` and its first 16 letters. */
  id: digest,
  /** As it was given; shown as text. */
  name: z.string(),
  /** Bytes of the text as UTF-8. */
  size: count,
  /** What can be found and cited. */
  passages: count,
  /** False: it has more passages than are searched. */
  isWhole: z.boolean(),
  addedBy: z.string(),
  addedAt: instant,
})

export const assistantDocuments = z.strictObject({
  /** By name. */
  documents: z.array(assistantDocument),
  /** Of the organisation, in all. */
  limits: z.strictObject({ documents: count, bytes: count, documentBytes: count }),
})

export const assistantRoutes = {
  'assistant.ask': defineRoute({
    method: 'POST',
    path: `${base}/ask`,
    summary:
      'Answer a question from the law, a product and the documents of the organisation; changes nothing',
    access: { kind: 'organisation', permission: 'read', isNarrowed: true },
    body: assistantQuestion,
    answer: { kind: 'json', schema: assistantAnswer },
    errors: ['PRODUCT_NEEDED'],
  }),
  'assistant.documents': defineRoute({
    method: 'GET',
    path: `${base}/documents`,
    summary: 'List the documents that the organisation added for its assistant',
    access: { kind: 'organisation', permission: 'read' },
    answer: { kind: 'json', schema: assistantDocuments },
  }),
  'assistant.add': defineRoute({
    method: 'POST',
    path: `${base}/documents`,
    summary: 'Add a document (plain text, Markdown, HTML or PDF); it is searched for this organisation alone',
    access: { kind: 'organisation', permission: 'assistant.write' },
    query: z.strictObject({
      /** What it is called in answers; no control characters. */
      // oxlint-disable-next-line eslint/no-control-regex -- they are what is refused
      name: z.string().check(z.maxLength(200), z.regex(/^[^\u0000-\u001f\u007f-\u009f]+$/)),
    }),
    upload: { mostBytes: mostAssistantUploadBytes },
    answer: { kind: 'json', schema: z.strictObject({ document: assistantDocument, recorded }) },
    status: 201,
    errors: [
      'DOCUMENT_NOT_TEXT',
      'DOCUMENT_EMPTY',
      'DOCUMENT_UNREADABLE',
      'DOCUMENT_LOCKED',
      'DOCUMENT_TOO_LARGE',
      'DOCUMENT_EXISTS',
      'DOCUMENTS_FULL',
    ],
  }),
  'assistant.remove': defineRoute({
    method: 'DELETE',
    path: `${base}/documents/:document`,
    summary: 'Remove a document; its text is deleted and never cited again',
    access: { kind: 'organisation', permission: 'assistant.write' },
    answer: { kind: 'json', schema: z.strictObject({ recorded }) },
  }),
} as const

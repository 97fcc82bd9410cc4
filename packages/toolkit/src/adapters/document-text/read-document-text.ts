/**
 * The text of a document that somebody adds for the assistant: plain text and Markdown as they are, HTML without its markup, PDF
 * page by page.
 *
 * Trust: the bytes are anybody's. PDF and HTML are read on a thread of their own, with little memory and little time;
 * nothing in them runs, nothing is fetched for them.
 */
import { decodeUtf8, err, ok, type Result } from '../../base/index.ts'
import { extractApart } from './extract-apart.ts'
import type { Extracted } from './extract-markup.ts'

export type DocumentTextCode =
  /** Neither UTF-8, nor HTML, nor PDF. */
  | 'DOCUMENT_NOT_TEXT'
  /** Nothing to read in it: an empty file, or pages that are pictures. */
  | 'DOCUMENT_EMPTY'
  | 'DOCUMENT_UNREADABLE'
  | 'DOCUMENT_LOCKED'
  /** More pages, letters, nesting, time or memory than are given to it; the message says which. */
  | 'DOCUMENT_TOO_LARGE'

export interface DocumentTextError {
  readonly code: DocumentTextCode
  readonly message: string
}

/** `entry`: of the thread that reads PDF and HTML (`document-worker`); without one they are read in this process, as from the sources. */
export async function readDocumentText(
  bytes: Uint8Array,
  entry?: URL,
): Promise<Result<string, DocumentTextError>> {
  if (startsWith(bytes, '%PDF-'))
    return toText(
      await extractApart({ kind: 'pdf', bytes }, entry),
      'its pages hold no text; are they pictures?',
    )
  const decoded = decodeUtf8(bytes)
  if (!decoded.ok) return fail('DOCUMENT_NOT_TEXT', 'it is neither text in UTF-8, nor HTML, nor PDF')
  const text = decoded.value
  const extracted: Extracted = isHtml(text)
    ? await extractApart({ kind: 'html', html: text }, entry)
    : { kind: 'text', text }
  return toText(extracted, 'there is nothing in it')
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  // A PDF may have some bytes before its mark; readers accept it within the first 1,024 (ISO 32000-1, annex H.3.4.1).
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes(text)
}

function isHtml(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]{0,2000}?-->\s*)*<(?:!doctype html|html)\b/i.test(
    text.slice(0, 5000),
  )
}

function toText(extracted: Extracted, whenEmpty: string): Result<string, DocumentTextError> {
  switch (extracted.kind) {
    case 'text':
      return extracted.text.trim() === '' ? fail('DOCUMENT_EMPTY', whenEmpty) : ok(extracted.text)
    case 'locked':
      return fail('DOCUMENT_LOCKED', 'the PDF asks for a password; save it without one')
    case 'too-large':
      return fail('DOCUMENT_TOO_LARGE', extracted.message)
    case 'unreadable':
      return fail(
        'DOCUMENT_UNREADABLE',
        `the PDF cannot be read: ${extracted.message.replace(/\.$/, '')}; print it to a new PDF, or save it as plain text`,
      )
    default:
      return extracted satisfies never
  }
}

function fail(code: DocumentTextCode, message: string): Result<never, DocumentTextError> {
  return err({ code, message })
}

/** Text of a document that is more than text: what the thread does, or the process where there is no thread. */
import { extractPdf } from './extract-pdf.ts'
import { htmlToText } from './html-text.ts'
import type { TooLarge } from './limits.ts'
import { pagesToText } from './pdf-pages.ts'

/** Plain data, so that it can be sent to a thread. */
export type Markup =
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array }
  | { readonly kind: 'html'; readonly html: string }

export type Extracted =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'locked' }
  | TooLarge
  | { readonly kind: 'unreadable'; readonly message: string }

export async function extractMarkup(markup: Markup): Promise<Extracted> {
  if (markup.kind === 'html') return htmlToText(markup.html)
  const extracted = await extractPdf(markup.bytes)
  return extracted.kind === 'pages' ? { kind: 'text', text: pagesToText(extracted.pages) } : extracted
}

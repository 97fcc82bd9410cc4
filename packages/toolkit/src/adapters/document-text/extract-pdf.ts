/** Reads the text of a PDF page by page. Nothing in the file is run, drawn or fetched. */
import { getDocumentProxy } from 'unpdf'
import { mostLetters, tooLarge, type TooLarge, tooManyLetters } from './limits.ts'

export type ExtractedPdf =
  | { readonly kind: 'pages'; readonly pages: readonly string[] }
  | { readonly kind: 'locked' }
  | TooLarge
  | { readonly kind: 'unreadable'; readonly message: string }

const mostPages = 3000

export async function extractPdf(bytes: Uint8Array): Promise<ExtractedPdf> {
  try {
    return await extract(bytes)
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    return cause.name === 'PasswordException'
      ? { kind: 'locked' }
      : { kind: 'unreadable', message: cause.message }
  }
}

async function extract(bytes: Uint8Array): Promise<ExtractedPdf> {
  // The reader takes its bytes over.
  const document = await getDocumentProxy(Uint8Array.from(bytes), {
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  })
  try {
    const { numPages } = document
    if (numPages > mostPages)
      return tooLarge(`it has ${numPages} pages, and ${mostPages} are read at most; split it`)
    const pages: string[] = []
    let letters = 0
    for (let number = 1; number <= numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      const text = items
        .map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
        .join('')
      letters += text.length
      if (letters > mostLetters) return tooManyLetters()
      pages.push(text)
    }
    return { kind: 'pages', pages }
  } finally {
    await document.loadingTask.destroy()
  }
}

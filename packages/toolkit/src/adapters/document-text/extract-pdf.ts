/** Reads the text of a PDF page by page. Nothing in the file is run, drawn or fetched. */
import { getDocumentProxy } from 'unpdf'

export type ExtractedPdf =
  | { readonly kind: 'pages'; readonly pages: readonly string[] }
  | { readonly kind: 'locked' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unreadable'; readonly message: string }

const mostPages = 3000
/** Letters of all pages. */
const mostLetters = 8_000_000

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
    if (document.numPages > mostPages) return { kind: 'too-large' }
    const pages: string[] = []
    let letters = 0
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      const text = items
        .map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
        .join('')
      letters += text.length
      if (letters > mostLetters) return { kind: 'too-large' }
      pages.push(text)
    }
    return { kind: 'pages', pages }
  } finally {
    await document.loadingTask.destroy()
  }
}

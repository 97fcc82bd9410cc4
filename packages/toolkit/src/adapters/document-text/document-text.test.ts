import { describe, expect, it } from 'vitest'
import PDFDocument from 'pdfkit'
import { htmlToText } from './html-text.ts'
import { pagesToText } from './pdf-pages.ts'
import { readDocumentText } from './read-document-text.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Each page a list of lines. */
async function makePdf(pages: readonly (readonly string[])[], userPassword?: string): Promise<Uint8Array> {
  const pdf = new PDFDocument({ autoFirstPage: false, ...(userPassword !== undefined && { userPassword }) })
  const chunks: Uint8Array[] = []
  pdf.on('data', (chunk) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
  for (const lines of pages) {
    pdf.addPage()
    for (const [at, line] of lines.entries()) pdf.text(line, 72, 72 + 20 * at)
  }
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

async function read(bytes: Uint8Array): Promise<string> {
  const text = await readDocumentText(bytes)
  return text.ok ? text.value : text.error.code
}

describe('a PDF', () => {
  it('is read page by page, without what every page repeats', async () => {
    const pages = ['Scope of this standard.', 'Terms for gateways.', 'Tests of radio parts.'].map(
      (text, at) => ['Example standard 4711, licensed to a buyer', text, `Page ${at + 1}`],
    )
    expect(await read(await makePdf(pages))).toBe(
      '# p. 1\n\nScope of this standard.\n\n# p. 2\n\nTerms for gateways.\n\n# p. 3\n\nTests of radio parts.',
    )
  })

  it('with a password is refused', async () => {
    expect(await read(await makePdf([['Secret.']], 'locked'))).toBe('DOCUMENT_LOCKED')
  })

  it('without text is refused', async () => {
    expect(await read(await makePdf([[]]))).toBe('DOCUMENT_EMPTY')
  })

  it('that is cut off or is none is refused, or read as far as it is whole', async () => {
    const whole = await makePdf([['A page with words on it.']])
    expect(await read(encode('%PDF-1.7\nnothing'))).toBe('DOCUMENT_UNREADABLE')
    for (const length of [40, 200, Math.floor(whole.length / 2), whole.length - 20]) {
      expect(await read(whole.subarray(0, length))).toMatch(
        /^(?:DOCUMENT_UNREADABLE|DOCUMENT_EMPTY|# p\. 1\n\nA page with words on it\.)$/,
      )
    }
  })
})

describe('pages', () => {
  it('put words together that a line cut, and keep hyphens', () => {
    expect(
      pagesToText([
        'The manu-\nfacturer of a gate-\nWay has a well-known\naddress for reports of holes in it',
      ]),
    ).toBe('# p. 1\n\nThe manufacturer of a gate- Way has a well-known address for reports of holes in it')
  })
})

describe('HTML', () => {
  it('gives headings and paragraphs, and nothing that is not read', () => {
    const page =
      '<!doctype html><html><head><title>t</title><style>p{}</style></head><body><h2>Article 1</h2><p>First&nbsp;<b>duty</b> &amp; more.</p><script>alert(1)</script><ul><li>one<li>two</ul></body></html>'
    expect(htmlToText(page)).toBe('# Article 1\n\nFirst duty & more.\n\none\n\ntwo')
  })

  it('of any shape ends', () => {
    expect(htmlToText('<div>'.repeat(10_000))).toBe('')
    expect(htmlToText('<script>a</p>b</script></style>c<p>')).toBe('c')
  })

  it('is known by its beginning', async () => {
    expect(await read(encode('<?xml version="1.0"?>\n<html><p>Said.</p></html>'))).toBe('Said.')
    expect(await read(encode('In Markdown <html> is a word.'))).toBe('In Markdown <html> is a word.')
  })
})

describe('other bytes', () => {
  it('are text in UTF-8 or refused', async () => {
    expect(await read(encode('# Notes\n\nGrüße'))).toBe('# Notes\n\nGrüße')
    expect(await read(Uint8Array.of(0xff, 0xfe, 0x41))).toBe('DOCUMENT_NOT_TEXT')
    expect(await read(encode('a\u0000b'))).toBe('a\u0000b')
    expect(await read(encode('  \n'))).toBe('DOCUMENT_EMPTY')
  })
})

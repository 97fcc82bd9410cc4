import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import PDFDocument from 'pdfkit'
import { htmlToText } from './html-text.ts'
import { pagesToText } from './pdf-pages.ts'
import { readDocumentFile } from './read-document-file.ts'
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

async function complain(bytes: Uint8Array): Promise<string> {
  const text = await readDocumentText(bytes)
  return text.ok ? '' : `${text.error.code}: ${text.error.message}`
}

/** Its text, or what is wrong with it. */
function readHtml(html: string): string {
  const read = htmlToText(html)
  return read.kind === 'text' ? read.text : read.message
}

/** Objects by number, from 1; the first is the catalog. */
function writePdf(objects: readonly string[], trailer = ''): Uint8Array {
  let text = '%PDF-1.7\n'
  const places = objects.map((object, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  return encode(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`,
  )
}

const catalog = '<< /Type /Catalog /Pages 2 0 R >>'
const emptyPage = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>'

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

describe('a PDF that is made to be trouble', () => {
  it.each([
    [
      'pages in a ring',
      ['<< /Type /Pages /Kids [3 0 R] /Count 2 >>', '<< /Type /Pages /Kids [2 0 R] /Count 2 >>'],
    ],
    ['pages that hold themselves', ['<< /Type /Pages /Kids [2 0 R] /Count 2900 >>']],
  ])('%s: refused, with the reason', async (_, pages) => {
    expect(await complain(writePdf([catalog, ...pages]))).toMatch(/^DOCUMENT_UNREADABLE: .*circular/)
  })

  it.each([
    [
      'a parent that is its own child',
      ['<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>', emptyPage],
    ],
    ['a count of pages that is a lie', ['<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>', emptyPage]],
    [
      'the same page many times',
      [`<< /Type /Pages /Kids [${'3 0 R '.repeat(200)}] /Count 200 >>`, emptyPage],
    ],
  ])('%s: read as far as it goes', async (_, pages) => {
    expect(await read(writePdf([catalog, ...pages]))).toBe('DOCUMENT_EMPTY')
  })

  it('more pages than are read: refused with their number', async () => {
    const kids = Array.from({ length: 3001 }, (_, at) => `${at + 3} 0 R`).join(' ')
    const pages = `<< /Type /Pages /Count 3001 /Kids [${kids}] >>`
    const text = await readDocumentText(writePdf([catalog, pages, ...Array<string>(3001).fill(emptyPage)]))
    expect(text).toMatchObject({
      error: {
        code: 'DOCUMENT_TOO_LARGE',
        message: 'it has 3001 pages, and 3000 are read at most; split it',
      },
    })
  })

  it('an encryption that nobody knows: refused', async () => {
    const pages = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'
    const trailer = '/Encrypt 4 0 R /ID [<00><00>]'
    const bytes = writePdf([catalog, pages, emptyPage, '<< /Filter /Unheard >>'], trailer)
    expect(await read(bytes)).toBe('DOCUMENT_UNREADABLE')
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
    expect(readHtml(page)).toBe('# Article 1\n\nFirst duty & more.\n\none\n\ntwo')
  })

  it.each([
    ['closed by others', '<script>a</p>b</script></style>c<p>', 'c'],
    ['headings without words, and words without a block', '<h1></h1>a<h2> <b>b </b> c', 'a\n\n# b c'],
    ['a heading around a block', '<h2><div>a</div></h2>', 'a'],
    ['white space of all kinds', 'a\n\n\t b <b> c</b>&nbsp;&nbsp;d', 'a b c d'],
    ['tags that never end', `<p>a${'<a'.repeat(100_000)}`, 'a'],
    ['paragraphs that are only closed', `a${'</p>'.repeat(100_000)}b`, 'a\n\nb'],
    [
      'a hundred thousand attributes',
      `<p ${Array.from({ length: 100_000 }, (_, at) => `a${at}="&amp;"`).join(' ')}>a`,
      'a',
    ],
    ['entities, whole and half', '&amp;&am&lt;p&gt;&#x41;&#'.repeat(3), '&&am<p>A&#&&am<p>A&#&&am<p>A&#'],
    ['as deep as it may be', `${'<b>'.repeat(1000)}a`, 'a'],
    ['deep again and again', `${'<div>'.repeat(900)}a${'</div>'.repeat(900)}`.repeat(3), 'a\n\na\n\na'],
  ])('of an odd shape is read: %s', (_, html, text) => {
    expect(readHtml(html)).toBe(text)
  })

  it.each([
    ['tags inside tags', '<div>'.repeat(400_000)],
    ['inside what nobody reads', `<svg>${'<g>'.repeat(1000)}`],
    ['closed at the end', `${'<i>'.repeat(1001)}a${'</i>'.repeat(1001)}`],
  ])('too deep to be meant is refused: %s', async (_, html) => {
    expect(readHtml(html)).toMatch(
      /^more than 1000 elements of its HTML are open at once.*save it as plain text$/,
    )
    expect(await read(encode(`<html>${html}`))).toBe('DOCUMENT_TOO_LARGE')
  })

  it('with more text than is read is refused; white space is no text', () => {
    expect(readHtml('word '.repeat(1_700_000))).toMatch(
      /^it holds more than 8000000 letters of text; split it/,
    )
    expect(readHtml(`<p>a${' '.repeat(9_000_000)}b`)).toBe('a b')
  })

  it('is the same wherever it is cut for the parser', () => {
    const page = '<h2>Größe &amp; 𝔐aß</h2><p title="a>b">one <b>two</b></p>'
    for (const at of Array.from({ length: page.length }, (_, place) => 65_536 - place))
      expect(readHtml(' '.repeat(at) + page)).toBe('# Größe & 𝔐aß\n\none two')
  })

  it('is known by its beginning', async () => {
    expect(await read(encode('<?xml version="1.0"?>\n<html><p>Said.</p></html>'))).toBe('Said.')
    expect(await read(encode('In Markdown <html> is a word.'))).toBe('In Markdown <html> is a word.')
  })
})

describe('a file', () => {
  it('is named in the one sentence that says what is wrong', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'occtet-document-')), 'deep.html')
    writeFileSync(path, `<html>${'<div>'.repeat(5000)}`)
    const read = await readDocumentFile(path)
    expect(read.ok ? '' : read.error.message).toMatch(/deep\.html: more than 1000 elements/)
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

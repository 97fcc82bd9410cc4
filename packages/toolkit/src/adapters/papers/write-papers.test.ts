import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { sha256Hex } from '../../base/index.ts'
import { buildPaper, type Paper, paperKinds, releasePaper } from '../../documents/index.ts'
import { fullInput, generatedAt, hostileInput } from '../../documents/papers/testing/sample.ts'
import { smallPaper } from '../../documents/papers/testing/small-paper.ts'
import { writePaperDocx, writePaperPdf } from './write-papers.ts'

const folder = new URL('./testing/golden/', import.meta.url)

/** UPDATE_GOLDEN=1 rewrites; look at the picture of the paper before you do (pdftoppm, soffice). */
function expectGolden(name: string, text: string): void {
  const file = new URL(name, folder)
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, text)
  }
  expect(text).toBe(readFileSync(file, 'utf8'))
}

function paperOf(id: string, input = fullInput()): Paper {
  const kind = paperKinds.find((one) => one.id === id)
  const built = kind === undefined ? undefined : buildPaper(kind, input)
  if (built === undefined || !built.ok) throw new Error(`no paper ${id}`)
  return built.value
}

function released(): Paper {
  const done = releasePaper(paperOf('user-information'), { by: 'Owner', at: generatedAt })
  if (!done.ok) throw new Error(done.error.message)
  return done.value
}

/** Latin-1 view: streams are not compressed, so every name and string of the file can be searched. */
function pdfText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

function parts(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]))
}

test('small paper as PDF: the same bytes on every machine', async () => {
  const { bytes, replaced } = await writePaperPdf(smallPaper)
  expectGolden('small.pdf.sha256', `${sha256Hex(bytes)}\n`)
  expect(replaced).toBe(0)
})

test('small paper as DOCX', async () => {
  const { bytes } = await writePaperDocx(smallPaper)
  expectGolden('small.docx.sha256', `${sha256Hex(bytes)}\n`)
  expectGolden('small.document.xml', parts(bytes).get('word/document.xml') ?? '')
})

test('two runs give the same bytes', async () => {
  for (const write of [writePaperPdf, writePaperDocx]) {
    const [first, second] = [await write(paperOf('risk-assessment')), await write(paperOf('risk-assessment'))]
    expect(sha256Hex(first.bytes)).toBe(sha256Hex(second.bytes))
  }
})

test('pdf: tagged, titled, in its language, with bookmarks, header cells and page numbers', async () => {
  const { bytes, replaced } = await writePaperPdf(
    paperOf('technical-documentation', fullInput({ language: 'de' })),
  )
  const text = pdfText(bytes)
  expect(text.startsWith('%PDF-1.7')).toBe(true)
  expect(text).toMatch(/\/MarkInfo/)
  expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>')
  expect(text).toContain('/Lang (de)')
  expect(text).toContain('/DisplayDocTitle true')
  for (const tag of ['Document', 'H1', 'H2', 'H3', 'P', 'L', 'LI', 'Table', 'TR', 'TH', 'TD', 'Link']) {
    expect(text).toContain(`/S /${tag}\n`)
  }
  expect(text).toContain('/Scope /Column')
  expect(text).toContain('/Scope /Row')
  expect(text).toMatch(/\/Outlines/)
  expect(replaced).toBe(0)
})

test('pdf: drafts carry the watermark on each page, released papers none', async () => {
  const marks = async (paper: Paper): Promise<readonly [pages: number, marks: number]> => {
    const text = pdfText((await writePaperPdf(paper)).bytes)
    return [text.match(/\/Type \/Page\n/g)?.length ?? 0, text.match(/ 118 Tf/g)?.length ?? 0]
  }
  const [pages, draftMarks] = await marks(paperOf('user-information'))
  expect(pages).toBeGreaterThan(1)
  expect(draftMarks).toBe(pages)
  expect((await marks(released()))[1]).toBe(0)
})

test('pdf: hostile text brings no action, no script and no foreign address; what fonts lack is counted', async () => {
  for (const id of ['security-md', 'declaration-of-conformity']) {
    const { bytes, replaced } = await writePaperPdf(paperOf(id, hostileInput()))
    const text = pdfText(bytes)
    expect(text.match(/^\/(JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile)\b/gm)).toBeNull()
    expect(
      [...text.matchAll(/\/URI \((.*?)\)/g)].filter(
        ([, address]) => address?.startsWith('https://tideway.example') !== true,
      ),
    ).toEqual([])
    const metadata = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(text)?.[0] ?? ''
    expect(metadata).toContain('rdf:RDF')
    expect(() => new SaxesParser({ xmlns: true }).write(metadata).close()).not.toThrow()
    expect(replaced).toBeGreaterThan(10)
  }
})

test('docx: every part is well-formed, also with hostile text, and links go to plain https addresses only', async () => {
  const papers = [fullInput(), hostileInput()].flatMap((input) =>
    paperKinds.flatMap((kind) => {
      const built = buildPaper(kind, input)
      return built.ok ? [built.value] : []
    }),
  )
  const written = await Promise.all(papers.map(writePaperDocx))
  for (const [name, text] of written.flatMap(({ bytes }) => [...parts(bytes)])) {
    expect(() => new SaxesParser({ xmlns: true }).write(text).close(), name).not.toThrow()
    const targets = [...text.matchAll(/Target="([^"]*)" TargetMode="External"/g)].map(([, target]) => target)
    expect(targets.filter((target) => target?.startsWith('https://tideway.example') !== true)).toEqual([])
  }
})

test('docx: drafts carry the watermark in the header of every page, released papers none', async () => {
  expect(parts((await writePaperDocx(smallPaper)).bytes).get('word/header1.xml')).toContain('string="DRAFT"')
  const done = parts((await writePaperDocx(released())).bytes)
  expect(done.get('word/header1.xml')).not.toContain('DRAFT')
  expect(done.get('word/document.xml')).toContain('Released by Owner on 22 Nov 2026.')
})

test('docx: tables name their columns in a row that repeats', async () => {
  const text =
    parts((await writePaperDocx(paperOf('technical-documentation'))).bytes).get('word/document.xml') ?? ''
  expect(text.match(/<w:tbl>/g)?.length).toBeGreaterThan(2)
  expect(text.match(/<w:tblHeader\/>/g)?.length).toBe((text.match(/<w:tbl>/g)?.length ?? 0) - 1)
})

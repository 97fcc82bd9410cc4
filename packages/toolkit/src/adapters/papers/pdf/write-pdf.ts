/** A paper as tagged PDF (PDF/UA-1, ISO 14289-1): own fonts, structure, bookmarks, page numbers, watermark on drafts. */
import {
  type Block,
  cleanText,
  footLine,
  formatArticle,
  headRows,
  isDraft,
  missingRows,
  type Paper,
  type PaperWords,
  stateLines,
  wordsOf,
} from '../../../documents/index.ts'
import { drawBlock, roomOf } from './blocks.ts'
import type { Drawing } from './drawing.ts'
import { decorate, heightOf, keep, openSheet, put, rule, type Sheet, setStyle, styles } from './sheet.ts'
import { cell, drawTable } from './table.ts'

export interface PdfPaper {
  readonly bytes: Uint8Array
  /** Characters that the built-in fonts lack; they are written as code points. */
  readonly replaced: number
}

/** The same paper gives the same bytes on every machine. Throws only on our own mistakes. */
export async function drawPaperPdf(paper: Paper): Promise<PdfPaper> {
  const words = wordsOf(paper)
  const draft = isDraft(paper) ? `[${words.t('paper.watermark')}] ` : ''
  const sheet = openSheet({
    title: clean(`${draft}${paper.title}: ${paper.product.name}`),
    subject: clean(formatArticle(words, paper.article)),
    creator: clean(words.t('paper.madeWith', { version: paper.toolVersion })),
    language: paper.language,
    date: paper.date,
  })
  drawHead(sheet, words)
  for (const section of paper.sections) {
    const [first] = section.blocks
    const drawing = openSection(sheet, words, { heading: section.heading, first })
    for (const block of section.blocks) drawBlock(drawing, block)
    drawing.parent.end()
  }
  drawMissing(sheet, words)
  sheet.root.end()
  finishPages(sheet, words)
  sheet.doc.end()
  return { bytes: await sheet.bytes, replaced: sheet.replaced() }
}

/**
 * Texts of the document information: one line without controls, at most 300 characters. pdfkit puts them into the XMP
 * metadata without escaping, so that signs of XML must not be in them.
 */
function clean(text: string): string {
  return cleanText(text)
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('&', '+')
    .slice(0, 300)
    .replace(/[\ud800-\udbff]$/, '')
}

function drawHead(sheet: Sheet, words: PaperWords): void {
  const { doc, root, left, width } = sheet
  const head = doc.struct('Sect')
  root.add(head)
  doc.outline.addItem(sheet.printable(words.paper.title))
  put(sheet, head, {
    tag: 'H1',
    text: sheet.printable(words.paper.title),
    at: { style: styles.title, x: left, width },
  })
  doc.y += 6
  drawTable(sheet, head, {
    columns: [0.24, 0.76],
    head: [],
    rows: headRows(words).map(([label, value]) => [
      cell(sheet.printable(label), styles.head),
      cell(sheet.printable(value), styles.text),
    ]),
  })
  const text = sheet.printable(stateLines(words).join(' '))
  const style = isDraft(words.paper) ? styles.gap : styles.text
  const height = heightOf(sheet, text, { style, width: width - 16 }) + 12
  const top = doc.y
  decorate(sheet, (page) => {
    if (isDraft(words.paper)) page.dash(4, { space: 2 })
    page.lineWidth(1).strokeColor(style.colour).rect(left, top, width, height).stroke()
  })
  doc.y = top + 6
  put(sheet, head, { tag: 'P', text, at: { style, x: left + 8, width: width - 16 } })
  doc.y = top + height + 4
  head.end()
}

/** A heading is not left behind at the foot of a page: its first block begins below it. */
function openSection(
  sheet: Sheet,
  words: PaperWords,
  { heading, first }: { readonly heading: string; readonly first: Block | undefined },
): Drawing {
  const { doc, root, left, width } = sheet
  const text = sheet.printable(heading)
  const parent = doc.struct('Sect')
  keep(sheet, 50 + (first?.kind === 'statement' ? roomOf({ sheet, words, parent }, first) : 100))
  root.add(parent)
  doc.y += 12
  rule(sheet, '#13201d', 0.8)
  doc.y += 6
  doc.outline.addItem(text)
  put(sheet, parent, { tag: 'H2', text, at: { style: styles.section, x: left, width } })
  doc.y += 6
  return { sheet, words, parent }
}

function drawMissing(sheet: Sheet, words: PaperWords): void {
  const { t } = words
  const rows = missingRows(words)
  if (rows.length > 0) {
    const drawing = openSection(sheet, words, { heading: t('paper.missingTitle'), first: undefined })
    drawTable(sheet, drawing.parent, {
      columns: [0.36, 0.2, 0.3, 0.14],
      head: [t('paper.label'), t('paper.article'), t('paper.where'), t('paper.state')],
      rows: rows.map((row) => row.map((text) => cell(sheet.printable(text)))),
    })
    drawing.parent.end()
  }
  const note = sheet.doc.struct('Sect')
  sheet.root.add(note)
  sheet.doc.y += 8
  const text = sheet.printable(footLine(words))
  keep(sheet, heightOf(sheet, text, { style: styles.basis, width: sheet.width }))
  put(sheet, note, { tag: 'P', text, at: { style: styles.basis, x: sheet.left, width: sheet.width } })
  note.end()
}

/** Characters of the foot that fit beside the page number. */
const FOOT = 90

/** Page numbers, and the watermark over every page of a draft: artifacts, since they are no part of the text. */
function finishPages(sheet: Sheet, words: PaperWords): void {
  const { doc, left, width } = sheet
  const { start, count } = doc.bufferedPageRange()
  const { paper, t } = words
  const mark = isDraft(paper) ? `[${t('paper.watermark')}] ` : ''
  const whole = `${mark}${paper.title} · ${paper.product.name} ${paper.product.version ?? ''}`
  const name = sheet.printable(whole.length > FOOT ? `${whole.slice(0, FOOT - 1)}…` : whole)
  for (let at = 0; at < count; at++) {
    doc.switchToPage(start + at)
    doc.page.margins.bottom = 0
    doc.markContent('Artifact', { type: 'Pagination' })
    const y = doc.page.height - 40
    setStyle(sheet, styles.basis)
    doc.text(name, left, y, { width: width - 110, height: 9, lineBreak: false })
    const page = t('paper.page', { page: at + 1, pages: count })
    doc.text(page, left + width - 110, y, { width: 110, align: 'right', lineBreak: false })
    if (isDraft(paper)) drawWatermark(sheet, t('paper.watermark'))
    doc.endMarkedContent()
  }
}

function drawWatermark(sheet: Sheet, word: string): void {
  const { doc } = sheet
  const { width, height } = doc.page
  doc.save()
  doc.rotate(-52, { origin: [width / 2, height / 2] })
  doc.font('bold').fontSize(118).fillColor('#13201d', 0.07)
  const wide = doc.widthOfString(word)
  doc.text(word, width / 2 - wide / 2, height / 2 - 75, { lineBreak: false })
  doc.restore()
  doc.fillColor('#13201d', 1)
}

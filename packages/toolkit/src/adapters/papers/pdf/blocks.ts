/** The blocks of a paper on a PDF sheet: label and article on one line, then what is said, then what it rests on. */
import type { StructElement } from 'pdfkit'
import {
  type Block,
  basisLines,
  type CheckItem,
  cleanText,
  foundLines,
  formatArticle,
  formatBasis,
  isGap,
  type PaperWords,
  type Statement,
  toLink,
} from '../../../documents/index.ts'
import { decorate, heightOf, keep, put, rule, type Sheet, type Style, styles } from './sheet.ts'
import { type Cell, cell, drawTable, type Part } from './table.ts'

export interface Drawing {
  readonly sheet: Sheet
  readonly words: PaperWords
  readonly parent: StructElement
}

export function drawBlock(drawing: Drawing, block: Block): void {
  switch (block.kind) {
    case 'paragraph':
      return drawText(drawing, block.text, styles.text)
    case 'list':
      return drawList(
        drawing,
        block.items.map((item, at) => [block.isOrdered ? `${at + 1}.` : '•', item]),
      )
    case 'notice':
      return drawNotice(drawing, block.text, block.tone === 'warning' ? '#b0341a' : '#74827f')
    case 'statement':
      return drawStatement(drawing, block)
    case 'key-values':
      return drawKeyValues(drawing, block.rows)
    case 'checklist':
      return drawChecks(drawing, block.items)
    case 'table':
      return drawData(drawing, block)
    case 'signature':
      return drawSignature(drawing, block)
    default:
      return block satisfies never
  }
}

function full(
  { sheet }: Drawing,
  style: Style,
): { readonly style: Style; readonly x: number; readonly width: number } {
  return { style, x: sheet.left, width: sheet.width }
}

function drawText(drawing: Drawing, raw: string, style: Style): void {
  const { sheet, parent } = drawing
  const text = sheet.printable(cleanText(raw))
  keep(sheet, Math.min(heightOf(sheet, text, { style, width: sheet.width }), 60))
  put(sheet, parent, { tag: 'P', text, at: full(drawing, style) })
  sheet.doc.y += 6
}

function drawList(
  drawing: Drawing,
  items: readonly (readonly [mark: string, text: string])[],
  style: Style = styles.text,
): void {
  const { sheet, parent } = drawing
  const { doc } = sheet
  const list = doc.struct('L')
  parent.add(list)
  for (const [mark, raw] of items) {
    const link = toLink(raw)
    const text = sheet.printable(cleanText(raw))
    keep(sheet, Math.min(heightOf(sheet, text, { style, width: sheet.width - 14 }), 60))
    const item = doc.struct('LI')
    list.add(item)
    const top = doc.y
    put(sheet, item, { tag: 'Lbl', text: mark, at: { style, x: sheet.left, width: 14 } })
    doc.y = top
    const place = {
      style: link === undefined ? style : styles.link,
      x: sheet.left + 14,
      width: sheet.width - 14,
    }
    put(sheet, item, { tag: 'LBody', text, at: link === undefined ? place : { ...place, link } })
    item.end()
  }
  list.end()
}

function drawNotice(drawing: Drawing, raw: string, colour: string): void {
  const { sheet, parent } = drawing
  const { doc } = sheet
  const text = sheet.printable(cleanText(raw))
  const width = sheet.width - 12
  const height = heightOf(sheet, text, { style: styles.text, width })
  keep(sheet, height + 12)
  const top = doc.y + 2
  decorate(sheet, (page) =>
    page
      .lineWidth(2)
      .strokeColor(colour)
      .moveTo(sheet.left + 1, top)
      .lineTo(sheet.left + 1, top + height + 2)
      .stroke(),
  )
  doc.y = top
  put(sheet, parent, { tag: 'P', text, at: { style: styles.text, x: sheet.left + 12, width } })
  doc.y += 8
}

function drawStatement(drawing: Drawing, statement: Statement): void {
  const { sheet, words } = drawing
  const lines = isGap(statement) ? [] : statement.value
  const body = lines.map((line) => sheet.printable(cleanText(line))).join('\n')
  const bodyHeight = body === '' ? 60 : heightOf(sheet, body, { style: styles.value, width: sheet.width })
  keep(sheet, Math.min(bodyHeight + 56, 240))
  rule(sheet, '#cfd8d5', 0.5)
  sheet.doc.y += 5
  drawLabel(drawing, statement)
  if (isGap(statement)) drawGap(drawing, statement)
  else drawValue(drawing, lines)
  const basis = sheet.printable(basisLines(words, statement).join('; '))
  sheet.doc.y += 1
  put(sheet, drawing.parent, { tag: 'P', text: basis, at: full(drawing, styles.basis) })
  sheet.doc.y += 8
}

/** Label left, article right, on one line where both fit. */
function drawLabel({ sheet, words, parent }: Drawing, statement: Statement): void {
  const { doc, left, width } = sheet
  const label = sheet.printable(cleanText(statement.label))
  const ref = sheet.printable(formatArticle(words, statement.article))
  const wide = width * 0.64
  const narrow = width - wide - 8
  const top = doc.y
  const height = heightOf(sheet, label, { style: styles.label, width: wide })
  const beside = heightOf(sheet, ref, { style: styles.law, width: narrow })
  put(sheet, parent, { tag: 'H3', text: label, at: { style: styles.label, x: left, width: wide } })
  doc.y = top
  put(sheet, parent, {
    tag: 'P',
    text: ref,
    at: { style: styles.law, x: left + wide + 8, width: narrow, align: 'right' },
  })
  doc.y = top + Math.max(height, beside) + 2
}

function drawValue(drawing: Drawing, lines: readonly string[]): void {
  const { sheet, parent } = drawing
  const [only] = lines
  if (lines.length !== 1 || only === undefined)
    return drawList(
      drawing,
      lines.map((line) => ['•', line]),
      styles.value,
    )
  const link = toLink(only)
  const text = sheet.printable(cleanText(only))
  const place = full(drawing, link === undefined ? styles.value : styles.link)
  put(sheet, parent, { tag: 'P', text, at: link === undefined ? place : { ...place, link } })
}

function gapText({ sheet, words }: Drawing, basis: Statement['basis']): string {
  return sheet.printable(formatBasis(words, basis))
}

function drawGap(drawing: Drawing, statement: Extract<Statement, { readonly found: unknown }>): void {
  const { sheet, words, parent } = drawing
  const { doc } = sheet
  const found = foundLines(words, statement)
    .map((line) => sheet.printable(line))
    .join('\n')
  const text = gapText(drawing, statement.basis)
  const width = sheet.width - 16
  const first = heightOf(sheet, text, { style: styles.gap, width })
  const second = found === '' ? 0 : heightOf(sheet, found, { style: styles.basis, width }) + 3
  keep(sheet, Math.min(first + second + 14, 300))
  const top = doc.y
  const height = first + second + 10
  if (top + height <= sheet.bottom) {
    decorate(sheet, (page) =>
      page
        .lineWidth(0.8)
        .strokeColor('#b0341a')
        .dash(3, { space: 2 })
        .rect(sheet.left, top, sheet.width, height)
        .stroke(),
    )
  }
  doc.y = top + 5
  put(sheet, parent, { tag: 'P', text, at: { style: styles.gap, x: sheet.left + 8, width } })
  doc.y += found === '' ? 0 : 3
  put(sheet, parent, { tag: 'P', text: found, at: { style: styles.basis, x: sheet.left + 8, width } })
  doc.y += 6
}

function drawKeyValues(drawing: Drawing, rows: readonly Statement[]): void {
  const { sheet, words, parent } = drawing
  const { t } = words
  drawTable(sheet, parent, {
    columns: [0.24, 0.44, 0.32],
    head: [t('paper.label'), t('paper.value'), t('paper.basis')],
    rows: rows.map((row) => [
      cell(sheet.printable(cleanText(row.label)), styles.label),
      valueCell(drawing, row),
      reasonCell(drawing, row),
    ]),
  })
}

function valueCell(drawing: Drawing, row: Statement): Cell {
  const { sheet } = drawing
  if (isGap(row)) return cell(gapText(drawing, row.basis), styles.gap)
  return {
    parts: row.value.map((line): Part => {
      const link = toLink(line)
      const text = sheet.printable(cleanText(line))
      return link === undefined
        ? { text, style: styles.text }
        : { text, style: { ...styles.text, colour: styles.link.colour }, link }
    }),
  }
}

function reasonCell({ sheet, words }: Drawing, row: Statement): Cell {
  return {
    parts: [
      { text: sheet.printable(formatArticle(words, row.article)), style: styles.law },
      { text: sheet.printable(basisLines(words, row).join('; ')), style: styles.basis },
    ],
  }
}

function drawChecks(drawing: Drawing, items: readonly CheckItem[]): void {
  const { sheet, words, parent } = drawing
  const { t } = words
  drawTable(sheet, parent, {
    columns: [0.15, 0.53, 0.32],
    head: [t('paper.state'), t('paper.label'), t('paper.basis')],
    rows: items.map((item) => {
      const isMissing = item.basis.kind === 'missing'
      const basis = gapText(drawing, item.basis)
      return [
        { parts: [{ text: t(`state.${item.state}`), style: styles.cell }], box: item.state },
        {
          parts: [
            { text: sheet.printable(cleanText(item.text)), style: styles.text },
            ...(isMissing ? [{ text: basis, style: { ...styles.gap, size: 8 } }] : []),
            ...foundLines(words, item).map((line) => ({ text: sheet.printable(line), style: styles.basis })),
          ],
        },
        {
          parts: [
            { text: sheet.printable(formatArticle(words, item.article)), style: styles.law },
            { text: isMissing ? '' : basis, style: styles.basis },
          ],
        },
      ]
    }),
  })
}

function drawData(drawing: Drawing, block: Extract<Block, { readonly kind: 'table' }>): void {
  const { sheet, words, parent } = drawing
  const caption = `${cleanText(block.caption)} (${formatArticle(words, block.article)})`
  keep(sheet, 70)
  put(sheet, parent, { tag: 'P', text: sheet.printable(caption), at: full(drawing, styles.label) })
  sheet.doc.y += 3
  drawTable(sheet, parent, {
    columns: shares(block.columns.length),
    head: block.columns,
    rows: block.rows.map((row) => row.map((text) => cell(sheet.printable(cleanText(text))))),
  })
  put(sheet, parent, {
    tag: 'P',
    text: sheet.printable(formatBasis(words, block.basis)),
    at: full(drawing, styles.basis),
  })
  sheet.doc.y += 8
}

/** The first column names the row and gets more room where there are only few. */
function shares(columns: number): readonly number[] {
  if (columns <= 1) return [1]
  const first = columns <= 3 ? 0.5 : 0.28
  return [first, ...Array.from({ length: columns - 1 }, () => (1 - first) / (columns - 1))]
}

function drawSignature(drawing: Drawing, block: Extract<Block, { readonly kind: 'signature' }>): void {
  const { sheet, words, parent } = drawing
  const { doc } = sheet
  const { t } = words
  keep(sheet, 90)
  const top = doc.y + 34
  const width = (sheet.width - 32) / 3
  const known = [
    [block.place ?? '', t('sign.place')],
    [[block.name, block.function].filter(Boolean).join(', '), t('sign.name')],
    ['', `${t('sign.signature')} (${formatArticle(words, block.article)})`],
  ] as const
  known.forEach(([value, label], at) => {
    const x = sheet.left + at * (width + 16)
    const text = sheet.printable(cleanText(value))
    doc.y = top - 4 - (text === '' ? 0 : heightOf(sheet, text, { style: styles.cell, width }))
    put(sheet, parent, { tag: 'P', text, at: { style: styles.cell, x, width } })
    decorate(sheet, (page) =>
      page
        .lineWidth(0.7)
        .strokeColor('#13201d')
        .moveTo(x, top)
        .lineTo(x + width, top)
        .stroke(),
    )
    doc.y = top + 3
    put(sheet, parent, { tag: 'P', text: sheet.printable(label), at: { style: styles.basis, x, width } })
  })
  doc.y = top + 30
}

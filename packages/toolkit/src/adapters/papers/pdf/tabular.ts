/** Blocks of a paper that are tables on a PDF sheet: short statements, checklists, data, and the lines to sign. */
import {
  type Block,
  basisLines,
  type CheckItem,
  cleanText,
  formatArticle,
  formatBasis,
  foundLines,
  isGap,
  type Statement,
  toLink,
} from '../../../documents/index.ts'
import { type Drawing, full, gapText } from './drawing.ts'
import { decorate, heightOf, keep, put, styles } from './sheet.ts'
import { type Cell, cell, drawTable, type Part } from './table.ts'

export function drawKeyValues(drawing: Drawing, rows: readonly Statement[]): void {
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

export function drawChecks(drawing: Drawing, items: readonly CheckItem[]): void {
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

export function drawData(drawing: Drawing, block: Extract<Block, { readonly kind: 'table' }>): void {
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

export function drawSignature(drawing: Drawing, block: Extract<Block, { readonly kind: 'signature' }>): void {
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

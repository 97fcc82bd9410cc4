/** The blocks of a paper on a PDF sheet: label and article on one line, then what is said, then what it rests on. */
import {
  type Block,
  basisLines,
  cleanText,
  formatArticle,
  foundLines,
  isGap,
  type Statement,
  toLink,
} from '../../../documents/index.ts'
import { type Drawing, full, gapText } from './drawing.ts'
import { decorate, heightOf, keep, put, rule, type Style, styles } from './sheet.ts'
import { drawChecks, drawData, drawKeyValues, drawSignature } from './tabular.ts'

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

/** Height that has to be free for a statement to begin, points: its label stays with what it names. */
export function roomOf(drawing: Drawing, statement: Statement): number {
  const { sheet } = drawing
  if (isGap(statement)) return measureGap(drawing, statement).room + 30
  const body = statement.value.map((line) => sheet.printable(cleanText(line))).join('\n')
  return Math.min(heightOf(sheet, body, { style: styles.value, width: sheet.width }) + 56, 240)
}

function drawStatement(drawing: Drawing, statement: Statement): void {
  const { sheet, words } = drawing
  const lines = isGap(statement) ? [] : statement.value
  keep(sheet, roomOf(drawing, statement))
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

type Gap = Extract<Statement, { readonly found: unknown }>

interface MeasuredGap {
  readonly text: string
  readonly found: string
  /** Heights of the two, with their distance, points. */
  readonly first: number
  readonly second: number
  /** What has to fit on the page before it is begun. */
  readonly room: number
}

function measureGap(drawing: Drawing, statement: Gap): MeasuredGap {
  const { sheet, words } = drawing
  const found = foundLines(words, statement)
    .map((line) => sheet.printable(line))
    .join('\n')
  const text = gapText(drawing, statement.basis)
  const width = sheet.width - 16
  const first = heightOf(sheet, text, { style: styles.gap, width })
  const second = found === '' ? 0 : heightOf(sheet, found, { style: styles.basis, width }) + 3
  return { text, found, first, second, room: Math.min(first + second + 14, 300) }
}

function drawGap(drawing: Drawing, statement: Gap): void {
  const { sheet, parent } = drawing
  const { doc } = sheet
  const { text, found, first, second, room } = measureGap(drawing, statement)
  const width = sheet.width - 16
  keep(sheet, room)
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

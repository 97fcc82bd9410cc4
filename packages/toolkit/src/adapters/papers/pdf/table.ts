/** Tables of a PDF paper: header cells tagged with their scope, header repeated on each page, tall rows cut between pages. */
import type { StructElement } from 'pdfkit'
import { decorate, heightOf, keep, put, type Sheet, type Style, styles } from './sheet.ts'

export interface Part {
  readonly text: string
  readonly style: Style
  readonly link?: string
}

export interface Cell {
  readonly parts: readonly Part[]
  /** A small box is drawn before the text, with this sign in it. */
  readonly box?: string
}

export interface TableShape {
  /** Shares of the width; their sum is 1. */
  readonly columns: readonly number[]
  /** None: a table whose rows are headed, but not its columns. */
  readonly head: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

const padding = 4

export function cell(text: string, style: Style = styles.cell): Cell {
  return { parts: [{ text, style }] }
}

export function drawTable(sheet: Sheet, parent: StructElement, shape: TableShape): void {
  const { doc } = sheet
  const table = doc.struct('Table')
  parent.add(table)
  const head = shape.head.map((text) => cell(sheet.printable(text), styles.head))
  if (head.length > 0) {
    keep(sheet, rowHeight(sheet, shape, head) + 40)
    drawRow(sheet, table, { shape, cells: head, isHead: true })
  }
  for (const cells of shape.rows.flatMap((row) => slices(sheet, shape, row))) {
    if (doc.y + rowHeight(sheet, shape, cells) > sheet.bottom) {
      doc.addPage()
      if (head.length > 0) repeatHead(sheet, shape, head)
    }
    drawRow(sheet, table, { shape, cells, isHead: false })
  }
  table.end()
  doc.y += 8
}

interface Row {
  readonly shape: TableShape
  readonly cells: readonly Cell[]
  readonly isHead: boolean
}

function drawRow(sheet: Sheet, table: StructElement, row: Row): void {
  const { doc } = sheet
  const top = doc.y
  const height = rowHeight(sheet, row.shape, row.cells)
  const tr = doc.struct('TR')
  table.add(tr)
  row.cells.forEach((one, at) => {
    const isHeader = row.isHead || at === 0
    const scope = row.isHead ? 'Column' : 'Row'
    const element = isHeader ? doc.struct('TH', { scope }) : doc.struct('TD')
    tr.add(element)
    drawCell(sheet, element, { cell: one, ...place(sheet, row.shape, at), top })
    element.end()
  })
  tr.end()
  doc.x = sheet.left
  doc.y = top + height
  line(sheet, doc.y, row.isHead ? '#13201d' : '#cfd8d5')
}

interface CellPlace {
  readonly cell: Cell
  readonly x: number
  readonly width: number
  readonly top: number
}

function drawCell(sheet: Sheet, element: StructElement, at: CellPlace): void {
  sheet.doc.y = at.top + padding
  const indent = at.cell.box === undefined ? 0 : boxWidth
  if (at.cell.box !== undefined) drawBox(sheet, at.cell.box, { x: at.x, y: at.top + padding })
  for (const part of at.cell.parts) {
    const place = { style: part.style, x: at.x + indent, width: at.width - indent }
    put(sheet, element, {
      tag: 'P',
      text: part.text,
      at: part.link === undefined ? place : { ...place, link: part.link },
    })
  }
}

const boxWidth = 15

/** A square with a tick, a stroke, a cross or a dash, drawn as lines: no font is asked for the sign. */
function drawBox(sheet: Sheet, sign: string, at: { readonly x: number; readonly y: number }): void {
  const { x, y } = at
  decorate(sheet, (doc) => {
    doc
      .lineWidth(0.8)
      .strokeColor('#13201d')
      .rect(x, y + 1, 9, 9)
      .stroke()
    if (sign === 'yes')
      doc
        .moveTo(x + 2, y + 5.5)
        .lineTo(x + 4, y + 8)
        .lineTo(x + 7.5, y + 3)
        .stroke()
    if (sign === 'partial' || sign === 'no')
      doc
        .moveTo(x + 1.5, y + 8.5)
        .lineTo(x + 7.5, y + 2.5)
        .stroke()
    if (sign === 'no')
      doc
        .moveTo(x + 1.5, y + 2.5)
        .lineTo(x + 7.5, y + 8.5)
        .stroke()
    if (sign === 'not-applicable')
      doc
        .moveTo(x + 2, y + 5.5)
        .lineTo(x + 7, y + 5.5)
        .stroke()
  })
}

/** On later pages the header is seen, and not read out again. */
function repeatHead(sheet: Sheet, shape: TableShape, head: readonly Cell[]): void {
  const { doc } = sheet
  const top = doc.y
  const height = rowHeight(sheet, shape, head)
  decorate(sheet, () => {
    head.forEach((one, at) => {
      const { x, width } = place(sheet, shape, at)
      const [part] = one.parts
      if (part === undefined) return
      doc.font(part.style.font).fontSize(part.style.size).fillColor(part.style.colour)
      doc.text(part.text, x, top + padding, { width, lineGap: part.style.gap })
    })
  })
  doc.x = sheet.left
  doc.y = top + height
  line(sheet, doc.y, '#13201d')
}

function line(sheet: Sheet, y: number, colour: string): void {
  decorate(sheet, (doc) =>
    doc
      .lineWidth(0.5)
      .strokeColor(colour)
      .moveTo(sheet.left, y)
      .lineTo(sheet.left + sheet.width, y)
      .stroke(),
  )
}

function place(sheet: Sheet, shape: TableShape, at: number): { readonly x: number; readonly width: number } {
  const before = shape.columns.slice(0, at).reduce((sum, share) => sum + share, 0)
  return { x: sheet.left + before * sheet.width + 2, width: (shape.columns[at] ?? 0) * sheet.width - 8 }
}

function rowHeight(sheet: Sheet, shape: TableShape, cells: readonly Cell[]): number {
  return (
    Math.max(12, ...cells.map((one, at) => cellHeight(sheet, one, place(sheet, shape, at).width))) +
    2 * padding
  )
}

function cellHeight(sheet: Sheet, one: Cell, width: number): number {
  const inner = width - (one.box === undefined ? 0 : boxWidth)
  return one.parts.reduce((sum, part) => sum + partHeight(sheet, part, inner), 0)
}

function partHeight(sheet: Sheet, part: Part, width: number): number {
  return part.text === '' ? 0 : heightOf(sheet, part.text, { style: part.style, width })
}

/** The row as it is, or in slices that each fit on a page. */
function slices(sheet: Sheet, shape: TableShape, cells: readonly Cell[]): readonly (readonly Cell[])[] {
  const most = sheet.bottom - 120
  if (rowHeight(sheet, shape, cells) <= most) return [cells]
  const done: (readonly Cell[])[] = []
  let rest = cells
  while (rest.some((one) => one.parts.length > 0)) {
    const cut = rest.map((one, at) =>
      cutCell(sheet, one, { width: place(sheet, shape, at).width, most: most - 2 * padding }),
    )
    done.push(cut.map(([first]) => first))
    rest = cut.map(([, second]) => second)
  }
  return done
}

function cutCell(
  sheet: Sheet,
  one: Cell,
  room: { readonly width: number; readonly most: number },
): readonly [Cell, Cell] {
  const taken: Part[] = []
  let left = room.most
  for (const [at, part] of one.parts.entries()) {
    const height = partHeight(sheet, part, room.width)
    if (height <= left) {
      taken.push(part)
      left -= height
      continue
    }
    const length = fit(sheet, part, { width: room.width, most: left })
    if (length > 0) taken.push({ ...part, text: part.text.slice(0, length) })
    const rest = { ...part, text: part.text.slice(length) }
    return [{ ...one, parts: taken }, { parts: [rest, ...one.parts.slice(at + 1)] }]
  }
  return [{ ...one, parts: taken }, { parts: [] }]
}

/** How many characters of the part fit, by halving; at least one when the room is a whole page. */
function fit(sheet: Sheet, part: Part, room: { readonly width: number; readonly most: number }): number {
  let low = 0
  let high = part.text.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const text = part.text.slice(0, middle)
    if (heightOf(sheet, text, { style: part.style, width: room.width }) <= room.most) low = middle
    else high = middle - 1
  }
  return low
}

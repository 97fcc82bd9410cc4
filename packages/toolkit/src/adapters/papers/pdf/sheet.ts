/** The sheet that a PDF paper is drawn on: document, fonts, structure tree and the few ways to put text on it. */
import PDFDocument, { type StructElement } from 'pdfkit'
import { covered } from '../generated/coverage.ts'
import { notoSansBold } from '../generated/noto-sans-bold.ts'
import { notoSansRegular } from '../generated/noto-sans-regular.ts'
import { notoSerifItalic } from '../generated/noto-serif-italic.ts'
import { notoSerifRegular } from '../generated/noto-serif-regular.ts'

/** Serif speaks, sans operates; light values of the tokens, since paper is white. */
export const styles = {
  title: { font: 'serif', size: 21, colour: '#13201d', gap: 1 },
  section: { font: 'serif', size: 14.5, colour: '#13201d', gap: 1 },
  label: { font: 'bold', size: 9.5, colour: '#13201d', gap: 1 },
  value: { font: 'serif', size: 10.5, colour: '#13201d', gap: 2 },
  law: { font: 'italic', size: 8.5, colour: '#40504c', gap: 1 },
  text: { font: 'sans', size: 9.5, colour: '#13201d', gap: 2 },
  cell: { font: 'sans', size: 8.5, colour: '#13201d', gap: 1 },
  head: { font: 'bold', size: 8, colour: '#40504c', gap: 1 },
  basis: { font: 'sans', size: 7.5, colour: '#40504c', gap: 1 },
  gap: { font: 'sans', size: 9, colour: '#b0341a', gap: 1.5 },
  link: { font: 'serif', size: 10.5, colour: '#0a5862', gap: 2 },
} as const satisfies Readonly<Record<string, Style>>

export interface Style {
  readonly font: 'serif' | 'italic' | 'sans' | 'bold'
  /** Points. */
  readonly size: number
  readonly colour: string
  readonly gap: number
}

export interface Sheet {
  readonly doc: PDFDocument
  readonly root: StructElement
  /** Left edge and width of the text, points. */
  readonly left: number
  readonly width: number
  /** y below which nothing is drawn. */
  readonly bottom: number
  /** Text as the fonts can show it; counts what they cannot. */
  readonly printable: (text: string) => string
  /** Characters written as code points so far. */
  readonly replaced: () => number
  readonly bytes: Promise<Uint8Array>
}

export interface SheetInfo {
  readonly title: string
  readonly subject: string
  readonly creator: string
  readonly language: string
  /** RFC 3339; stands in the file instead of the clock. */
  readonly date: string
}

const margins = { top: 56, bottom: 64, left: 56, right: 56 }

/** Streams stay uncompressed: zlib's output differs between builds, and the same paper has to give the same bytes. */
export function openSheet(info: SheetInfo): Sheet {
  const date = new Date(Number.isNaN(Date.parse(info.date)) ? 0 : info.date)
  const doc = new PDFDocument({
    size: 'A4',
    margins,
    pdfVersion: '1.7',
    lang: info.language,
    tagged: true,
    subset: 'PDF/UA',
    displayTitle: true,
    compress: false,
    bufferPages: true,
    font: '',
    info: {
      Title: info.title,
      Subject: info.subject,
      Creator: info.creator,
      Producer: 'OCCTET (PDFKit)',
      CreationDate: date,
      ModDate: date,
    },
  })
  const bytes = collect(doc)
  registerFonts(doc)
  const root = doc.struct('Document')
  doc.addStructure(root)
  const { width, height } = doc.page
  const counter = createPrinter()
  return {
    doc,
    root,
    left: margins.left,
    width: width - margins.left - margins.right,
    bottom: height - margins.bottom,
    ...counter,
    bytes,
  }
}

function registerFonts(doc: PDFDocument): void {
  doc.registerFont('sans', decode(notoSansRegular))
  doc.registerFont('bold', decode(notoSansBold))
  doc.registerFont('serif', decode(notoSerifRegular))
  doc.registerFont('italic', decode(notoSerifItalic))
}

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

async function collect(doc: PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk) => void chunks.push(chunk))
    doc.on('error', reject)
    doc.on('end', () => {
      const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
      let at = 0
      for (const chunk of chunks) {
        all.set(chunk, at)
        at += chunk.length
      }
      resolve(all)
    })
  })
}

/** What no font has is written as `[U+4E2D]`: visible, and nothing is lost or replaced by a box. */
function createPrinter(): Pick<Sheet, 'printable' | 'replaced'> {
  const other = new RegExp(`[^${covered}]`, 'gu')
  let replaced = 0
  return {
    printable: (text) =>
      text.replace(other, (character) => {
        replaced++
        return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
      }),
    replaced: () => replaced,
  }
}

export function setStyle({ doc }: Sheet, style: Style): void {
  doc.font(style.font).fontSize(style.size).fillColor(style.colour)
}

interface Box {
  readonly style: Style
  readonly width: number
}

export function heightOf(sheet: Sheet, text: string, box: Box): number {
  setStyle(sheet, box.style)
  return sheet.doc.heightOfString(foldLongWords(text, box), { width: box.width, lineGap: box.style.gap })
}

/** Words longer than this are cut beforehand: pdfkit measures them letter by letter, again and again. */
const longWord = /\S{120,}/g

/** Cuts monstrous words at a length that fits however wide the letters are; all others are left to pdfkit. */
function foldLongWords(text: string, box: Box): string {
  const most = Math.max(8, Math.floor(box.width / box.style.size))
  return text.replace(longWord, (word) => word.replace(new RegExp(`.{${most}}`, 'gu'), '$&\n'))
}

/** Starts a new page unless this much fits; never inside a structure element. */
export function keep(sheet: Sheet, height: number): void {
  const { doc, bottom } = sheet
  if (doc.y + Math.min(height, bottom - margins.top) > bottom) doc.addPage()
}

export interface Place {
  readonly style: Style
  readonly x: number
  readonly width: number
  readonly align?: 'left' | 'right'
  readonly link?: string
}

/** Puts text as one structure element under `parent` at the current height; long text flows over pages, tags with it. */
export function put(
  sheet: Sheet,
  parent: StructElement,
  part: { readonly tag: string; readonly text: string; readonly at: Place },
): void {
  const { doc } = sheet
  if (part.text === '') return
  const { style, x, width, align, link } = part.at
  const element = doc.struct(part.tag)
  parent.add(element)
  const holder = link === undefined ? element : doc.struct('Link')
  if (holder !== element) element.add(holder)
  holder.add(() => {
    setStyle(sheet, style)
    doc.text(foldLongWords(part.text, { style, width }), x, doc.y, {
      width,
      lineGap: style.gap,
      align: align ?? 'left',
      underline: link !== undefined,
    })
  })
  if (link !== undefined) annotate(sheet, holder, { link, text: part.text, at: part.at })
  if (holder !== element) holder.end()
  element.end()
}

/** The clickable area over a link that was just drawn and fits on the page; its address is its description (PDF/UA, 7.18.5). */
function annotate(
  sheet: Sheet,
  holder: StructElement,
  drawn: { readonly link: string; readonly text: string; readonly at: Place },
): void {
  const { doc } = sheet
  const { style, x, width } = drawn.at
  const height = heightOf(sheet, drawn.text, { style, width })
  const top = doc.y - height
  if (top < margins.top) return
  const wide = Math.min(width, doc.widthOfString(drawn.text))
  const link = escapeUri(drawn.link)
  doc.link(x, top, wide, height, link, { structParent: holder, Contents: new String(link) })
}

/** URI actions hold 7-bit text (ISO 32000-1, 12.6.4.7); links are plain ASCII already, so this only makes sure. */
function escapeUri(link: string): string {
  return link.replace(/[^\x21-\x7e]/g, '')
}

/** Lines and boxes are decoration: marked as artifacts, so that no reader speaks them. */
export function decorate(sheet: Sheet, draw: (doc: PDFDocument) => void): void {
  const { doc } = sheet
  doc.markContent('Artifact', { type: 'Layout' })
  doc.save()
  draw(doc)
  doc.restore()
  doc.endMarkedContent()
}

export function rule(sheet: Sheet, colour: string, weight: number): void {
  const { left, width } = sheet
  const y = sheet.doc.y
  decorate(sheet, (doc) =>
    doc
      .lineWidth(weight)
      .strokeColor(colour)
      .moveTo(left, y)
      .lineTo(left + width, y)
      .stroke(),
  )
}

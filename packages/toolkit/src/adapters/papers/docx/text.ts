/** Paragraphs, runs, links and tables in WordprocessingML (ECMA-376, part 1, section 17). */
import { type Xml, nothing, xml } from './xml.ts'

/** Style ids of `parts.ts`. */
export type ParagraphStyle =
  | 'Title'
  | 'Heading1'
  | 'Heading2'
  | 'Say'
  | 'Text'
  | 'Law'
  | 'Basis'
  | 'Gap'
  | 'State'
  | 'Note'
  | 'Cell'
  | 'Head'

/** Targets of links, in order of first use: relationship `rIdL1` is the first. */
export interface Links {
  readonly idOf: (address: string) => string
  readonly all: () => readonly string[]
}

export function createLinks(): Links {
  const found: string[] = []
  return {
    idOf: (address) => {
      const at = found.indexOf(address)
      if (at >= 0) return `rIdL${at + 1}`
      found.push(address)
      return `rIdL${found.length}`
    },
    all: () => found,
  }
}

export function run(text: string, isBold = false): Xml {
  const bold = isBold ? xml`<w:rPr><w:b/></w:rPr>` : nothing
  return xml`<w:r>${bold}<w:t xml:space="preserve">${text}</w:t></w:r>`
}

export function paragraph(style: ParagraphStyle, runs: readonly Xml[], keepNext = false): Xml {
  const keep = keepNext ? xml`<w:keepNext/>` : nothing
  return xml`<w:p><w:pPr><w:pStyle w:val="${style}"/>${keep}</w:pPr>${runs}</w:p>`
}

export function line(style: ParagraphStyle, text: string): Xml {
  return paragraph(style, [run(text)])
}

/** A list item, kept with its basis where it says something; numbering definitions 1 (bullets) and 2 (figures) stand in `numbering.xml`. */
export function listItem(style: ParagraphStyle, runs: readonly Xml[], list: 1 | 2): Xml {
  const keep = style === 'Say' ? xml`<w:keepNext/>` : nothing
  return xml`<w:p><w:pPr><w:pStyle w:val="${style}"/>${keep}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr></w:pPr>${runs}</w:p>`
}

/** The address is a relationship of the document, never part of its markup. */
export function link(links: Links, address: string): Xml {
  return xml`<w:hyperlink r:id="${links.idOf(address)}"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t xml:space="preserve">${address}</w:t></w:r></w:hyperlink>`
}

/** Twentieths of a point; the text of an A4 page with the margins of `parts.ts`. */
export const textWidth = 9640

export interface DocxTable {
  /** Shares of the width; their sum is 1. */
  readonly columns: readonly number[]
  /** Names of the columns; the row repeats on each page. None: no header row. */
  readonly head: readonly string[]
  /** Paragraphs of each cell. */
  readonly rows: readonly (readonly (readonly Xml[])[])[]
  readonly caption: string
}

export function table(shape: DocxTable): Xml {
  const widths = shape.columns.map((share) => Math.round(share * textWidth))
  const grid = widths.map((width) => xml`<w:gridCol w:w="${width}"/>`)
  const row = (cells: readonly (readonly Xml[])[], properties: Xml): Xml =>
    xml`<w:tr><w:trPr><w:cantSplit/>${properties}</w:trPr>${cells.map((cell, at) => tableCell(cell, widths[at] ?? 0))}</w:tr>`
  const head =
    shape.head.length === 0
      ? nothing
      : row(
          shape.head.map((text) => [line('Head', text)]),
          xml`<w:tblHeader/>`,
        )
  const look =
    shape.head.length === 0
      ? xml`<w:tblLook w:firstRow="0" w:firstColumn="1" w:noHBand="1" w:noVBand="1"/>`
      : xml`<w:tblLook w:firstRow="1" w:firstColumn="1" w:noHBand="1" w:noVBand="1"/>`
  return xml`<w:tbl><w:tblPr><w:tblStyle w:val="PaperTable"/><w:tblW w:w="${textWidth}" w:type="dxa"/><w:tblLayout w:type="fixed"/>${look}<w:tblCaption w:val="${shape.caption}"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${head}${shape.rows.map((cells) => row(cells, nothing))}</w:tbl><w:p><w:pPr><w:pStyle w:val="Basis"/></w:pPr></w:p>`
}

/** A cell must hold a paragraph, even an empty one (17.4.65). */
function tableCell(content: readonly Xml[], width: number): Xml {
  const paragraphs = content.length === 0 ? [line('Cell', '')] : content
  return xml`<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraphs}</w:tc>`
}

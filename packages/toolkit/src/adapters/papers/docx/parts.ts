/** The fixed parts of a DOCX package: content types, relationships, styles, numbering, header with watermark, footer. Data, mostly. */
import { formatArticle, isDraft, type PaperWords } from '../../../documents/index.ts'
import type { ParagraphStyle } from './text.ts'
import { nothing, type Xml, xml } from './xml.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export const namespaces: Xml = {
  xml: 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"',
}

export function toPart(body: Xml): string {
  return `${declaration}${body.xml}`
}

const wordMl = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export function contentTypes(): Xml {
  const override = (name: string, type: string): Xml =>
    xml`<Override PartName="/${name}" ContentType="${type}"/>`
  return xml`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
    override('word/document.xml', `${wordMl}.document.main+xml`),
    override('word/styles.xml', `${wordMl}.styles+xml`),
    override('word/numbering.xml', `${wordMl}.numbering+xml`),
    override('word/settings.xml', `${wordMl}.settings+xml`),
    override('word/header1.xml', `${wordMl}.header+xml`),
    override('word/footer1.xml', `${wordMl}.footer+xml`),
    override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
  ]}</Types>`
}

export function packageRelations(): Xml {
  return xml`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
}

/** Links are external targets; their addresses are plain https (`toLink`). */
export function documentRelations(links: readonly string[]): Xml {
  const inner = ['styles', 'numbering', 'settings'].map(
    (name, at) => xml`<Relationship Id="rId${at + 1}" Type="${relations}/${name}" Target="${name}.xml"/>`,
  )
  const outer = links.map(
    (address, at) =>
      xml`<Relationship Id="rIdL${at + 1}" Type="${relations}/hyperlink" Target="${address}" TargetMode="External"/>`,
  )
  return xml`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}<Relationship Id="rIdH" Type="${relations}/header" Target="header1.xml"/><Relationship Id="rIdF" Type="${relations}/footer" Target="footer1.xml"/>${outer}</Relationships>`
}

export function coreProperties({ paper, t }: PaperWords, title: string): Xml {
  const date = Number.isNaN(Date.parse(paper.date))
    ? '1970-01-01T00:00:00Z'
    : `${new Date(paper.date).toISOString().slice(0, 19)}Z`
  return xml`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${title}</dc:title><dc:subject>${formatArticle({ paper, t }, paper.article)}</dc:subject><dc:creator>OCCTET</dc:creator><dc:language>${paper.language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${date}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${date}</dcterms:modified></cp:coreProperties>`
}

export function settings(language: string): Xml {
  return xml`<w:settings ${namespaces}><w:defaultTabStop w:val="708"/><w:themeFontLang w:val="${language}"/></w:settings>`
}

interface StyleRow {
  readonly id: ParagraphStyle
  readonly name: string
  readonly font: 'Georgia' | 'Segoe UI'
  /** Half points. */
  readonly size: number
  readonly colour: string
  /** Twentieths of a point before and after. */
  readonly space: readonly [number, number]
  readonly look?: 'bold' | 'italic'
  /** Outline level of headings. */
  readonly level?: number
  /** A frame around it, or a bar to its left. */
  readonly frame?: 'dashed' | 'single' | 'bar'
}

const styleRows: readonly StyleRow[] = [
  { id: 'Title', name: 'Title', font: 'Georgia', size: 44, colour: '13201D', space: [0, 160] },
  {
    id: 'Heading1',
    name: 'heading 1',
    font: 'Georgia',
    size: 30,
    colour: '13201D',
    space: [360, 120],
    level: 0,
  },
  {
    id: 'Heading2',
    name: 'heading 2',
    font: 'Segoe UI',
    size: 20,
    colour: '13201D',
    space: [200, 20],
    look: 'bold',
    level: 1,
  },
  { id: 'Say', name: 'Say', font: 'Georgia', size: 21, colour: '13201D', space: [20, 40] },
  { id: 'Text', name: 'Text', font: 'Segoe UI', size: 19, colour: '13201D', space: [40, 80] },
  { id: 'Law', name: 'Law', font: 'Georgia', size: 17, colour: '40504C', space: [0, 20], look: 'italic' },
  { id: 'Basis', name: 'Basis', font: 'Segoe UI', size: 16, colour: '40504C', space: [0, 60] },
  { id: 'Gap', name: 'Gap', font: 'Segoe UI', size: 18, colour: 'B0341A', space: [20, 40], frame: 'dashed' },
  {
    id: 'State',
    name: 'State',
    font: 'Segoe UI',
    size: 20,
    colour: '13201D',
    space: [120, 120],
    look: 'bold',
    frame: 'single',
  },
  { id: 'Note', name: 'Note', font: 'Segoe UI', size: 19, colour: '13201D', space: [80, 120], frame: 'bar' },
  { id: 'Cell', name: 'Cell', font: 'Segoe UI', size: 18, colour: '13201D', space: [20, 20] },
  { id: 'Head', name: 'Head', font: 'Segoe UI', size: 16, colour: '40504C', space: [20, 20], look: 'bold' },
]

export function stylesPart(language: string): Xml {
  return xml`<w:styles ${namespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Segoe UI" w:hAnsi="Segoe UI" w:cs="Segoe UI"/><w:sz w:val="19"/><w:lang w:val="${language}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${styleRows.map(styleXml)}<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0A5862"/><w:u w:val="single"/></w:rPr></w:style><w:style w:type="table" w:styleId="PaperTable"><w:name w:val="Paper Table"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="13201D"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="CFD8D5"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="CFD8D5"/></w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>`
}

function styleXml(row: StyleRow): Xml {
  const keep = row.level === undefined ? nothing : xml`<w:keepNext/>`
  const level = row.level === undefined ? nothing : xml`<w:outlineLvl w:val="${row.level}"/>`
  const look = row.look === 'bold' ? xml`<w:b/>` : row.look === 'italic' ? xml`<w:i/>` : nothing
  return xml`<w:style w:type="paragraph" w:styleId="${row.id}"><w:name w:val="${row.name}"/><w:basedOn w:val="Normal"/><w:pPr>${keep}${frameXml(row.frame)}<w:spacing w:before="${row.space[0]}" w:after="${row.space[1]}"/>${level}</w:pPr><w:rPr><w:rFonts w:ascii="${row.font}" w:hAnsi="${row.font}" w:cs="${row.font}"/>${look}<w:color w:val="${row.colour}"/><w:sz w:val="${row.size}"/></w:rPr></w:style>`
}

function frameXml(frame: StyleRow['frame']): Xml {
  if (frame === undefined) return nothing
  if (frame === 'bar')
    return xml`<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="74827F"/></w:pBdr>`
  const colour = frame === 'dashed' ? 'B0341A' : '13201D'
  const side = (name: string): Xml => ({
    xml: `<w:${name} w:val="${frame}" w:sz="6" w:space="4" w:color="${colour}"/>`,
  })
  return xml`<w:pBdr>${['top', 'left', 'bottom', 'right'].map(side)}</w:pBdr>`
}

export function numberingPart(): Xml {
  const definition = (id: number, format: string, text: string): Xml =>
    xml`<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="260"/></w:pPr></w:lvl></w:abstractNum>`
  return xml`<w:numbering ${namespaces}>${[definition(1, 'bullet', '•'), definition(2, 'decimal', '%1.')]}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>`
}

/** The watermark stands in the header, so that it lies behind every page, as word processors do it themselves. */
export function headerPart({ paper, t }: PaperWords): Xml {
  const mark = isDraft(paper)
    ? xml`<w:r><w:pict><v:shape id="PaperWatermark" type="#_x0000_t136" alt="${t('paper.watermark')}" style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:140pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#c8d0cd" stroked="f"><v:fill opacity=".35"/><v:textpath style="font-family:&quot;Segoe UI&quot;;font-size:1pt;font-weight:bold" string="${t('paper.watermark')}"/></v:shape></w:pict></w:r><w:r><w:rPr><w:b/><w:color w:val="B0341A"/><w:sz w:val="16"/></w:rPr><w:t xml:space="preserve">${t('paper.watermark')}  </w:t></w:r>`
    : nothing
  const shapeType = isDraft(paper)
    ? xml`<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype></w:pict></w:r>`
    : nothing
  return xml`<w:hdr ${namespaces}><w:p><w:pPr><w:pStyle w:val="Basis"/></w:pPr>${shapeType}${mark}</w:p></w:hdr>`
}

/** Name of the paper, and `page of pages` as fields that the word processor fills. */
export function footerPart({ t }: PaperWords, title: string): Xml {
  const [before = '', between = '', after = ''] = t('paper.page', { page: '\u0001', pages: '\u0001' }).split(
    '\u0001',
  )
  const text = (value: string): Xml => xml`<w:r><w:t xml:space="preserve">${value}</w:t></w:r>`
  const figure = (name: string): Xml =>
    xml`<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
  return xml`<w:ftr ${namespaces}><w:p><w:pPr><w:pStyle w:val="Basis"/><w:tabs><w:tab w:val="right" w:pos="9640"/></w:tabs></w:pPr>${text(title)}<w:r><w:tab/></w:r>${[text(before), figure('PAGE'), text(between), figure('NUMPAGES'), text(after)]}</w:p></w:ftr>`
}

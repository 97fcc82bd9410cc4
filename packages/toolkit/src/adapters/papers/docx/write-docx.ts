/** A paper as DOCX (ECMA-376, transitional): headings, real tables with header rows, links, watermark on drafts. */
import { strToU8, zipSync } from 'fflate'
import {
  cleanText,
  footLine,
  headRows,
  isDraft,
  missingRows,
  type Paper,
  type PaperWords,
  stateLines,
  wordsOf,
} from '../../../documents/index.ts'
import { type DocxContext, toBlockXml } from './blocks.ts'
import {
  contentTypes,
  coreProperties,
  documentRelations,
  footerPart,
  headerPart,
  namespaces,
  numberingPart,
  packageRelations,
  settings,
  stylesPart,
  toPart,
} from './parts.ts'
import { createLinks, line, paragraph, run, table } from './text.ts'
import { type Xml, xml } from './xml.ts'

/** First moment that a zip can name; no clock, so that the same paper gives the same bytes. */
const zipTime = new Date(1980, 0, 1)

export function packPaperDocx(paper: Paper): Uint8Array {
  const words = wordsOf(paper)
  const context: DocxContext = { words, links: createLinks() }
  const draft = isDraft(paper) ? `[${words.t('paper.watermark')}] ` : ''
  const title = cleanText(`${draft}${paper.title}: ${paper.product.name}`)
  const body = documentPart(context)
  const parts: readonly (readonly [string, Xml])[] = [
    ['[Content_Types].xml', contentTypes()],
    ['_rels/.rels', packageRelations()],
    ['docProps/core.xml', coreProperties(words, title)],
    ['word/document.xml', body],
    ['word/_rels/document.xml.rels', documentRelations(context.links.all())],
    ['word/styles.xml', stylesPart(paper.language)],
    ['word/numbering.xml', numberingPart()],
    ['word/settings.xml', settings(paper.language)],
    ['word/header1.xml', headerPart(words)],
    ['word/footer1.xml', footerPart(words, title.slice(0, 120))],
  ]
  const files = Object.fromEntries(parts.map(([name, part]) => [name, strToU8(toPart(part))]))
  return zipSync(files, { level: 6, mtime: zipTime })
}

function documentPart(context: DocxContext): Xml {
  const { words } = context
  const { paper } = words
  const sections = paper.sections.flatMap((section) => [
    line('Heading1', cleanText(section.heading)),
    ...section.blocks.flatMap((block) => toBlockXml(context, block)),
  ])
  return xml`<w:document ${namespaces}><w:body>${[...head(words), ...sections, ...missing(words), line('Basis', footLine(words))]}<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/><w:footerReference w:type="default" r:id="rIdF"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1133" w:bottom="1134" w:left="1133" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`
}

function head(words: PaperWords): readonly Xml[] {
  const { paper, t } = words
  return [
    line('Title', cleanText(paper.title)),
    table({
      columns: [0.24, 0.76],
      head: [],
      caption: t('paper.product'),
      rows: headRows(words).map(([label, value]) => [[line('Head', label)], [line('Cell', value)]]),
    }),
    paragraph('State', [run(stateLines(words).join(' '))]),
  ]
}

function missing(words: PaperWords): readonly Xml[] {
  const { t } = words
  const rows = missingRows(words)
  if (rows.length === 0) return []
  return [
    line('Heading1', t('paper.missingTitle')),
    table({
      columns: [0.36, 0.2, 0.3, 0.14],
      head: [t('paper.label'), t('paper.article'), t('paper.where'), t('paper.state')],
      caption: t('paper.missingTitle'),
      rows: rows.map((row) => row.map((text) => [line('Cell', text)])),
    }),
  ]
}

/** The blocks of a paper as WordprocessingML. */
import {
  type Block,
  basisLines,
  type CheckItem,
  type CheckState,
  cleanText,
  formatArticle,
  formatBasis,
  foundLines,
  isGap,
  type PaperWords,
  type Statement,
  toLink,
} from '../../../documents/index.ts'
import { type Links, line, link, listItem, paragraph, run, table } from './text.ts'
import { type Xml, xml } from './xml.ts'

export interface DocxContext {
  readonly words: PaperWords
  readonly links: Links
}

export function toBlockXml(context: DocxContext, block: Block): readonly Xml[] {
  const { words } = context
  switch (block.kind) {
    case 'paragraph':
      return [line('Text', cleanText(block.text))]
    case 'list':
      return block.items.map((item) => listItem('Text', [run(cleanText(item))], block.isOrdered ? 2 : 1))
    case 'notice':
      return [line('Note', cleanText(block.text))]
    case 'statement':
      return statement(context, block)
    case 'key-values':
      return [keyValues(context, block.rows)]
    case 'checklist':
      return [checklist(context, block.items)]
    case 'table':
      return dataTable(context, block)
    case 'signature':
      return [signature(words, block)]
    default:
      return block satisfies never
  }
}

function statement(context: DocxContext, one: Statement): readonly Xml[] {
  const { words } = context
  const head = [
    paragraph('Heading2', [run(cleanText(one.label))], true),
    paragraph('Law', [run(formatArticle(words, one.article))], true),
  ]
  if (isGap(one)) {
    const found = foundLines(words, one).map((text) => listItem('Basis', [run(text)], 1))
    return [...head, line('Gap', formatBasis(words, one.basis)), ...found]
  }
  const [only] = one.value
  const said =
    one.value.length === 1
      ? [paragraph('Say', [value(context, only)], true)]
      : one.value.map((text) => listItem('Say', [value(context, text)], 1))
  return [...head, ...said, line('Basis', basisLines(words, one).join('; '))]
}

function value({ links }: DocxContext, text: string): Xml {
  const address = toLink(text)
  return address === undefined ? run(cleanText(text)) : link(links, address)
}

function keyValues(context: DocxContext, rows: readonly Statement[]): Xml {
  const { words } = context
  const { t } = words
  return table({
    columns: [0.24, 0.42, 0.34],
    head: [t('paper.label'), t('paper.value'), t('paper.basis')],
    caption: t('paper.contents'),
    rows: rows.map((row) => [
      [paragraph('Cell', [run(cleanText(row.label), true)])],
      isGap(row)
        ? [line('Gap', formatBasis(words, row.basis))]
        : row.value.map((text) => paragraph('Cell', [value(context, text)])),
      [
        line('Law', formatArticle(words, row.article)),
        ...(isGap(row) ? [] : [line('Basis', basisLines(words, row).join('; '))]),
      ],
    ]),
  })
}

/** Ballot boxes (U+2610 to U+2612) for done, open and refused; the word stands beside them. */
const boxes: Readonly<Record<CheckState, string>> = {
  yes: '\u2611',
  partial: '\u2610',
  no: '\u2612',
  'not-applicable': '\u2013',
  open: '\u2610',
}

function checklist({ words }: DocxContext, items: readonly CheckItem[]): Xml {
  const { t } = words
  return table({
    columns: [0.16, 0.5, 0.34],
    head: [t('paper.state'), t('paper.label'), t('paper.basis')],
    caption: t('section.checklist'),
    rows: items.map((item) => {
      const isMissing = item.basis.kind === 'missing'
      const basis = formatBasis(words, item.basis)
      return [
        [line('Cell', `${boxes[item.state]} ${t(`state.${item.state}`)}`)],
        [
          line('Cell', cleanText(item.text)),
          ...(isMissing ? [line('Gap', basis)] : []),
          ...foundLines(words, item).map((text) => line('Basis', text)),
        ],
        [line('Law', formatArticle(words, item.article)), ...(isMissing ? [] : [line('Basis', basis)])],
      ]
    }),
  })
}

function dataTable(
  { words }: DocxContext,
  block: Extract<Block, { readonly kind: 'table' }>,
): readonly Xml[] {
  const share = 1 / Math.max(1, block.columns.length)
  const caption = `${cleanText(block.caption)} (${formatArticle(words, block.article)})`
  return [
    paragraph('Heading2', [run(caption)], true),
    table({
      columns: block.columns.map(() => share),
      head: block.columns.map(cleanText),
      caption,
      rows: block.rows.map((row) => row.map((text) => [line('Cell', cleanText(text))])),
    }),
    line('Basis', formatBasis(words, block.basis)),
  ]
}

function signature(words: PaperWords, block: Extract<Block, { readonly kind: 'signature' }>): Xml {
  const { t } = words
  const name = [block.name, block.function].filter(Boolean).join(', ')
  const cell = (text: string): readonly Xml[] => [
    xml`<w:p><w:pPr><w:pStyle w:val="Cell"/><w:spacing w:before="600"/></w:pPr>${run(cleanText(text))}</w:p>`,
  ]
  return table({
    columns: [0.33, 0.34, 0.33],
    head: [
      t('sign.place'),
      t('sign.name'),
      `${t('sign.signature')} (${formatArticle(words, block.article)})`,
    ],
    caption: t('section.signature'),
    rows: [[cell(block.place ?? ''), cell(name), cell('')]],
  })
}

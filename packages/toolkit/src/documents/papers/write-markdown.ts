/** A paper as Markdown (CommonMark 0.31 with GFM tables): every outside text is escaped, every statement names its basis. */
import { escapeMarkdown } from './markdown-text.ts'
import {
  type Basis,
  type Block,
  type CheckItem,
  isGap,
  type Paper,
  type Section,
  type Statement,
} from './model.ts'
import {
  basisLines,
  cleanText,
  footLine,
  formatArticle,
  formatBasis,
  foundLines,
  headRows,
  isDraft,
  missingRows,
  type PaperWords,
  stateLines,
  toLink,
  wordsOf,
} from './words.ts'

export function writePaperMarkdown(paper: Paper): string {
  const words = wordsOf(paper)
  const parts = [
    `# ${watermark(words)}${text(paper.title)}`,
    `> **${stateLines(words).map(text).join('** ')}${isDraft(paper) ? '' : '**'}`,
    table(
      headRows(words)[0]?.map(() => '') ?? [],
      headRows(words).map(([label, value]) => [`**${text(label)}**`, text(value)]),
    ),
    ...paper.sections.map((section) => formatSection(words, section)),
    ...gapList(words),
    '---',
    text(footLine(words)),
  ]
  return `${parts.join('\n\n')}\n`
}

function text(value: string): string {
  return escapeMarkdown(cleanText(value))
}

/** Drafts say so in every heading, so that no part of one reads as final when it is copied. */
function watermark({ paper, t }: PaperWords): string {
  return isDraft(paper) ? `[${t('paper.watermark')}] ` : ''
}

function formatSection(words: PaperWords, section: Section): string {
  const blocks = section.blocks.map((block) => formatBlock(words, block))
  return [`## ${watermark(words)}${text(section.heading)}`, ...blocks].join('\n\n')
}

function formatBlock(words: PaperWords, block: Block): string {
  const { t } = words
  switch (block.kind) {
    case 'paragraph':
      return text(block.text)
    case 'list':
      return block.items.map((item, at) => `${block.isOrdered ? `${at + 1}.` : '-'} ${text(item)}`).join('\n')
    case 'notice':
      return `> ${block.tone === 'warning' ? '**!** ' : ''}${text(block.text)}`
    case 'statement':
      return formatStatement(words, block)
    case 'key-values':
      return keyValues(words, block.rows)
    case 'checklist':
      return block.items.map((item) => formatCheck(words, item)).join('\n')
    case 'table':
      return [
        `**${text(block.caption)}** (${text(formatArticle(words, block.article))})`,
        table(
          block.columns.map(text),
          block.rows.map((row) => row.map(text)),
        ),
        `*${text(formatBasis(words, block.basis))}*`,
      ].join('\n\n')
    case 'signature':
      return table([t('sign.place'), t('sign.name'), t('sign.signature')].map(text), [
        [text(block.place ?? ''), text([block.name, block.function].filter(Boolean).join(', ')), ''],
      ])
    default:
      return block satisfies never
  }
}

function formatStatement(words: PaperWords, statement: Statement): string {
  const head = `### ${text(statement.label)}\n\n*${text(formatArticle(words, statement.article))}*`
  if (isGap(statement)) return [head, gapText(words, statement)].join('\n\n')
  const lines = statement.value.map(value)
  const body = lines.length === 1 ? (lines[0] ?? '') : lines.map((line) => `- ${line}`).join('\n')
  return [head, body, basis(words, statement)].join('\n\n')
}

function value(line: string): string {
  const link = toLink(line)
  return link === undefined ? text(line) : `<${link}>`
}

function basis(words: PaperWords, statement: Statement): string {
  return `*${basisLines(words, statement).map(text).join('; ')}*`
}

function gapText(words: PaperWords, statement: Extract<Statement, { readonly found: unknown }>): string {
  const found = foundLines(words, statement).map((line) => `\n> - ${text(line)}`)
  return `> **${text(words.t('paper.missing'))}:** ${gapLine(words, statement)}${found.join('')}`
}

function gapLine({ t }: PaperWords, statement: { readonly basis: Basis }): string {
  if (statement.basis.kind !== 'missing') return ''
  return text(`${statement.basis.what} ${t('paper.where')}: ${statement.basis.where}.`)
}

function keyValues(words: PaperWords, rows: readonly Statement[]): string {
  const { t } = words
  const columns = [t('paper.label'), t('paper.value'), t('paper.article'), t('paper.basis')].map(text)
  return table(
    columns,
    rows.map((row) => [
      text(row.label),
      isGap(row) ? `**${text(t('paper.missing'))}**` : row.value.map(value).join('; '),
      text(formatArticle(words, row.article)),
      isGap(row) ? gapLine(words, row) : basis(words, row),
    ]),
  )
}

function formatCheck(words: PaperWords, item: CheckItem): string {
  const { t } = words
  const box = item.state === 'yes' ? '[x]' : '[ ]'
  const found = foundLines(words, item).map((line) => `\n  - ${text(line)}`)
  const rest =
    item.basis.kind === 'missing' ? gapLine(words, item) : `*${text(formatBasis(words, item.basis))}*`
  return `- ${box} ${text(item.text)} *${text(formatArticle(words, item.article))}* **${text(t(`state.${item.state}`))}**\n  - ${rest}${found.join('')}`
}

function gapList(words: PaperWords): readonly string[] {
  const { t } = words
  const rows = missingRows(words)
  if (rows.length === 0) return []
  const columns = [t('paper.label'), t('paper.article'), t('paper.where'), t('paper.state')].map(text)
  return [
    `## ${watermark(words)}${text(t('paper.missingTitle'))}`,
    table(
      columns,
      rows.map((row) => row.map(text)),
    ),
  ]
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}

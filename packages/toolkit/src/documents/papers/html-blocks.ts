/** The blocks of a paper as markup: what is said on the left, article and basis in the margin on the right. */
import { type Html, html } from '@occtet/ui'
import {
  type Basis,
  type Block,
  type CheckItem,
  type CheckState,
  type GapStatement,
  isGap,
  type Statement,
} from './model.ts'
import {
  basisLines,
  cleanText,
  formatArticle,
  formatBasis,
  foundLines,
  type PaperWords,
  toLink,
} from './words.ts'

export function renderBlock(words: PaperWords, block: Block): Html {
  const { t } = words
  switch (block.kind) {
    case 'paragraph':
      return html`<p class="say">${block.text}</p>`
    case 'list': {
      const items = block.items.map((item) => html`<li>${item}</li>`)
      return block.isOrdered ? html`<ol class="say">${items}</ol>` : html`<ul class="say">${items}</ul>`
    }
    case 'notice':
      return html`<p class="note ${block.tone}" role="note">${block.text}</p>`
    case 'statement':
      return renderStatement(words, block)
    case 'key-values':
      return renderKeyValues(words, block.rows)
    case 'checklist':
      return html`<ul class="checks">${block.items.map((item) => renderCheck(words, item))}</ul>`
    case 'table':
      return renderTable(words, block)
    case 'signature':
      return html`<div class="sign"><div><b>${block.place}</b>${t('sign.place')}</div><div><b>${[block.name, block.function].filter(Boolean).join(', ')}</b>${t('sign.name')}</div><div><b></b>${t('sign.signature')} <span class="law">${formatArticle(words, block.article)}</span></div></div>`
    default:
      return block satisfies never
  }
}

function renderStatement(words: PaperWords, statement: Statement): Html {
  const why = basisLines(words, statement).map((line) => html`<span>${line}</span><br>`)
  const body = isGap(statement) ? renderGap(words, statement) : renderValue(statement.value)
  return html`<div class="st-row"><div class="say"><h3>${statement.label}</h3>${body}</div><p class="why"><span class="art">${formatArticle(words, statement.article)}</span>${why}</p></div>`
}

function renderValue(lines: readonly string[]): Html {
  const [only] = lines
  if (lines.length === 1 && only !== undefined) return html`<p>${renderLine(only)}</p>`
  return html`<ul>${lines.map((line) => html`<li>${renderLine(line)}</li>`)}</ul>`
}

function renderLine(line: string): Html | string {
  const link = toLink(line)
  return link === undefined ? cleanText(line) : html`<a href="${link}" rel="noreferrer nofollow">${link}</a>`
}

function renderGap(words: PaperWords, statement: GapStatement): Html {
  const { t } = words
  const found = foundLines(words, statement)
  const list = found.length > 0 && html`<ul>${found.map((line) => html`<li>${line}</li>`)}</ul>`
  return html`<div class="gap"><b>${t('paper.missing')}.</b> ${cleanText(statement.basis.what)} <br>${t('paper.where')}: ${cleanText(statement.basis.where)}.${list}</div>`
}

function renderKeyValues(words: PaperWords, rows: readonly Statement[]): Html {
  const { t } = words
  const body = rows.map((row) => {
    const value = isGap(row)
      ? renderGap(words, row)
      : row.value.map((line, at) => html`${at > 0 && html`<br>`}${renderLine(line)}`)
    const why = basisLines(words, row).join('; ')
    return html`<tr><th scope="row">${row.label}</th><td>${value}</td><td class="b"><span class="law">${formatArticle(words, row.article)}</span><br>${why}</td></tr>`
  })
  return html`<div class="wide"><table class="kv"><thead><tr><th scope="col">${t('paper.label')}</th><th scope="col">${t('paper.value')}</th><th scope="col">${t('paper.basis')}</th></tr></thead><tbody>${body}</tbody></table></div>`
}

function renderTable(words: PaperWords, block: Extract<Block, { readonly kind: 'table' }>): Html {
  const head = block.columns.map((column) => html`<th scope="col">${column}</th>`)
  const body = block.rows.map(
    ([first, ...rest]) =>
      html`<tr><th scope="row">${cleanText(first ?? '')}</th>${rest.map((cell) => html`<td>${cleanText(cell)}</td>`)}</tr>`,
  )
  return html`<div class="wide" tabindex="0" role="group" aria-label="${block.caption}"><table><caption>${block.caption} <span class="law">${formatArticle(words, block.article)}</span></caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div><p class="src">${formatBasis(words, block.basis)}</p>`
}

const signs: Readonly<Record<CheckState, string>> = {
  yes: '✓',
  partial: '/',
  no: '✗',
  'not-applicable': '–',
  open: '',
}

function renderCheck(words: PaperWords, item: CheckItem): Html {
  const { t } = words
  const found = foundLines(words, item)
  const list = found.length > 0 && html`<ul class="q">${found.map((line) => html`<li>${line}</li>`)}</ul>`
  return html`<li><span class="box" aria-hidden="true">${signs[item.state]}</span><div><p>${item.text}</p>${renderReason(words, item.basis)}${list}</div><p class="why"><span class="art">${formatArticle(words, item.article)}</span><b>${t(`state.${item.state}`)}</b><br>${item.basis.kind === 'missing' ? '' : formatBasis(words, item.basis)}</p></li>`
}

function renderReason({ t }: PaperWords, basis: Basis): Html | undefined {
  if (basis.kind !== 'missing') return undefined
  return html`<p class="gap"><b>${t('paper.missing')}.</b> ${cleanText(basis.what)} ${t('paper.where')}: ${cleanText(basis.where)}.</p>`
}

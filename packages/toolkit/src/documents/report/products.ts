/** The products of a tree that holds several: how much is their own, what is open in each, and how to look at one alone. */
import { clip, drawSharedBar, type Html, html, severityMark } from '@occtet/ui'
import { commandFor, listProducts, nameProduct, type ProductLine } from '../story/products.ts'
import { type ReportContext, renderSection } from './context.ts'

/** Rows that the page holds; the number is always the whole one, and `summary.json` has all. */
const shownRows = 200

/** Nothing where the tree holds one product at most, or the report is about one. */
export function renderProducts(context: ReportContext): Html | undefined {
  const { input, known, t } = context
  const { lines, inNone } = listProducts(input, known)
  if (lines.length === 0) return undefined
  const longest = Math.max(...lines.map(({ components }) => components))
  const rest = lines.length - shownRows
  const rows = lines.slice(0, shownRows).map((line) => renderRow(context, line, longest))
  const body = html`<p class="dim">${t('products.text')}${inNone > 0 && html` ${t('products.none', { n: inNone })}`}</p><div class="card"><table class="cards prod"><caption class="vh">${t('nav.products')}</caption><thead><tr><th scope="col">${t('products.product')}</th><th scope="col">${t('products.components')}</th><th scope="col">${t('products.findings')}</th><th scope="col">${t('products.command')}</th></tr></thead><tbody>${rows}</tbody></table></div>${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}`
  return renderSection(
    'products',
    { name: t('nav.products'), answer: t('products.answer', { n: lines.length }) },
    body,
  )
}

/** Beneath the headline: what the figures of the page are about. */
export function renderScope({ input, t }: ReportContext): Html | undefined {
  const n = input.inventory.products?.length ?? 0
  if (n === 0) return undefined
  return html`<p class="scope"><a href="#products">${t('products.see', { n })}</a></p>`
}

function renderRow(context: ReportContext, line: ProductLine, longest: number): Html {
  const { t } = context
  const { product, components, shared } = line
  const { path, basis } = product
  const folder =
    path === undefined
      ? html`<span class="q">${t('products.noFolder')}</span>`
      : html`<code>${clip(path, 200)}</code>`
  const own = components - shared
  return html`<tr><th scope="row"><strong>${clip(nameProduct(product), 120)}</strong><br>${folder}${basis === 'folder' && html`<br><span class="q">${t('products.folderOnly')}</span>`}</th><td data-l="${t('products.components')}">${t('number', { n: components })}${drawSharedBar({ own, shared }, longest)}<span class="q">${t('products.split', { own, shared })}</span></td><td data-l="${t('products.findings')}">${renderFindings(context, line)}</td><td data-l="${t('products.command')}"><code>${clip(commandFor(product), 300)}</code></td></tr>`
}

function renderFindings({ t, known }: ReportContext, line: ProductLine): Html {
  const { state, malicious, levels, silent } = line
  const doubt = silent > 0 && html`<span class="q blk">${t('products.silent', { n: silent })}</span>`
  switch (state) {
    case 'unknown':
      return html`<span class="unk">${t('unknown')}</span>${doubt}`
    case 'clean':
    case 'floor':
      return html`${t(`products.${state}`)}${doubt}`
    case 'found': {
      const marks = levels.map(
        ({ level, n }) =>
          html`<li class="s-${level}">${severityMark(level)} ${t('products.count', { word: t(`level.${level}`), n })}</li>`,
      )
      const stop =
        malicious > 0 &&
        html`<li><span class="tag stop">${t('products.count', { word: t('malicious.word'), n: malicious })}</span></li>`
      return html`${known.isAtLeast && html`<span class="q blk">${t('products.atLeast')}</span>`}<ul class="sevs">${stop}${marks}</ul>${doubt}`
    }
    default:
      return state satisfies never
  }
}

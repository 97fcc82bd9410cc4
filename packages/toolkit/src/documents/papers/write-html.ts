/** A paper as one self-contained page: no script, no network, its own style by hash (CSP Level 3, section 2.3.1). */
import { type Html, html, rawHtml } from '@occtet/ui'
import { sha256 } from '../../base/index.ts'
import { renderBlock } from './html-blocks.ts'
import { formatPaperStyle } from './html-style.ts'
import type { Paper, Section } from './model.ts'
import { footLine, headRows, isDraft, missingRows, type PaperWords, stateLines, wordsOf } from './words.ts'

/** All outside text goes through the escaping template; the same paper gives the same bytes. */
export function writePaperHtml(paper: Paper): string {
  const words = wordsOf(paper)
  const page = html`<!doctype html>
<html lang="${paper.language}">${renderHead(words)}<body><a class="skip" href="#main">${words.t('paper.skip')}</a>${renderMark(words)}
<div class="sheet"><header>${renderTitle(words)}</header>
${renderContents(words)}<main id="main" tabindex="-1">
${renderState(words)}${paper.sections.map((section) => renderSection(words, section))}${renderMissing(words)}</main>
<footer class="q">${footLine(words)}</footer></div>
</body></html>
`
  return page.html
}

function renderHead({ paper, t }: PaperWords): Html {
  const style = formatPaperStyle()
  const hash = `sha256-${btoa(String.fromCharCode(...sha256(style)))}`
  const policy = `default-src 'none';style-src '${hash}';img-src data:;base-uri 'none';form-action 'none'`
  const draft = isDraft(paper) ? `[${t('paper.watermark')}] ` : ''
  return html`<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${rawHtml(policy)}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>${draft}${paper.title}: ${paper.product.name}</title><link rel="icon" href="data:,">${rawHtml(`<style>${style}</style>`)}</head>
`
}

/** Behind the text on screen, and on every page in print, because it is fixed. */
function renderMark({ paper, t }: PaperWords): Html | undefined {
  if (!isDraft(paper)) return undefined
  return html`<div class="mark" aria-hidden="true" data-word="${t('paper.watermark')}"></div>`
}

function renderTitle(words: PaperWords): Html {
  const rows = headRows(words).map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)
  return html`<h1>${words.paper.title}</h1><dl class="head">${rows}</dl>`
}

function renderState(words: PaperWords): Html {
  const [first, ...rest] = stateLines(words)
  const kind = isDraft(words.paper) ? 'state draft' : 'state'
  return html`<p class="${kind}" role="note"><strong>${first}</strong> ${rest.join(' ')}</p>`
}

function renderContents({ paper, t }: PaperWords): Html | undefined {
  if (paper.sections.length < 4) return undefined
  const rows = paper.sections.map((section) => html`<li><a href="#${section.id}">${section.heading}</a></li>`)
  return html`<nav class="toc" aria-label="${t('paper.contents')}"><ol>${rows}</ol></nav>
`
}

function renderSection(words: PaperWords, section: Section): Html {
  const blocks = section.blocks.map((block) => renderBlock(words, block))
  return html`<section aria-labelledby="${section.id}"><h2 id="${section.id}">${section.heading}</h2>${blocks}</section>
`
}

function renderMissing(words: PaperWords): Html | undefined {
  const { t } = words
  const rows = missingRows(words)
  if (rows.length === 0) return undefined
  const body = rows.map(
    ([label, ref, where, need]) =>
      html`<tr><th scope="row">${label}</th><td>${ref}</td><td>${where}</td><td>${need}</td></tr>`,
  )
  return html`<section aria-labelledby="missing"><h2 id="missing">${t('paper.missingTitle')}</h2><div class="wide" tabindex="0" role="group" aria-labelledby="missing"><table><thead><tr><th scope="col">${t('paper.label')}</th><th scope="col">${t('paper.article')}</th><th scope="col">${t('paper.where')}</th><th scope="col">${t('paper.state')}</th></tr></thead><tbody>${body}</tbody></table></div></section>
`
}

/** The report: one self-contained page, the same bytes for the same input, that works without script and network. */
import {
  chartPatterns,
  clip,
  formatDate,
  formatTime,
  type Html,
  html,
  markSymbols,
  rawHtml,
  ringMark,
} from '@occtet/ui'
import { sha256 } from '../../base/index.ts'
import { reportClient } from '../generated/report-client.ts'
import type { ReportInput } from '../input.ts'
import { formatProduct } from '../story/headline.ts'
import { sayMoreAttacks } from '../story/triage-words.ts'
import { renderComponents } from './components.ts'
import { createContext, findingsInOrder, isSilent, type ReportContext } from './context.ts'
import { formatDataBlock, packRows, toReportData } from './data.ts'
import type { PackedBlock } from './data-types.ts'
import { renderFiles } from './files.ts'
import { renderFindings } from './findings.ts'
import { renderLicences } from './licences.ts'
import { renderLifecycle } from './lifecycle.ts'
import { renderOverview } from './overview.ts'
import { renderPolicy } from './policy.ts'
import { renderProducts } from './products.ts'
import { renderRequirements } from './requirements.ts'
import { renderSources } from './sources.ts'
import { formatReportStyle } from './style.ts'
import { clientWords } from './words.ts'

/** `report.html` as text. All outside text is escaped; the policy in the page lets nothing but its own style and script run. */
export function renderReport(input: ReportInput): string {
  const context = createContext(input)
  const page = html`<!doctype html>
<html lang="${input.language}">${renderHead(context)}<body>${markSymbols()}${chartPatterns()}<a class="skip" href="#main">${context.t('skip')}</a>
<div class="app">${renderRail(context)}<div>${renderTop(context)}<main id="main" tabindex="-1">
${renderOverview(context)}${renderProducts(context)}${renderFindings(context)}${renderComponents(context)}${renderLifecycle(context)}${renderLicences(context)}${renderPolicy(context)}${renderRequirements(context)}${renderSources(context)}${renderFiles(context)}<p class="q end">${context.t('page.end', { version: clip(input.toolVersion, 40) })}</p></main></div></div>
${rawHtml(`<script type="application/json" id="data">${formatDataBlock(toBlock(context))}</script><script>${reportClient}</script>`)}
</body></html>
`
  return page.html
}

function renderHead({ input, t }: ReportContext): Html {
  const style = formatReportStyle()
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(reportClient)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join(';')
  return html`<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${rawHtml(policy)}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><title>${t('page.title', { product: formatProduct(input) })}</title><link rel="icon" href="data:,">${rawHtml(`<style>${style}</style>`)}</head>
`
}

/** Content Security Policy Level 3, section 2.3.1: hash-source. */
function hashOf(text: string): string {
  return `sha256-${btoa(String.fromCharCode(...sha256(text)))}`
}

function renderRail(context: ReportContext): Html {
  const { known, t } = context
  const hasAnswer = known.verdict === 'found' || known.verdict === 'clean'
  const findings = known.malicious.length + known.vulnerabilities.length
  const products = context.input.inventory.products?.length ?? 0
  const link = (
    id:
      | 'overview'
      | 'products'
      | 'findings'
      | 'components'
      | 'lifecycle'
      | 'licences'
      | 'policy'
      | 'requirements'
      | 'sources'
      | 'files',
    count?: string,
  ): Html =>
    html`<a href="#${id}"${['products', 'lifecycle', 'licences', 'policy', 'files'].includes(id) && rawHtml(' class="far"')}><span>${t(`nav.${id}`)}</span>${count !== undefined && html`<b>${count}</b>`}</a>`
  const number = (n: number): string => t('number', { n })
  return html`<nav class="rail" aria-label="${t('nav.label')}"><p class="brand">${ringMark()}<span>OCCTET</span></p>${link('overview')}${products > 0 && link('products', number(products))}${link('findings', hasAnswer ? number(findings) : '?')}${link('components', number(known.components.length))}${context.input.lifecycle !== undefined && link('lifecycle', number(context.input.lifecycle.rows.length))}${link('licences')}${context.input.policy !== undefined && link('policy', number(context.input.policy.report.failed.length))}${link('requirements')}${link('sources', number(known.sources.length))}${link('files', number(context.input.inventory.files.length))}<p class="foot">${t('page.foot')}</p></nav>`
}

function renderTop({ input, t }: ReportContext): Html {
  const date = formatDate(input.language, input.generatedAt)
  return html`<header class="top"><strong>${formatProduct(input)}</strong><span class="q"><time datetime="${input.generatedAt}">${date}, ${formatTime(input.generatedAt)}</time> · ${t('page.by', { version: clip(input.toolVersion, 40) })}</span></header>`
}

function toBlock(context: ReportContext): PackedBlock {
  const { input, known } = context
  const findings = findingsInOrder(known)
  const data = toReportData(input.inventory, findings, {
    isSilent: (component) => isSilent(context, component),
    attacksOf: (finding) => sayMoreAttacks(finding, context.t),
  })
  return {
    language: input.language,
    product: formatProduct(input),
    words: clientWords(input.language),
    ...data,
    c: packRows(data.c),
  }
}

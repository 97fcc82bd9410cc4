/** The components: table (first page drawn here, the rest by the script) and tree. */
import { clip, type Html, html, toPurlLabel } from '@occtet/ui'
import { compareCodeUnits } from '../../base/index.ts'
import type { Component } from '../../model/index.ts'
import { isSilent, type ReportContext, renderSection } from './context.ts'

/** Rows for readers without script and for paper; the whole list stands in `sbom.cdx.json`. */
const printedComponents = 200

export function renderComponents(context: ReportContext): Html {
  const { known, t } = context
  const direct = known.components.filter((component) => component.relation === 'direct').length
  const answer = t(known.components.length === 0 ? 'components.answerNone' : 'components.answer', {
    n: known.components.length,
    direct,
  })
  const body =
    known.components.length === 0 ? html`<p class="dim">${t('components.empty')}</p>` : renderBody(context)
  return renderSection('components', { name: t('nav.components'), answer }, body)
}

function renderBody(context: ReportContext): Html {
  const { known, t } = context
  const shown = known.components.toSorted(byRelation).slice(0, printedComponents)
  const rest = known.components.length - shown.length
  return html`<div class="ctl" id="c-ctl" hidden><div role="tablist" aria-label="${t('components.view')}" class="seg"><button type="button" class="btn" role="tab" id="tab-table" aria-controls="c-table" aria-selected="true">${t('components.table')}</button><button type="button" class="btn" role="tab" id="tab-tree" aria-controls="c-tree" aria-selected="false" tabindex="-1">${t('components.tree')}</button></div>${renderFilters(context)}</div>
<p class="q" id="c-live" role="status"></p><div id="c-table"><div class="card"><table class="cards ct"><caption class="vh">${t('caption.components')}</caption><thead><tr><th scope="col" data-sort="name">${t('column.package')}</th><th scope="col" data-sort="relation">${t('column.where')}</th><th scope="col" data-sort="license">${t('column.license')}</th><th scope="col" data-sort="evidence">${t('column.evidence')}</th><th scope="col" data-sort="findings" class="num">${t('column.findings')}</th></tr></thead><tbody id="c-rows">${shown.map((component) => renderRow(context, component))}</tbody></table></div>${
    rest > 0 &&
    html`<p class="q" id="c-rest">${t('components.capped', { n: shown.length, all: known.components.length })}</p>`
  }<nav class="pager" id="c-pager" aria-label="${t('pager.label')}" hidden><button type="button" class="btn" id="c-prev">${t('pager.previous')}</button><span id="c-page"></span><button type="button" class="btn" id="c-next">${t('pager.next')}</button></nav></div><div id="c-tree" role="tabpanel" aria-labelledby="tab-tree" hidden></div>`
}

function renderFilters({ known, t }: ReportContext): Html {
  const types = [...new Set(known.components.map((component) => toPurlLabel(component.purl).type))].sort(
    compareCodeUnits,
  )
  const option = (value: string, word: string): Html => html`<option value="${value}">${word}</option>`
  return html`<label class="grow">${t('filter.text')}<input type="search" id="c-q" autocomplete="off" spellcheck="false"></label><label>${t('filter.type')}<select id="c-type">${option('', t('filter.all'))}${types.map((type) => option(clip(type, 40), clip(type, 40)))}</select></label><label>${t('filter.show')}<select id="c-show">${option('', t('filter.all'))}${option('direct', t('relation.direct'))}${option('transitive', t('relation.transitive'))}${option('shipped', t('why.shipped'))}${option('development', t('why.development'))}${option('findings', t('filter.withFindings'))}${option('unresolved', t('filter.unresolved'))}${option('nolicense', t('filter.noLicense'))}</select></label>`
}

function renderRow(context: ReportContext, component: Component): Html {
  const { t, counts } = context
  const { type, name, version } = toPurlLabel(component.purl)
  const place = component.evidence[0]
  const found = counts.get(component.purl) ?? 0
  return html`<tr><th scope="row"><span class="pk mono">${clip(name, 120)}<i>${version !== '' && `@${clip(version, 60)}`}</i></span> <span class="q">${type}</span>${!component.isVersionResolved && html` <span class="tag">${t('components.unresolved', { requirement: clip(component.requirement ?? '', 40) })}</span>`}</th><td>${t(`relation.${component.relation}`)}, ${t(`scope.${component.scope}`)}</td><td data-l="${t('column.license')}">${component.licenses.length === 0 ? html`<span class="unk">${t('unknown')}</span>` : clip(component.licenses.join(', '), 120)}</td><td class="mono xs" data-l="${t('column.evidence')}">${place !== undefined && `${clip(place.path, 120)}:${place.line}`}</td><td class="num" data-l="${t('column.findings')}">${found === 0 && isSilent(context, component) ? t('unknown') : found}</td></tr>
`
}

function byRelation(a: Component, b: Component): number {
  return Number(b.relation === 'direct') - Number(a.relation === 'direct') || compareCodeUnits(a.purl, b.purl)
}

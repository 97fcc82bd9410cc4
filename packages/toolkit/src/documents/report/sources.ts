/** Data sources: how much each holds, how old it is, and about which components nothing can be said. */
import { clip, drawAgeBars, type Freshness, formatDate, type Html, html, toPurlLabel } from '@occtet/ui'
import { compareCodeUnits } from '../../base/index.ts'
import type { SourceStatus, UnknownComponent, UnknownReason } from '../../model/index.ts'
import { daysOld, type ReportContext, renderSection } from './context.ts'

/** Unknown components named per reason; their number is always the whole one. */
const shownUnknown = 60

export function renderSources(context: ReportContext): Html {
  const { known, t } = context
  const body = html`${known.sources.length > 0 && renderTable(context)}${renderUnknown(context)}`
  return renderSection('sources', { name: t('nav.sources'), answer: sourcesAnswer(context) }, body)
}

export function freshnessOf(source: SourceStatus): Freshness {
  return source.isStale ? 'old' : 'fresh'
}

/** "3 days old", "today", "age unknown". */
export function formatAge({ t }: ReportContext, days: number | undefined): string {
  if (days === undefined) return t('age.unknown')
  return days === 0 ? t('age.today') : t('age.days', { n: days })
}

function sourcesAnswer(context: ReportContext): string {
  const { known, t } = context
  if (known.sources.length === 0) return t('sources.answerNone')
  const ages = known.sources
    .map((source) => daysOld(context, source.asOf))
    .filter((days) => days !== undefined)
  const records = known.sources.reduce((sum, source) => sum + source.records, 0)
  if (ages.length === 0) return t('sources.answerNoAge', { n: known.sources.length, records })
  return t('sources.answer', { n: known.sources.length, records, days: Math.max(...ages) })
}

function renderTable(context: ReportContext): Html {
  const { known, t } = context
  const rows = known.sources.map((source) => renderRow(context, source))
  return html`<div class="card scroll" role="region" tabindex="0" aria-label="${t('nav.sources')}"><table class="cards"><thead><tr><th scope="col">${t('sources.name')}</th><th scope="col">${t('sources.age')}</th><th scope="col" class="num">${t('sources.records')}</th><th scope="col">${t('sources.covers')}</th><th scope="col">${t('sources.license')}</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

function renderRow(context: ReportContext, source: SourceStatus): Html {
  const { t, input } = context
  const age = formatAge(context, daysOld(context, source.asOf))
  const covers = source.covers.length > 0 ? clip(source.covers.join(', '), 300) : t('sources.coversNone')
  return html`<tr><th scope="row"><strong>${clip(source.name, 80)}</strong></th><td><span class="agecell">${drawAgeBars([freshnessOf(source)])} ${age}${source.isStale && html` <span class="tag time">${t('sources.stale')}</span>`}</span><span class="q">${t('sources.asOf', { date: formatDate(input.language, source.asOf) })}${
    source.newestRecord !== undefined &&
    html`<br>${t('sources.newest', { date: formatDate(input.language, source.newestRecord) })}`
  }</span></td><td class="num" data-l="${t('sources.records')}">${t('number', { n: source.records })}</td><td data-l="${t('sources.covers')}">${covers}</td><td data-l="${t('sources.license')}">${clip(source.license ?? t('unknown'), 80)}</td></tr>`
}

function renderUnknown(context: ReportContext): Html | undefined {
  const { known, t } = context
  if (known.unknown.length === 0) return undefined
  const groups = new Map<UnknownReason, UnknownComponent[]>()
  for (const component of known.unknown) {
    const group = groups.get(component.reason)
    if (group === undefined) groups.set(component.reason, [component])
    else group.push(component)
  }
  const list = [...groups]
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .map(([reason, group]) => renderGroup(context, reason, group))
  return html`<h3 class="sub">${t('unknown.title', { n: known.unknown.length })}</h3><p class="dim">${t('unknown.text')}</p><div class="card">${list}</div>`
}

function renderGroup({ t }: ReportContext, reason: UnknownReason, group: readonly UnknownComponent[]): Html {
  const rest = group.length - shownUnknown
  const names = group.slice(0, shownUnknown).map(({ purl, detail }) => {
    const { name, version } = toPurlLabel(purl)
    return html`<li><code>${clip(name, 120)}${version !== '' && `@${clip(version, 60)}`}</code>${detail !== undefined && html` <span class="q">${clip(detail, 200)}</span>`}</li>`
  })
  return html`<details class="fold"><summary><strong>${t('number', { n: group.length })}</strong> ${t(`unknown.${reason}`)}</summary><ul class="flow">${names}</ul>${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}</details>`
}

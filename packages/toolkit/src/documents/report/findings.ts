/** The table of findings: readable without script and on paper; the script adds sorting, filters and the detail. */
import { advisoryLinks, clip, type Html, html, severityMark, toPurlLabel } from '@occtet/ui'
import type { Finding } from '../../model/index.ts'
import { foreign, type ReportContext, renderSection } from './context.ts'

export function renderFindings(context: ReportContext): Html {
  const { known, t } = context
  const body = html`${known.malicious.length > 0 && renderMalicious(context)}${known.vulnerabilities.length > 0 && renderVulnerabilities(context)}${known.notices.length > 0 && renderNotices(context)}`
  return renderSection('findings', { name: t('nav.findings'), answer: findingsAnswer(context) }, body)
}

function findingsAnswer(context: ReportContext): string {
  const { known, t } = context
  const fixable = known.vulnerabilities.filter((finding) => finding.fix.nearest !== undefined).length
  switch (known.verdict) {
    case 'no-components':
    case 'no-data':
    case 'unknown':
      return t('findings.answerUnknown', { n: known.components.length })
    case 'clean':
      return t('findings.answerNone', { n: known.checked })
    case 'found':
      return t(known.isAtLeast ? 'findings.answerAtLeast' : 'findings.answer', {
        n: known.vulnerabilities.length,
        fixable,
      })
    default:
      return known.verdict satisfies never
  }
}

function renderMalicious(context: ReportContext): Html {
  const { known, t } = context
  const rows = known.malicious.map((finding) => renderRow(context, finding))
  return html`<div class="card alarm"><div class="hd"><h3>${t('malicious.title', { n: known.malicious.length })}</h3></div><p class="pad">${t('malicious.text')}</p>${renderTable(context, 'malicious', rows)}</div>`
}

function renderVulnerabilities(context: ReportContext): Html {
  const { known, t } = context
  const rows = known.vulnerabilities.map((finding) => renderRow(context, finding))
  const option = (value: string, word: string): Html => html`<option value="${value}">${word}</option>`
  const levels = (['critical', 'high', 'medium', 'low', 'none', 'unknown'] as const).map((level) =>
    option(level, t(`level.${level}`)),
  )
  return html`<div class="ctl" id="f-ctl" hidden><label class="grow">${t('filter.text')}<input type="search" id="f-q" autocomplete="off" spellcheck="false"></label><label>${t('filter.severity')}<select id="f-sev">${option('', t('filter.all'))}${levels}</select></label><label>${t('filter.scope')}<select id="f-scope">${option('', t('filter.all'))}${option('shipped', t('why.shipped'))}${option('development', t('why.development'))}${option('direct', t('relation.direct'))}${option('transitive', t('relation.transitive'))}</select></label></div>
<p class="q" id="f-live" role="status"></p><div class="card">${renderTable(context, 'vulnerabilities', rows)}</div><p class="more"><button type="button" class="btn" id="f-more" hidden></button></p><p class="q">${t('findings.order')}</p>`
}

function renderNotices(context: ReportContext): Html {
  const { known, t } = context
  const rows = known.notices.map((finding) => renderRow(context, finding))
  return html`<h3 class="sub">${t('notices.title', { n: known.notices.length })}</h3><p class="dim">${t('notices.text')}</p><div class="card">${renderTable(context, 'notices', rows)}</div>`
}

function renderTable({ t }: ReportContext, id: string, rows: readonly Html[]): Html {
  const column = (key: 'severity' | 'package' | 'vulnerability' | 'fix' | 'where'): Html =>
    html`<th scope="col" data-sort="${key}">${t(`column.${key}`)}</th>`
  return html`<table class="cards ft" id="t-${id}"><caption class="vh">${t(`caption.${id === 'malicious' ? 'malicious' : id === 'notices' ? 'notices' : 'vulnerabilities'}`)}</caption><thead><tr>${column('severity')}${column('package')}${column('vulnerability')}${column('fix')}${column('where')}</tr></thead><tbody>${rows}</tbody></table>`
}

function renderRow(context: ReportContext, finding: Finding): Html {
  const { t, rows } = context
  const index = rows.get(finding) ?? 0
  const { name, version } = toPurlLabel(finding.purl)
  const level = finding.isMalicious
    ? html`<span class="tag stop">${t('malicious.word')}</span>`
    : finding.informational === undefined
      ? html`<span class="nw s-${finding.level}">${severityMark(finding.level)} ${t(`level.${finding.level}`)}</span>${finding.score !== undefined && html` <span class="q blk">${t('score', { n: finding.score })}</span>`}`
      : html`<span class="tag">${clip(finding.informational, 60)}</span>`
  return html`<tr id="f-${index}"><td>${level}</td><th scope="row"><span class="pk mono">${clip(name, 120)}<i>@${clip(version, 60)}</i></span></th><td>${renderId(finding.group)}${finding.summary !== undefined && html` <span class="sum">${foreign(context, clip(finding.summary, 160))}</span>`}</td><td data-l="${t('column.fix')}">${renderFix(context, finding)}</td><td>${t(`relation.${finding.relation}`)}, ${t(`scope.${finding.scope}`)}</td></tr>
`
}

function renderId(id: string): Html {
  const link = advisoryLinks(id)[0]
  const text = clip(id, 80)
  return link === undefined
    ? html`<code>${text}</code>`
    : html`<a class="mono" href="${link.href}" rel="noreferrer">${text}</a>`
}

function renderFix({ t }: ReportContext, { fix, purl, isMalicious }: Finding): Html {
  if (isMalicious || fix.kind === 'remove') return html`${t('fix.remove')}`
  if (fix.kind === 'none-known' || fix.nearest === undefined)
    return html`<span class="unk">${t('fix.none')}</span>`
  const nearest = html`<span class="mono">${clip(fix.nearest, 60)}</span>`
  if (fix.direct === undefined || fix.direct === purl) return nearest
  return html`${nearest} <span class="q">${t('fix.via', { name: clip(toPurlLabel(fix.direct).name, 80) })}</span>`
}

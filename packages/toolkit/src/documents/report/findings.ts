/** The findings in the order of the queue: readable without script and on paper; the script adds sorting, filters, detail. */
import { type Html, html } from '@occtet/ui'
import { type Finding, type PriorityGroup, priorityGroups } from '../../model/index.ts'
import { isDecided } from '../story/decided.ts'
import { type ReportContext, renderSection } from './context.ts'
import { renderFilters } from './filters.ts'
import { renderRow } from './finding-row.ts'

export function renderFindings(context: ReportContext): Html {
  const { known, t } = context
  const hasQueue = known.vulnerabilities.length + known.closed.length > 0
  const body = html`${known.malicious.length > 0 && renderMalicious(context)}${hasQueue && renderQueue(context)}${known.notices.length > 0 && renderNotices(context)}`
  return renderSection('findings', { name: t('nav.findings'), answer: findingsAnswer(context) }, body)
}

function findingsAnswer(context: ReportContext): string {
  const { known, t } = context
  const decided = known.closed.length
  const values = {
    n: known.vulnerabilities.length,
    fixable: known.vulnerabilities.filter((finding) => finding.fix.nearest !== undefined).length,
    decided,
  }
  switch (known.verdict) {
    case 'no-components':
    case 'no-data':
    case 'unknown':
      return withDecided(context, t('findings.answerUnknown', { n: known.components.length }))
    case 'clean':
      return withDecided(context, t('findings.answerNone', { n: known.checked }))
    case 'found':
      if (decided > 0)
        return t(known.isAtLeast ? 'findings.answerOpenAtLeast' : 'findings.answerOpen', values)
      return t(known.isAtLeast ? 'findings.answerAtLeast' : 'findings.answer', values)
    default:
      return known.verdict satisfies never
  }
}

function withDecided({ known, t }: ReportContext, answer: string): string {
  return known.closed.length === 0
    ? answer
    : `${answer} ${t('headline.alsoDecided', { n: known.closed.length })}`
}

function renderMalicious(context: ReportContext): Html {
  const { known, t } = context
  return html`<div class="card alarm"><div class="hd"><h3>${t('malicious.title', { n: known.malicious.length })}</h3></div><p class="pad">${t('malicious.text')}</p>${renderTable(context, 'malicious', renderRows(context, known.malicious))}</div>`
}

function renderQueue(context: ReportContext): Html {
  const { known, t } = context
  const open = known.vulnerabilities.filter((finding) => !isDecided(finding))
  const isQueued = open.some(({ priority }) => priority !== undefined)
  const body = isQueued ? renderGroups(context, open) : renderRows(context, open)
  const table =
    open.length > 0 && html`<div class="card">${renderTable(context, 'vulnerabilities', body)}</div>`
  return html`${renderFilters(context)}
<p class="q" id="f-live" role="status"></p>${table}<p class="more"><button type="button" class="btn" id="f-more" hidden></button></p>${renderDecided(context)}<p class="q">${t(isQueued ? 'findings.queue' : 'findings.order')}</p>`
}

/** Each group is a row group of one table, so that columns stay where the eye learned them. */
function renderGroups(context: ReportContext, open: readonly Finding[]): Html {
  const { t } = context
  const groups = priorityGroups
    .map((group) => ({ group, findings: open.filter((finding) => groupOf(finding) === group) }))
    .filter(({ findings }) => findings.length > 0)
    .map(
      ({ group, findings }) =>
        html`<tbody><tr class="gh"><th colspan="5" scope="rowgroup">${t(`group.${group}`)} <b>${t('number', { n: findings.length })}</b></th></tr>${findings.map((finding) => renderRow(context, finding))}</tbody>`,
    )
  return html`${groups}`
}

/** A finding that was not put in order stands with the rest. */
function groupOf({ priority }: Finding): PriorityGroup {
  return priority?.group ?? 'rest'
}

/** Closed, so that it does not stand in the way, and counted, so that it is not forgotten. */
function renderDecided(context: ReportContext): Html | undefined {
  const { known, decided, t } = context
  if (decided.length === 0) return undefined
  const closed = known.closed.length
  const count = t('decided.count', { closed, planned: decided.length - closed })
  return html`<details class="card fold" id="decided"><summary><strong>${t('group.decided')} ${t('number', { n: decided.length })}</strong> <span class="q">${count}</span></summary>${renderTable(context, 'decided', renderRows(context, decided))}</details>`
}

function renderNotices(context: ReportContext): Html {
  const { known, t } = context
  return html`<h3 class="sub">${t('notices.title', { n: known.notices.length })}</h3><p class="dim">${t('notices.text')}</p><div class="card">${renderTable(context, 'notices', renderRows(context, known.notices))}</div>`
}

function renderRows(context: ReportContext, findings: readonly Finding[]): Html {
  return html`<tbody>${findings.map((finding) => renderRow(context, finding))}</tbody>`
}

function renderTable(
  { t }: ReportContext,
  id: 'malicious' | 'vulnerabilities' | 'decided' | 'notices',
  bodies: Html,
): Html {
  const column = (key: 'severity' | 'package' | 'vulnerability' | 'fix' | 'where'): Html =>
    html`<th scope="col" data-sort="${key}">${t(`column.${key}`)}</th>`
  return html`<table class="cards ft" id="t-${id}"><caption class="vh">${t(`caption.${id}`)}</caption><thead><tr>${column('severity')}${column('package')}${column('vulnerability')}${column('fix')}${column('where')}</tr></thead>${bodies}</table>`
}

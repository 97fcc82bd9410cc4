/** Runtimes, systems and frameworks: until when their makers support them, worst first, each with its source and places. */
import { clip, formatDate, type Html, html, type StatusMark, statusMark } from '@occtet/ui'
import type { LifecycleRow, LifecycleStatus } from '../../lifecycle/index.ts'
import { type ReportContext, renderSection } from './context.ts'

/** Rows that the page holds; the number is always the whole one, and `lifecycle.json` has all. */
const shownRows = 200
/** Places named for each row. */
const shownPlaces = 4

const marks: Readonly<Record<LifecycleStatus, StatusMark>> = {
  supported: 'whole',
  'security-only': 'part',
  ended: 'gap',
  unknown: 'unknown',
}

/** Colours of the statuses of files, which these are like. */
const colours: Readonly<Record<LifecycleStatus, string>> = {
  supported: 'parsed',
  'security-only': 'partial',
  ended: 'unreadable',
  unknown: 'unsupported',
}

/** Nothing where nobody looked: the page then has no such section. */
export function renderLifecycle(context: ReportContext): Html | undefined {
  const { input, t } = context
  const { lifecycle } = input
  if (lifecycle === undefined) return undefined
  const { rows, asOf, isOld } = lifecycle
  const count = (status: LifecycleStatus): number => rows.filter((row) => row.status === status).length
  const answer =
    rows.length === 0
      ? t('lifecycle.answerNone')
      : t('lifecycle.answer', { n: count('ended'), all: rows.length, unknown: count('unknown') })
  const rest = rows.length - shownRows
  const body = html`<p class="dim">${t('lifecycle.text', { date: formatDate(input.language, asOf) })}${isOld && html` <strong>${t('lifecycle.old')}</strong>`}</p>${rows.length > 0 && renderTable(context, rows.slice(0, shownRows))}${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}`
  return renderSection('lifecycle', { name: t('nav.lifecycle'), answer }, body)
}

function renderTable(context: ReportContext, rows: readonly LifecycleRow[]): Html {
  const { t } = context
  return html`<div class="card"><table class="cards"><caption class="vh">${t('nav.lifecycle')}</caption><thead><tr><th scope="col">${t('lifecycle.product')}</th><th scope="col">${t('lifecycle.status')}</th><th scope="col">${t('lifecycle.ends')}</th><th scope="col">${t('lifecycle.places')}</th></tr></thead><tbody>${rows.map((row) => renderRow(context, row))}</tbody></table></div>`
}

function renderRow(context: ReportContext, row: LifecycleRow): Html {
  const { t } = context
  const places = row.places
    .slice(0, shownPlaces)
    .map(({ path, line }) => html`<li><code>${clip(path, 200)}:${String(line)}</code></li>`)
  const rest = row.places.length - places.length
  return html`<tr><th scope="row"><strong>${clip(row.name, 80)}</strong> <span class="mono">${clip(row.version, 60)}</span></th><td><span class="st fs-${colours[row.status]}">${statusMark(marks[row.status])}${t(`lifecycle.${row.status}`)}</span>${row.doubt !== undefined && html`<br><span class="q">${t(`lifecycle.${row.doubt}`)}</span>`}</td><td data-l="${t('lifecycle.ends')}">${renderEnds(context, row)}<span class="q">${t(`lifecycle.by.${row.checked}`)} <span class="mono">${clip(row.source, 200)}</span></span></td><td data-l="${t('lifecycle.places')}"><ul class="names">${places}</ul>${rest > 0 && html`<p class="q">${t('list.more', { n: rest })}</p>`}</td></tr>`
}

function renderEnds({ input, t }: ReportContext, { supportEnds, securityEnds }: LifecycleRow): Html {
  const day = (date: string): string => formatDate(input.language, date)
  return html`${supportEnds !== undefined && supportEnds !== securityEnds && html`${t('lifecycle.supportEnds', { date: day(supportEnds) })}<br>`}${securityEnds !== undefined && html`${t('lifecycle.securityEnds', { date: day(securityEnds) })}<br>`}`
}

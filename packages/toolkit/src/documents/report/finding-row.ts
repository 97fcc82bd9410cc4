/** One finding as a row: how bad, attacks, the flaw and why it stands here, what was decided, the fix, and where it is used. */
import { advisoryLinks, clip, type Html, html, severityMark, toPurlLabel } from '@occtet/ui'
import { sayReasons } from '../../matching/index.ts'
import { type Finding, isExploited } from '../../model/index.ts'
import { sayEpss, sayExploited, sayReach } from '../story/triage-words.ts'
import { foreign, type ReportContext } from './context.ts'
import { renderDecision } from './decision.ts'

export function renderRow(context: ReportContext, finding: Finding): Html {
  const { t, rows } = context
  const index = rows.get(finding) ?? 0
  const { name, version } = toPurlLabel(finding.purl)
  return html`<tr id="f-${index}"><td>${renderLevel(context, finding)}${!finding.isMalicious && renderAttacks(context, finding)}</td><th scope="row"><span class="pk mono">${clip(name, 120)}<i>${version !== '' && `@${clip(version, 60)}`}</i></span></th><td>${renderId(finding.group)}${finding.summary !== undefined && html` <span class="sum">${foreign(context, clip(finding.summary, 160))}</span>`}${renderWhy(context, finding)}${renderDecision(context, finding)}</td><td data-l="${t('column.fix')}">${renderFix(context, finding)}</td><td>${t(`relation.${finding.relation}`)}, ${t(`scope.${finding.scope}`)}<span class="q blk">${sayReach(finding.reachability, t)}</span></td></tr>
`
}

function renderLevel({ t }: ReportContext, finding: Finding): Html {
  if (finding.isMalicious) return html`<span class="tag stop">${t('malicious.word')}</span>`
  if (finding.informational !== undefined)
    return html`<span class="tag">${clip(finding.informational, 60)}</span>`
  return html`<span class="nw s-${finding.level}">${severityMark(finding.level)} ${t(`level.${finding.level}`)}</span>${finding.score !== undefined && html` <span class="q blk">${t('score', { n: finding.score })}</span>`}`
}

function renderAttacks({ t }: ReportContext, finding: Finding): Html {
  const isHot = isExploited(finding) === true
  return html`${isHot && html` <span class="tag stop">${t('exploit.tag')}</span>`} <span class="q blk">${sayExploited(finding, t)}<br>${sayEpss(finding.exploitation, t)}</span>`
}

/** The facts that decided its place, in the language of the report. */
function renderWhy({ input }: ReportContext, { priority }: Finding): Html | undefined {
  if (priority === undefined) return undefined
  return html`<span class="why">${clip(sayReasons(priority.reasons, input.language), 600)}</span>`
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

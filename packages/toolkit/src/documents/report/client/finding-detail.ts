/** The detail of one finding, in a fixed order, so that the eye learns it: why, who says so, what to do, where. */
import {
  advisoryLinks,
  clip,
  drawVersionAxis,
  formatDate,
  type Html,
  html,
  severityMark,
  toPurlLabel,
} from '@occtet/ui'
import type { FindingRow, MatchRow } from '../data-types.ts'
import type { Page } from './page.ts'

/** Axes drawn; further ranges stand in the table of sources. */
const shownAxes = 3

export function drawFinding(page: Page, finding: FindingRow): Html {
  const { t } = page
  return html`<div>${section(t('client.why'), drawWhy(page, finding))}${section(t('client.says'), drawSources(page, finding))}${section(t('client.severity'), drawSeverity(page, finding))}${finding.e !== undefined && section(t('client.exploited'), html`<ul>${finding.e.map((line) => html`<li>${line}</li>`)}</ul>`)}${section(t('client.where'), drawWhere(page, finding))}${finding.h !== undefined && section(t('client.reach'), drawReach(page, finding.h))}${section(t('client.fix'), drawFix(page, finding))}${section(t('client.ids'), drawIds(page, finding))}</div>`
}

export function section(title: string, body: Html): Html {
  return html`<div class="dsec"><h3>${title}</h3><div>${body}</div></div>`
}

/** Files and lines of a component, by turns in the row. */
export function drawEvidence(page: Page, component: number): Html {
  const places = page.block.c[component]?.[5] ?? []
  const items: Html[] = []
  for (let i = 0; i + 1 < places.length && items.length < 20; i += 2) {
    items.push(html`<code>${page.block.p[places[i] ?? -1] ?? ''}:${places[i + 1]}</code><br>`)
  }
  const rest = places.length / 2 - items.length
  return html`${items}${rest > 0 && page.t('client.andMore', { n: rest })}`
}

function drawWhy(page: Page, finding: FindingRow): Html {
  const { t, block } = page
  const { version } = toPurlLabel(page.purlOf(finding.c))
  const first = finding.m[0]
  if (first === undefined) return html`${t('unknown')}`
  const say = first.k === 'range' ? 'client.whyRange' : 'client.whyVersions'
  const seen = new Set<string>()
  const axes = finding.m.filter((match) => {
    const key = JSON.stringify([match.i, match.f, match.l])
    return match.k === 'range' && !seen.has(key) && seen.add(key)
  })
  return html`<p>${t(say, { version, source: block.s[first.s] ?? '' })}</p>${axes.slice(0, shownAxes).map((match) => drawAxis(page, match, version))}`
}

function drawAxis(page: Page, match: MatchRow, version: string): Html {
  const { t } = page
  const introduced = match.i === undefined || match.i === '0' ? undefined : clip(match.i, 24)
  const end = endOf(match)
  const until =
    end === undefined
      ? t('client.axisOnward')
      : t(end.kind === 'fixed' ? 'client.axisTo' : 'client.axisThrough', { version: end.version })
  const label = t('client.axisLabel', { from: introduced ?? t('client.axisStart'), to: until, version })
  return drawVersionAxis({
    introduced,
    end,
    yours: clip(version, 24),
    words: {
      fromStart: t('client.axisStart'),
      yours: t('client.axisYours'),
      fixed: t('client.axisFixed'),
      lastAffected: t('client.axisLast'),
      noEnd: t('client.axisOpen'),
      label,
    },
  })
}

function endOf(match: MatchRow): { version: string; kind: 'fixed' | 'lastAffected' } | undefined {
  if (match.f !== undefined) return { version: clip(match.f, 24), kind: 'fixed' }
  return match.l === undefined ? undefined : { version: clip(match.l, 24), kind: 'lastAffected' }
}

function drawSources({ t, block }: Page, finding: FindingRow): Html {
  const rows = finding.m.map(
    (match) =>
      html`<tr><th scope="row">${block.s[match.s]}<br>${drawId(match.r)}</th><td data-l="${t('client.range')}"><code>${match.t}</code></td><td data-l="${t('client.digest')}"><code class="xs">${match.d}</code></td></tr>`,
  )
  return html`<table class="cards"><thead><tr><th scope="col">${t('client.source')}</th><th scope="col">${t('client.range')}</th><th scope="col">${t('client.digest')}</th></tr></thead><tbody>${rows}</tbody></table>`
}

function drawSeverity({ t, block }: Page, finding: FindingRow): Html {
  if (finding.y.length === 0) return html`<p>${t('client.noSeverity')}</p>`
  const items = finding.y.map(
    ([source, vector, score]) =>
      html`<li>${block.s[source]}${score !== null && html` · ${t('score', { n: score })}`} · <code>${vector}</code></li>`,
  )
  return html`<p class="s-${finding.v}">${severityMark(finding.v)} ${t(`level.${finding.v}`)}</p><ul>${items}</ul>`
}

function drawFix(page: Page, finding: FindingRow): Html {
  const { t } = page
  const name = toPurlLabel(page.purlOf(finding.c)).name
  if (finding.z === 1 || finding.x === 'remove') return html`<p>${t('client.fixRemove', { name })}</p>`
  const version = finding.n
  if (version === undefined) return html`<p>${t('client.fixNone')}</p>`
  if (finding.d !== undefined && finding.d !== finding.c) {
    return html`<p>${t('client.fixDirect', { direct: page.nameOf(finding.d), name, version })}</p>`
  }
  return html`<p>${t(finding.re === 'direct' ? 'client.fixUpgrade' : 'client.fixUpgradeAny', { name, version })}</p>`
}

function drawWhere(page: Page, finding: FindingRow): Html {
  const arrow = html`<i aria-hidden="true">→</i>`
  const paths = finding.w.map(
    (path) =>
      html`<p class="path"><span>${page.block.product}</span>${path.map((step) => html`${arrow}<code>${page.nameOf(step)}</code>`)}</p>`,
  )
  const body = paths.length === 0 ? html`<p>${page.t('client.noPath')}</p>` : paths
  return html`${body}<p class="q">${drawEvidence(page, finding.c)}</p>`
}

/** All places that were found, and how much was read: the row shows only the first. */
function drawReach(
  { t, block }: Page,
  [, message, files, unread, places]: NonNullable<FindingRow['h']>,
): Html {
  const items: Html[] = []
  for (let i = 0; i + 1 < places.length; i += 2)
    items.push(html`<li><code>${block.p[places[i] ?? -1] ?? ''}:${places[i + 1]}</code></li>`)
  return html`<p lang="en">${message}</p><ul>${items}</ul><p class="q">${t('client.looked', { n: files, unread })}</p>`
}

function drawIds({ t, block }: Page, finding: FindingRow): Html {
  const ids = [...new Set([finding.g, ...finding.a])]
  const items = ids.map((id) => {
    const links = advisoryLinks(id).map(
      (link, i) =>
        html`${i > 0 && ' · '}<a href="${link.href}" rel="noreferrer">${link.name}<span class="vh"> ${id}</span></a>`,
    )
    return html`<li><code>${id}</code>${links.length > 0 && html` <span class="q">${links}</span>`}</li>`
  })
  return html`<ul>${items}</ul>${finding.u !== undefined && html`<p class="q">${t('client.published', { date: formatDate(block.language, finding.u) })}</p>`}`
}

function drawId(id: string): Html {
  const link = advisoryLinks(id)[0]
  return link === undefined
    ? html`<code>${id}</code>`
    : html`<a class="mono" href="${link.href}" rel="noreferrer">${id}</a>`
}

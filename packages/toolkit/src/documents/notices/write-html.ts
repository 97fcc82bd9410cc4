/** The notice file as a page: one file, no scripts, nothing fetched. */
import { compactCss, formatLook, type Html, html, rawHtml } from '@occtet/ui'
import type { NoticeGap, NoticeGroup, NoticeMember, Notices } from '../../licenses/index.ts'
import {
  formatCount,
  formatGap,
  formatGaps,
  formatOrigin,
  formatTitle,
  gapsTitle,
  noCopyright,
} from './words.ts'

export function writeNoticesHtml(notices: Notices, product: string | undefined): string {
  const title = formatTitle(product)
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title><style>${rawHtml(formatLook() + compactCss(rules))}</style></head>
<body><main class="notices"><h1>${title}</h1><p>${formatCount(notices)}</p>
${formatGapSection(notices.gaps)}
${formatContents(notices.groups)}
${notices.groups.map(formatGroup)}
</main></body></html>
`
  return page.html
}

function formatGapSection(gaps: readonly NoticeGap[]): Html | undefined {
  if (gaps.length === 0) return undefined
  return html`<section class="gaps" aria-labelledby="gaps"><h2 id="gaps">${gapsTitle}</h2>
<p><strong>${formatGaps(gaps)}</strong></p>
<ul>${gaps.map((gap) => html`<li><code>${gap.name}</code> ${formatGap(gap)}</li>\n`)}</ul></section>`
}

function formatContents(groups: readonly NoticeGroup[]): Html | undefined {
  if (groups.length === 0) return undefined
  return html`<nav aria-label="Contents"><ol>${groups.map(
    ({ title, members }, index) =>
      html`<li><a href="#text-${index + 1}">${title}</a> <span>(${members.length})</span></li>\n`,
  )}</ol></nav>`
}

function formatGroup(group: NoticeGroup, index: number): Html {
  const origin = formatOrigin(group)
  const id = `text-${index + 1}`
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${group.title}</h2>
${origin !== undefined && html`<p class="origin">${origin}</p>`}
<ul>${group.members.map(formatMember)}</ul>
<pre>${group.text}</pre></section>
`
}

function formatMember({ name, copyrights }: NoticeMember): Html {
  return html`<li><code>${name}</code>${
    copyrights.length === 0
      ? html` <span>(${noCopyright})</span>`
      : html`<ul>${copyrights.map((line) => html`<li>${line}</li>`)}</ul>`
  }</li>
`
}

/** On top of the common look. */
const rules = `
.notices{padding:24px 24px 48px;max-width:960px;margin:0 auto}
.notices h1{margin-bottom:12px}
.notices h2{margin:0 0 8px}
.notices section{border-top:1px solid var(--line);padding:24px 0 8px;margin-top:24px}
.notices .gaps{border:2px solid var(--gap);border-left-width:8px;background:var(--surface);padding:12px 16px;border-radius:3px}
.notices .gaps h2{color:var(--gap)}
.notices nav{margin-top:20px}
.notices nav ol{padding-left:1.5em;list-style:decimal}
.notices nav span,.notices li span,.notices .origin{color:var(--ink-2)}
.notices ul{padding-left:1.25em;margin:4px 0 12px;list-style:disc}
.notices ul ul{list-style:none;padding-left:1em;margin:0 0 4px;color:var(--ink-2);font-size:.875rem}
.notices code{overflow-wrap:anywhere}
.notices pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--surface);border:1px solid var(--line);border-radius:3px;padding:12px 16px;font-size:.8125rem}
`

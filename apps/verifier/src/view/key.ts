/** The comparison that no program can do for the reader: whose key signed this log. */
import type { PackageResult } from '@occtet/toolkit/evidence-package'
import { type Html, html, type HtmlValue, statusMark } from '@occtet/ui'
import type { State } from '../state.ts'
import type { PageWords } from '../words.ts'

export function renderKey({ log, anchor }: PackageResult, state: State, { key: t }: PageWords): Html {
  if (log === undefined) return html``
  const { given } = state
  const isCompared = anchor.logKey === 'compared'
  const groups = log.fingerprint.match(/.{1,4}/g) ?? []
  const hasGiven = given.policy !== undefined || given.logKey !== undefined || given.anchors.length > 0
  return html`<section class="card key${isCompared && ' done'}" aria-labelledby="h-key"><h2 id="h-key">${t.heading}</h2>
<p class="dim">${t.why}</p><p class="lab" id="l-print">${t.fingerprint}</p><p class="print mono" id="print" role="group" aria-labelledby="l-print">${groups.map((group) => html`<span>${group}</span> `)}</p>
<div role="status" id="key-live">${renderNotices(anchor, state, t)}</div>
${!isCompared && html`<form id="key-form" class="row"><label for="key-input">${t.input}</label><input id="key-input" name="key" type="text" autocomplete="off" spellcheck="false"><button class="btn" type="submit">${t.compare}</button><button class="btn" type="button" id="by-eye">${t.byEye}</button></form>`}
<details class="fold"><summary>${t.more}</summary><div class="row"><input class="vh" type="file" id="policy-file" accept=".txt,text/plain"><label class="btn" for="policy-file">${t.policy}</label><input class="vh" type="file" id="anchor-file" accept=".pem,.crt,.cer"><label class="btn" for="anchor-file">${t.anchors}</label></div><p class="mono xs key-text">${log.key}</p></details>
${hasGiven && html`<p><button class="btn" type="button" id="forget">${t.forget}</button></p>`}</section>`
}

function renderNotices(
  anchor: PackageResult['anchor'],
  { given, notice }: State,
  t: PageWords['key'],
): readonly HtmlValue[] {
  const no = (text: string): Html => html`<p class="said no">${statusMark('gap')} ${text}</p>`
  const compared = anchor.witnesses === 'compared' ? t.comparedPolicy : t.compared
  return [
    anchor.logKey === 'compared' && html`<p class="said ok">${statusMark('whole')} ${compared}</p>`,
    notice === 'other' && no(t.other),
    notice === 'unreadable' && no(t.unreadable),
    given.anchors.length > 0 && html`<p class="said">${t.stampsLoaded(given.anchors.length)}</p>`,
  ]
}

/** The comparison that no program can do for the reader: whose key signed this log. */
import { fingerprintOf, type Language, type PackageResult, words } from '@occtet/toolkit/evidence-package'
import { clip, type Html, html, type HtmlValue, statusMark } from '@occtet/ui'
import { findDifferingGroups, readKeyInput } from '../key-input.ts'
import type { Notice, State } from '../state.ts'
import type { PageWords } from '../words.ts'

type KeyWords = PageWords['key']

export function renderKey(result: PackageResult, state: State, { key: t }: PageWords): Html {
  const { log, anchor, checks } = result
  const { given, typed } = state
  const hasGiven = given.policy !== undefined || given.logKey !== undefined || given.anchors.length > 0
  const forget = hasGiven && html`<p><button class="btn" type="button" id="forget">${t.forget}</button></p>`
  if (log === undefined) return hasGiven ? html`<section class="card key">${forget}</section>` : html``
  const isCompared = anchor.logKey === 'compared'
  const isOther = checks.some(({ id, outcome }) => id === 'log-key' && outcome === 'failed')
  const differing = isOther ? differingGroups(typed, log.fingerprint) : []
  const groups = log.fingerprint.match(/.{1,4}/g) ?? []
  return html`<section class="card key${isCompared && ' done'}" aria-labelledby="h-key"><h2 id="h-key">${t.heading}</h2>
<p class="dim">${t.why}</p><p class="lab" id="l-print">${t.fingerprint}</p><p class="print mono" id="print" role="group" aria-labelledby="l-print">${groups.map((group, at) => html`<span${differing.includes(at + 1) && html` class="other"`}>${group}</span> `)}</p>
<div role="status" id="key-live">${renderLive(result, state, { differing, isOther, t })}</div>
${!isCompared && renderForm(typed, isOther, t)}
<details class="fold"><summary>${t.more}</summary><div class="row"><input class="vh" type="file" id="policy-file" accept=".txt,text/plain,.zip"><label class="btn" for="policy-file">${t.policy}</label><input class="vh" type="file" id="anchor-file" accept=".pem,.crt,.cer"><label class="btn" for="anchor-file">${t.anchors}</label></div><p class="mono xs key-text">${log.key}</p></details>
${forget}</section>`
}

function renderForm(typed: string, isOther: boolean, t: KeyWords): Html {
  return html`<form id="key-form" class="row"><label for="key-input">${t.input}</label><input id="key-input" name="key" type="text" autocomplete="off" spellcheck="false" value="${typed}"><button class="btn" type="submit">${t.compare}</button>${!isOther && html`<button class="btn" type="button" id="by-eye">${t.byEye}</button>`}</form>`
}

interface Live {
  readonly differing: readonly number[]
  readonly isOther: boolean
  readonly t: KeyWords
}

function renderLive(result: PackageResult, state: State, { differing, isOther, t }: Live): HtmlValue {
  const { notice, given, typed } = state
  return [
    isOther && renderOther(typed, differing, t),
    result.anchor.logKey === 'compared' && renderCompared(result, state, t),
    notice && renderNotice(notice, t),
    given.anchors.length > 0 && html`<p class="said">${t.stampsLoaded(given.anchors.length)}</p>`,
  ]
}

/** A list of keys that proves nothing by itself: where it came from is for the reader to say. */
export function renderAsked({ asked }: State, t: KeyWords): Html {
  return html`<div role="status" id="asked-live">${
    asked !== undefined &&
    html`<section class="card key" id="asked" tabindex="-1"><p class="said">${asked.isOwn ? t.ownList : t.otherList}</p><div class="row"><button class="btn" type="button" id="list-elsewhere">${t.listElsewhere}</button><button class="btn" type="button" id="list-own">${t.listOwn}</button></div></section>`
  }</div>`
}

/** Of a typed key its fingerprint is compared. */
function differingGroups(typed: string, fingerprint: string): readonly number[] {
  const input = readKeyInput(typed)
  if (input.kind === 'fingerprint') return findDifferingGroups(input.hex, fingerprint)
  return input.kind === 'key' ? findDifferingGroups(fingerprintOf(input.text), fingerprint) : []
}

function no(text: string): Html {
  return html`<p class="said no">${statusMark('gap')} ${text}</p>`
}

function renderOther(typed: string, differing: readonly number[], t: KeyWords): HtmlValue {
  return [
    no(differing.length === 0 ? t.other : `${t.other} ${t.groups(differing)}`),
    typed !== '' && html`<p class="mono xs">${t.typed(clip(typed, 400))}</p>`,
  ]
}

/** What the reader only said is told as said, and when. */
function renderCompared(
  { log, anchor }: Pick<PackageResult, 'log' | 'anchor'>,
  { given, language }: State,
  t: KeyWords,
): HtmlValue {
  const hasList = anchor.witnesses === 'compared'
  const isOpen = !hasList && (log?.witnesses ?? []).some(({ time }) => time !== undefined)
  const { byEyeAt, listSaidAt, logKey } = given
  const lines = [
    byEyeAt !== undefined && t.byEyeSaid(say(byEyeAt, language)),
    listSaidAt !== undefined && t.listSaid(say(listSaidAt, language)),
    byEyeAt === undefined && logKey !== undefined && t.compared,
    logKey === undefined && listSaidAt === undefined && t.comparedPolicy,
    isOpen && t.witnessesOpen,
  ].filter((line) => line !== false)
  return html`<p class="said ok">${statusMark('whole')} ${lines.join(' ')}</p>`
}

function say(time: string, language: Language): string {
  return words[language].dayAndTime(time)
}

function renderNotice(notice: Notice, t: KeyWords): Html {
  switch (notice.kind) {
    case 'unreadable':
      return no(t.unreadable)
    case 'own-list':
      return no(t.ownListTaken)
    case 'slip':
      return no(t.slip(notice.input.kind === 'length' ? notice.input.signs : notice.input.kind))
    default:
      return notice satisfies never
  }
}

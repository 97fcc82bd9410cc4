/** The whole page from the state: header, answer, key, records, and what stands beside them. */
import { bringDocuments } from '@occtet/toolkit/evidence-package'
import { type Html, html, ringMark } from '@occtet/ui'
import { type PageWords, pageWords } from '../words.ts'
import type { State } from '../state.ts'
import { renderAnswer, renderFacts } from './answer.ts'
import { renderDocuments, renderDropped } from './documents.ts'
import { renderAsked, renderKey } from './key.ts'
import { renderAppendix, renderRecordLines, renderRecords } from './records.ts'
import { renderAttestations, renderChecks, renderLimits } from './side.ts'

export function renderPage(state: State): Html {
  const t = pageWords[state.language]
  const { answer } = state
  // Nothing is green while nobody knows whose log it is.
  const isLoose = answer.kind === 'done' && answer.result.anchor.logKey !== 'compared'
  const done =
    answer.kind === 'done' ? { ...answer, result: bringDocuments(answer.result, state.dropped) } : undefined
  return html`<a class="skip" href="#answer">${t.skip}</a>${renderHeader(state, t)}<main id="main"${isLoose && html` class="loose"`}>
${done !== undefined && state.isPrinting ? renderPaper(done, state, t) : renderScreen(done, state, t)}
<p class="q end">${t.end}</p></main>`
}

type Done = Extract<State['answer'], { kind: 'done' }>

function renderScreen(done: Done | undefined, state: State, t: PageWords): Html {
  const shown = done === undefined ? state : { ...state, answer: done }
  return html`${renderAnswer(shown, t)}${renderDropped(state, t)}${renderAsked(state, t.key)}${done && renderFacts(done, state, t)}${done && renderKey(done.result, state, t)}${renderOpen(t, state)}
${
  done &&
  html`<div class="cols"><div class="stack">${renderRecords(done.result, state, t)}${renderAttestations(done.result, t)}</div>
<div class="stack">${renderLimits(done.result, state, t)}${renderDocuments(done.result, t)}${renderChecks(done.result, state, t)}</div></div>`
}`
}

/** The first page is the answer with all that limits it; what it was made of follows. */
function renderPaper(done: Done, state: State, t: PageWords): Html {
  const { result } = done
  return html`${renderAnswer({ ...state, answer: done }, t)}${renderFacts(done, state, t)}${renderKey(result, state, t)}${renderLimits(result, state, t)}${renderRecordLines(result, state, t)}${renderDropped(state, t)}${renderDocuments(result, t)}${renderChecks(result, state, t)}${renderAttestations(result, t)}${renderAppendix(result, state, t)}`
}

function renderHeader({ language, theme }: State, t: PageWords): Html {
  const option = (value: string, label: string, chosen: string): Html =>
    html`<option value="${value}"${value === chosen && html` selected`}>${label}</option>`
  return html`<header class="top"><p class="brand">${ringMark()}<span>OCCTET</span></p><strong>${t.title}</strong><div class="ctl">
<label>${t.language}<select id="language">${option('en', 'English', language)}${option('de', 'Deutsch', language)}</select></label>
<label>${t.theme}<select id="theme">${option('auto', t.themes.auto, theme)}${option('light', t.themes.light, theme)}${option('dark', t.themes.dark, theme)}</select></label></div></header>`
}

function renderOpen(t: PageWords, { answer }: State): Html {
  const isOwn = answer.kind === 'done' && answer.source.name === undefined
  return html`<section class="card drop"><div><input class="vh" type="file" id="file" multiple><label class="btn" for="file">${t.open}</label></div><p class="dim">${t.openHint}</p>${isOwn && html`<p class="own">${t.ownPage}</p>`}</section>`
}

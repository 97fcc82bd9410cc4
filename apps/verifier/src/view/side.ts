/** What stands beside the records: checks of the whole package, what they do not show, signed statements. */
import { type AttestationResult, type PackageResult, sayLimit } from '@occtet/toolkit/evidence-package'
import { clip, type Html, html, type HtmlValue, statusMark } from '@occtet/ui'
import type { State } from '../state.ts'
import type { PageWords } from '../words.ts'
import { renderCheckList } from './checks.ts'

export function renderChecks({ checks }: PackageResult, { language }: State, t: PageWords): Html {
  return html`<section class="card"><h2>${t.sections.checks}</h2>${renderCheckList(checks, language, t)}</section>`
}

/** Always there: an answer without its limits is half an answer. */
export function renderLimits({ limits }: PackageResult, { language }: State, t: PageWords): HtmlValue {
  if (limits.length === 0) return undefined
  return html`<section class="card lim"><h2>${t.sections.limits}</h2><ul class="dots">${limits.map((limit) => html`<li data-limit="${limit.code}">${sayLimit(limit, language)}</li>`)}</ul></section>`
}

const marks = { valid: 'whole', stale: 'part', broken: 'gap', 'not-checked': 'unknown' } as const

export function renderAttestations({ attestations }: PackageResult, t: PageWords): HtmlValue {
  if (attestations.length === 0) return undefined
  return html`<section class="card"><h2>${t.sections.attestations}</h2><ul class="recs">${attestations.map((row) => renderAttestation(row, t))}</ul></section>`
}

function renderAttestation(
  { name, line, state, predicateType, checks }: AttestationResult,
  t: PageWords,
): Html {
  return html`<li class="rec s-${state === 'valid' ? 'proven' : state}"><details><summary>${statusMark(marks[state])}<span class="sent">${clip(name, 120)}${line > 1 && html` (${line})`}: ${t.attestation[state]}</span><span class="meta mono">${clip(predicateType ?? '', 200)}</span></summary><dl class="vals">${checks.map(
    ({ values, outcome, code, message }) =>
      html`<div><dt>${values['step'] ?? ''}</dt><dd>${t.outcome[outcome]} <span class="mono xs">${clip(code ?? values['code'] ?? '', 80)} ${code !== undefined && t.detail(clip(message ?? '', 300))}</span></dd></div>`,
  )}</dl></details></li>`
}

/** A list of checks: question, answer, reason, and the technical values behind a fold. */
import { type Check, type Language, sayCheck } from '@occtet/toolkit/evidence-package'
import { clip, type Html, html, statusMark } from '@occtet/ui'
import type { PageWords } from '../words.ts'

const marks = { passed: 'whole', failed: 'gap', open: 'unknown' } as const

export function renderCheckList(checks: readonly Check[], language: Language, t: PageWords): Html {
  return html`<ul class="checks">${checks.map((check) => renderCheck(check, language, t))}</ul>`
}

function renderCheck(check: Check, language: Language, t: PageWords): Html {
  const { title, answer, why } = sayCheck(check, language)
  const values = Object.entries({
    ...check.values,
    ...(check.code === undefined ? {} : { code: check.code }),
  })
  return html`<li class="o-${check.outcome}">${statusMark(marks[check.outcome])}<div><p class="ct">${title}</p><p>${answer}${why !== undefined && html` <span class="dim">${clip(why, 300)}</span>`}</p>${values.length > 0 && html`<details class="tech"><summary>${t.technical}</summary><dl>${values.map(([name, value]) => html`<div><dt>${name}</dt><dd class="mono">${clip(value, 600)}</dd></div>`)}</dl></details>`}</div></li>`
}

/** Documents of the package, and those that the reader dropped on the page. */
import type { DocumentResult, PackageResult } from '@occtet/toolkit/evidence-package'
import { clip, type Html, html, statusMark } from '@occtet/ui'
import type { State } from '../state.ts'
import type { PageWords } from '../words.ts'

const marks = { recorded: 'whole', absent: 'unknown', stranger: 'gap' } as const

/** The answer for dropped files: first on the page, right below the sentence about the package. */
export function renderDropped({ dropped }: State, t: PageWords): Html {
  return html`<div role="status" id="dropped-live">${
    dropped.length > 0 &&
    html`<section class="card" id="dropped" tabindex="-1"><h2>${t.document.dropped}</h2><ul class="docs">${dropped.map((row) => renderDocument(row, t))}</ul></section>`
  }</div>`
}

export function renderDocuments({ documents }: PackageResult, t: PageWords): Html {
  return html`<section class="card" id="documents"><h2>${t.sections.documents}</h2>${documents.length > 0 ? html`<ul class="docs">${documents.map((row) => renderDocument(row, t))}</ul>` : html`<p>${t.document.none}</p>`}<p class="q">${t.document.drop}</p></section>`
}

function renderDocument(
  { name, state, records, sha256, isListed, later }: DocumentResult,
  t: PageWords,
): Html {
  const list = records.slice(0, 20).join(', ')
  const said =
    state === 'recorded'
      ? t.document.recorded(list)
      : state === 'absent'
        ? (isListed === true ? t.document.listed : t.document.absent)(list)
        : t.document.stranger
  const mark = later === undefined ? marks[state] : 'part'
  return html`<li class="doc d-${state}" data-later="${later?.kind ?? 'none'}">${statusMark(mark)}<div><p class="ct mono">${clip(name, 160)}</p><p>${said}</p>${later !== undefined && html`<p><strong>${t.document.later[later.kind](later.record)}</strong></p>`}<p class="mono xs q">${sha256}</p></div></li>`
}

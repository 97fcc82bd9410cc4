/** Documents of the package, and those that the reader dropped on the page. */
import type { DocumentResult, PackageResult } from '@occtet/toolkit/evidence-package'
import { clip, type Html, html, statusMark } from '@occtet/ui'
import type { State } from '../state.ts'
import type { PageWords } from '../words.ts'

const marks = { recorded: 'whole', absent: 'unknown', stranger: 'gap' } as const

export function renderDocuments({ documents }: PackageResult, { dropped }: State, t: PageWords): Html {
  return html`<section class="card" id="documents"><h2>${t.sections.documents}</h2><div role="status">${
    dropped.length > 0 &&
    html`<h3>${t.document.dropped}</h3><ul class="docs" id="dropped">${dropped.map((row) => renderDocument(row, t))}</ul>`
  }</div>${documents.length > 0 ? html`<ul class="docs">${documents.map((row) => renderDocument(row, t))}</ul>` : html`<p>${t.document.none}</p>`}<p class="q">${t.document.drop}</p></section>`
}

function renderDocument({ name, state, records, sha256 }: DocumentResult, t: PageWords): Html {
  const list = records.slice(0, 20).join(', ')
  const said =
    state === 'recorded'
      ? t.document.recorded(list)
      : state === 'absent'
        ? t.document.absent(list)
        : t.document.stranger
  return html`<li class="doc d-${state}">${statusMark(marks[state])}<div><p class="ct mono">${clip(name, 160)}</p><p>${said}</p><p class="mono xs q">${sha256}</p></div></li>`
}

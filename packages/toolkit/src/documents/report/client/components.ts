/** The table of components, drawn page by page from the data block: five thousand rows never stand in the page at once. */
/// <reference lib="dom" />
import { type Html, html, toPurlLabel } from '@occtet/ui'
import type { ComponentRow } from '../data-types.ts'
import { drawEvidence, section } from './finding-detail.ts'
import {
  byId,
  debounce,
  type Direction,
  makeOpener,
  makeSortable,
  nameAndVersion,
  type Page,
  setHtml,
} from './page.ts'

const rowsPerPage = 50
/** Names listed in a detail; the count is always whole. */
const shownNames = 40

interface Entry {
  readonly index: number
  readonly row: ComponentRow
  readonly name: string
  readonly text: string
  readonly license: string
}

interface State {
  entries: readonly Entry[]
  page: number
}

export function startComponents(page: Page): void {
  const all = readEntries(page)
  const controls = byId('c-ctl', HTMLElement)
  const body = document.getElementById('c-rows')
  const table = document.querySelector('table.ct')
  if (controls === undefined || body === null || table === null) return
  const users = toUsers(page)
  const state: State = { entries: all, page: 0 }
  const show = (): void => showPage(page, state, { body, all: all.length, users })
  startFilters(page, all, (entries) => {
    state.entries = entries
    state.page = 0
    show()
  })
  makeSortable(table, (column, direction) => {
    sortEntries(page, all, { column, direction })
    const kept = new Set(state.entries)
    state.entries = all.filter((entry) => kept.has(entry))
    state.page = 0
    show()
  })
  const turn = (step: number): void => {
    state.page += step
    show()
    byId('c-live', HTMLElement)?.scrollIntoView({ block: 'nearest' })
  }
  byId('c-prev', HTMLButtonElement)?.addEventListener('click', () => turn(-1))
  byId('c-next', HTMLButtonElement)?.addEventListener('click', () => turn(1))
  controls.hidden = false
  document.getElementById('c-rest')?.remove()
  show()
}

function readEntries({ block }: Page): Entry[] {
  const entries: Entry[] = []
  block.c.forEach((row, index) => {
    if ((row[3] & 2) !== 0) return
    const license = row[4].map((i) => block.l[i]).join(', ')
    entries.push({
      index,
      row,
      name: nameAndVersion(row[0]),
      text: `${row[0]} ${nameAndVersion(row[0])} ${license}`.toLowerCase(),
      license,
    })
  })
  return entries.sort(
    (a, b) => Number(b.row[1] === 'direct') - Number(a.row[1] === 'direct') || a.index - b.index,
  )
}

function toUsers({ block }: Page): ReadonlyMap<number, readonly number[]> {
  const users = new Map<number, number[]>()
  block.c.forEach((row, index) => {
    for (const used of row[6]) {
      const list = users.get(used)
      if (list === undefined) users.set(used, [index])
      else list.push(index)
    }
  })
  return users
}

function startFilters(page: Page, all: readonly Entry[], show: (entries: readonly Entry[]) => void): void {
  const query = byId('c-q', HTMLInputElement)
  const type = byId('c-type', HTMLSelectElement)
  const which = byId('c-show', HTMLSelectElement)
  if (query === undefined || type === undefined || which === undefined) return
  const apply = (): void => {
    const words = query.value.toLowerCase().split(/\s+/)
    const prefix = type.value === '' ? '' : `pkg:${type.value}/`
    show(
      all.filter(
        (entry) =>
          entry.row[0].startsWith(prefix) &&
          fits(page, entry, which.value) &&
          words.every((word) => entry.text.includes(word)),
      ),
    )
  }
  query.addEventListener('input', debounce(apply))
  type.addEventListener('change', apply)
  which.addEventListener('change', apply)
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-license]')) {
    button.hidden = false
    button.addEventListener('click', () => {
      const license = button.dataset['license'] ?? ''
      query.value = license
      which.value = license === '' ? 'nolicense' : ''
      apply()
      document.getElementById('tab-table')?.click()
      document.getElementById('components-h')?.focus()
    })
  }
}

function fits({ findingsOf }: Page, { index, row }: Entry, which: string): boolean {
  const isDevelopment = row[2] === 'development' || row[2] === 'build'
  switch (which) {
    case 'findings':
      return findingsOf.has(index)
    case 'unresolved':
      return (row[3] & 1) !== 0
    case 'nolicense':
      return row[4].length === 0
    case 'shipped':
      return !isDevelopment
    case 'development':
      return isDevelopment
    default:
      return which === '' || row[1] === which
  }
}

function showPage(
  page: Page,
  state: State,
  { body, all, users }: { body: HTMLElement; all: number; users: ReadonlyMap<number, readonly number[]> },
): void {
  const { t } = page
  const pages = Math.max(1, Math.ceil(state.entries.length / rowsPerPage))
  state.page = Math.min(Math.max(0, state.page), pages - 1)
  const first = state.page * rowsPerPage
  const shown = state.entries.slice(first, first + rowsPerPage)
  setHtml(body, html`${shown.map((entry) => drawRow(page, entry))}`)
  const rows = body.querySelectorAll<HTMLTableRowElement>('tr')
  shown.forEach((entry, i) => {
    const row = rows[i]
    if (row !== undefined) makeOpener(row, () => drawDetail(page, entry, users))
  })
  const text = t('client.shownComponents', { n: state.entries.length, all })
  setText('c-live', state.entries.length === 0 ? `${text}. ${t('client.none')}` : text)
  setText('c-page', t('client.page', { n: state.page + 1, all: pages }))
  setHidden('c-pager', pages === 1)
  setDisabled('c-prev', state.page === 0)
  setDisabled('c-next', state.page === pages - 1)
}

function drawRow(page: Page, { index, row, license }: Entry): Html {
  const { t, block } = page
  const { type, name, version } = toPurlLabel(row[0])
  const [file, line] = row[5]
  const findings = page.findingsOf.get(index)?.length ?? 0
  return html`<tr><th scope="row"><span class="pk mono">${name}<i>${version !== '' && `@${version}`}</i></span> <span class="q">${type}</span>${(row[3] & 1) !== 0 && html` <span class="tag">${t('client.unresolved', { requirement: row[7] ?? '' })}</span>`}</th><td>${t(`relation.${row[1]}`)}, ${t(`scope.${row[2]}`)}</td><td data-l="${t('client.license')}">${license === '' ? html`<span class="unk">${t('unknown')}</span>` : license}</td><td class="mono xs" data-l="${t('client.evidence')}">${file !== undefined && `${block.p[file]}:${line}`}</td><td class="num" data-l="${t('client.findings')}">${findings === 0 && (row[3] & 4) !== 0 ? t('unknown') : findings}</td></tr>`
}

function drawDetail(page: Page, { index, row }: Entry, users: ReadonlyMap<number, readonly number[]>): Html {
  const { t } = page
  const findings = page.findingsOf.get(index) ?? []
  const found = findings.map((i) => html`<li><code>${page.block.f[i]?.g}</code> ${page.block.f[i]?.t}</li>`)
  return html`<div>${section('purl', html`<code>${row[0]}</code>`)}${section(t('client.evidence'), drawEvidence(page, index))}${section(t('client.dependsOn'), drawNames(page, row[6]))}${section(t('client.usedBy'), drawNames(page, users.get(index) ?? []))}${found.length > 0 && section(t('client.findings'), html`<ul>${found}</ul>`)}</div>`
}

function drawNames(page: Page, list: readonly number[]): Html {
  if (list.length === 0) return html`<span class="q">${page.t('client.nothing')}</span>`
  const rest = list.length - shownNames
  return html`${list.slice(0, shownNames).map((i) => html`<code>${page.nameOf(i)}</code> `)}${rest > 0 && page.t('client.andMore', { n: rest })}`
}

function sortEntries(page: Page, entries: Entry[], order: { column: string; direction: Direction }): void {
  const sign = order.direction === 'ascending' ? 1 : -1
  const key = sortKey(page, order.column)
  entries.sort((a, b) => {
    const [first, second] = [key(a), key(b)]
    return first < second ? -sign : first > second ? sign : a.index - b.index
  })
}

function sortKey({ findingsOf }: Page, column: string): (entry: Entry) => string | number {
  switch (column) {
    case 'relation':
      return ({ row }) => `${row[1]} ${row[2]}`
    case 'license':
      return ({ license }) => license
    case 'evidence':
      return ({ row }) => (row[5][0] ?? 0) * 1e7 + (row[5][1] ?? 0)
    case 'findings':
      return ({ index }) => -(findingsOf.get(index)?.length ?? 0)
    default:
      return ({ name }) => name
  }
}

function setText(id: string, text: string): void {
  const element = document.getElementById(id)
  if (element !== null) element.textContent = text
}

function setHidden(id: string, isHidden: boolean): void {
  const element = document.getElementById(id)
  if (element !== null) element.hidden = isHidden
}

/** `aria-disabled` keeps the focus on the button when the last page is reached. */
function setDisabled(id: string, isDisabled: boolean): void {
  document.getElementById(id)?.setAttribute('aria-disabled', String(isDisabled))
}

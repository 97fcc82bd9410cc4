/** Sorting, filtering and opening of the findings that the page already holds as table rows. */
/// <reference lib="dom" />
import { rankOfSeverity, toPurlLabel } from '@occtet/ui'
import type { FindingRow } from '../data-types.ts'
import { drawFinding } from './finding-detail.ts'
import { byId, debounce, type Direction, makeOpener, makeSortable, type Page } from './page.ts'

/** Rows before "show more"; paper gets them all. */
const firstRows = 50

interface Row {
  readonly element: HTMLTableRowElement
  readonly finding: FindingRow
  readonly text: string
}

export function startFindings(page: Page): void {
  const filtered: Row[] = []
  for (const table of document.querySelectorAll('table.ft')) {
    const rows = readRows(page, table)
    for (const { element, finding } of rows) makeOpener(element, () => drawFinding(page, finding))
    if (isFiltered(table)) filtered.push(...rows)
    makeSortable(table, (column, direction) => {
      sortRows(page, rows, { column, direction })
      limit()
    })
  }
  const limit = startFilters(page, filtered)
  openNamed()
  addEventListener('hashchange', openNamed)
}

function isFiltered({ id }: Element): boolean {
  return id === 't-vulnerabilities' || id === 't-decided'
}

/** A link to a finding's row shows the row, whatever the filter, and opens its detail. */
function openNamed(): void {
  if (location.hash === '#decided') document.getElementById('decided')?.setAttribute('open', '')
  const row = /^#f-\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null
  if (row === null) return
  row.classList.remove('fx', 'pg')
  row.closest('details')?.setAttribute('open', '')
  const button = row.querySelector('button')
  if (button?.ariaExpanded === 'false') button.click()
  row.scrollIntoView({ block: 'start' })
  button?.focus({ preventScroll: true })
}

function readRows(page: Page, table: Element): Row[] {
  const rows: Row[] = []
  for (const element of table.querySelectorAll<HTMLTableRowElement>('tbody>tr[id]')) {
    const finding = page.block.f[Number(element.id.slice(2))]
    if (finding === undefined) continue
    const text = `${page.nameOf(finding.c)} ${finding.g} ${finding.a.join(' ')} ${finding.t}`.toLowerCase()
    rows.push({ element, finding, text })
  }
  return rows
}

/** What each filter asks of a finding; the id of its control is `f-` and the name. */
const filters: Readonly<Record<string, (finding: FindingRow, value: string) => boolean>> = {
  group: ({ k }, value) => k === value,
  sev: ({ v }, value) => v === value,
  scope: fitsScope,
  reach: ({ h }, value) => (h?.[0] ?? 'none') === value,
  dec: ({ b }, value) => (b ?? 'none') === value,
}

/** Returns what to call after the order of the rows has changed. */
function startFilters(page: Page, rows: Row[]): () => void {
  const query = byId('f-q', HTMLInputElement)
  const more = byId('f-more', HTMLButtonElement)
  if (query === undefined || more === undefined) return () => {}
  const choices = Object.entries(filters).flatMap(([name, fits]) => {
    const select = byId(`f-${name}`, HTMLSelectElement)
    return select === undefined ? [] : [{ select, fits }]
  })
  let most = firstRows
  const apply = (): void => {
    const words = query.value.toLowerCase().split(/\s+/)
    const asked = choices.filter(({ select }) => select.value !== '')
    const fits = (row: Row): boolean =>
      asked.every(({ select, fits: ask }) => ask(row.finding, select.value)) &&
      words.every((word) => row.text.includes(word))
    const found = rows.filter(fits)
    showRows(page, found, { rows, most, more })
    if (asked.length > 0 || query.value.trim() !== '') openDecided(found)
  }
  const restart = (): void => {
    most = firstRows
    apply()
  }
  query.addEventListener('input', debounce(restart))
  for (const { select } of choices) select.addEventListener('change', restart)
  more.addEventListener('click', () => {
    const next = rows.find((row) => row.element.classList.contains('pg'))
    most += 200
    apply()
    next?.element.querySelector('button')?.focus()
  })
  byId('f-ctl', HTMLElement)?.removeAttribute('hidden')
  apply()
  return apply
}

/** Who filters sees what fits, decided or not. */
function openDecided(found: readonly Row[]): void {
  const row = found.find(({ element }) => element.closest('details') !== null)
  row?.element.closest('details')?.setAttribute('open', '')
}

function fitsScope(finding: FindingRow, value: string): boolean {
  const isDevelopment = finding.sc === 'development' || finding.sc === 'build'
  if (value === 'shipped') return !isDevelopment
  if (value === 'development') return isDevelopment
  return finding.re === value
}

function showRows(
  { t }: Page,
  fitting: readonly Row[],
  { rows, most, more }: { rows: readonly Row[]; most: number; more: HTMLElement },
): void {
  const fits = new Set(fitting)
  const open = rows.filter((row) => fits.has(row) && row.element.closest('details') === null)
  const decided = fitting.filter((row) => row.element.closest('details') !== null)
  const early = new Set([...open.slice(0, most), ...decided])
  for (const row of rows) {
    row.element.classList.toggle('fx', !fits.has(row))
    row.element.classList.toggle('pg', fits.has(row) && !early.has(row))
    if (!early.has(row) && row.element.classList.contains('on')) row.element.querySelector('button')?.click()
  }
  for (const head of document.querySelectorAll('tr.gh')) markHead(head)
  const rest = fits.size - early.size
  more.hidden = rest <= 0
  more.textContent = t('client.more', { n: Math.min(rest, 200) })
  const live = document.getElementById('f-live')
  if (live !== null) {
    const text = t('client.shown', { n: fits.size, all: rows.length })
    live.textContent = fits.size === 0 ? `${text}. ${t('client.none')}` : text
  }
}

/** A heading without rows to show is hidden like them. */
function markHead(head: Element): void {
  const rows = [...(head.parentElement?.querySelectorAll('tr[id]') ?? [])]
  const fitting = rows.filter((row) => !row.classList.contains('fx'))
  head.classList.toggle('fx', fitting.length === 0)
  head.classList.toggle('pg', fitting.length > 0 && fitting.every((row) => row.classList.contains('pg')))
}

function sortRows(page: Page, rows: Row[], order: { column: string; direction: Direction }): void {
  const sign = order.direction === 'ascending' ? 1 : -1
  const key = sortKey(page, order.column)
  rows.sort((a, b) => {
    const [first, second] = [key(a.finding), key(b.finding)]
    return first < second ? -sign : first > second ? sign : 0
  })
  for (const { element } of rows) {
    const body = element.parentElement
    const detail =
      element.nextElementSibling?.classList.contains('fd') === true ? element.nextElementSibling : undefined
    body?.append(element)
    if (detail !== undefined) element.after(detail)
  }
}

/** Ascending severity starts with the worst: nobody sorts by severity to see what is harmless. */
function sortKey(page: Page, column: string): (finding: FindingRow) => string | number {
  switch (column) {
    case 'severity':
      return (finding) => -rankOfSeverity(finding.v) * 100 - (finding.q ?? 0)
    case 'package':
      return (finding) => page.nameOf(finding.c)
    case 'fix':
      return (finding) =>
        finding.n === undefined ? '\uffff' : toPurlLabel(page.purlOf(finding.d ?? finding.c)).name
    case 'where':
      return (finding) => `${finding.re} ${finding.sc}`
    default:
      return (finding) => finding.g
  }
}

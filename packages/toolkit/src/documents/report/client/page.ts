/** What the parts of the script share: the data block, the words, and a few safe ways to touch the page. */
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { createTranslator, type Html, toPurlLabel, type Translator } from '@occtet/ui'
import {
  type ComponentRow,
  type PackedBlock,
  type PackedRow,
  relationCodes,
  type ReportBlock,
  scopeCodes,
} from '../data-types.ts'

export interface Page {
  readonly block: ReportBlock
  readonly t: Translator<string>
  /** Purl text of a component number. */
  readonly purlOf: (component: number) => string
  /** `name@version` of a component number. */
  readonly nameOf: (component: number) => string
  /** Findings by component number. */
  readonly findingsOf: ReadonlyMap<number, readonly number[]>
}

export function readPage(text: string): Page {
  const packed = JSON.parse(text) as PackedBlock
  const block: ReportBlock = { ...packed, c: packed.c.map(unpackRow) }
  const purlOf = (component: number): string =>
    block.c[component]?.[0] ?? block.x[component - block.c.length] ?? ''
  const findingsOf = new Map<number, number[]>()
  block.f.forEach((finding, i) => {
    const list = findingsOf.get(finding.c)
    if (list === undefined) findingsOf.set(finding.c, [i])
    else list.push(i)
  })
  return {
    block,
    t: createTranslator(block.language, block.words),
    purlOf,
    nameOf: (i) => nameAndVersion(purlOf(i)),
    findingsOf,
  }
}

function unpackRow([purl, relation, scope, ...rest]: PackedRow): ComponentRow {
  return [purl, relationCodes[relation] ?? 'unknown', scopeCodes[scope] ?? 'unknown', ...rest]
}

export function nameAndVersion(purl: string): string {
  const { name, version } = toPurlLabel(purl)
  return version === '' ? name : `${name}@${version}`
}

/** The element with this id, if the page has it and it is of this kind. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T | undefined {
  const element = document.getElementById(id)
  return element instanceof kind ? element : undefined
}

/** The one door for markup: only what `html` escaped gets in. */
export function setHtml(element: Element, markup: Html): void {
  element.innerHTML = markup.html
}

/** Calls once the typing pauses, so that a live region speaks only then. */
export function debounce(call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    clearTimeout(timer)
    timer = setTimeout(call, 80)
  }
}

export type Direction = 'ascending' | 'descending'

/** Turns the marked column heads into buttons that sort; says the order by `aria-sort`. */
export function makeSortable(table: Element, sort: (column: string, direction: Direction) => void): void {
  for (const head of table.querySelectorAll<HTMLElement>('th[data-sort]')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'sort'
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const direction = head.ariaSort === 'ascending' ? 'descending' : 'ascending'
      for (const other of table.querySelectorAll('th[aria-sort]')) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', direction)
      sort(head.dataset['sort'] ?? '', direction)
    })
  }
}

/** Makes the name in a row a button that opens a row below it; the detail is drawn on first use. */
export function makeOpener(row: HTMLTableRowElement, draw: () => Html): void {
  const name = row.querySelector('.pk')
  if (name === null || name.parentElement === null) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = `op ${name.className}`
  button.append(...name.childNodes)
  name.replaceWith(button)
  button.setAttribute('aria-expanded', 'false')
  button.addEventListener('click', () => {
    const next = row.nextElementSibling
    const isOpen = next?.classList.contains('fd') === true
    if (isOpen) next.remove()
    else openBelow(row, draw())
    button.setAttribute('aria-expanded', String(!isOpen))
    row.classList.toggle('on', !isOpen)
  })
}

function openBelow(row: HTMLTableRowElement, markup: Html): void {
  const detail = document.createElement('tr')
  detail.className = 'fd'
  const cell = document.createElement('td')
  cell.colSpan = row.cells.length
  setHtml(cell, markup)
  detail.append(cell)
  row.after(detail)
}

/** The dependency tree: branches are drawn when they are opened, and a cycle ends where it closes. */
/// <reference lib="dom" />
import { type Html, html } from '@occtet/ui'
import { byId, type Page, setHtml } from './page.ts'

/** Children drawn per branch; the rest is counted. */
const shownChildren = 300

export function startTree(page: Page): void {
  const panel = byId('c-tree', HTMLElement)
  const tabs = [byId('tab-table', HTMLButtonElement), byId('tab-tree', HTMLButtonElement)].filter(
    (tab) => tab !== undefined,
  )
  const table = byId('c-table', HTMLElement)
  if (panel === undefined || table === undefined || tabs.length < 2) return
  table.setAttribute('role', 'tabpanel')
  table.setAttribute('aria-labelledby', 'tab-table')
  const panels = [table, panel]
  const select = (chosen: number): void => {
    tabs.forEach((tab, i) => {
      tab.setAttribute('aria-selected', String(i === chosen))
      tab.tabIndex = i === chosen ? 0 : -1
      const shown = panels[i]
      if (shown !== undefined) shown.hidden = i !== chosen
    })
    for (const label of document.querySelectorAll<HTMLElement>('#c-ctl label,#c-live'))
      label.hidden = chosen === 1
    if (chosen === 1 && panel.childElementCount === 0) drawTree(page, panel)
  }
  tabs.forEach((tab, i) => {
    tab.addEventListener('click', () => select(i))
    tab.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
      select(1 - i)
      tabs[1 - i]?.focus()
    })
  })
}

function drawTree(page: Page, panel: HTMLElement): void {
  const { t, block } = page
  if (block.r.length === 0) {
    setHtml(panel, html`<p class="dim">${t('client.noTree')}</p>`)
    return
  }
  const label = t('client.treeLabel', { product: block.product })
  const orphans = countOrphans(page)
  setHtml(
    panel,
    html`<div class="card tree"><ul role="tree" aria-label="${label}">${drawItems(page, block.r, [])}</ul></div>${orphans > 0 && html`<p class="q">${t('client.orphans', { n: orphans })}</p>`}`,
  )
  const tree = panel.querySelector('[role=tree]')
  if (!(tree instanceof HTMLElement)) return
  const first = tree.querySelector<HTMLElement>('[role=treeitem]')
  if (first !== null) first.tabIndex = 0
  tree.addEventListener('click', (event) => {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=treeitem]') : null
    if (item === null) return
    moveTo(tree, item)
    toggle(page, item, item.ariaExpanded !== 'true')
  })
  tree.addEventListener('keydown', (event) => onKey(page, tree, event))
}

function drawItems(page: Page, list: readonly number[], above: readonly number[]): Html {
  const rest = list.length - shownChildren
  return html`${list.slice(0, shownChildren).map((component) => drawItem(page, component, above))}${rest > 0 && html`<li role="none" class="q">${page.t('client.andMore', { n: rest })}</li>`}`
}

function drawItem(page: Page, component: number, above: readonly number[]): Html {
  const { t, block } = page
  const row = block.c[component]
  const isCycle = above.includes(component)
  const children = isCycle ? 0 : (row?.[6].length ?? 0)
  const findings = page.findingsOf.get(component)?.length ?? 0
  const path = [...above, component].join(' ')
  const name = html`<code>${page.nameOf(component)}</code>${row !== undefined && row[2] !== 'runtime' && html`<span class="q">${t(`scope.${row[2]}`)}</span>`}${findings > 0 && html`<span class="tag stop">${t('client.findings')}: ${findings}</span>`}${isCycle && html`<span class="q">${t('client.again')}</span>`}`
  if (children === 0)
    return html`<li role="treeitem" tabindex="-1" data-path="${path}"><div>${name}</div></li>`
  return html`<li role="treeitem" tabindex="-1" aria-expanded="false" data-path="${path}"><div>${name}<span class="q">${children}</span></div></li>`
}

function toggle(page: Page, item: HTMLElement, isOpen: boolean): void {
  if (item.ariaExpanded === null) return
  item.setAttribute('aria-expanded', String(isOpen))
  const group = item.querySelector(':scope>ul')
  if (!isOpen) {
    group?.remove()
    return
  }
  if (group !== null) return
  const path = (item.dataset['path'] ?? '').split(' ').map(Number)
  const list = document.createElement('ul')
  list.setAttribute('role', 'group')
  setHtml(list, drawItems(page, page.block.c[path.at(-1) ?? -1]?.[6] ?? [], path))
  item.append(list)
}

/** Keys of a tree view (ARIA Authoring Practices Guide): one tab stop, arrows move and open. */
function onKey(page: Page, tree: HTMLElement, event: KeyboardEvent): void {
  const items = [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')]
  const item = items.find((candidate) => candidate.tabIndex === 0)
  if (item === undefined) return
  const next = targetOf(page, { key: event.key, items, item })
  if (next === undefined) return
  event.preventDefault()
  moveTo(tree, next)
}

function targetOf(
  page: Page,
  { key, items, item }: { key: string; items: readonly HTMLElement[]; item: HTMLElement },
): HTMLElement | undefined {
  const at = items.indexOf(item)
  switch (key) {
    case 'ArrowDown':
      return items[at + 1] ?? item
    case 'ArrowUp':
      return items[at - 1] ?? item
    case 'Home':
      return items[0]
    case 'End':
      return items.at(-1)
    case 'Enter':
    case ' ':
      toggle(page, item, item.ariaExpanded !== 'true')
      return item
    case 'ArrowRight':
      return openOrEnter(page, item)
    case 'ArrowLeft':
      return closeOrLeave(page, item)
    default:
      return undefined
  }
}

function openOrEnter(page: Page, item: HTMLElement): HTMLElement {
  if (item.ariaExpanded === 'true') return item.querySelector<HTMLElement>('[role=treeitem]') ?? item
  toggle(page, item, true)
  return item
}

function closeOrLeave(page: Page, item: HTMLElement): HTMLElement {
  if (item.ariaExpanded === 'true') {
    toggle(page, item, false)
    return item
  }
  return item.parentElement?.closest<HTMLElement>('[role=treeitem]') ?? item
}

function moveTo(tree: HTMLElement, item: HTMLElement): void {
  for (const other of tree.querySelectorAll<HTMLElement>('[role=treeitem][tabindex="0"]')) other.tabIndex = -1
  item.tabIndex = 0
  item.focus()
}

/** Components that no root leads to: their files do not hold the edges. */
function countOrphans({ block }: Page): number {
  const reached = new Set<number>(block.r)
  for (const component of reached) for (const used of block.c[component]?.[6] ?? []) reached.add(used)
  return block.c.filter((row, i) => (row[3] & 2) === 0 && !reached.has(i)).length
}

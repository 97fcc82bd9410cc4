/** Where the keyboard goes: Tab by Tab, what has the focus, and whether an eye can follow. */
import type { Page } from 'playwright-core'
import { mask, withoutRows } from './names.ts'

export interface Stop {
  /** Where it stands: `skip`, `navigation "Main"`, `header`, `main`, `dialog "Search"`, … */
  readonly region: string
  /** `link "Home"` */
  readonly control: string
  /** What keeps an eye from following, if anything. */
  readonly fault: string | undefined
}

const most = 250

/** From the beginning of the page to its end; throws where Tab goes in a circle before it. */
export async function walk(page: Page): Promise<readonly Stop[]> {
  await page.evaluate(() => {
    const start = document.createElement('span')
    start.tabIndex = -1
    document.body.prepend(start)
    start.focus()
    start.remove()
  })
  const stops: Stop[] = []
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(readFocus)
    if (stop === undefined) return stops
    stops.push({ ...stop, control: mask(stop.control), fault: stop.fault ?? undefined })
  }
  throw new Error(`after ${most} steps the keyboard is still in the page`)
}

/** One line for each: `main link "Home"`. */
export function toLines(stops: readonly Stop[]): readonly string[] {
  return withoutRows(stops.map(({ region, control }) => `${region}: ${control}`))
}

export async function focusName(page: Page): Promise<string> {
  return (await page.evaluate(readFocus))?.control ?? ''
}

/** Runs in the page. Undefined at its end, where the browser itself has the focus, and on the way round. */
function readFocus(): { region: string; control: string; fault: string | null } | undefined {
  const element = document.activeElement
  if (element === null || element === document.body) return undefined
  return { region: regionOf(element), control: controlOf(element), fault: faultOf(element) }

  function regionOf(at: Element): string {
    if (at.matches('.skip')) return 'skip'
    const region = at.closest('dialog,nav,header,main,aside,section[aria-label]')
    if (region === null) return 'page'
    const inMain = at.closest('main') !== null && !region.matches('dialog,aside')
    if (inMain) return 'main'
    const name = region.getAttribute('aria-label')
    return name === null ? region.localName : `${region.localName} "${name}"`
  }

  function controlOf(at: Element): string {
    const label = (at as HTMLInputElement).labels?.[0]?.textContent
    const name = at.getAttribute('aria-label') ?? label ?? at.textContent
    const role = at.getAttribute('role') ?? (at instanceof HTMLInputElement ? at.type : at.localName)
    return `${role} "${name.replace(/\s+/g, ' ').trim().slice(0, 80)}"`
  }

  function faultOf(at: Element): string | null {
    const box = at.getBoundingClientRect()
    if (box.width === 0 || box.height === 0) return 'has no size'
    if (!isFramed(at)) return 'has no frame'
    return isCovered(at, box) ? 'is covered' : null
  }

  /** A card or a row may draw the frame for the control that it holds. */
  function isFramed(at: Element): boolean {
    for (let one: Element | null = at; one !== null && one !== document.body; one = one.parentElement) {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one)
      if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)')
        return true
    }
    return false
  }

  /** WCAG 2.2, 2.4.11: at least a part is in sight, under no bar that sticks. */
  function isCovered(at: Element, box: DOMRect): boolean {
    const points = [0.1, 0.5, 0.9].flatMap((x) =>
      [0.1, 0.5, 0.9].map((y) => [box.left + x * box.width, box.top + y * box.height] as const),
    )
    return !points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y)
      return top !== null && (at.contains(top) || top.contains(at) || top.closest('label')?.control === at)
    })
  }
}

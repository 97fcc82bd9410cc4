/** What can be measured of a page without an eye: its heading, nothing beside the screen, nothing cut off. */
import type { Page } from 'playwright-core'

/** One `h1` in sight; on a phone it may be that of an opened row. The answer of the page also names the tab. */
export async function headings(page: Page): Promise<readonly string[]> {
  const all = await page.locator('h1').allTextContents()
  const seen = await page.locator('h1').filter({ visible: true }).allTextContents()
  const title = await page.title()
  if (seen.length !== 1) return [`${seen.length} h1: ${seen.join(' | ')}`]
  return all.some((text) => title === `${text} · OCCTET`) ? [] : [`title "${title}" of h1 "${seen[0]}"`]
}

/** Sideways scrolling of the page, and controls that are beside the screen or cut off by a frame that does not scroll. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const over = document.documentElement.scrollWidth - innerWidth
    const found = over > 0 ? [`${over} px wider than the window`] : []
    for (const control of document.querySelectorAll('a[href],button,input,select,textarea,summary')) {
      const box = control.getBoundingClientRect()
      if (box.width <= 1 || box.height <= 1 || control.closest('.skip,.vh') !== null) continue
      const fault = faultOf(control, box)
      if (fault !== undefined) found.push(`${fault}: ${control.outerHTML.slice(0, 160)}`)
    }
    return found

    /** Frames that scroll bring everything into sight; the first that only cuts decides. */
    function faultOf(control: Element, box: DOMRect): string | undefined {
      if (control.scrollWidth > control.clientWidth + 1 && cuts(getComputedStyle(control)))
        return 'text cut off'
      for (let frame = control.parentElement; frame !== null; frame = frame.parentElement) {
        const style = getComputedStyle(frame)
        if (style.overflowX === 'auto' || style.overflowX === 'scroll') return undefined
        if (style.position === 'fixed') break
        if (style.overflowX === 'visible') continue
        const edge = frame.getBoundingClientRect()
        if (box.left < edge.left - 1 || box.right > edge.right + 1) return 'cut off'
      }
      return box.left < -1 || box.right > innerWidth + 1 ? 'beside the screen' : undefined
    }

    /** A text that ends in dots says that there is more. */
    function cuts(style: CSSStyleDeclaration): boolean {
      return style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis' && style.display !== 'inline'
    }
  })
}

/** Forced colours and reduced motion: nothing that is told by a background alone, the focus is seen, nothing moves. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, hasBrowser, launch, openPage, settled } from './browser.ts'
import { own, waitForSample, seedOwn, type Seeded } from './places.ts'
import { type Server, startServer } from './server.ts'

const release = '/o/sample/p/telemetry-hub/r/1.4.0'

/** Where marks, chips, cells, clocks, rows and charts are. */
const places = [
  '/o/sample',
  '/o/sample/p/telemetry-hub',
  '/o/sample/sources',
  `${release}/inventory`,
  '/o/sample/triage',
  '/o/sample/licences',
  `${release}/requirements/ECR-I-1`,
  `${release}/questions/A1`,
  `${release}/scope`,
  `${release}/plan`,
  `${release}/documents/declaration-of-conformity`,
  '/o/sample/ledger',
  '/o/sample/feddb/a/GHSA-jf85-cpcp-j695',
  `/o/${own}/cases/AEV`,
] as const

describe.skipIf(!hasBrowser)('an eye that needs another look', { timeout: 60_000 }, () => {
  let server: Server
  let browser: Browser
  let seeded: Seeded

  beforeAll(async () => {
    browser = await launch()
    server = await startServer()
    await waitForSample(server.url)
    seeded = await seedOwn(server.url)
  })

  afterAll(async () => {
    await browser.close()
    expect(await server.stop()).toBe(0)
  })

  const addressAt = (path: string): string =>
    `${server.url}${path.endsWith('/AEV') ? path.replace('AEV', seeded.case) : path}?lang=en`

  describe('forced colours: text, borders and shapes say it all', () => {
    let page: Page

    beforeAll(async () => {
      page = (await openPage(browser, server.url, { forcedColors: 'active', reducedMotion: 'reduce' })).page
    })

    test.each(places)('%s', async (path) => {
      await page.goto(addressAt(path))
      await settled(page)
      expect([...(await axe(page)), ...(await lostFaults(page)), ...(await focusFaults(page))]).toEqual([])
    })
  })

  test('forced colours: the five states of a requirement differ by shape', async () => {
    const { page } = await openPage(browser, server.url, { forcedColors: 'active' })
    await page.goto(addressAt(`${release}/requirements`))
    await settled(page)
    const looks = await page.evaluate(() => {
      const seen = new Map<string, Set<string>>()
      for (const cell of document.querySelectorAll('[role=grid] [role=img]')) {
        const status = (cell.getAttribute('aria-label') ?? '').split(': ').at(-1) ?? ''
        const { backgroundImage, backgroundColor, borderStyle, borderColor } = getComputedStyle(cell)
        const look = [backgroundImage, backgroundColor, borderStyle, borderColor].join(' ')
        seen.set(status, (seen.get(status) ?? new Set()).add(look))
      }
      return [...seen].map(([status, all]) => [status, [...all]] as const)
    })
    expect(looks.length).toBeGreaterThanOrEqual(3)
    const all = looks.map(([, [look]]) => look)
    expect(new Set(all).size).toBe(all.length)
    expect(looks.filter(([, variants]) => variants.length > 1)).toEqual([])
    await page.context().close()
  })

  test('reduced motion: nothing moves by itself or on a change', async () => {
    const { page } = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    for (const path of ['/o/sample', '/o/sample/triage', `${release}/requirements`]) {
      await page.goto(addressAt(path))
      await settled(page)
      await page.keyboard.press('Control+k')
      await page.locator('dialog[open]').waitFor()
      expect([path, ...(await page.evaluate(countMoving))]).toEqual([path, 0])
    }
    await page.context().close()
  })

  test('with motion, something does: the check above can fail', async () => {
    const { page } = await openPage(browser, server.url, { reducedMotion: 'no-preference' })
    await page.goto(addressAt('/o/sample'))
    await settled(page)
    expect((await page.evaluate(countMoving))[0]).toBeGreaterThan(0)
    await page.context().close()
  })
})

function countMoving(): readonly number[] {
  const moving = [...document.querySelectorAll('*')].filter((element) => {
    const { transitionDuration, animationName } = getComputedStyle(element)
    return animationName !== 'none' || transitionDuration.split(', ').some((time) => parseFloat(time) > 0)
  })
  return [moving.length]
}

/**
 * What forced colours took away: an empty box that was only a background, and something chosen (current, selected,
 * pressed) that looks like its neighbours.
 */
async function lostFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const boxes = [...document.querySelectorAll<HTMLElement>('body *')].filter(isBareBox)
    // The colour that was meant, by taking the force away from the whole page for a moment.
    document.documentElement.style.setProperty('forced-color-adjust', 'none')
    const meant = boxes.map((box) => getComputedStyle(box).backgroundColor)
    document.documentElement.style.removeProperty('forced-color-adjust')
    for (const [index, box] of boxes.entries())
      if (meant[index] !== 'rgba(0, 0, 0, 0)') found.push(`a box without a border: ${say(box)}`)
    const chosen =
      '[aria-current]:not([aria-current=false]),[aria-selected=true],[aria-pressed=true],[role=radio][aria-checked=true]'
    for (const element of document.querySelectorAll<HTMLElement>(chosen)) {
      if (element.getClientRects().length === 0) continue
      const peer = peerOf(element)
      if (peer !== undefined && lookOf(peer) === lookOf(element))
        found.push(`looks like its neighbours: ${say(element)}`)
    }
    return found

    /** Empty, in sight, and without a line around it. */
    function isBareBox(element: HTMLElement): boolean {
      const box = element.getBoundingClientRect()
      const isDrawn = element.closest('svg,.vh,input,textarea,select,progress,meter,img,hr,canvas') !== null
      if (isDrawn || box.width < 3 || box.height < 3 || element.childNodes.length > 0) return false
      const { forcedColorAdjust, borderStyle, outlineStyle } = getComputedStyle(element)
      return forcedColorAdjust !== 'none' && borderStyle === 'none' && outlineStyle === 'none'
    }

    function peerOf(element: Element): Element | undefined {
      const scope =
        element.closest('ul,ol,nav,table,fieldset,[role=tablist],[role=grid],section') ?? document.body
      return [...scope.querySelectorAll(element.localName)].find(
        (one) =>
          one !== element &&
          !one.matches('[aria-current],[aria-selected=true],[aria-pressed=true],[aria-checked=true]') &&
          one.className.split(' ')[0] === element.className.split(' ')[0] &&
          one.getClientRects().length > 0,
      )
    }

    function lookOf(element: Element): string {
      return [
        element.parentElement ?? element,
        element,
        ...element.querySelectorAll(':scope > td,:scope > th,:scope > span'),
      ]
        .map((one) => {
          const { outline, border, backgroundColor, color, fontWeight, textDecorationLine } =
            getComputedStyle(one)
          return [outline, border, backgroundColor, color, fontWeight, textDecorationLine].join(';')
        })
        .slice(0, 3)
        .join('|')
    }

    function say(element: Element): string {
      return element.outerHTML.slice(0, 140)
    }
  })
}

/** The first controls of the page, by Tab: each has a frame that the forced palette paints. */
async function focusFaults(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (let step = 0; step < 25; step++) {
    await page.keyboard.press('Tab')
    const fault = await page.evaluate(() => {
      const element = document.activeElement
      if (element === null || element === document.body) return undefined
      // A card or a row may draw the frame for the control that it holds.
      for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
        const { outlineStyle, outlineWidth } = getComputedStyle(at)
        if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) return undefined
      }
      return element.outerHTML.slice(0, 120)
    })
    if (fault !== undefined) found.push(`focus not seen: ${fault}`)
  }
  return found
}

/** By keyboard alone: the order of every stop, a frame that is seen, no trap, and where the focus goes when things open, close or change. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, launch, openPage, settled } from './browser.ts'
import { focusName, toLines, walk } from './focus.ts'
import { checkGolden } from './golden.ts'
import { own, seedOwn, waitForSample } from './places.ts'
import { type Server, startServer } from './server.ts'

const file = 'focus.txt'
const release = '/o/sample/p/telemetry-hub/r/1.4.0'

const places = {
  home: '/o/sample',
  triage: '/o/sample/triage',
  question: `${release}/questions/A1`,
  requirements: `${release}/requirements`,
  document: `${release}/documents/declaration-of-conformity`,
} as const

describe.skipIf(!hasBrowser)('the keyboard', { timeout: 90_000 }, () => {
  let server: Server
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launch()
    server = await startServer()
    page = await open()
    // Hints come and go by themselves; the test on a phone has them.
    await page.context().addInitScript(() => localStorage.setItem('occtet.tour', 'done'))
    await waitForSample(server.url)
    await seedOwn(server.url)
  })

  afterAll(async () => {
    await browser.close()
    expect(await server.stop()).toBe(0)
  })

  async function open(width = 1280): Promise<Page> {
    const viewport = { width, height: 844 }
    return (await openPage(browser, server.url, { reducedMotion: 'reduce', viewport })).page
  }

  async function visit(path: string): Promise<void> {
    await page.goto(`${server.url}${path}?lang=en`)
    await settled(page)
  }

  test.each(Object.entries(places))('%s: every stop in its order, each one seen', async (name, path) => {
    await visit(path)
    const stops = await walk(page)
    expect(stops.filter(({ fault }) => fault !== undefined)).toEqual([])
    expect(regionsOf(stops)).toEqual([
      'skip',
      'nav "Main"',
      'section "Sample data."',
      'nav "You are here"',
      'header',
      'main',
    ])
    checkGolden(file, name, toLines(stops))
  })

  test('on a phone, the tabs come last and cover nothing', async () => {
    const phone = await open(390)
    await phone.goto(`${server.url}${places.home}?lang=en`)
    await settled(phone)
    await phone.getByText('Hint 1 of 4').first().waitFor()
    const stops = await walk(phone)
    expect(stops.filter(({ fault }) => fault !== undefined)).toEqual([])
    expect(stops.slice(-5).map(({ region }) => region)).toEqual(Array(5).fill('nav "Main, small screen"'))
    await phone.context().close()
  })

  test('signing in: address, password, button', async () => {
    const signedOut = { mode: 'team', state: 'signed-out', organisations: [] }
    await page.route('**/api/session', async (route) => route.fulfill({ json: signedOut }))
    await visit('/sign-in')
    const stops = await walk(page)
    expect(stops.filter(({ fault }) => fault !== undefined)).toEqual([])
    checkGolden(file, 'sign-in', toLines(stops))
    await page.unrouteAll()
  })

  test('the skip link leads past the navigation', async () => {
    await visit(places.home)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  })

  test('another page: the focus is on its heading, which names the tab', async () => {
    await visit(places.home)
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')
    for (const [name, path] of [
      ['Triage', '/o/sample/triage'],
      ['Ledger', '/o/sample/ledger'],
    ] as const) {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).press('Enter')
      await page.waitForURL(`**${path}?lang=en`)
      await headingWithFocus(page)
      await settled(page)
      expect(await page.title()).toBe(`${await headingWithFocus(page)} · OCCTET`)
    }
    await page.goBack()
    await page.waitForURL('**/o/sample/triage?lang=en')
    expect(await headingWithFocus(page)).toMatch(/to decide/)
  })

  test('a page that fails: the focus is on what went wrong', async () => {
    await visit(places.home)
    await page.route('**/api/orgs/sample/ledger**', async (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: 'about:blank', status: 500, code: 'OWN_FAULT', title: 'No' }),
      }),
    )
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Ledger' }).press('Enter')
    expect(await headingWithFocus(page)).toBe('This page could not be shown: the server made a mistake.')
    await page.unrouteAll()
  })

  test.each([
    { name: 'palette', keys: 'Control+k' },
    { name: 'list of keys', keys: '?' },
  ])('$name: Tab stays inside, Esc closes, the focus goes back', async ({ keys }) => {
    await visit(places.home)
    const opener = page.getByRole('link', { name: 'Triage' }).first()
    await opener.focus()
    const before = await focusName(page)
    await page.keyboard.press(keys)
    await page.locator('dialog[open]').waitFor()
    for (let step = 0; step < 6; step++) {
      // Between the last and the first control of a modal dialog the browser itself has the focus.
      const isInside = await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
      )
      expect(isInside).toBe(true)
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    expect(await focusName(page)).toBe(before)
  })

  test('asking: the field takes the focus, Enter asks and keeps it, Esc gives it back', async () => {
    await visit(places.question)
    await page.getByRole('button', { name: 'Ask about this' }).press('Enter')
    await page.waitForFunction(() => document.activeElement?.localName === 'textarea')
    await page.keyboard.type('What does this mean?')
    await page.keyboard.press('Enter')
    await page.getByText('Best passage, without a model').waitFor()
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('textarea')
    await page.keyboard.press('Escape')
    await page.locator('aside').waitFor({ state: 'detached' })
    expect(await focusName(page)).toBe('button "Ask about this"')
  })

  test.each([
    { name: 'sharing', path: places.triage, button: 'Share' },
    { name: 'policy', path: '/o/sample/licences', button: 'Policy' },
  ])('$name: a dialog takes the focus and gives it back to its button', async ({ path, button }) => {
    await visit(path)
    await page.getByRole('button', { name: button }).first().press('Enter')
    await page.locator('dialog[open]').waitFor()
    expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true)
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    expect(await focusName(page)).toMatch(new RegExp(`^button "${button}`))
  })

  test('the 22: one stop, arrows move, Enter opens, Esc returns to the cell', async () => {
    await visit(places.requirements)
    const cell = page.locator('[role=grid] [data-cell="0-0"]')
    await cell.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    expect(await cellWithFocus(page)).toBe('1-1')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/requirements\/[^?]+/)
    await page.waitForFunction(() => document.activeElement?.matches('h2') === true)
    await page.keyboard.press('Escape')
    await page.waitForURL(/\/requirements\?/)
    await page.waitForFunction(() => document.activeElement?.matches('[data-cell="1-1"]') === true)
  })

  test('an entry of the ledger opens beside the list, and gives the focus back to its line', async () => {
    await visit('/o/sample/ledger')
    const entry = page.locator('main ol a').nth(2)
    const name = await entry.textContent()
    await entry.press('Enter')
    await page.waitForFunction(() => document.activeElement?.closest('aside') !== null)
    await page.keyboard.press('Escape')
    await page.locator('aside').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name)
  })

  test('a table: one stop, arrows move, Enter opens the panel, Esc gives the focus back', async () => {
    await visit(`${release}/inventory`)
    const first = page.getByRole('rowheader').first()
    await first.focus()
    await page.keyboard.press('ArrowDown')
    const name = await page.evaluate(() => document.activeElement?.textContent)
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.closest('aside') !== null)
    await page.keyboard.press('Escape')
    await page.locator('aside').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(name)
  })

  test('a decision: the form takes the focus, Esc gives it up and keeps the row', async () => {
    await visit(`/o/${own}/triage`)
    const row = page.locator('[data-row]').first()
    await row.focus()
    const name = await row.getAttribute('data-row')
    await page.keyboard.press('n')
    await page.waitForFunction(() => document.activeElement?.closest('form') !== null)
    await page.keyboard.press('Escape')
    await page.waitForFunction((id) => document.activeElement?.getAttribute('data-row') === id, name)
  })
})

/** Each region once, in the order in which it is met. */
function regionsOf(stops: readonly { readonly region: string }[]): readonly string[] {
  return [...new Set(stops.map(({ region }) => region))]
}

async function headingWithFocus(page: Page): Promise<string> {
  await page.waitForFunction(() => document.activeElement?.localName === 'h1')
  return page.evaluate(() => document.activeElement?.textContent ?? '')
}

async function cellWithFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('data-cell') ?? null)
}

/** Chromium for the tests of the web application: every page it opens is listened to. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

export const hasBrowser = existsSync(executablePath)

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags.split(' ') })
}

export interface Heard {
  readonly page: Page
  /**
   * What must not happen: console errors and warnings (a violation of the policy is one), uncaught errors, answers
   * of 500 and more, and requests to another host, which are stopped. Empty unless something is wrong.
   */
  readonly faults: string[]
}

/** A page in a context of its own. `url`: the only place that it may talk to. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Heard> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    ...options,
  })
  const page = await context.newPage()
  const faults: string[] = []
  await context.route(
    (asked) => asked.origin !== url && asked.protocol.startsWith('http'),
    async (route) => {
      faults.push(`request to ${route.request().url()}`)
      await route.abort()
    },
  )
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} from ${response.url()}`)
  })
  return { page, faults }
}

/** Violations of WCAG 2.2 A and AA with the first place of each; empty where there are none. */
export async function axe(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axeSource)
  return page.evaluate<string[]>(
    `axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ' ' + nodes.length + '× ' + nodes[0].html.slice(0, 200)))`,
  )
}

/** Pixels that the page is wider than the window. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
}

/** What a page shows at first has come: an answer, no grey bars, and nothing asked for that is not there. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  // Grey bars come after 150 ms only; a page that lives of events is never idle and waits no longer than a second.
  await page.waitForLoadState('networkidle', { timeout: 1000 }).catch(() => undefined)
  await page.waitForFunction("document.querySelector('main output > i[aria-hidden]') === null")
}

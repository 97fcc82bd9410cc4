/** Chromium for the tests of the web application: every page it opens is listened to. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContextOptions, chromium, type Page, type Request } from 'playwright-core'

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
  follow(page)
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

/**
 * Violations of WCAG 2.2 A and AA, of unique landmarks and of headings, with the first place of each; empty where there
 * are none. `colours`: only what another colour scheme can change.
 */
export async function axe(page: Page, what: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axeSource)
  return page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ['violations'], runOnly: ${JSON.stringify(rules[what])} }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ' ' + nodes.length + '× ' + nodes[0].html.slice(0, 200)))`,
  )
}

const rules = {
  all: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
}

/** What a page shows at first has come: a heading, no grey bars, and nothing asked for that is not there. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').filter({ visible: true }).first().waitFor()
  const asked = open.get(page) ?? new Set()
  const end = Date.now() + mostWait
  for (let quiet = 0; quiet < 2; ) {
    const isLoading = await page.evaluate<boolean>("document.querySelector('[data-loading]') !== null")
    // A connection for events stays open: nobody waits for its end longer than a second.
    const isAsking = asked.size > 0 && Date.now() < end - mostWait + 1000
    quiet = isLoading || isAsking ? 0 : quiet + 1
    if (Date.now() > end) throw new Error(`the page does not settle: ${page.url()}`)
    await new Promise((done) => setTimeout(done, 30))
  }
}

const mostWait = 20_000

/** Requests without an answer yet, of each page. */
const open = new WeakMap<Page, Set<Request>>()

function follow(page: Page): void {
  const asked = new Set<Request>()
  open.set(page, asked)
  page.on('request', (request) => asked.add(request))
  page.on('requestfinished', (request) => asked.delete(request))
  page.on('requestfailed', (request) => asked.delete(request))
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) asked.clear()
  })
}

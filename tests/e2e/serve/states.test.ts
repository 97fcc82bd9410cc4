/** What a page shows beside its usual face: opened, filtered, empty, missing, refused, failed. Readable for all, too. */
import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axe, hasBrowser, type Heard, launch, openPage, settled } from './browser.ts'
import { headings, layoutFaults } from './look.ts'
import { addressOf, own, pageIds, seedOwn, type Seeded, waitForSample } from './places.ts'
import { type Server, startServer } from './server.ts'

interface State {
  readonly name: string
  readonly path: string
  /** What a person does next, until it is seen. */
  readonly act?: (page: Page) => Promise<void>
  /** Refusals that the browser writes down by itself. */
  readonly refuses?: 404 | 409
}

const product = '/o/sample/p/telemetry-hub'
const release = `${product}/r/1.4.0`

const states: readonly State[] = [
  { name: 'no such page', path: '/o/sample/nothing' },
  { name: 'no such organisation', path: '/o/foreign', refuses: 404 },
  { name: 'no such product', path: '/o/sample/p/nobody', refuses: 404 },
  { name: 'no such case', path: '/o/sample/cases/AEV-20260101-1', refuses: 404 },
  { name: 'no such advisory', path: '/o/sample/feddb/a/GHSA-0000-0000-0000', refuses: 404 },
  { name: 'inventory as tree', path: `${release}/inventory?view=tree`, act: openBranch },
  { name: 'inventory as graph', path: `${release}/inventory?view=graph` },
  { name: 'inventory, its files', path: `${release}/inventory?view=files` },
  { name: 'inventory, filtered to nothing', path: `${release}/inventory?q=zzzz` },
  { name: 'inventory, a component open', path: `${release}/inventory`, act: openComponent },
  { name: 'the 22 as list', path: `${release}/requirements?view=list` },
  { name: 'the 22 as print', path: `${release}/requirements?view=print` },
  { name: 'a requirement open', path: `${release}/requirements/ECR-II-2` },
  { name: 'quick scan', path: `${release}/questions?mode=quick` },
  { name: 'triage, filtered to nothing', path: '/o/sample/triage?q=zzzz' },
  { name: 'triage, one kind', path: '/o/sample/triage?is=runtime' },
  { name: 'triage, a finding of our own', path: `/o/${own}/triage`, act: openFinding },
  { name: 'triage, about to decide', path: `/o/${own}/triage`, act: decide },
  { name: 'triage, sharing', path: '/o/sample/triage', act: press('Share') },
  { name: 'policy of licences', path: '/o/sample/licences', act: press('Policy') },
  { name: 'drills', path: `/o/${own}/cases?show=drills` },
  { name: 'opening a case', path: `/o/${own}/cases?open=case` },
  { name: 'FedDB, found', path: '/o/sample/feddb?q=lodash' },
  { name: 'tokens', path: `/o/${own}/settings/tokens` },
  { name: 'tokens that nobody may see', path: '/o/sample/settings/tokens' },
  { name: 'keys', path: `/o/${own}/settings/keys` },
  { name: 'ledger, verified', path: '/o/sample/ledger', act: verify },
  { name: 'palette', path: '/o/sample', act: palette },
  { name: 'list of keys', path: '/o/sample', act: keyList },
  { name: 'asking, before the first question', path: '/o/sample', act: openAsking },
  { name: 'asking, answered', path: `${release}/questions/A1`, act: answered },
  { name: 'asking, refused', path: '/o/sample', act: refused },
  { name: 'asking in German', path: '/o/sample?lang=de', act: openAsking },
  { name: 'documents of the assistant', path: `/o/${own}/assistant?view=documents` },
  { name: 'documents that the sample lacks', path: '/o/sample/assistant?view=documents' },
  { name: 'model of the assistant', path: `/o/${own}/assistant?view=model` },
  { name: 'proposals', path: `/o/${own}/assistant?view=proposals` },
  { name: 'not enough evidence', path: `/o/${own}/triage`, act: propose },
  { name: 'German', path: '/o/sample?lang=de' },
  { name: 'refused by the provider', path: '/sign-in/oidc?state=x&code=y', refuses: 409 },
]

/** Pages of the server itself, for customers of the product. */
const publicPages = ['/', '/?lang=de', '/report', '/verify'] as const

describe.skipIf(!hasBrowser)('every state', { timeout: 60_000 }, () => {
  let server: Server
  let browser: Browser
  let heard: Heard
  let seeded: Seeded

  beforeAll(async () => {
    browser = await launch()
    server = await startServer()
    heard = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    await waitForSample(server.url)
    seeded = await seedOwn(server.url)
  })

  afterAll(async () => {
    await browser.close()
    expect(await server.stop()).toBe(0)
  })

  async function visit(path: string, width: number): Promise<Page> {
    const { page, faults } = heard
    faults.splice(0)
    await page.setViewportSize({ width, height: width < 500 ? 844 : 900 })
    await page.goto(`${server.url}${path}`)
    return page
  }

  async function look(page: Page, refuses?: number): Promise<readonly string[]> {
    const noise = heard.faults.splice(0).filter((fault) => !fault.includes(`status of ${refuses}`))
    return [...(await axe(page)), ...(await layoutFaults(page)), ...(await headings(page)), ...noise]
  }

  describe.each([1280, 390])('%i px', (width) => {
    test.each(states)('$name', async ({ path, act, refuses }) => {
      await heard.page.emulateMedia({ colorScheme: width === 390 ? 'dark' : 'light' })
      const page = await visit(path.includes('lang=') ? path : withLanguage(path), width)
      await settled(page)
      await act?.(page)
      await settled(page)
      expect(await look(page, refuses)).toEqual([])
      const language = path.includes('lang=de') ? 'de' : 'en'
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
    })

    test.each(publicPages)('the public page %s', async (path) => {
      const page = await visit(`/pub/${own}/router${path}`, width)
      const found = [...(await axe(page)), ...(await layoutFaults(page)), ...heard.faults]
      expect(found).toEqual([])
      expect(await page.locator('h1').count()).toBe(1)
    })

    test('signing in', async () => {
      const page = heard.page
      const signedOut = { mode: 'team', state: 'signed-out', organisations: [] }
      await page.route('**/api/session', async (route) => route.fulfill({ json: signedOut }))
      await visit('/sign-in?lang=en', width)
      await page.getByLabel('Password').waitFor()
      expect(await look(page)).toEqual([])
      await page.unrouteAll()
    })
  })

  describe.each([
    { status: 500, code: 'OWN_FAULT', says: /^This page could not be shown: the server made a mistake\.$/ },
    { status: 403, code: 'PERMISSION_MISSING', says: /Your role cannot|does not allow/ },
  ])('the server answers $status', ({ status, code, says }) => {
    const refuse = async (route: Route): Promise<void> => {
      const problem = { type: 'about:blank', title: 'No', status, code }
      await route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(problem) })
    }
    /** Pages that show something although they cannot read, or that need no reading: the heading is their own. */
    const heads = new Set<string>()

    test.each(pageIds)('%s has a heading, and says what is wrong', async (id) => {
      const { page, faults } = heard
      await page.route(/\/api\/(?!orgs\/[^/]+\/frame)/, refuse)
      await visit(addressOf(id, seeded), 1280)
      await settled(page)
      const noise = faults.splice(0).filter((fault) => !fault.includes(String(status)))
      // One refusal looks like the other.
      const unreadable = status === 500 ? await axe(page) : []
      expect([...unreadable, ...(await headings(page)), ...noise]).toEqual([])
      const text = (await page.locator('h1').textContent()) ?? ''
      if (says.test(text)) heads.add(id)
      await page.unrouteAll()
    })

    test('most pages are nothing but their answer', () => {
      expect(heads.size).toBeGreaterThan(pageIds.length / 2)
    })
  })

  test('while a page is loading, a reader is told so', async () => {
    const { page } = heard
    const held: Route[] = []
    await page.route(/\/api\/orgs\/sample\/home/, (route) => void held.push(route))
    await visit('/o/sample?lang=en', 1280)
    await page.getByRole('status').getByText('Loading').waitFor()
    // The heading is the answer, and comes with it.
    expect((await axe(page)).filter((one) => !one.startsWith('page-has-heading-one'))).toEqual([])
    for (const route of held) await route.continue()
    await settled(page)
    await page.unrouteAll()
  })
})

function withLanguage(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}lang=en`
}

function press(name: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('button', { name }).first().click()
    await page.locator('dialog[open]').waitFor()
  }
}

async function openBranch(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Open \(/ })
    .first()
    .click()
  await page.getByRole('button', { name: /^Close \(/ }).waitFor()
}

async function openComponent(page: Page): Promise<void> {
  await page.getByRole('rowheader').first().click()
  await page.locator('aside,dialog[open]').first().waitFor()
}

async function openFinding(page: Page): Promise<void> {
  await page.locator('[data-row]').first().click()
  await page.locator('[data-decide]').first().waitFor()
}

async function decide(page: Page): Promise<void> {
  await openFinding(page)
  await page.keyboard.press('n')
  await page.locator('form[aria-label] [data-first]').first().waitFor()
}

async function verify(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Verify here' }).click()
  await page.getByText(/entries intact\. Computed here/).waitFor()
}

async function openAsking(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.locator('[data-first-focus]').waitFor()
}

async function askFor(page: Page, question: string, told: string): Promise<void> {
  await openAsking(page)
  await page.locator('[data-first-focus]').fill(question)
  await page.keyboard.press('Enter')
  await page.getByText(told).first().waitFor()
}

async function answered(page: Page): Promise<void> {
  await askFor(page, 'What counts as proof for this answer?', 'Best passage, without a model')
  await page.locator('summary').filter({ hasText: 'found' }).first().click()
}

async function refused(page: Page): Promise<void> {
  await askFor(page, 'Who won the last football championship?', 'None of the texts at hand answers this.')
}

async function propose(page: Page): Promise<void> {
  await openFinding(page)
  await page
    .getByRole('button', { name: 'Propose a VEX status' })
    .or(page.getByText('What to find out'))
    .first()
    .click()
  await page.getByText('What to find out').first().waitFor()
}

async function palette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('lod')
}

async function keyList(page: Page): Promise<void> {
  await page.keyboard.press('?')
  await page.locator('dialog[open]').waitFor()
}

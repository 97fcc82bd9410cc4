/** The first account, an invitation, and an auditor in a browser of their own who can read and not write. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, launch, openPage, settled } from './browser.ts'
import { type Server, startServer } from './server.ts'

const org = 'my-organisation'

describe.skipIf(!hasBrowser)('an invited auditor', () => {
  let server: Server
  let browser: Browser

  beforeAll(async () => {
    browser = await launch()
    server = await startServer(['--no-sample'])
  })

  afterAll(async () => {
    await browser.close()
    expect(await server.stop()).toBe(0)
  })

  test('joins by link, reads, has no control that changes, and is refused', async () => {
    const owner = await openPage(browser, server.url)
    await owner.page.goto(`${server.url}/account?lang=en`)
    await fillAccount(owner.page, 'Owner', 'owner@example.org')
    await owner.page.getByRole('button', { name: 'Make the account' }).click()
    await owner.page.waitForURL(/\/o\/my-organisation/)
    const link = await invite(owner.page, server.url)

    const auditor = await openPage(browser, server.url)
    await auditor.page.goto(link)
    await auditor.page.getByRole('heading', { level: 1, name: /as Auditor$/ }).waitFor()
    await fillAccount(auditor.page, 'Auditor', 'auditor@example.org')
    await auditor.page.getByRole('button', { name: 'Make an account and join' }).click()
    await auditor.page.waitForURL(/\/o\/my-organisation/)
    await settled(auditor.page)
    expect(owner.faults).toEqual([])
    expect(auditor.faults).toEqual([])

    // Both ask for the same: a control that the owner has and the auditor has not proves that it is hidden.
    for (const [path, control] of [
      ['cases', 'Open a case'],
      ['settings/people', 'Make the link'],
    ] as const) {
      const seen = await Promise.all(
        [owner, auditor].map(async ({ page }) => {
          await page.goto(`${server.url}/o/${org}/${path}?lang=en`)
          await settled(page)
          return page.getByRole('button', { name: control }).count()
        }),
      )
      expect([path, ...seen]).toEqual([path, 1, 0])
    }
    expect(await write(owner.page)).toBe(201)
    expect(await write(auditor.page)).toBe(403)
    expect(owner.faults).toEqual([])
  })
})

async function fillAccount(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('New password').fill('a whole sentence is good')
}

async function invite(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/o/${org}/settings/people?lang=en`)
  await settled(page)
  const form = page.locator('form').filter({ hasText: 'Make the link' })
  await form.getByRole('combobox').selectOption('auditor')
  await form.locator('input[type=date]').fill('2027-12-31')
  await form.getByRole('button', { name: 'Make the link' }).click()
  return (await form.locator('output code').textContent()) ?? ''
}

/** From the page itself, with its cookie: what somebody types into the console. */
async function write(page: Page): Promise<number> {
  return page.evaluate(async (slug) => {
    const answer = await fetch(`/api/orgs/${slug}/products`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Router', version: '1.0.0' }),
    })
    return answer.status
  }, org)
}

/** The first start: how soon the sample product is seen, in which languages, and a clean end. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { hasBrowser, launch, openPage, settled } from './browser.ts'
import { type Server, startServer } from './server.ts'

/** The promise is 10 s on a quiet machine; tests share theirs with others. */
const bound = 30_000

describe.skipIf(!hasBrowser)('the first start, in a browser', () => {
  let server: Server
  let browser: Browser

  beforeAll(async () => {
    browser = await launch()
    server = await startServer()
  })

  afterAll(async () => {
    await browser.close()
    expect(await server.stop()).toBe(0)
  })

  test('the sample product is seen soon, analysed', async () => {
    const { page, faults } = await openPage(browser, server.url)
    await page.goto(`${server.url}/o/sample/products?lang=en`)
    // Made in the background: a page that came earlier is read again, as a person would.
    while ((await page.getByRole('link', { name: 'Telemetry Hub (sample)' }).count()) === 0) {
      if (Date.now() - server.began > bound) throw new Error('the sample product does not come')
      await page.reload()
      await settled(page)
    }
    const milliseconds = Date.now() - server.began
    process.stderr.write(`sample product seen ${(milliseconds / 1000).toFixed(1)} s after the start\n`)
    expect(milliseconds).toBeLessThan(bound)
    expect(faults.filter((fault) => !isOfMissingSample(fault))).toEqual([])
    await page.context().close()
  })

  test('the language is switched in place and remembered', async () => {
    const { page, faults } = await openPage(browser, server.url)
    await page.goto(`${server.url}/o/sample/more`)
    await settled(page)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.getByText('Deutsch', { exact: true }).click()
    await page.locator('html[lang=de]').waitFor()
    await page.getByRole('heading', { name: 'Darstellung und Sprache' }).waitFor()
    await page.goto(`${server.url}/o/sample/products`)
    await page.getByRole('heading', { level: 1, name: /1 Produkt, .* zu entscheiden/ }).waitFor()
    await page.goto(`${server.url}/o/sample/more`)
    await page.getByText('English', { exact: true }).click()
    await page.getByRole('heading', { name: 'Appearance and language' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(faults).toEqual([])
    await page.context().close()
  })
})

/** Until the sample organisation is there, its pages are not found, and Chromium says so on the console. */
function isOfMissingSample(fault: string): boolean {
  return fault.includes('status of 404')
}

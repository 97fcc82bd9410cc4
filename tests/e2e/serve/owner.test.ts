/** What the owner of an organisation does, one after another, on the real program: from the first file to the ledger. */
import { copyFileSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../shared.ts'
import { incidentJourney } from '../journeys/incident.ts'
import { quickScan } from '../journeys/quick-scan.ts'
import { hasBrowser, launch, openPage, settled } from './browser.ts'
import { type Server, startServer } from './server.ts'

const org = 'my-organisation'
const sbom = sharedPath(
  'data/inventories/sboms/spdx/bom-shelter/image-reflector-controller_0.16.0_sbom.spdx.json',
)

describeShared('an owner with a real SBOM', () => {
  let server: Server
  let browser: Browser

  beforeAll(async () => {
    if (!hasBrowser) return
    browser = await launch()
    server = await startServer()
  })

  afterAll(async () => {
    if (!hasBrowser) return
    await browser.close()
    expect(await server.stop()).toBe(0)
  })

  test.skipIf(!hasBrowser)('first run: a dropped SBOM is read, and its report stands alone', async () => {
    const { page, faults } = await openPage(browser, server.url)
    await page.goto(`${server.url}/o/${org}/add?lang=en`)
    await page.getByLabel('Name of the product').fill('Image Reflector')
    await page.getByLabel('Release', { exact: true }).fill('0.16.0')
    await drop(page, sbom)
    await page.getByText('image-reflector-controller_0.16.0_sbom.spdx.json: taken in.').waitFor()
    await page.getByRole('link', { name: 'See what is inside' }).click()
    await page.waitForURL(/\/p\/image-reflector\/r\/0\.16\.0\/inventory/)
    await page.getByRole('heading', { level: 1, name: /97/ }).waitFor({ timeout: 40_000 })
    await readReport(browser, page)
    await page.goto(`${server.url}/o/${org}/products?lang=en`)
    await page.getByRole('heading', { level: 1, name: /13 findings to decide/ }).waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })

  test.skipIf(!hasBrowser)(
    'the quick scan is answered by keyboard alone, and leads to the plan',
    async () => {
      const { page, faults } = await openPage(browser, server.url)
      const where = { base: server.url, org, product: 'image-reflector', release: '0.16.0' }
      const { answered, plan } = await quickScan(page, where)
      expect(new Set(answered).size).toBe(answered.length)
      expect(answered.length).toBeGreaterThanOrEqual(8)
      expect(plan).toMatch(/\d+ steps/)
      expect(faults).toEqual([])
      await page.context().close()
    },
  )

  test.skipIf(!hasBrowser)('an Art. 14 case is opened, and its clocks run', async () => {
    const { page, faults } = await openPage(browser, server.url)
    await incidentJourney(page, { url: server.url, org })
    expect(faults).toEqual([])
    await page.context().close()
  })

  test.skipIf(!hasBrowser)('the browser verifies the ledger by itself, and says how much', async () => {
    const { page, faults } = await openPage(browser, server.url)
    await page.goto(`${server.url}/o/${org}/ledger?lang=en`)
    await settled(page)
    await page.getByRole('button', { name: 'Verify here' }).click()
    const heading = page.getByRole('heading', { level: 1, name: /entries, intact: your browser computed it/ })
    await heading.waitFor()
    const count = Number.parseInt((await heading.textContent()) ?? '', 10)
    // At least the file that was added, and the case.
    expect(count).toBeGreaterThan(1)
    await page.getByText(new RegExp(`^${count} entries intact\\. Computed here in \\d+ ms\\.$`)).waitFor()
    await page.getByText('This browser had not seen this ledger before.').waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })
})

/** Downloads the report and opens the file, as whoever gets it by mail does. */
async function readReport(browser: Browser, page: Page): Promise<void> {
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download report' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toBe('image-reflector-0.16.0.report.html')
  const path = `${await file.path()}.html`
  copyFileSync(await file.path(), path)
  const { page: report, faults } = await openPage(browser, 'file://')
  await report.goto(pathToFileURL(path).href)
  await report.getByRole('heading', { level: 1 }).first().waitFor()
  expect(await report.locator('body').innerText()).toMatch(/(?:CVE-|GO-|GHSA-)\w{4}-/)
  expect(await report.getByText('97', { exact: true }).count()).toBeGreaterThan(0)
  expect(faults).toEqual([])
  await report.context().close()
}

/** As from the desktop: the file is in the hands of the drop, not of an input. */
async function drop(page: Page, path: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([name, text]) => {
      const made = new DataTransfer()
      made.items.add(new File([text], name))
      return made
    },
    [path.split('/').at(-1) ?? '', readFileSync(path, 'utf8')] as const,
  )
  await page.getByText('Drop files here').dispatchEvent('drop', { dataTransfer: transfer })
}

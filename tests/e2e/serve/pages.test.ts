/** Every page of the application, as the sample organisation shows it: readable for all, in both themes, at every width, without noise. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageId } from '../../../apps/web/src/app/paths.ts'
import { axe, hasBrowser, type Heard, launch, openPage, settled } from './browser.ts'
import { headings, layoutFaults } from './look.ts'
import { addressOf, own, pageIds, seedOwn, type Seeded, waitForSample } from './places.ts'
import { type Server, startServer } from './server.ts'

/** Until somebody adds a product, these pages teach what will stand there. */
const emptyPages = [
  'home',
  'welcome',
  'sources',
  'products',
  'add',
  'inventoryOfAll',
  'triage',
  'licences',
  'requirementsOfAll',
  'documentsOfAll',
  'cases',
  'ledger',
  'feddb',
  'alerts',
  'settings',
  'assistant',
  'more',
] as const satisfies readonly PageId[]

describe.skipIf(!hasBrowser)('every page', { timeout: 60_000 }, () => {
  let server: Server
  let browser: Browser
  let heard: Heard
  let seeded: Seeded

  beforeAll(async () => {
    browser = await launch()
    server = await startServer()
    // Colours that are still moving have no contrast yet.
    heard = await openPage(browser, server.url, { reducedMotion: 'reduce' })
    await waitForSample(server.url)
  })

  afterAll(async () => {
    await browser.close()
    expect(await server.stop()).toBe(0)
  })

  /** 1280 light and dark, 390 dark and light; then 320 px, and 1280 px at 200 %. */
  async function faultsOf(address: string): Promise<readonly string[]> {
    const { page, faults } = heard
    const found: string[] = []
    const note = (where: string, list: readonly string[]): void => {
      found.push(...list.map((one) => `${where}: ${one}`))
    }
    faults.splice(0)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${server.url}${address}`)
    await settled(page)
    note('1280 light', [...(await axe(page)), ...(await layoutFaults(page)), ...(await headings(page))])
    await page.emulateMedia({ colorScheme: 'dark' })
    note('1280 dark', await axe(page, 'colours'))
    await page.setViewportSize({ width: 390, height: 844 })
    await settled(page)
    note('390 dark', [...(await axe(page)), ...(await layoutFaults(page)), ...(await headings(page))])
    await page.emulateMedia({ colorScheme: 'light' })
    note('390 light', await axe(page, 'colours'))
    await page.setViewportSize({ width: 320, height: 640 })
    note('320', await layoutFaults(page))
    await page.setViewportSize({ width: 640, height: 450 })
    note('200 %', await layoutFaults(page))
    note('noise', faults.splice(0))
    return found
  }

  describe('of an organisation without a product', () => {
    test.each(emptyPages)('%s', async (id) => {
      const address = addressOf(id, { case: '', drill: '', reference: '' }).replace('/sample', `/${own}`)
      expect(await faultsOf(address)).toEqual([])
    })
  })

  describe('of the sample', () => {
    beforeAll(async () => {
      seeded = await seedOwn(server.url)
    })

    test.each(pageIds)('%s', async (id) => {
      expect(await faultsOf(addressOf(id, seeded))).toEqual([])
    })
  })
})

/** The accessible name of every control of every page, against a list that was reviewed. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, type Heard, launch, openPage, settled } from './browser.ts'
import { checkGolden, goldenParts } from './golden.ts'
import { ambiguousLinks, controlsOfFrame, controlsOfPage, withoutRows } from './names.ts'
import { addressOf, pageIds, seedOwn, type Seeded, waitForSample } from './places.ts'
import { type Server, startServer } from './server.ts'

const file = 'names.txt'

describe.skipIf(!hasBrowser)('names of controls', { timeout: 60_000 }, () => {
  let server: Server
  let browser: Browser
  let heard: Heard
  let seeded: Seeded

  beforeAll(async () => {
    browser = await launch()
    server = await startServer()
    heard = await openPage(browser, server.url)
    await waitForSample(server.url)
    seeded = await seedOwn(server.url)
  })

  afterAll(async () => {
    await browser.close()
    expect(await server.stop()).toBe(0)
  })

  test.each(pageIds)('%s', async (id) => {
    const { page } = heard
    await page.goto(`${server.url}${addressOf(id, seeded)}`)
    await settled(page)
    const found = await controlsOfPage(page)
    expect(found.filter((one) => !one.includes(' '))).toEqual([])
    expect(await ambiguousLinks(page)).toEqual([])
    checkGolden(file, id, withoutRows(found))
  })

  test('the frame', async () => {
    const { page } = heard
    await page.goto(`${server.url}${addressOf('home', seeded)}`)
    await settled(page)
    const found = await controlsOfFrame(page)
    expect(found.filter((one) => !one.includes(' '))).toEqual([])
    checkGolden(file, 'frame', found)
  })

  test('the list names no page that is gone', () => {
    expect([...goldenParts(file)].sort()).toEqual([...pageIds, 'frame'].sort())
  })
})

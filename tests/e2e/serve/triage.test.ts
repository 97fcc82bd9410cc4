/** A real SBOM comes in, and ten of its findings are decided without a pointer; what the server then has is asked of itself. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../shared.ts'
import { ledgerRoutes, triageRoutes } from '../../../packages/contract/src/api/index.ts'
import { press, tabTo } from '../journeys/keyboard.ts'
import { type Decided, triageByKeyboard, undoAndDecideAgain } from '../journeys/triage.ts'
import { ask } from './api.ts'
import { hasBrowser, launch, openPage, settled } from './browser.ts'
import { type Server, startServer } from './server.ts'

const org = 'my-organisation'
const sbom = sharedPath(
  'data/inventories/sboms/spdx/bom-shelter/image-reflector-controller_0.16.0_sbom.spdx.json',
)

describeShared('triage, in a browser', () => {
  let server: Server
  let browser: Browser

  beforeAll(async () => {
    if (!hasBrowser) return
    browser = await launch()
    server = await startServer(['--no-sample'])
  })

  afterAll(async () => {
    if (!hasBrowser) return
    await browser.close()
    expect(await server.stop()).toBe(0)
  })

  test.skipIf(!hasBrowser)('a real SBOM is uploaded and ten findings are decided, by keyboard', async () => {
    const { page, faults } = await openPage(browser, server.url)
    await upload(page, server.url)
    const decided = await triageByKeyboard(page, { url: server.url, org, count: 10 })
    const last = decided.at(-1)
    if (last === undefined) throw new Error('nothing was decided')
    await undoAndDecideAgain(page, last)
    expect(faults).toEqual([])
    await page.context().close()
    await checkDecisions(server, decided)
  })
})

async function upload(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/o/${org}/add?lang=en`)
  await settled(page)
  await tabTo(page, 'input', 'Name of the product')
  await page.keyboard.type('Image Reflector')
  const chooser = page.waitForEvent('filechooser')
  await tabTo(page, 'button', 'Choose files')
  await press(page, 'Enter')
  await (await chooser).setFiles(sbom)
  await tabTo(page, 'a', 'See what is inside')
  await press(page, 'Enter')
  await page.getByRole('heading', { level: 1, name: /97/ }).waitFor({ timeout: 40_000 })
}

/**
 * The decisions that were made and no other, each step with one event in the ledger; the last one was taken back and made
 * again. A flaw in two versions of a package is one row of the queue and two decisions.
 */
async function checkDecisions(server: Server, decided: readonly Decided[]): Promise<void> {
  const params = { org, product: 'image-reflector' }
  const { rows, broken } = await ask(server, triageRoutes['triage.decisions'], { params })
  expect(broken).toEqual([])
  const last = decided.at(-1)?.row
  const made = decided.map(({ row, status }) => ({
    row: row.replace(/@[^@]*$/, ''),
    status,
    standing: 'in-force',
    steps: row === last ? ['decide', 'revoke', 'decide'] : ['decide'],
  }))
  const found = rows.map(({ vulnerability, component, verdict, standing, entries }) => ({
    row: `${vulnerability}@${component}`,
    status: verdict.status,
    standing,
    steps: entries.map(({ kind }) => kind),
  }))
  expect(new Set(found.map(({ row }) => row)).size).toBe(10)
  for (const one of found) expect(made).toContainEqual(one)
  const { rows: events } = await ask(server, ledgerRoutes['ledger.events'], {
    params: { org },
    query: { kind: 'vuln', limit: '500' },
  })
  const told = events.map(({ sentence }) => /GO-\d{4}-\d+/.exec(sentence ?? '')?.[0])
  const steps = found.flatMap((one) => one.steps.map(() => one.row.split('@')[0]))
  expect(told.toSorted()).toEqual(steps.toSorted())
  const { rows: open } = await ask(server, triageRoutes['triage.queue'], { params: { org }, query: {} })
  expect(open.filter(({ id }) => decided.some(({ row }) => row === id))).toEqual([])
}

/** The declaration of conformity, from the files of a product to a signed PDF whose ledger anybody can check. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ledgerRoutes, productRoutes } from '../../../packages/contract/src/api/index.ts'
import { profileText } from '../../../apps/server/src/documents/testing/profile.ts'
import { zip } from '../../../packages/toolkit/src/adapters/feddb/testing/feeds.ts'
import { occtet } from '../../cli.ts'
import { declarationJourney } from '../journeys/declaration.ts'
import { press, tabTo } from '../journeys/keyboard.ts'
import { ask, send } from './api.ts'
import { hasBrowser, launch, openPage, settled } from './browser.ts'
import { readPdfText } from './pdf-text.ts'
import { type Server, startServer } from './server.ts'

const org = 'my-organisation'
const product = 'tideway'

/** Everything is stated but who signs. */
const profile = profileText.replace(/^id: .*/m, `id: ${product}`).replace(/^ {2}signatory: .*\n/m, '')

describe.skipIf(!hasBrowser)('the declaration of conformity', () => {
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

  test('is created, downloaded and signed by keyboard, and the ledger speaks of its bytes', async () => {
    await ask(server, productRoutes['products.create'], {
      params: { org },
      body: { name: 'Tideway Größe', slug: product, version: '4.2.0' },
    })
    const { page, faults } = await openPage(browser, server.url)
    await bringIn(page, server.url)
    const where = { url: server.url, org, product, release: '4.2.0' }
    const pdf = await declarationJourney(page, where)
    expect(faults).toEqual([])
    await page.context().close()
    checkAnnexV(readPdfText(pdf))
    await checkLedger(server, pdf)
  })
})

/** The product's files, as the command line keeps them, from an archive. */
async function bringIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/o/${org}/p/${product}/exchange?lang=en`)
  await settled(page)
  const archive = zip([{ name: '.occtet/product.yaml', data: profile }])
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'tideway.zip', mimeType: 'application/zip', buffer: Buffer.from(archive) })
  await page.getByRole('heading', { level: 1, name: '1 file needs your choice' }).waitFor()
  // The name of the new product stands in its own file already: both sides have one. The second choice is the archive's.
  await tabTo(page, 'input', 'on')
  await press(page, 'ArrowDown')
  expect(await page.getByLabel('Take the uploaded one').isChecked()).toBe(true)
  await tabTo(page, 'button', 'Take over')
  await press(page, 'Enter')
  await page.getByText('Taken over.', { exact: true }).first().waitFor()
}

/** Annex V, items 1 to 8: what the law asks of every declaration. */
function checkAnnexV(text: string): void {
  const words = text.replaceAll(/\s+/g, ' ')
  for (const said of [
    'EU declaration of conformity',
    'Tideway Größe',
    'TW-400',
    '4.2.0',
    'Tideway GmbH',
    'Hafenstr. 1, Hamburg',
    'sole responsibility',
    '2024/2847',
    'The managing director',
    'Managing director',
    'Hamburg',
  ]) {
    expect(words).toContain(said)
  }
  expect(words).not.toContain('Do not hand it out')
}

/** An evidence package, checked by the command line: it holds, and it speaks of this very file. */
async function checkLedger(server: Server, pdf: Uint8Array): Promise<void> {
  const head = await ask(server, ledgerRoutes['ledger.head'], { params: { org } })
  if (head.state !== 'on') throw new Error(`the ledger is ${head.state}`)
  const folder = mkdtempSync(join(tmpdir(), 'occtet-declaration-'))
  const [packed, paper, other] = ['package.zip', 'declaration.pdf', 'other.pdf'].map((name) =>
    join(folder, name),
  )
  if (packed === undefined || paper === undefined || other === undefined) throw new Error('three names')
  const answer = await send(server, ledgerRoutes['ledger.package'], { params: { org }, query: {} })
  writeFileSync(packed, new Uint8Array(await answer.arrayBuffer()))
  writeFileSync(paper, pdf)
  writeFileSync(other, new Uint8Array([...pdf, 0x0a]))
  const args = ['ledger', 'verify', packed, '--key', head.key, '--artefact']
  const ran = occtet([...args, paper])
  expect([ran.code, ran.stderr]).toEqual([0, ''])
  expect(ran.stdout).toContain('declaration.pdf: on record (')
  const changed = occtet([...args, other])
  expect(changed.code).not.toBe(0)
  expect(changed.stdout).toContain('other.pdf')
}

/** The report in a real browser: two widths, two themes, by mouse, by keyboard, on paper, and without script. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ReportInput, renderReport } from '@occtet/toolkit/documents'
import { hostileInput, largeInput, sampleInput } from '../../packages/toolkit/src/documents/testing/sample.ts'
import { severalInput } from '../../packages/toolkit/src/documents/testing/several.ts'
import {
  hostileTriagedInput,
  largeTriagedInput,
  triagedInput,
} from '../../packages/toolkit/src/documents/testing/triaged.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const hasBrowser = existsSync(executablePath)
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

interface Opened {
  readonly page: Page
  /** Console messages, errors and requests that are not the file itself; must stay empty. */
  readonly noise: readonly string[]
}

describe.skipIf(!hasBrowser)(
  hasBrowser ? 'report.html' : `report.html (skipped: no browser at ${executablePath})`,
  () => {
    let browser: Browser
    let folder: string

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'occtet-report-'))
      browser = await chromium.launch({ executablePath, args: flags.split(' ') })
    })

    afterAll(async () => {
      await browser.close()
      rmSync(folder, { recursive: true })
    })

    async function open(input: ReportInput, options: BrowserContextOptions = {}): Promise<Opened> {
      const path = join(folder, 'report.html')
      writeFileSync(path, renderReport(input))
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
      const page = await context.newPage()
      const noise: string[] = []
      page.on('console', (message) => noise.push(message.text()))
      page.on('pageerror', (error) => noise.push(error.message))
      page.on('dialog', (dialog) => noise.push(dialog.type()))
      page.on('request', (request) => {
        if (!request.isNavigationRequest() && !request.url().startsWith('data:')) noise.push(request.url())
      })
      await page.goto(pathToFileURL(path).href)
      return { page, noise }
    }

    /** Ids of violated rules with the first element of each. */
    async function axe(page: Page): Promise<readonly string[]> {
      await page.evaluate(axeSource)
      return page.evaluate<string[]>(
        "axe.run(document,{resultTypes:['violations']}).then(r=>r.violations.map(v=>v.id+' '+v.nodes[0].html.slice(0,200)))",
      )
    }

    async function overflow(page: Page): Promise<number> {
      return page.evaluate<number>('document.documentElement.scrollWidth-innerWidth')
    }

    async function openEverything(page: Page): Promise<void> {
      await page.locator('#t-vulnerabilities .op').first().click()
      await page.locator('#c-rows .op').first().click()
      await page.locator('.req summary').nth(1).click()
      await page.locator('.lic summary').first().click()
    }

    for (const width of [1280, 390]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        test(`${width} px, ${colorScheme}: no axe violation, no sideways scroll, no noise`, async () => {
          const { page, noise } = await open(sampleInput(), { viewport: { width, height: 844 }, colorScheme })
          await openEverything(page)
          expect(await axe(page)).toEqual([])
          expect(await overflow(page)).toBeLessThanOrEqual(0)
          await page.click('#tab-tree')
          await page.locator('[role=treeitem][aria-expanded=false]').first().click()
          expect(await axe(page)).toEqual([])
          expect(await overflow(page)).toBeLessThanOrEqual(0)
          expect(noise).toEqual([])
          await page.context().close()
        })
      }
    }

    test('without data, and in German: no axe violation, and unknown instead of 0', async () => {
      const { page, noise } = await open(sampleInput({ findings: undefined, language: 'de' }), {
        viewport: { width: 390, height: 844 },
      })
      expect(await axe(page)).toEqual([])
      expect(await page.locator('#c-rows td:last-child').allTextContents()).toEqual(
        Array.from({ length: 10 }, () => 'unbekannt'),
      )
      expect(await page.locator('.rail a[href="#findings"] b').textContent()).toBe('?')
      expect([await overflow(page), noise]).toEqual([0, []])
      await page.context().close()
    })

    for (const width of [1280, 390]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        test(`${width} px, ${colorScheme}: several products have no axe violation, scroll or noise`, async () => {
          const { page, noise } = await open(severalInput({ language: 'de' }), {
            viewport: { width, height: 844 },
            colorScheme,
          })
          await page.locator('.scope a').click()
          expect(await page.locator('#products').isVisible()).toBe(true)
          expect(await axe(page)).toEqual([])
          expect([await overflow(page), noise]).toEqual([0, []])
          await page.context().close()
        })

        test(`${width} px, ${colorScheme}: the page after triage has no axe violation, scroll or noise`, async () => {
          const { page, noise } = await open(triagedInput({ language: 'de' }), {
            viewport: { width, height: 844 },
            colorScheme,
          })
          await openEverything(page)
          await page.locator('#decided summary').click()
          await page.locator('#t-decided .op').first().click()
          await page.locator('#policy summary').first().click()
          expect(await axe(page)).toEqual([])
          expect([await overflow(page), noise]).toEqual([0, []])
          await page.context().close()
        })
      }
    }

    test('the queue: groups, filters by group, decision and import, and decided ones behind a summary', async () => {
      const { page, noise } = await open(triagedInput())
      const shown = (): Promise<string[]> =>
        page.locator('.ft tbody>tr[id]:visible td:nth-child(3)>a.mono').allTextContents()
      const heads = (): Promise<string[]> => page.locator('tr.gh:visible').allTextContents()
      expect((await heads()).length).toBe(6)
      expect(await page.locator('#t-decided').isVisible()).toBe(false)
      expect(await page.textContent('#f-live')).toBe('10 of 10 findings shown')
      await page.selectOption('#f-group', 'stale-decision')
      expect(await heads()).toEqual(['A decision no longer fits 2'])
      await page.selectOption('#f-group', '')
      await page.selectOption('#f-dec', 'fixed')
      expect([await page.locator('#t-decided').isVisible(), await heads()]).toEqual([true, []])
      expect(await page.textContent('#f-live')).toBe('1 of 10 findings shown')
      await page.selectOption('#f-dec', '')
      await page.selectOption('#f-reach', 'imported')
      expect(await shown()).toContain('GHSA-3h5v-q93c-6h6q')
      expect(await shown()).not.toContain('GHSA-rv95-896h-c2vc')
      await page.selectOption('#f-reach', '')
      await page.locator('#t-vulnerabilities th[data-sort=package] button').click()
      expect((await heads())[0]).toBe('Someone exploits it already 1')
      const stale = page.locator('#t-vulnerabilities tbody', { hasText: 'A decision no longer fits' })
      expect(await stale.locator('.pk').allTextContents()).toEqual(['cookie@0.5.0', 'path-to-regexp@0.1.7'])
      await page.getByRole('button', { name: 'ws@8.13.0' }).first().click()
      const detail = await page.locator('#t-vulnerabilities .fd').textContent()
      for (const text of [
        'CISA asks its agencies to act by 23 Oct 2026',
        'src/server.ts:12',
        '41 files read',
      ])
        expect(detail).toContain(text)
      expect(noise).toEqual([])
      await page.context().close()
    })

    test('the decided ones open by keyboard and by the link of the picture', async () => {
      const { page } = await open(triagedInput())
      await page.locator('#decided summary').focus()
      await page.keyboard.press('Enter')
      expect(await page.locator('#t-decided').isVisible()).toBe(true)
      await page.keyboard.press('Enter')
      expect(await page.locator('#t-decided').isVisible()).toBe(false)
      await page.locator('a[href="#decided"]').click()
      await page.locator('#t-decided').waitFor({ state: 'visible' })
      await page.context().close()
    })

    test('500 findings after triage: fifty open rows, headings only where rows are', async () => {
      const { page, noise } = await open(largeTriagedInput({ components: 5_000, findings: 500 }))
      expect(await page.locator('#t-vulnerabilities tbody>tr[id]:visible').count()).toBe(50)
      const empty = await page.evaluate<number>(
        "[...document.querySelectorAll('#t-vulnerabilities tbody')].filter(b=>b.querySelector('.gh').offsetParent&&![...b.querySelectorAll('tr[id]')].some(r=>r.offsetParent)).length",
      )
      expect([empty, await page.textContent('#f-live'), noise]).toEqual([0, '500 of 500 findings shown', []])
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('.ft tbody>tr[id]:visible').count()).toBe(500)
      await page.context().close()
    })

    test('findings can be filtered, sorted and opened', async () => {
      const { page, noise } = await open(sampleInput())
      const names = (): Promise<string[]> =>
        page.locator('#t-vulnerabilities tbody>tr:visible .pk').allTextContents()
      expect((await names()).length).toBe(5)
      await page.fill('#f-q', 'GHSA-9wv6')
      await page.locator('#f-live', { hasText: '1 of 5' }).waitFor()
      expect(await names()).toEqual(['path-to-regexp@0.1.7'])
      await page.fill('#f-q', 'nothing like it')
      await page.locator('#f-live', { hasText: 'Nothing matches' }).waitFor()
      await page.fill('#f-q', '')
      await page.selectOption('#f-sev', 'high')
      expect((await names()).length).toBe(3)
      await page.selectOption('#f-scope', 'development')
      expect(await names()).toEqual(['braces@3.0.2'])
      await page.selectOption('#f-sev', '')
      await page.selectOption('#f-scope', '')
      const head = page.locator('#t-vulnerabilities th[data-sort=package]')
      await head.locator('button').click()
      expect([await head.getAttribute('aria-sort'), ...(await names())]).toEqual([
        'ascending',
        'braces@3.0.2',
        'cookie@0.5.0',
        'minimist@1.2.5',
        'path-to-regexp@0.1.7',
        'ws@8.13.0',
      ])
      await head.locator('button').click()
      expect([await head.getAttribute('aria-sort'), (await names())[0]]).toEqual(['descending', 'ws@8.13.0'])
      await page.getByRole('button', { name: 'minimist' }).first().click()
      const detail = page.locator('#t-vulnerabilities .fd')
      expect(await detail.locator('.axis').getAttribute('aria-label')).toBe(
        'Affected from 1.0.0 up to but not including 1.2.6. Yours is 1.2.5.',
      )
      for (const text of [
        'CVSS:3.1/AV:N',
        'e3b0c44298fc',
        'package-lock.json:140',
        'Update minimist to 1.2.6',
      ]) {
        expect(await detail.textContent()).toContain(text)
      }
      expect(noise).toEqual([])
      await page.context().close()
    })

    test('a step leads to its finding, even to one behind the filter', async () => {
      const { page, noise } = await open(sampleInput())
      await page.selectOption('#f-sev', 'low')
      await page.locator('.todo a', { hasText: 'GHSA-grv7-fg5c-xmjg' }).click()
      await page.locator('.fd', { hasText: 'braces' }).waitFor()
      expect(await page.evaluate('document.activeElement.textContent')).toBe('braces@3.0.2')
      expect(noise).toEqual([])
      await page.context().close()
    })

    test('everything works by keyboard, and focus can be seen', async () => {
      const { page } = await open(sampleInput())
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.className')).toBe('skip')
      const opener = page.locator('#t-vulnerabilities .op').first()
      await opener.focus()
      await page.keyboard.press('Enter')
      expect(await opener.getAttribute('aria-expanded')).toBe('true')
      expect(
        await page.evaluate(
          'getComputedStyle(document.activeElement).outlineStyle+getComputedStyle(document.activeElement).outlineWidth',
        ),
      ).toBe('solid2px')
      await page.keyboard.press('Space')
      expect([await opener.getAttribute('aria-expanded'), await page.locator('.fd').count()]).toEqual([
        'false',
        0,
      ])
      await page.focus('#tab-table')
      await page.keyboard.press('ArrowRight')
      expect(await page.evaluate('document.activeElement.id')).toBe('tab-tree')
      await page.keyboard.press('Tab')
      const at = (): Promise<string> =>
        page.evaluate<string>("document.activeElement.querySelector('code').textContent")
      expect(await at()).toBe('atty@0.2.14')
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
      expect(await at()).toBe('cookie@0.5.0')
      await page.keyboard.press('ArrowLeft')
      expect(await at()).toBe('express@4.18.2')
      await page.keyboard.press('End')
      expect(await at()).toBe('jinja2@3.1.2')
      expect(await page.locator('[role=treeitem][tabindex="0"]').count()).toBe(1)
      await page.context().close()
    })

    test('5,000 components and 500 findings stay quick, with few rows in the page', async () => {
      const { page, noise } = await open(largeInput({ components: 5_000, findings: 500 }))
      expect(await page.locator('#c-rows>tr').count()).toBe(50)
      expect(await page.locator('#t-vulnerabilities tbody>tr:visible').count()).toBe(50)
      await page.click('#f-more')
      expect(await page.locator('#t-vulnerabilities tbody>tr:visible').count()).toBe(250)
      await page.click('#c-next')
      expect(await page.textContent('#c-page')).toBe('Page 2 of 100')
      await page.fill('#c-q', 'package-number-4999')
      await page.locator('#c-live', { hasText: '1 of 5,000 components' }).waitFor()
      await page.fill('#c-q', '')
      await page.locator('#c-live', { hasText: '5,000 of 5,000 components' }).waitFor()
      const cost = await page.evaluate<number>(
        "(()=>{const s=document.getElementById('c-show');s.value='findings';const t=performance.now();s.dispatchEvent(new Event('change'));return performance.now()-t})()",
      )
      expect(cost).toBeLessThan(500)
      expect(await page.textContent('#c-live')).toBe('500 of 5,000 components')
      expect(noise).toEqual([])
      await page.context().close()
    })

    test('a cycle in the tree ends, and a licence leads to its components', async () => {
      const input = sampleInput()
      const [first, second] = input.inventory.components
      if (first === undefined || second === undefined) throw new Error('the sample has components')
      const components = [
        { ...first, dependsOn: [second.purl] },
        { ...second, dependsOn: [first.purl] },
        ...input.inventory.components.slice(2),
      ]
      const { page } = await open({ ...input, inventory: { ...input.inventory, components } })
      await page.locator('.lic', { hasText: 'BSD-3-Clause' }).locator('summary').click()
      await page.locator('.lic', { hasText: 'BSD-3-Clause' }).getByRole('button').click()
      expect(await page.textContent('#c-live')).toBe('1 of 10 components')
      await page.click('#tab-tree')
      for (let depth = 0; depth < 3; depth++)
        await page.locator('[role=treeitem]:visible').nth(depth).press('ArrowRight')
      expect(await page.locator('.tree', { hasText: 'shown above' }).count()).toBe(1)
      await page.context().close()
    })

    test.each([
      ['as found', hostileInput()],
      ['after triage', hostileTriagedInput()],
    ])('hostile text runs nothing and breaks nothing, %s', async (_, input) => {
      const { page, noise } = await open(input, { viewport: { width: 390, height: 844 } })
      await openEverything(page)
      for (const opener of await page.locator('.op:visible').all()) {
        if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click()
      }
      expect(await axe(page)).toEqual([])
      await page.click('#tab-tree')
      expect([await page.evaluate('globalThis.hit'), await overflow(page), noise]).toEqual([undefined, 0, []])
      await page.context().close()
    })

    test('without script, overview, findings and components can be read, and no dead control is shown', async () => {
      const { page } = await open(sampleInput(), { javaScriptEnabled: false })
      expect(await page.locator('h1').textContent()).toContain('at least 5 known vulnerabilities')
      expect(await page.locator('#t-vulnerabilities tbody>tr:visible').count()).toBe(5)
      expect(await page.locator('#c-rows>tr:visible').count()).toBe(10)
      expect(await page.locator('button:visible, input:visible, select:visible').count()).toBe(0)
      await page.context().close()
    })

    test('paper gets all findings and no controls, in light colours', async () => {
      const { page } = await open(largeInput({ components: 300, findings: 120 }), { colorScheme: 'dark' })
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      expect(await page.locator('#t-vulnerabilities tbody>tr:visible').count()).toBe(120)
      expect(await page.locator('.rail:visible, .btn:visible, input:visible, select:visible').count()).toBe(0)
      expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).color")).toBe(
        'rgb(19, 32, 29)',
      )
      await page.context().close()
    })

    test('forced colours and reduced motion keep shapes and stop movement', async () => {
      const { page } = await open(sampleInput(), { forcedColors: 'active', reducedMotion: 'reduce' })
      expect(
        await page.evaluate("getComputedStyle(document.querySelector('.op'),'::before').transitionDuration"),
      ).toBe('0s')
      const colour = "getComputedStyle(document.querySelector('.strip22 .e-contrary')).color"
      expect(await page.evaluate(colour)).toBe(await page.evaluate('getComputedStyle(document.body).color'))
      await page.context().close()
    })
  },
)

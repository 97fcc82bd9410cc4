/** The page of an evidence package in a real browser: from disk, without a network, by mouse, keyboard and drop, in two languages. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodePlatform, packEvidence } from '../../packages/toolkit/src/adapters/evidence-package/index.ts'
import {
  buildEvidencePackage,
  type PackageFiles,
  verifyEvidencePackage,
} from '../../packages/toolkit/src/evidence-package/index.ts'
import {
  artefacts,
  createSample,
  drafts,
  logKey,
  policy,
  type SampleOptions,
} from '../../packages/toolkit/src/evidence-package/testing/sample.ts'
import { buildVerifierPage, bundleForBrowser } from '../../tools/verifier-page.ts'
import { DEFAULT_AT, listCases } from '../conformance/evidence-package/cases.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const hasBrowser = existsSync(executablePath)
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'
const fingerprint = 'Fingerprint or key that you got another way'

interface Opened {
  readonly page: Page
  /** Console messages, errors and requests that are not the file itself; must stay empty. */
  readonly noise: readonly string[]
  /** Requests that anything answered: what a policy refuses is named as a request too, and never sent. */
  readonly answered: readonly string[]
}

describe.skipIf(!hasBrowser)(
  hasBrowser ? 'verify.html' : `verify.html (skipped: no browser at ${executablePath})`,
  () => {
    let browser: Browser
    let folder: string
    let template: string

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'occtet-verifier-'))
      browser = await chromium.launch({ executablePath, args: flags.split(' ') })
      template = await buildVerifierPage()
      writeFileSync(join(folder, 'empty.html'), template)
      writeFileSync(join(folder, 'policy.txt'), policy)
    })

    afterAll(async () => {
      await browser.close()
      rmSync(folder, { recursive: true })
    })

    async function build(options: SampleOptions = {}): Promise<PackageFiles> {
      const files = buildEvidencePackage({ ...(await createSample(options)).parts, page: template })
      if (!files.ok) throw new Error(files.error.message)
      return files.value
    }

    async function openPage(html: string, options: BrowserContextOptions = {}): Promise<Opened> {
      const path = join(folder, `${Math.random().toString(36).slice(2)}.html`)
      writeFileSync(path, html)
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        locale: 'en-GB',
        ...options,
      })
      const page = await context.newPage()
      const noise: string[] = []
      const answered: string[] = []
      page.on('response', (response) => answered.push(response.url()))
      page.on('console', (message) => noise.push(message.text()))
      page.on('pageerror', (error) => noise.push(error.message))
      page.on('dialog', (dialog) => noise.push(dialog.type()))
      page.on('request', (request) => {
        if (!request.isNavigationRequest() && !request.url().startsWith('data:')) noise.push(request.url())
      })
      // The sample is of November 2026; what the page shows must not depend on the day of the test.
      await page.clock.setFixedTime(DEFAULT_AT)
      await page.goto(pathToFileURL(path).href)
      await page.locator('[data-tone]').waitFor()
      return { page, noise, answered: answered.filter((url) => !url.startsWith('file:')) }
    }

    async function open(options: SampleOptions = {}, view: BrowserContextOptions = {}): Promise<Opened> {
      return await openPage(pageOf(await build(options)), view)
    }

    function pageOf(files: PackageFiles): string {
      return Buffer.from(files.get('verify.html') ?? new Uint8Array()).toString('utf8')
    }

    function zipOf(name: string, files: PackageFiles): string {
      const path = join(folder, name)
      writeFileSync(path, packEvidence(files))
      return path
    }

    async function comparePolicy(page: Page): Promise<void> {
      await page.setInputFiles('#policy-file', join(folder, 'policy.txt'))
      await page.getByRole('button', { name: /another way$|auf anderem Weg$/ }).click()
      await page.locator('[data-tone=good]').waitFor()
    }

    async function axe(page: Page): Promise<readonly string[]> {
      await page.evaluate(axeSource)
      return page.evaluate<string[]>(
        "axe.run(document,{resultTypes:['violations']}).then(r=>r.violations.map(v=>v.id+' '+v.nodes[0].html.slice(0,200)))",
      )
    }

    function overflow(page: Page): Promise<number> {
      return page.evaluate<number>('document.documentElement.scrollWidth-innerWidth')
    }

    async function openEverything(page: Page): Promise<void> {
      await page.evaluate(
        "document.querySelectorAll('details').forEach((fold) => fold.setAttribute('open', ''))",
      )
    }

    for (const width of [1280, 390]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        test(`${width} px, ${colorScheme}: no axe violation, no sideways scroll, no noise, good or bad`, async () => {
          const locale = width === 390 ? 'de-DE' : 'en-GB'
          const { page, noise } = await open(
            { withheld: [5], closed: [4] },
            { viewport: { width, height: 844 }, colorScheme, locale },
          )
          for (const compare of [false, true]) {
            if (compare) await comparePolicy(page)
            await openEverything(page)
            expect(await axe(page)).toEqual([])
            expect(await overflow(page)).toBeLessThanOrEqual(0)
          }
          const other = await createSample({
            drafts: drafts().map((draft, at) =>
              at === 5 ? { ...draft, time: '2026-11-03T09:59:00.000Z' } : draft,
            ),
          })
          const mixed = await createSample()
          const records = mixed.parts.records.map((record, at) =>
            at === 5 ? { ...(other.parts.records[5] ?? record), proof: record.proof } : record,
          )
          const files = buildEvidencePackage({ ...mixed.parts, records })
          if (!files.ok) throw new Error(files.error.message)
          await page.setInputFiles('#file', zipOf(`bad-${width}-${colorScheme}.zip`, files.value))
          await page.locator('[data-tone=bad]').waitFor()
          await openEverything(page)
          expect(await axe(page)).toEqual([])
          expect(await overflow(page)).toBeLessThanOrEqual(0)
          expect(noise).toEqual([])
          await page.context().close()
        })
      }
    }

    test.each([320, 768, 2560])('%i px: nothing sticks out', async (width) => {
      const { page } = await open({}, { viewport: { width, height: 900 } })
      await openEverything(page)
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      await page.context().close()
    })

    test('its own policy lets nothing load, even a page that was changed to try', async () => {
      const html = pageOf(await build()).replace(
        '</main></div>',
        '</main></div><img src="https://example.org/a.png"><link rel="stylesheet" href="https://example.org/a.css"><script>document.title="run"</script>',
      )
      const { page, noise, answered } = await openPage(html)
      expect(answered).toEqual([])
      expect(await page.title()).toBe('OCCTET: evidence package')
      expect(noise.some((line) => line.includes('Content Security Policy'))).toBe(true)
      const refused = await page.evaluate<string>(
        "fetch('https://example.org/').then(() => 'loaded', () => 'refused')",
      )
      expect(refused).toBe('refused')
      await page.context().close()
    })

    test('opened from disk: it answers by itself, and is not green before the key is compared', async () => {
      const { page, noise } = await open()
      expect(await page.locator('h1').textContent()).toBe(
        'The 9 records fit together. Whose they are, you have to compare.',
      )
      await page.locator('#answer[data-tone=unknown]').waitFor()
      const green = await page.evaluate<number>(
        "(()=>{const probe=document.createElement('i');probe.style.color='var(--met)';document.body.append(probe);const met=getComputedStyle(probe).color;probe.remove();return [...document.querySelectorAll('main svg, main b')].filter((one)=>getComputedStyle(one).color===met).length})()",
      )
      expect(green).toBe(0)
      expect(await page.locator('#print').textContent()).toContain('6bfb 1f7c')
      expect(await page.locator('[data-limit=LOG_KEY_NOT_COMPARED]').count()).toBe(1)
      expect(noise).toEqual([])
      await page.context().close()
    })

    test('the key by typing: a slip is told beside the field, the right one turns the answer', async () => {
      const { page, noise } = await open()
      await page.getByLabel(fingerprint).fill('6bfb 1f7c 0000')
      await page.getByRole('button', { name: 'Compare', exact: true }).click()
      await page.getByText('That has 12 signs, not 64.').waitFor()
      expect(await page.getByLabel(fingerprint).inputValue()).toBe('6bfb 1f7c 0000')
      await page.locator('#answer[data-tone=unknown]').waitFor()
      await page
        .getByLabel(fingerprint)
        .fill(((await page.locator('#print').textContent()) ?? '').toUpperCase())
      await page.keyboard.press('Enter')
      await page.locator('[data-tone=part]').waitFor()
      expect(await page.locator('h1').textContent()).toBe(
        'The records are as the maker’s log signed them: 9 records, no independent witness.',
      )
      expect(await page.locator('[data-limit=WITNESSES_NOT_COMPARED]').count()).toBe(1)
      await page.getByRole('button', { name: 'Forget what I gave' }).click()
      await page.locator('[data-tone=unknown]').waitFor()
      await page.getByLabel(fingerprint).fill(logKey)
      await page.keyboard.press('Enter')
      await page.locator('[data-tone=part]').waitFor()
      expect(noise).toEqual([])
      await page.context().close()
    })

    test('a list of keys from elsewhere names the witnesses too; another file is refused', async () => {
      const { page } = await open()
      await page.locator('.fold summary').click()
      writeFileSync(join(folder, 'other.txt'), 'hello')
      await page.setInputFiles('#policy-file', join(folder, 'other.txt'))
      await page.getByText('could not be read as a list of keys').waitFor()
      await comparePolicy(page)
      expect(await page.locator('h1').textContent()).toBe(
        'Nothing was changed: 9 records, signed log, 2 independent witnesses.',
      )
      await page.context().close()
    })

    test('a whole key that differs turns the answer, and the eye cannot overrule it', async () => {
      const { page, noise } = await open()
      const shown = ((await page.locator('#print').textContent()) ?? '').replace(/\s/g, '')
      const other = `${shown.slice(0, 8)}${shown[8] === '0' ? '1' : '0'}${shown.slice(9)}`
      await page.getByLabel(fingerprint).fill(`SHA-256: ${(other.match(/.{4}/g) ?? []).join('-')}`)
      await page.keyboard.press('Enter')
      await page.locator('[data-tone=bad]').waitFor()
      expect(await page.locator('h1').textContent()).toBe(
        'Do not rely on this: the key of the log is not the one that you gave.',
      )
      expect(await page.locator('#key-live').textContent()).toContain('This group differs: 3')
      expect(await page.locator('#print .other').count()).toBe(1)
      expect(await page.locator('#by-eye').count()).toBe(0)
      expect(await axe(page)).toEqual([])
      await page.getByRole('button', { name: 'Forget what I gave' }).click()
      await page.locator('[data-tone=unknown]').waitFor()
      await page.locator('#by-eye').click()
      await page.locator('[data-tone=part]').waitFor()
      const said = 'that you compared it by eye.'
      expect(await page.locator('#key-live').textContent()).toMatch(/You said on .*UTC that you compared/)
      expect(await page.locator('#key-live').textContent()).not.toContain('the one that you gave')
      expect(await page.locator('.checks').last().textContent()).toContain(said)
      await page.emulateMedia({ media: 'print' })
      expect(await page.getByText(said).first().isVisible()).toBe(true)
      expect(noise).toEqual([])
      await page.context().close()
    })

    test('nothing entered, and no fingerprint at all, are told apart; the answer stays', async () => {
      const { page } = await open({}, { locale: 'de-DE' })
      await page.getByRole('button', { name: 'Vergleichen', exact: true }).click()
      await page.getByText('Es wurde nichts eingegeben.').waitFor()
      await page.locator('#key-input').fill('guten Tag')
      await page.keyboard.press('Enter')
      await page.getByText('Das ist kein Fingerabdruck.').waitFor()
      await page.locator('#answer[data-tone=unknown]').waitFor()
      await page.context().close()
    })

    test('the list of the package itself compares nothing; dropped on the page it is recognised', async () => {
      const { page, noise } = await open()
      await page.setInputFiles('#policy-file', join(folder, 'policy.txt'))
      await page.getByText('This is the same list as in the package.').waitFor()
      await page.locator('#answer[data-tone=unknown]').waitFor()
      await page.getByRole('button', { name: 'I took it from the package' }).click()
      await page.getByText('Nothing is compared').waitFor()
      await page.locator('#answer[data-tone=unknown]').waitFor()
      writeFileSync(join(folder, 'elsewhere.txt'), `${policy}\n`)
      await page.setInputFiles('#file', join(folder, 'elsewhere.txt'))
      await page.getByText('This is a list of keys.').waitFor()
      await page.setInputFiles('#file', join(folder, 'policy.txt'))
      await page.getByText('This is the same list as in the package.').waitFor()
      expect(await axe(page)).toEqual([])
      await page.getByRole('button', { name: 'It came another way' }).click()
      await page.locator('[data-tone=good]').waitFor()
      expect(await page.locator('#key-live').textContent()).toContain('you said so on')
      await page.getByRole('button', { name: 'Forget what I gave' }).click()
      await page.locator('[data-tone=unknown]').waitFor()
      await page.setInputFiles('#policy-file', join(folder, 'elsewhere.txt'))
      await page.locator('[data-tone=good]').waitFor()
      expect(await page.locator('#key-live').textContent()).toContain('of the list that you loaded')
      expect(noise).toEqual([])
      await page.context().close()
    })

    test('the copy in the page is called a copy; the .zip, opened with any button, is not', async () => {
      const { page } = await open()
      const copy = 'The files beside it were not looked at'
      expect(await page.locator('#answer').textContent()).toContain(copy)
      expect(await page.locator('.lim li').first().getAttribute('data-limit')).toBe('EMBEDDED_COPY')
      expect(await page.locator('.checks').last().textContent()).toContain('not the documents')
      const files = await build()
      await page.setInputFiles('#policy-file', zipOf('whole.zip', files))
      await page.getByText('whole.zip').waitFor()
      expect(await page.locator('#answer').textContent()).not.toContain(copy)
      expect(await page.locator('[data-limit=EMBEDDED_COPY]').count()).toBe(0)
      expect(await page.locator('.checks').last().textContent()).toContain(`All ${files.size - 2} files`)
      const changed = new Map(files).set('events/5.json', new Uint8Array([123, 125]))
      await page.setInputFiles('#file', zipOf('changed.zip', changed))
      await page.locator('[data-tone=bad]').waitFor()
      await page.context().close()
    })

    test('another package: dropped, answered; broken, said first, with the record and what still holds', async () => {
      const { page, noise } = await openPage(template)
      expect(await page.locator('h1').textContent()).toBe('Drop an evidence package here.')
      const broken = (await listCases()).find(({ name }) => name === 'a decision turned round')
      if (broken === undefined) throw new Error('no such case')
      const bytes = [...packEvidence(broken.files)]
      await page.evaluate(
        ([name, data]) => {
          const transfer = new DataTransfer()
          transfer.items.add(new File([new Uint8Array(data as number[])], name as string))
          document.dispatchEvent(
            new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
          )
        },
        ['evidence.zip', bytes] as const,
      )
      await page.locator('[data-tone=bad]').waitFor()
      expect(await page.locator('h1').textContent()).toBe(
        'Do not rely on this: record 5 does not match the log.',
      )
      expect(await page.locator('.alarm .rec').count()).toBe(1)
      expect(await page.locator('.alarm').textContent()).toContain(
        'Its content, its place or its proof was changed.',
      )
      await comparePolicyOfBroken(page)
      expect(await page.locator('#answer').textContent()).toContain('Still shown to hold: 8 of 9 records.')
      expect(await page.locator('#answer').getAttribute('data-tone')).toBe('bad')
      expect(noise).toEqual([])
      await page.context().close()
    })

    async function comparePolicyOfBroken(page: Page): Promise<void> {
      await page.setInputFiles('#policy-file', join(folder, 'policy.txt'))
      await page.getByRole('button', { name: 'It came another way' }).click()
      await page.getByText('Still shown to hold').waitFor()
    }

    test('documents: the one on record, another one, one without a package, and no package at all', async () => {
      const { page, noise } = await open()
      const right = join(folder, 'my-copy.html')
      const wrong = join(folder, 'changed.html')
      writeFileSync(right, artefacts.technical)
      writeFileSync(wrong, 'changed')
      await page.setInputFiles('#file', [right, wrong])
      await page.locator('#dropped li').nth(1).waitFor()
      expect(await page.evaluate('document.activeElement.id')).toBe('dropped')
      expect(await page.locator('#dropped .d-recorded').textContent()).toContain('my-copy.html')
      expect(await page.locator('#dropped .d-recorded').textContent()).toContain('record 7')
      expect(await page.locator('#dropped .d-stranger').textContent()).toContain('changed.html')
      const broken = join(folder, 'broken.zip')
      writeFileSync(broken, 'PK not really')
      await page.setInputFiles('#file', broken)
      await page.locator('[data-tone=bad]').waitFor()
      expect(await page.locator('h1').textContent()).toBe('This is no evidence package, or a damaged one.')
      expect(noise).toEqual([])
      await page.context().close()
      const german = await open({}, { locale: 'de-DE' })
      await german.page.setInputFiles('#file', broken)
      await german.page.getByText('Technischer Grund').waitFor()
      await german.page.context().close()
      const empty = await openPage(template)
      await empty.page.setInputFiles('#file', right)
      await empty.page.locator('[data-tone=bad]').waitFor()
      await empty.page.context().close()
    })

    test('languages and colours switch in place, and the answer stays', async () => {
      const { page } = await open({}, { locale: 'de-AT' })
      expect(await page.evaluate('document.documentElement.lang')).toBe('de')
      expect(await page.locator('h1').textContent()).toContain('müssen Sie vergleichen')
      await page.selectOption('#language', 'en')
      expect(await page.evaluate('document.documentElement.lang')).toBe('en')
      expect(await page.locator('h1').textContent()).toContain('you have to compare')
      const ground = 'getComputedStyle(document.body).backgroundColor'
      await page.selectOption('#theme', 'dark')
      const dark = await page.evaluate<string>(ground)
      await page.selectOption('#theme', 'light')
      expect(await page.evaluate<string>(ground)).not.toBe(dark)
      await page.context().close()
    })

    test('everything by keyboard: skip link, compare, records, with a focus that is seen', async () => {
      const { page } = await open()
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.className')).toBe('skip')
      await page.keyboard.press('Enter')
      for (let turn = 0; turn < 12; turn++) {
        if ((await page.evaluate('document.activeElement.id')) === 'by-eye') break
        await page.keyboard.press('Tab')
      }
      expect(
        await page.evaluate(
          'getComputedStyle(document.activeElement).outlineStyle+getComputedStyle(document.activeElement).outlineWidth',
        ),
      ).toBe('solid2px')
      await page.keyboard.press('Enter')
      await page.locator('[data-tone=part]').waitFor()
      const record = page.locator('#r3 > details > summary')
      await record.focus()
      await page.keyboard.press('Enter')
      expect(await page.locator('#r3 .det').isVisible()).toBe(true)
      await page.focus('#file')
      const outlined = "getComputedStyle(document.querySelector('label[for=file]')).outlineStyle"
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Tab')
      expect(await page.evaluate(outlined)).toBe('solid')
      await page.context().close()
    })

    test('hostile text is text: names, data and file names', async () => {
      const evil = '<img src=x onerror=alert(1)>\u202e</script><script>alert(1)</script>'
      const rows = drafts().map((draft, at) =>
        at === 2 ? { ...draft, data: { name: evil }, product: evil.slice(0, 40) } : draft,
      )
      const sample = await createSample({ drafts: rows })
      const files = buildEvidencePackage({ ...sample.parts, title: evil, page: template })
      if (!files.ok) throw new Error(files.error.message)
      const { page, noise } = await openPage(pageOf(files.value))
      await openEverything(page)
      expect(await page.locator('main img').count()).toBe(0)
      expect(await page.locator('body').textContent()).toContain('<img src=x')
      expect(noise).toEqual([])
      await page.context().close()
    })

    test('500 records: answered within 20 s, few rows at first, more on demand', async () => {
      const [created, attester, registered, ...rest] = drafts()
      if (created === undefined || attester === undefined || registered === undefined)
        throw new Error('no drafts')
      const many = Array.from({ length: 491 }, () => registered)
      const files = await build({
        drafts: [created, attester, registered, ...rest, ...many],
        attestations: [],
      })
      const started = Date.now()
      const { page } = await openPage(pageOf(files))
      expect(Date.now() - started).toBeLessThan(20_000)
      expect(await page.locator('.rec').count()).toBe(200)
      await page.getByRole('button', { name: 'Show 300 more' }).click()
      expect(await page.locator('.rec').count()).toBe(500)
      await page.context().close()
    })

    test('on paper every record and limit is there, the controls are not', async () => {
      const { page } = await open()
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('.ctl').isVisible()).toBe(false)
      expect(await page.locator('.lim li').last().isVisible()).toBe(true)
      expect(await page.locator('#print').isVisible()).toBe(true)
      await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
      expect(await page.locator('.lines li').count()).toBe(await page.locator('.appendix .rec').count())
      expect(await page.locator('.appendix .det').first().isVisible()).toBe(true)
      const order = await page.locator('main > section > h2').allTextContents()
      expect([order[1], order[2], order.at(-1)]).toEqual([
        'What this does not show',
        'What was recorded',
        'Appendix: details of each record',
      ])
      await page.evaluate("window.dispatchEvent(new Event('afterprint'))")
      expect(await page.locator('.appendix').count()).toBe(0)
      expect((await page.pdf()).length).toBeGreaterThan(10_000)
      await page.context().close()
    })

    test('without script it says that nothing was checked', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false })
      const page = await context.newPage()
      await page.goto(pathToFileURL(join(folder, 'empty.html')).href)
      expect(await page.locator('body').textContent()).toContain('so nothing was checked')
      await context.close()
    })
  },
)

describe.skipIf(!hasBrowser)('page and command line', () => {
  test('give the same answer, value for value, for every package of the list', {
    timeout: 120_000,
  }, async () => {
    const script = await bundleForBrowser('tests/e2e/verifier-page-entry.ts')
    const browser = await chromium.launch({ executablePath, args: flags.split(' ') })
    const page = await browser.newPage()
    // A file: as the page is opened, and where WebCrypto is.
    const blank = join(mkdtempSync(join(tmpdir(), 'occtet-blank-')), 'blank.html')
    writeFileSync(blank, '<!doctype html><title>blank</title>')
    await page.goto(pathToFileURL(blank).href)
    await page.addScriptTag({ content: script })
    const differing: string[] = []
    const cases = await listCases()
    for (const { name, files, given = { policy } } of cases) {
      const options = { at: DEFAULT_AT, ...given }
      const node = await verifyEvidencePackage(files, { ...options, platform: nodePlatform })
      const rows = [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')] as const)
      const found = await page.evaluate(
        ([list, asked]) =>
          (globalThis as unknown as { verifyHere: (a: unknown, b: unknown) => Promise<string> }).verifyHere(
            list,
            asked,
          ),
        [rows, options] as const,
      )
      if (found !== JSON.stringify(node)) differing.push(name)
    }
    await browser.close()
    expect(differing).toEqual([])
    expect(cases.length).toBeGreaterThan(55)
  })
})

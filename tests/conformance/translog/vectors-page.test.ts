/** The verifier alone in a browser: one file, opened from disk, without network and without anything of Node, over all vectors. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyMlDsaIn } from '../../../packages/toolkit/src/adapters/ledger/ml-dsa.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import { createVerifierKey } from '../../../packages/toolkit/src/translog/index.ts'
import { describeShared } from '../../shared.ts'
import type { Outcome, Tools } from './portable/outcome.ts'
import type { PageReport } from './portable/page.ts'
import { checks, rowsOf, runVectors, type VectorFile } from './portable/run.ts'
import { readVectors, toVerifier } from './signatures.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const hasBrowser = existsSync(executablePath)
const flags =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

const tools: Tools = {
  hash: sha256,
  toVerifier,
  verifyEd25519: (publicKey, message, signature) => {
    const key = createVerifierKey(sha256, { name: 'x', type: 'ed25519', publicKey })
    return key.ok && toVerifier(key.value).verify(publicKey, message, signature)
  },
  verifyMlDsaIn,
}

const findWrong = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.filter(({ found }) => found !== 'right').map(({ file, id, found }) => `${file} ${id}: ${found}`)

describeShared('all translog vectors', () => {
  const files = Object.fromEntries(Object.keys(checks).map((name) => [name, readVectors<VectorFile>(name)]))
  const total = Object.values(files).reduce((sum, file) => sum + rowsOf(file).length, 0)

  test(`in Node: ${total} cases of ${Object.keys(files).length} files`, () => {
    const outcomes = runVectors(files, tools)
    expect(findWrong(outcomes)).toEqual([])
    expect(outcomes.length).toBe(total)
    expect(total).toBeGreaterThan(800)
  })

  test('a case whose expectation is turned round is reported, in each file that has one', () => {
    const turned = Object.entries(files).flatMap(([name, file]) => {
      const at = file.cases.findIndex((row) => (row as { expect?: string }).expect === 'reject')
      return at < 0 ? [] : [[name, { ...file, cases: [turn(file.cases[at])], vkeys: [] }] as const]
    })
    const outcomes = runVectors(Object.fromEntries(turned), tools)
    expect(turned.length).toBeGreaterThan(10)
    expect(outcomes.filter(({ found }) => found === 'right')).toEqual([])
    expect(outcomes.length).toBe(turned.length)
  })

  const title = hasBrowser ? 'in Chromium' : `in Chromium (skipped: no browser at ${executablePath})`
  test.skipIf(!hasBrowser)(`${title}, from a file`, { timeout: 120_000 }, async () => {
    const found = await runInBrowser(files)
    expect(findWrong(found.outcomes)).toEqual([])
    expect(found.outcomes.length).toBe(total)
    // The browser of CI has Ed25519; one without it shows as undefined here.
    expect(found.webCrypto?.differing).toEqual([])
    expect(found.webCrypto?.asked).toBeGreaterThan(200)
    console.log(
      `translog in Chromium: ${total} cases of ${Object.keys(files).length} files right, ` +
        `${found.webCrypto?.asked} Ed25519 checks the same by WebCrypto`,
    )
  })
})

function turn(row: unknown): unknown {
  return { ...(row as object), expect: 'accept' }
}

let browser: Browser | undefined
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'occtet-vectors-'))
  if (hasBrowser) browser = await chromium.launch({ executablePath, args: flags.split(' ') })
})

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true })
})

async function bundlePage(): Promise<string> {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL('./portable/page.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'vectors',
    metafile: true,
    // The ground floor names modules of Node; nothing that stays in the bundle may use one.
    external: ['node:*'],
  })
  const [output] = Object.values(metafile.outputs)
  expect(output?.imports).toEqual([])
  const script = outputFiles[0]?.text ?? ''
  expect(script.match(/["']node:|\brequire\(|\bBuffer\b|\bprocess\./g)).toBeNull()
  return script
}

async function runInBrowser(files: Readonly<Record<string, VectorFile>>): Promise<PageReport> {
  const path = join(folder, 'vectors.html')
  const data = JSON.stringify(files).replaceAll('<', '\\u003c')
  const script = (await bundlePage()).replaceAll('</script', '<\\/script')
  const policy = `default-src 'none'; script-src 'unsafe-inline'`
  writeFileSync(
    path,
    `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<script>globalThis.vectorFiles = ${data}</script><script>${script}</script>`,
  )
  const page = await browser?.newPage()
  if (page === undefined) throw new Error('no browser')
  const noise: string[] = []
  page.on('console', (message) => noise.push(message.text()))
  page.on('pageerror', (error) => noise.push(error.message))
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) noise.push(request.url())
  })
  await page.goto(pathToFileURL(path).href)
  const found: PageReport = await page.evaluate('vectors.report(vectorFiles)')
  expect(noise).toEqual([])
  await page.close()
  return found
}

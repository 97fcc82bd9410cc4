/** The module in a page: it bundles small, without anything of Node, and judges through the page's own WebCrypto. */
import { createHash, webcrypto } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'

const source = (path: string): URL =>
  new URL(`../../../packages/toolkit/src/timestamps/${path}`, import.meta.url)
let script = ''

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(source('index.ts'))],
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'timestamps',
    // The ground floor names node:crypto; nothing that stays in the bundle may use it.
    external: ['node:*'],
  })
  script = outputFiles[0]?.text ?? ''
})

test('nothing of Node is left, and it is small enough for every evidence package', () => {
  expect(script.match(/node:|require\(|\bBuffer\b|\bprocess\b/g)).toBeNull()
  expect(script.length).toBeGreaterThan(5000)
  expect(script.length).toBeLessThan(32 * 1024)
})

test.each([
  ['checkpoint', '2026-11-22T12:00:00Z'],
  ['something else', 'TIMESTAMP_IMPRINT_MISMATCH'],
])('a stamp over "%s"', async (data, expected) => {
  const context = createContext({
    TextEncoder,
    TextDecoder,
    crypto: webcrypto,
    response: new Uint8Array(readFileSync(source('testdata/checkpoint.tsr'))),
    pem: readFileSync(source('testdata/root.pem'), 'utf8'),
    digest: new Uint8Array(createHash('sha256').update(data).digest()),
  })
  runInContext(script, context)
  const answer: unknown = await runInContext(
    `timestamps
       .verifyTimestamp(response, {
         imprint: { algorithm: 'SHA-256', digest },
         trustAnchors: timestamps.parsePemCertificates(pem).value,
       })
       .then((answer) => (answer.ok ? answer.value.genTime : answer.error.code))`,
    context,
  )
  expect(answer).toBe(expected)
})

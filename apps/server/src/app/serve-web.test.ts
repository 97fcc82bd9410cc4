import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createWebServer } from './serve-web.ts'

const script = 'console.log(1)'

function build(): string {
  const folder = mkdtempSync(join(tmpdir(), 'occtet-web-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'assets/a-1.js'), script)
  writeFileSync(join(folder, 'assets/a-1.js.br'), brotliCompressSync(script))
  writeFileSync(join(folder, 'secret.key'), 'x')
  return folder
}

const server = createWebServer(build())

async function get(path: string, headers: HeadersInit = {}): Promise<Response | undefined> {
  return server?.(new Request(`http://127.0.0.1${path}`, { headers }))
}

test('an empty folder is no application', () => {
  expect(createWebServer(mkdtempSync(join(tmpdir(), 'occtet-web-')))).toBe(undefined)
})

test.each(['/', '/o/acme', '/o/acme/triage', '/feddb/a/CVE-1', '/sign-in'])('%s is a page', async (path) => {
  const page = await get(path)
  expect(page?.headers.get('content-type')).toContain('text/html')
  expect(page?.headers.get('cache-control')).toBe('no-cache')
})

test.each(['/nothing', '/assets/none.js', '/secret.key', '/../settings.ts', '/assets/a-1.js.br'])(
  '%s is not there',
  async (path) => {
    expect(await get(path)).toBe(undefined)
  },
)

test('a script comes compressed, for ever, and not twice', async () => {
  const first = await get('/assets/a-1.js', { 'accept-encoding': 'gzip, br' })
  expect(first?.headers.get('content-encoding')).toBe('br')
  expect(first?.headers.get('cache-control')).toContain('immutable')
  expect(brotliDecompressSync(new Uint8Array(await first!.arrayBuffer())).toString()).toBe(script)
  const again = await get('/assets/a-1.js', { 'if-none-match': first?.headers.get('etag') ?? '' })
  expect(again?.status).toBe(304)
  const plain = await get('/assets/a-1.js')
  expect(await plain?.text()).toBe(script)
})

/** The built application: small enough, nothing inline, nothing from elsewhere. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWeb, measureFirstPage } from './build-web.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-web-'))

beforeAll(async () => buildWeb(folder))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the first page is at most 250 kB compressed, its scripts at most 200', () => {
  const { files, bytes } = measureFirstPage(folder, 'src/pages/home/home-page.tsx')
  const lines = files.map((file) => `${String(file.bytes).padStart(8)} ${file.path}`)
  console.log(`first page, Brotli:\n${lines.join('\n')}\n${String(bytes).padStart(8)} in all`)
  const scripts = files.filter(({ path }) => path.endsWith('.js')).reduce((sum, file) => sum + file.bytes, 0)
  expect(bytes).toBeLessThanOrEqual(250_000)
  expect(scripts).toBeLessThanOrEqual(200_000)
})

test('the page holds no inline script or style, and names no other host', () => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  expect(page).toMatch(/<script [^>]*src="\/assets\/[^"]+\.js"/)
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=/)
  expect(page).not.toMatch(/https?:\/\//)
  const sheets = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.css'))
  expect(sheets.length).toBeGreaterThan(0)
  const sheetText = sheets.map((name) => readFileSync(join(folder, 'assets', name), 'utf8')).join('')
  expect(sheetText).not.toMatch(/url\(|@import/)
})

test('each text file has a Brotli and a gzip form, and the list names them all', () => {
  const list = readFileSync(join(folder, 'files.txt'), 'utf8')
  for (const name of readdirSync(join(folder, 'assets'))) {
    expect(list).toContain(`  assets/${name}\n`)
    if (/\.(?:js|css)$/.test(name)) expect(list).toContain(`  assets/${name}.br\n`)
  }
})

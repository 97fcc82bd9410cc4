/** Every page of the table has its file, and every file of a page stands in the table. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pages } from './paths.ts'

const folder = join(import.meta.dirname, '../pages')

test('table and folder name the same pages', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('-page.tsx'))
    .map((path) => path.replaceAll('\\', '/').slice(0, -'.tsx'.length))
  const named = new Set(Object.values(pages).map(({ file }) => file as string))
  expect([...named].filter((file) => !files.includes(file))).toEqual([])
  expect(files.filter((file) => !named.has(file))).toEqual([])
})

/** PATH of `check`: a folder, a file of a product, and a file of nobody. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { productFolderOf } from './product-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-product-folder-'))
const image = join(folder, 'image.tar')
writeFileSync(image, '')
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('a folder is the product itself', () => {
  expect(productFolderOf(folder)).toBe(folder)
})

test('a file is checked as the product whose facts lie beside it, and else as none', () => {
  expect(() => productFolderOf(image)).toThrow(/no \.occtet\/ beside it/)
  mkdirSync(join(folder, '.occtet'))
  expect(productFolderOf(image)).toBe(folder)
})

import { expect, test } from 'vitest'
import { pages, published } from './reference.ts'

test.each(Object.keys(pages))('%s says what the code does (npx tsx tools/reference.ts)', (path) => {
  expect(published(path)).toBe(pages[path]?.())
})

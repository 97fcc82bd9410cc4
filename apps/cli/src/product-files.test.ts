/** Which files of a tree say something about one of its products. */
import { memoryRepoFiles } from '@occtet/toolkit/cra'
import { expect, test } from 'vitest'
import { filesOfProduct } from './product-files.ts'

const tree = memoryRepoFiles(
  new Map([
    ['.occtet/product.yaml', 'root'],
    ['README.md', 'all'],
    ['a/.occtet/product.yaml', 'a'],
    ['a/x.md', 'a'],
    ['ab/x.md', 'ab'],
    ['b/x.md', 'b'],
  ]),
)

test('a product has its own folder and what no other has to itself, and reads its own records', () => {
  const files = filesOfProduct(tree, { home: 'a', others: ['b'] })
  const seen = ['README.md', 'a/.occtet/product.yaml', 'a/x.md', 'ab/x.md']
  expect([files.list(), files.listAll().files]).toEqual([seen, seen])
  expect(['.occtet/product.yaml', 'README.md', 'b/x.md'].map((path) => files.read(path))).toEqual([
    'a',
    'all',
    undefined,
  ])
  expect(files.readStart('b/x.md', 9)).toBeUndefined()
  expect(files.readStart('.occtet/product.yaml', 9)?.size).toBe(1)
})

test('the root reads its own records, and a product without a folder none', () => {
  const root = filesOfProduct(tree, { home: '.', others: ['a'] })
  expect([root.read('.occtet/product.yaml'), root.list()]).toEqual([
    'root',
    ['.occtet/product.yaml', 'README.md', 'ab/x.md', 'b/x.md'],
  ])
  const nowhere = filesOfProduct(tree, { home: undefined, others: [] })
  expect(nowhere.read('.occtet/product.yaml')).toBeUndefined()
  expect(nowhere.list()).not.toContain('.occtet/product.yaml')
})

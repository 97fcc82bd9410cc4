import { expect, test } from 'vitest'
import { memoryTree } from './file-tree.ts'
import { readInventory } from './read-inventory.ts'

test('progress counts every recognised file once, whatever becomes of it', () => {
  const seen: (readonly [number, number, string])[] = []
  const tree = memoryTree({
    'go.mod': 'module m\n',
    'package.json': '{}',
    'a/package.json': '{"name": "a"}',
    'a/yarn.lock': '# yarn lockfile v1\n',
    'deno.lock': '',
    'uv.lock': '[broken',
    'text.txt': 'none of ours',
  })
  readInventory(tree, { name: 'x', onProgress: (...call) => seen.push(call) })
  expect(seen).toEqual([
    [1, 6, 'a/yarn.lock'],
    [2, 6, 'deno.lock'],
    [3, 6, 'go.mod'],
    [4, 6, 'uv.lock'],
    [5, 6, 'a/package.json'],
    [6, 6, 'package.json'],
  ])
})

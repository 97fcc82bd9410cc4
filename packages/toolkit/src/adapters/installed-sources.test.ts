/** Installed sources: a package that another one imports is reached; another version, a link or a name that climbs is not read. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Purl } from '../model/index.ts'
import { findReachability } from '../reachability/index.ts'
import { readFileTree } from './file-tree.ts'
import { withInstalledSources } from './installed-sources.ts'
import { diskRepoFiles } from './repo-files.ts'
import { toSourceTree } from './source-tree.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'occtet-installed-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function put(path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  writeFileSync(join(dir, path), text)
}

const lock = JSON.stringify({
  name: 'p',
  lockfileVersion: 3,
  packages: {
    '': { name: 'p', dependencies: { parent: '1.0.0' } },
    'node_modules/parent': { version: '1.0.0', dependencies: { child: '1.0.0', other: '1.0.0' } },
    'node_modules/child': { version: '1.0.0' },
    'node_modules/other': { version: '1.0.0' },
  },
})

function codesOf(names: readonly string[]): readonly string[] {
  const inventory = readFileTree(dir, {})
  const asked = names.map((name) => `pkg:npm/${name}@1.0.0` as Purl)
  const tree = withInstalledSources(toSourceTree(diskRepoFiles(dir)), dir, { inventory, asked })
  return findReachability(
    tree,
    inventory,
    asked.map((purl) => ({ purl })),
  ).map(({ reason }) => reason.code)
}

beforeEach(() => {
  put('package-lock.json', lock)
  put('package.json', JSON.stringify({ name: 'p', dependencies: { parent: '1.0.0' } }))
  put('index.js', "import 'parent'\n")
  put('.gitignore', 'node_modules\n')
})

test('what a parent imports is reached; what it does not import is not seen', () => {
  put('node_modules/parent/package.json', '{"version":"1.0.0"}')
  put('node_modules/parent/lib/a.js', "module.exports = require('child')\n")
  expect(codesOf(['child', 'other'])).toEqual(['IMPORTED_BY_PACKAGE', 'NOT_IMPORTED'])
})

test('of a package that cannot be seen whole, or is there in two versions, nothing is concluded', () => {
  put('node_modules/parent/package.json', '{"version":"1.0.0"}')
  put('node_modules/parent/lib/a.js', '')
  expect(codesOf(['child'])).toEqual(['NOT_IMPORTED'])
  symlinkSync(join(dir, 'index.js'), join(dir, 'node_modules/parent/lib/b.js'))
  expect(codesOf(['child'])).toEqual(['PARENT_IMPORTED'])
  rmSync(join(dir, 'node_modules/parent/lib/b.js'))
  const two = JSON.parse(lock) as { readonly packages: Record<string, unknown> }
  two.packages['node_modules/other'] = { version: '1.0.0', dependencies: { parent: '2.0.0' } }
  two.packages['node_modules/other/node_modules/parent'] = {
    version: '2.0.0',
    dependencies: { child: '1.0.0' },
  }
  put('package-lock.json', JSON.stringify(two))
  expect(codesOf(['child'])).toEqual(['PARENT_IMPORTED'])
})

test('another version, or a link, is not read', () => {
  put('node_modules/parent/package.json', '{"version":"2.0.0"}')
  put('node_modules/parent/lib/a.js', "module.exports = require('child')\n")
  expect(codesOf(['child'])).toEqual(['PARENT_IMPORTED'])
  rmSync(join(dir, 'node_modules/parent'), { recursive: true })
  const elsewhere = mkdtempSync(join(tmpdir(), 'occtet-elsewhere-'))
  writeFileSync(join(elsewhere, 'package.json'), '{"version":"1.0.0"}')
  writeFileSync(join(elsewhere, 'a.js'), "module.exports = require('child')\n")
  symlinkSync(elsewhere, join(dir, 'node_modules/parent'))
  expect(codesOf(['child'])).toEqual(['PARENT_IMPORTED'])
  rmSync(elsewhere, { recursive: true })
})

test('without installed packages the tree is the one that it was', () => {
  const tree = toSourceTree(diskRepoFiles(dir))
  const inventory = readFileTree(dir, {})
  const climbing = 'pkg:npm/..%2F..%2Fetc@1.0.0' as Purl
  expect(withInstalledSources(tree, dir, { inventory, asked: [climbing] })).toBe(tree)
})

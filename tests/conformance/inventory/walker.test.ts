/** The walker on a real disk and on trees in memory: what is skipped, broken or forbidden is said, once each. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFileTree } from '../../../packages/toolkit/src/adapters/file-tree.ts'
import {
  type Ecosystem,
  memoryTree,
  pathsTo,
  readInventory,
} from '../../../packages/toolkit/src/inventory/index.ts'
import type { Inventory } from '../../../packages/toolkit/src/model/index.ts'

const lock = (name: string): string =>
  JSON.stringify({
    name: 'app',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'app', version: '1.0.0', dependencies: { [name]: '1' } },
      [`node_modules/${name}`]: { version: '1.0.0', dependencies: { leaf: '1' } },
      'node_modules/leaf': { version: '2.0.0' },
    },
  })

function purls(inventory: Inventory): readonly string[] {
  return inventory.components
    .filter((component) => !component.isFirstParty)
    .map((component) => component.purl)
}

function reports(inventory: Inventory): readonly string[] {
  return inventory.files.map((file) => `${file.path} ${file.status}`)
}

function issues(inventory: Inventory): readonly string[] {
  return inventory.issues.map((issue) => `${issue.path} ${issue.code} ${issue.level}`)
}

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'inventory-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function folder(name: string): string {
  const path = join(root, name)
  mkdirSync(path, { recursive: true })
  return path
}

test('links, loops, special files and oversized files each give one clear issue', () => {
  const here = folder('odd')
  writeFileSync(join(here, 'package-lock.json'), lock('a'))
  writeFileSync(join(folder('elsewhere'), 'Cargo.lock'), '')
  symlinkSync(here, join(here, 'loop'))
  symlinkSync(join(root, 'elsewhere'), join(here, 'outside'))
  symlinkSync(join(root, 'elsewhere/Cargo.lock'), join(here, 'Cargo.lock'))
  symlinkSync('nowhere', join(here, 'poetry.lock'))
  execFileSync('mkfifo', [join(here, 'yarn.lock')])
  writeFileSync(join(here, 'pnpm-lock.yaml'), '')
  truncateSync(join(here, 'pnpm-lock.yaml'), 256 * 1024 * 1024 + 1)
  writeFileSync(join(here, 'uv.lock'), Buffer.from([0x6e, 0xff, 0xfe]))
  const inventory = readFileTree(here)
  expect(issues(inventory)).toEqual([
    'Cargo.lock LINK_SKIPPED error',
    'loop LINK_SKIPPED note',
    'outside LINK_SKIPPED warning',
    'pnpm-lock.yaml FILE_TOO_LARGE error',
    'poetry.lock LINK_SKIPPED error',
    'uv.lock FILE_NOT_UTF8 error',
    'yarn.lock FILE_UNREADABLE error',
  ])
  expect(reports(inventory)).toEqual([
    'Cargo.lock unreadable',
    'package-lock.json parsed',
    'pnpm-lock.yaml unreadable',
    'poetry.lock unreadable',
    'uv.lock unreadable',
    'yarn.lock unreadable',
  ])
  expect(purls(inventory)).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/leaf@2.0.0'])
})

test('a linked file inside the tree is read, a linked folder is read at its own place only', () => {
  const here = folder('links')
  mkdirSync(join(here, 'real'))
  writeFileSync(join(here, 'real/package-lock.json'), lock('b'))
  symlinkSync('real', join(here, 'copy'))
  symlinkSync('real/package-lock.json', join(here, 'package-lock.json'))
  const inventory = readFileTree(here)
  expect(reports(inventory)).toEqual(['package-lock.json parsed', 'real/package-lock.json parsed'])
  expect(inventory.issues).toEqual([])
})

test('one file can be named, also where ignore rules would skip it', () => {
  const here = folder('named/vendor')
  writeFileSync(join(root, 'named/.gitignore'), 'vendor\n')
  writeFileSync(join(here, 'package-lock.json'), lock('c'))
  expect(purls(readFileTree(join(here, 'package-lock.json')))).toEqual([
    'pkg:npm/c@1.0.0',
    'pkg:npm/leaf@2.0.0',
  ])
  expect(reports(readFileTree(join(root, 'named')))).toEqual(['vendor/ skipped'])
})

test('a path that does not exist is an unreadable file with an issue', () => {
  const inventory = readFileTree(join(root, 'absent'))
  expect(inventory.files.map((file) => file.status)).toEqual(['unreadable'])
  expect(inventory.issues.map((issue) => issue.code)).toEqual(['FILE_UNREADABLE'])
})

test('4,000 files are listed well under half a second', () => {
  const here = folder('many')
  for (let at = 0; at < 40; at++) {
    mkdirSync(join(here, `f${at}`))
    for (let file = 0; file < 100; file++) writeFileSync(join(here, `f${at}/s${file}.ts`), '')
  }
  writeFileSync(join(here, 'package-lock.json'), lock('d'))
  const start = process.cpuUsage()
  const inventory = readFileTree(here)
  const spent = process.cpuUsage(start)
  expect(purls(inventory).length).toBe(2)
  expect((spent.user + spent.system) / 1000).toBeLessThan(500)
})

test('a folder that cannot be listed is a warning, and the rest is read', () => {
  const tree = memoryTree(
    { 'package-lock.json': lock('a'), 'closed/package-lock.json': lock('b') },
    { errors: { closed: { code: 'FORBIDDEN', message: 'permission denied' } } },
  )
  const inventory = readInventory(tree, { name: 'x' })
  expect(issues(inventory)).toEqual(['closed FOLDER_UNREADABLE warning'])
  expect(purls(inventory)).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/leaf@2.0.0'])
})

test('ignored and tool-filled folders are reported once each, and not entered', () => {
  const tree = memoryTree({
    '.gitignore': '# made by tools\n/out/\n*.gen\nskipped/package-lock.json\n!keep.gen\ndocs/**/tmp\n',
    'package-lock.json': lock('a'),
    'out/package-lock.json': lock('b'),
    'deep/out/package-lock.json': lock('c'),
    'x.gen/package-lock.json': lock('d'),
    'keep.gen/package-lock.json': lock('e'),
    'skipped/package-lock.json': lock('f'),
    'docs/a/b/tmp/package-lock.json': lock('g'),
    'node_modules/z/package.json': '{"name":"z"}',
    'env/pyvenv.cfg': '',
    'env/requirements.txt': 'a==1\n',
    '.git/package.json': '{"name":"z"}',
  })
  expect(reports(readInventory(tree, { name: 'x' }))).toEqual([
    'deep/out/package-lock.json parsed',
    'docs/a/b/tmp/ skipped',
    'env/ skipped',
    'keep.gen/package-lock.json parsed',
    'node_modules/ skipped',
    'out/ skipped',
    'package-lock.json parsed',
    'skipped/package-lock.json skipped',
    'x.gen/ skipped',
  ])
})

test('a known format that cannot be read is unsupported, and an empty tree is no success', () => {
  const unsupported = readInventory(memoryTree({ 'a/bun.lockb': '', 'bun.lockb': 'x' }), { name: 'x' })
  expect(reports(unsupported)).toEqual(['a/bun.lockb unsupported', 'bun.lockb unsupported'])
  expect(issues(unsupported)).toEqual([
    'a/bun.lockb FORMAT_UNSUPPORTED warning',
    'bun.lockb FORMAT_UNSUPPORTED warning',
  ])
  expect(issues(readInventory(memoryTree({ 'a.txt': '' }), { name: 'x' }))).toEqual([
    '. LOCK_MISSING warning',
  ])
})

test('a parser that throws loses its file and nothing else', () => {
  const throwing: Ecosystem = {
    id: 'throws',
    purlType: 'generic',
    versions: 'semver',
    files: ['bad.lock'],
    title: 'throws',
    knows: { transitive: 'none', scope: false, edges: false, license: false, hashes: false },
    parse: () => {
      throw new TypeError('broken')
    },
  }
  const inventory = readInventory(memoryTree({ 'bad.lock': '' }), { name: 'x', ecosystems: [throwing] })
  expect(reports(inventory)).toEqual(['bad.lock unreadable'])
  expect(issues(inventory)).toEqual(['bad.lock PARSER_FAILED error'])
})

test('a manifest yields to the lock beside it and to that of its workspace, unless that cannot be read', () => {
  const root = JSON.stringify({ name: 'root', workspaces: ['packages/*'], dependencies: { a: '^1' } })
  const member = JSON.stringify({ name: 'member', dependencies: { b: '^1' } })
  const files = { 'package.json': root, 'packages/m/package.json': member, 'examples/e/package.json': member }
  const good = readInventory(memoryTree({ ...files, 'package-lock.json': lock('a') }), { name: 'x' })
  expect(reports(good)).toEqual([
    'examples/e/package.json partial',
    'package-lock.json parsed',
    'package.json skipped',
    'packages/m/package.json skipped',
  ])
  expect(issues(good)).toEqual(['examples/e/package.json LOCK_MISSING warning'])
  const broken = readInventory(memoryTree({ ...files, 'package-lock.json': '{' }), { name: 'x' })
  expect(broken.files.filter((file) => file.status === 'partial').length).toBe(3)
  expect(broken.components.find((one) => one.purl === 'pkg:npm/a')).toMatchObject({
    isVersionResolved: false,
    requirement: '^1',
  })
})

test('statements of several files merge: widest scope, direct before transitive, all evidence', () => {
  const dev = JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { name: 'x', devDependencies: { leaf: '2' } },
      'node_modules/leaf': { version: '2.0.0', dev: true },
    },
  })
  const inventory = readInventory(
    memoryTree({ 'a/package-lock.json': lock('a'), 'b/package-lock.json': dev }),
    {
      name: 'x',
    },
  )
  expect(inventory.components.find((one) => one.purl === 'pkg:npm/leaf@2.0.0')).toMatchObject({
    relation: 'direct',
    scope: 'runtime',
    groups: ['dev'],
    evidence: [
      { path: 'a/package-lock.json', line: 1 },
      { path: 'b/package-lock.json', line: 1 },
    ],
  })
  expect(inventory.roots).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/leaf@2.0.0'])
  const leaf = inventory.components.find((one) => one.purl === 'pkg:npm/leaf@2.0.0')
  expect(leaf === undefined ? [] : pathsTo(inventory, leaf.purl, 5)).toEqual([
    ['pkg:npm/leaf@2.0.0'],
    ['pkg:npm/a@1.0.0', 'pkg:npm/leaf@2.0.0'],
  ])
})

test('the order in which folders are listed changes nothing', () => {
  const files = {
    'a/package-lock.json': lock('a'),
    'b/yarn.lock': 'x',
    'c/package-lock.json': lock('c'),
    'd/uv.lock': '',
  }
  const tree = memoryTree(files)
  const reversed = {
    ...tree,
    list: (path: string) => {
      const listed = tree.list(path)
      return listed.ok ? { ...listed, value: [...listed.value].reverse() } : listed
    },
  }
  expect(readInventory(reversed, { name: 'x' })).toEqual(readInventory(tree, { name: 'x' }))
})

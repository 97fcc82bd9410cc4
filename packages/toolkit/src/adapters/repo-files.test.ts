/** The disk adapter lists the few folders, never leaves the root, and reads only small text. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diskRepoFiles } from './repo-files.ts'

const root = mkdtempSync(join(tmpdir(), 'occtet-repo-files-'))
const outside = mkdtempSync(join(tmpdir(), 'occtet-outside-'))
afterAll(() => {
  rmSync(root, { recursive: true })
  rmSync(outside, { recursive: true })
})

function put(path: string, bytes: string | Uint8Array): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), bytes)
}

test('lists and reads what signals need', () => {
  put('README.md', '# x')
  put('.github/workflows/ci.yml', 'on: push')
  put('docs/SECURITY.md', 'x')
  put('src/deep/code.ts', 'x')
  put('packages/a/package.json', '{}')
  put('tools/scan/action.yml', 'runs: {}')
  put('LICENSE', Uint8Array.of(0xff, 0xfe, 0x41))
  put('SUPPORT.md', new Uint8Array(1024 * 1024 + 1))
  writeFileSync(join(outside, 'action.yml'), 'secret')
  symlinkSync(outside, join(root, 'linked'))
  symlinkSync(join(outside, 'action.yml'), join(root, 'SECURITY.md'))
  execFileSync('mkfifo', [join(root, 'action.yml')])
  const tree = diskRepoFiles(root, ['packages/a', '../', '/etc'])
  expect(tree.list()).toEqual([
    '.github/workflows/ci.yml',
    'LICENSE',
    'README.md',
    'SUPPORT.md',
    'docs/SECURITY.md',
    'packages/a/package.json',
  ])
  expect(tree.read('README.md')).toBe('# x')
  put('ci/jobs/scan.yml', 'scan: {}')
  expect(tree.read('tools/scan/action.yml')).toBe('runs: {}')
  expect(tree.read('ci/jobs/scan.yml')).toBe('scan: {}')
  const nothing = [
    'LICENSE',
    'SUPPORT.md',
    'SECURITY.md',
    'linked/action.yml',
    'action.yml',
    '../x/action.yml',
    'src/deep/code.ts',
  ]
  expect(nothing.filter((path) => tree.read(path) !== undefined)).toEqual([])
})

test('a root that does not exist is an empty tree', () => {
  const tree = diskRepoFiles(join(root, 'nowhere'))
  expect([tree.list(), tree.read('README.md')]).toEqual([[], undefined])
})

test('the whole tree is listed by its ignore rules, without what tools put there, and without links', () => {
  const whole = mkdtempSync(join(tmpdir(), 'occtet-whole-'))
  const add = (path: string, text: string): void => {
    mkdirSync(join(whole, path, '..'), { recursive: true })
    writeFileSync(join(whole, path), text)
  }
  add('.gitignore', '*.log\n/out/\n')
  add('src/deep/er/code.ts', 'x')
  add('src/deep/.gitignore', '!keep.log\nsecret.txt\n')
  add('src/deep/keep.log', 'x')
  add('src/deep/secret.txt', 'x')
  add('a.log', 'x')
  add('out/a.js', 'x')
  add('node_modules/x/index.js', 'x')
  add('.git/config', 'x')
  add('env/pyvenv.cfg', 'x')
  symlinkSync(outside, join(whole, 'linked'))
  const tree = diskRepoFiles(whole)
  expect(tree.readStart('../x', 1)).toBeUndefined()
  const listing = tree.listAll()
  expect(listing.files).toEqual([
    '.gitignore',
    'src/deep/.gitignore',
    'src/deep/er/code.ts',
    'src/deep/keep.log',
  ])
  expect(listing.skipped.map(({ path }) => path)).toEqual(['env/', 'linked', 'node_modules/', 'out/'])
  expect(listing.incomplete).toBeUndefined()
  expect(tree.read('src/deep/er/code.ts')).toBe('x')
  expect(tree.readStart('src/deep/.gitignore', 4)).toEqual({ size: 21, bytes: Buffer.from('!kee') })
  // Swapped for a link after it was listed.
  rmSync(join(whole, 'src/deep/keep.log'))
  symlinkSync(join(outside, 'action.yml'), join(whole, 'src/deep/keep.log'))
  expect(tree.readStart('src/deep/keep.log', 4)).toBeUndefined()
  rmSync(whole, { recursive: true })
})

test('a folder that cannot be listed is named', () => {
  expect(diskRepoFiles(join(root, 'nowhere')).listAll()).toEqual({
    files: [],
    skipped: [],
    incomplete: 'folders were not listed: .',
  })
})

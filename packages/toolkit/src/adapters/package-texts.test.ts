/** Texts of installed packages: found in the usual places, of the right version, and never outside the tree. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Purl, parsePurl } from '../model/index.ts'
import { installedTexts } from './package-texts.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'occtet-texts-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function put(path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  writeFileSync(join(dir, path), text)
}

function pathsOf(text: string): readonly string[] {
  const purl = parsePurl(text)
  if (!purl.ok) throw new Error(purl.error.message)
  return installedTexts(join(dir, 'tree'))
    .textsOf(purl.value)
    .map(({ path }) => path)
}

const rows: readonly [string, string, readonly string[]][] = [
  [
    'tree/node_modules/.pnpm/@a+b@1.0.0_react@18.0.0/node_modules/@a/b',
    'pkg:npm/%40a/b@1.0.0',
    ['LICENSE', 'NOTICE.txt'],
  ],
  ['tree/node_modules/@a/b', 'pkg:npm/%40a/b@1.0.0', ['LICENSE', 'NOTICE.txt']],
  [
    'tree/.venv/lib/python3.12/site-packages/Zope.Interface-5.0.dist-info',
    'pkg:pypi/zope-interface@5.0',
    ['LICENSE', 'NOTICE.txt'],
  ],
  ['tree/vendor/github.com/x/y', 'pkg:golang/github.com/x/y@v1.0.0', ['LICENSE', 'NOTICE.txt']],
  ['tree/vendor/acme/tool', 'pkg:composer/acme/tool@2.0', ['LICENSE', 'NOTICE.txt']],
  ['tree/vendor/serde-1.0.0', 'pkg:cargo/serde@1.0.0', ['LICENSE', 'NOTICE.txt']],
  ['tree/vendor/bundle/ruby/3.2.0/gems/rake-13.0.6', 'pkg:gem/rake@13.0.6', ['LICENSE', 'NOTICE.txt']],
]
test.each(rows)('%s holds the texts of %s', (folder, purl, expected) => {
  put(`${folder}/package.json`, '{"version":"1.0.0"}')
  put(`${folder}/LICENSE`, 'MIT License')
  put(`${folder}/NOTICE.txt`, 'Copyright')
  put(`${folder}/index.js`, '')
  expect(pathsOf(purl)).toEqual(expected)
})

test('another version that is installed says nothing about this one', () => {
  put('tree/node_modules/a/package.json', '{"version":"2.0.0"}')
  put('tree/node_modules/a/LICENSE', 'MIT License')
  expect(pathsOf('pkg:npm/a@1.0.0')).toEqual([])
  expect(pathsOf('pkg:npm/a@2.0.0')).toEqual(['LICENSE'])
})

test('a name from a lock file does not lead out, and links are not followed', () => {
  put('outside/package.json', '{"version":"1.0.0"}')
  put('outside/LICENSE', 'secret')
  put('tree/node_modules/a/package.json', '{"version":"1.0.0"}')
  symlinkSync(join(dir, 'outside/LICENSE'), join(dir, 'tree/node_modules/a/LICENSE'))
  expect(pathsOf('pkg:npm/a@1.0.0')).toEqual([])
  const climbing = 'pkg:npm/..%2F..%2Foutside@1.0.0' as Purl
  expect(installedTexts(join(dir, 'tree')).textsOf(climbing)).toEqual([])
  symlinkSync(join(dir, 'outside'), join(dir, 'tree/node_modules/b'))
  expect(pathsOf('pkg:npm/b@1.0.0')).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { edgesOf, readRows } from '../testing/rows.ts'
import { composerInstalled } from './composer-installed.ts'
import { composerLock } from './composer-lock.ts'

const lock = `{
  "packages": [
    {
      "name": "acme/app-kit",
      "version": "v1.2.0",
      "dist": { "type": "zip", "shasum": "${'ab'.repeat(20)}" },
      "require": { "php": ">=8.1", "ext-json": "*", "psr/log-implementation": "1.0", "acme/path": "*" },
      "license": ["MIT", "GPL-2.0-only"]
    },
    {
      "name": "acme/logger",
      "version": "dev-master",
      "source": { "type": "git", "url": "https://git.example/logger.git", "reference": "0123" },
      "provide": { "psr/log-implementation": "1.0" },
      "license": "MIT"
    },
    { "name": "acme/path", "version": "1.0.0", "dist": { "type": "path", "url": "../path" } }
  ],
  "packages-dev": [{ "name": "acme/tests", "version": "2.0.0", "require": { "acme/gone": "*" } }]
}`

describe('composer.lock', () => {
  test('runtime and development, licenses, origins, provided names', () => {
    const manifest = '{"require": {"Acme/App-Kit": "^1"}, "require-dev": {"acme/tests": "*"}}'
    const read = readRows(composerLock, lock, { 'composer.json': manifest })
    expect(read.rows).toEqual([
      '3 pkg:composer/acme/app-kit@v1.2.0 direct runtime wants ^1 license MIT OR GPL-2.0-only SHA-1 abab',
      '10 pkg:composer/acme/logger@dev-master transitive runtime git license MIT',
      '17 pkg:composer/acme/path@1.0.0 transitive runtime path',
      '19 pkg:composer/acme/tests@2.0.0 direct development [dev] wants *',
    ])
    expect(edgesOf(read)).toEqual(['acme/app-kit@v1.2.0 -> acme/logger@dev-master, acme/path@1.0.0'])
    expect(read.issues).toEqual(['REFERENCE_MISSING:19'])
  })

  test('without composer.json nobody knows what is direct', () => {
    const { packages } = readRows(composerLock, lock)
    expect(new Set(packages.map((found) => found.relation))).toEqual(new Set(['unknown']))
  })

  test.each([
    ['not JSON', '{ "packages": [', 'unreadable', ['SYNTAX_INVALID:1']],
    ['no list', '{}', 'partial', ['SHAPE_UNEXPECTED:1']],
    ['no name', '{"packages": [{"version": "1"}]}', 'partial', ['ENTRY_UNREADABLE:1']],
    ['twice', '{"packages": [], "packages": []}', 'partial', ['DUPLICATE_KEY:1']],
    ['old files have null', '{"packages": [], "packages-dev": null}', 'parsed', []],
  ])('%s', (...[, text, status, issues]) => {
    const read = readRows(composerLock, text)
    expect([read.status, read.issues]).toEqual([status, issues])
  })
})

describe('installed.json', () => {
  const entry = '{"name": "acme/a", "version": "1.0.0", "license": ["MIT"]}'

  test.each([
    ['Composer 2', `{"packages": [${entry}], "dev-package-names": ["acme/a"]}`, 'development [dev]'],
    ['Composer 1', `[${entry}]`, 'runtime'],
  ])('%s', (_, text, scope) => {
    expect(readRows(composerInstalled, text).rows).toEqual([
      `1 pkg:composer/acme/a@1.0.0 unknown ${scope} license MIT`,
    ])
  })

  test.each(['{}', '"x"', '{"packages": 1}', 'null', ''])('%s is unreadable', (text) => {
    expect(readRows(composerInstalled, text)).toMatchObject({ status: 'unreadable', rows: [] })
  })
})

/** npm lock files: aliases, links, origins, scopes, hashes, edges, damage. */
import { expect, test } from 'vitest'
import type { LockedPackage } from '../../model/index.ts'
import type { Near } from '../ecosystem.ts'
import { npmLock } from './npm-lock.ts'

const nowhere: Near = () => undefined

function read(lock: unknown, near: Near = nowhere) {
  const text = typeof lock === 'string' ? lock : JSON.stringify(lock, undefined, 1)
  const parsed = npmLock.parse({ path: 'package-lock.json', text }, near)
  return {
    ...parsed,
    find: (key: string): LockedPackage | undefined => parsed.packages.find((one) => one.key === key),
  }
}

const lock = {
  name: 'app',
  lockfileVersion: 3,
  packages: {
    '': {
      name: 'app',
      version: '1.0.0',
      workspaces: ['lib'],
      dependencies: { alias: 'npm:Real@1', '@x/lib': '*' },
    },
    lib: { name: '@x/lib', version: '0.1.0', devDependencies: { git: 'github:a/b' } },
    'node_modules/@x/lib': { resolved: 'lib', link: true },
    'node_modules/alias': {
      name: 'Real',
      version: '1.0.0',
      resolved: 'https://registry.example/Real/-/Real-1.0.0.tgz',
      integrity: `sha512-${'A'.repeat(86)}== sha1-${'A'.repeat(27)}=`,
      license: 'MIT',
      dependencies: { leaf: '^1' },
    },
    'node_modules/alias/node_modules/leaf': { version: '1.0.0', optional: true },
    'node_modules/leaf': { version: '2.0.0', dev: true, inBundle: true },
    'node_modules/git': { version: '3.0.0', resolved: 'git+ssh://git@host.example/a/b.git#abc', dev: true },
    'node_modules/url': { version: '4.0.0', resolved: 'https://files.example/url.tgz', devOptional: true },
  },
}

test('aliases resolve to the real package and keep its case, the nearest folder wins', () => {
  const { find, status } = read(lock)
  expect(status).toBe('parsed')
  expect(find('node_modules/alias')).toMatchObject({
    purl: 'pkg:npm/Real@1.0.0',
    alias: 'alias',
    relation: 'direct',
    scope: 'runtime',
    requirement: 'npm:Real@1',
    license: 'MIT',
    dependsOn: ['node_modules/alias/node_modules/leaf'],
    hashes: [
      { algorithm: 'SHA-512', value: '0'.repeat(128) },
      { algorithm: 'SHA-1', value: '0'.repeat(40) },
    ],
  })
})

test('members of the workspace are first-party, links are no packages', () => {
  const { find, packages } = read(lock)
  expect(find('lib')).toMatchObject({
    purl: 'pkg:npm/%40x/lib@0.1.0',
    isFirstParty: true,
    origin: 'workspace',
  })
  expect(find('lib')?.dependsOn).toEqual(['node_modules/git'])
  expect(packages.filter((one) => one.key === 'node_modules/@x/lib')).toEqual([])
})

test('origins, scopes and groups', () => {
  const { find } = read(lock)
  expect(find('node_modules/git')).toMatchObject({ origin: 'git', scope: 'development', relation: 'direct' })
  expect(find('node_modules/git')?.purl).toContain('vcs_url=')
  expect(find('node_modules/url')).toMatchObject({
    origin: 'url',
    scope: 'optional',
    groups: ['dev', 'optional'],
  })
  expect(find('node_modules/leaf')).toMatchObject({ groups: ['bundled', 'dev'], relation: 'transitive' })
  expect(find('node_modules/alias/node_modules/leaf')?.scope).toBe('optional')
})

test('version 1 takes what the project asks for from package.json', () => {
  const old = {
    name: 'app',
    version: '1.0.0',
    lockfileVersion: 1,
    dependencies: {
      a: { version: '1.0.0', requires: { b: '1' }, dependencies: { b: { version: '1.0.0' } } },
      b: { version: 'npm:Real@2.0.0', dev: true },
      c: { version: 'github:x/c#abc' },
    },
  }
  const manifest = JSON.stringify({ dependencies: { a: '^1' }, devDependencies: { b: '2' } })
  const { find } = read(old, (path) => (path === 'package.json' ? { path, text: manifest } : undefined))
  expect(find('node_modules/a')).toMatchObject({
    relation: 'direct',
    dependsOn: ['node_modules/a/node_modules/b'],
  })
  expect(find('node_modules/b')).toMatchObject({
    purl: 'pkg:npm/Real@2.0.0',
    alias: 'b',
    scope: 'development',
  })
  expect(find('node_modules/c')).toMatchObject({ purl: 'pkg:npm/c', origin: 'git', isVersionResolved: false })
  expect(read(old).find('node_modules/a')?.relation).toBe('unknown')
})

test.each([
  ['no JSON', 'this is no lock', 'unreadable', ['SYNTAX_INVALID']],
  ['cut short', '{"packages": {"node_modules/a": {"version": "1', 'unreadable', ['SYNTAX_INVALID']],
  ['another shape', '{"a": 1}', 'unreadable', ['SHAPE_UNEXPECTED']],
  ['an entry that is no object', '{"packages": {"node_modules/a": 1}}', 'partial', ['ENTRY_UNREADABLE']],
  ['packages that are no object', '{"lockfileVersion":3,"packages":7}', 'partial', ['SHAPE_UNEXPECTED']],
  ['packages as a list', '{"lockfileVersion":3,"packages":[{}]}', 'partial', ['SHAPE_UNEXPECTED']],
  ['packages of null', '{"name":"a","packages":null}', 'partial', ['SHAPE_UNEXPECTED']],
  ['version 1 without its tree', '{"lockfileVersion":1,"dependencies":"a"}', 'partial', ['SHAPE_UNEXPECTED']],
  ['nothing installed', '{"name":"a","lockfileVersion":3,"packages":{}}', 'parsed', []],
  ['no list at all', '{"lockfileVersion":3}', 'partial', ['SHAPE_UNEXPECTED']],
  ['a new format without a list', '{"lockfileVersion":4}', 'partial', ['FORMAT_VERSION_UNSUPPORTED']],
  ['a newer version', '{"lockfileVersion": 9, "packages": {}}', 'partial', ['FORMAT_VERSION_UNSUPPORTED']],
  [
    'a key twice',
    '{"packages": {"node_modules/a": {"version": "1", "version": "2"}}}',
    'partial',
    ['DUPLICATE_KEY'],
  ],
  [
    'out of date',
    '{"packages": {"": {"name": "x", "dependencies": {"a": "1"}}}}',
    'partial',
    ['REFERENCE_MISSING'],
  ],
] as const)('%s', (...[, text, status, codes]) => {
  const parsed = read(text)
  expect({ status: parsed.status, codes: parsed.issues.map((issue) => issue.code) }).toEqual({
    status,
    codes,
  })
})

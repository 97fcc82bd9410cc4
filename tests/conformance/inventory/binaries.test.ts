/** Programs that the real tools build: what we find in them is what the tools say of them. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import type { Inventory } from '../../../packages/toolkit/src/model/index.ts'
import { go, hasGo, writeProject } from './go-build.ts'
import { elf, goHeader, inlineBlob, pe, pointedElf } from './executable-writer.ts'

function look(bytes: Uint8Array, name = 'bin/app'): Inventory {
  return readInventory(memoryTree({ [name]: bytes }), { name: 'image', view: 'installed' })
}

function third(inventory: Inventory): readonly string[] {
  return inventory.components.filter((one) => !one.isFirstParty).map((one) => one.purl)
}

const library = (name: string): Record<string, string> => ({
  'go.mod': `module example.org/${name}\n\ngo 1.20\n`,
  [`${name}.go`]: `package ${name}\n\nfunc Say() string { return "${name}" }\n`,
})

const modules = [
  ['example.org/left', 'v1.2.3', library('left')],
  ['example.org/fork', 'v0.0.0-20240102030405-abcdefabcdef', library('right')],
  ['example.org/unused', 'v1.9.9', library('unused')],
] as const

const project = {
  modules,
  files: {
    'go.mod': [
      'module example.org/product',
      'go 1.20',
      'require example.org/left v1.2.3',
      'require example.org/right v1.0.0',
      'require example.org/local v1.0.0',
      'require example.org/unused v1.9.9',
      'replace example.org/right => example.org/fork v0.0.0-20240102030405-abcdefabcdef',
      'replace example.org/local => ./local',
      '',
    ].join('\n'),
    'local/go.mod': 'module example.org/local\n\ngo 1.20\n',
    'local/local.go': 'package local\n\nfunc Say() string { return "local" }\n',
    'main.go': [
      'package main',
      'import ("example.org/left"; "example.org/right"; "example.org/local")',
      'func main() { println(left.Say(), right.Say(), local.Say()) }',
      '',
    ].join('\n'),
  },
}

const targets = [
  ['ELF, stripped', { GOOS: 'linux', GOARCH: 'amd64' }],
  ['ELF, big-endian', { GOOS: 'linux', GOARCH: 's390x' }],
  ['PE', { GOOS: 'windows', GOARCH: 'amd64' }],
  ['Mach-O', { GOOS: 'darwin', GOARCH: 'arm64' }],
] as const

describe.skipIf(!hasGo)(hasGo ? 'go' : 'go (skipped: no go command on this machine)', () => {
  const built = hasGo ? writeProject(project) : undefined
  afterAll(() => {
    if (built !== undefined) rmSync(join(built.folder, '..'), { recursive: true, force: true })
  })

  test.each(targets)('%s: the modules are those of go version -m', { timeout: 300_000 }, (name, target) => {
    if (built === undefined) throw new Error('not built')
    const file = join(built.folder, `app-${target.GOOS}-${target.GOARCH}`)
    go(['build', '-trimpath', '-ldflags=-s -w', '-o', file, '.'], built, target)
    const told = execFileSync('go', ['version', '-m', file], { encoding: 'utf8' })
    const toolchain = /: go(\S+)/.exec(told)?.[1]
    const inventory = look(readFileSync(file), name === 'PE' ? 'app.exe' : 'bin/app')
    expect(third(inventory)).toEqual([
      'pkg:golang/example.org/fork@v0.0.0-20240102030405-abcdefabcdef',
      'pkg:golang/example.org/left@v1.2.3',
      `pkg:golang/stdlib@${toolchain}`,
    ])
    for (const [, path = '', version = '', sum = ''] of told.matchAll(
      /^\s(?:dep|=>)\s(\S+)\s(v\S+)\s+(\S+)$/gm,
    )) {
      const found = inventory.components.find((one) => one.purl === `pkg:golang/${path}@${version}`)
      const hex = Buffer.from(sum.replace('h1:', ''), 'base64').toString('hex')
      expect(found?.hashes).toEqual([{ algorithm: 'SHA-256', value: hex }])
    }
    expect(inventory.components.filter((one) => one.isFirstParty).map((one) => one.purl)).toEqual([
      'pkg:golang/example.org/local',
      'pkg:golang/example.org/product',
    ])
    expect(inventory.files.map((file) => `${file.ecosystem} ${file.status} ${file.packages}`)).toEqual([
      'go-binary parsed 3',
    ])
  })

  test('the program of Go 1.17 in the source of Go, with pointers', () => {
    const goRoot = hasGo ? execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim() : ''
    const path = join(goRoot, 'src/debug/buildinfo/testdata/go117/go117.base64')
    if (!existsSync(path)) return
    const inventory = look(Buffer.from(readFileSync(path, 'utf8'), 'base64'))
    expect(third(inventory)).toEqual(['pkg:golang/stdlib@1.17'])
  })

  test('cut anywhere, a program gives an answer', { timeout: 300_000 }, () => {
    if (built === undefined) throw new Error('not built')
    const file = join(built.folder, 'app-cut')
    go(['build', '-o', file, '.'], built, targets[0][1])
    const whole = readFileSync(file)
    for (let part = 0; part < 64; part++) {
      const { issues, files } = look(whole.subarray(0, Math.floor((whole.length * part) / 64)))
      expect(issues.some(({ code }) => code === 'PARSER_FAILED')).toBe(false)
      expect(files.every(({ status }) => status === 'parsed' || status === 'partial')).toBe(true)
    }
  })
})

const list = 'path\tx\nmod\texample.org/app\t(devel)\t\ndep\texample.org/left\tv1.2.3\th1:x=\n'

describe('programs made by hand', () => {
  const rows: readonly (readonly [string, Uint8Array, readonly string[]])[] = [
    [
      'inline',
      elf([['.go.buildinfo', inlineBlob('go1.22.3', list)]]),
      ['pkg:golang/example.org/left@v1.2.3', 'pkg:golang/stdlib@1.22.3'],
    ],
    [
      'in the data of a PE',
      pe([['.data', inlineBlob('go1.20', list)]]),
      ['pkg:golang/example.org/left@v1.2.3', 'pkg:golang/stdlib@1.20'],
    ],
    [
      'behind pointers',
      pointedElf('go1.16.5', list),
      ['pkg:golang/example.org/left@v1.2.3', 'pkg:golang/stdlib@1.16.5'],
    ],
    [
      'with experiments',
      elf([['.go.buildinfo', inlineBlob('go1.22.3 X:boringcrypto', list)]]),
      ['pkg:golang/example.org/left@v1.2.3', 'pkg:golang/stdlib@1.22.3'],
    ],
    [
      'of a development toolchain',
      elf([['.go.buildinfo', inlineBlob('devel +abc', list)]]),
      ['pkg:golang/example.org/left@v1.2.3', 'pkg:golang/stdlib'],
    ],
  ]
  test.each(rows)('%s', (_title, bytes, purls) => {
    expect(third(look(bytes))).toEqual(purls)
  })

  test('a released main module counts as a component, one without a version does not', () => {
    const released = list.replace('(devel)', 'v2.1.0')
    const purls = third(look(elf([['.go.buildinfo', inlineBlob('go1.22.3', released)]])))
    expect(purls).toContain('pkg:golang/example.org/app@v2.1.0')
  })

  test.each([
    [
      'a length beyond the end',
      elf([['.go.buildinfo', Buffer.concat([goHeader(2), Buffer.from([0xff, 0xff, 0xff, 0x7f])])]]),
    ],
    [
      'a length of too many bytes',
      elf([['.go.buildinfo', Buffer.concat([goHeader(2), Buffer.alloc(64, 0xff)])]]),
    ],
    ['pointers to nowhere', elf([['.go.buildinfo', Buffer.concat([goHeader(0), Buffer.alloc(64, 0x41)])]])],
  ])('%s is said', (_title, bytes) => {
    const { files, issues } = look(bytes)
    expect(files.map(({ status }) => status)).toEqual(['partial'])
    expect(issues.map(({ code }) => code)).toContain('SYNTAX_INVALID')
  })

  test('a section table that lies costs nothing', () => {
    const bytes = elf([['.text', Buffer.alloc(16)]])
    bytes.writeUInt16LE(0xffff, 60)
    bytes.writeBigUInt64LE(0xffff_ffff_ffff_fff0n, 40)
    const start = performance.now()
    expect(look(bytes).components).toEqual([])
    expect(performance.now() - start).toBeLessThan(1000)
  })

  test('programs that state nothing are told in one note', () => {
    const c = elf([['.text', Buffer.alloc(16)]])
    const tree = memoryTree({ 'bin/a': c, 'bin/b': c, 'lib/c.so.1': c, 'bin/script': '#!/bin/sh\n' })
    const { issues, files } = readInventory(tree, { name: 'image', view: 'installed' })
    expect(files).toEqual([])
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatchObject({ level: 'note', path: 'bin/a' })
    expect(issues[0]?.message).toContain('this and 2 more programs')
  })
})

/** cargo auditable cannot be had here: the section is made by hand from its description. */
describe('the list of cargo auditable', () => {
  const packages = [
    { name: 'app', version: '0.1.0', source: 'local', root: true, dependencies: [1, 2, 4] },
    { name: 'serde', version: '1.0.200', source: 'crates.io', dependencies: [3] },
    { name: 'forked', version: '0.2.0', source: 'git' },
    { name: 'autocfg', version: '1.3.0', source: 'crates.io', kind: 'build' },
    { name: 'member', version: '0.1.0', source: 'local' },
  ]
  const section = (value: unknown): Uint8Array => deflateSync(JSON.stringify(value))

  test.each([
    ['ELF', elf([['.dep-v0', section({ packages })]])],
    ['PE', pe([['.dep-v0', section({ packages })]])],
  ])('%s: crates, kinds, edges', (_title, bytes) => {
    const { components, files } = look(bytes)
    expect(files.map(({ ecosystem, status }) => `${ecosystem} ${status}`)).toEqual(['rust-binary parsed'])
    expect(
      components.map((one) =>
        [one.purl, one.scope, one.origin, one.isFirstParty ? 'own' : '', one.dependsOn.join(' ')]
          .join(' ')
          .trim(),
      ),
    ).toEqual([
      'pkg:cargo/app@0.1.0 runtime path  pkg:cargo/forked@0.2.0 pkg:cargo/member@0.1.0 pkg:cargo/serde@1.0.200',
      'pkg:cargo/autocfg@1.3.0 build registry',
      'pkg:cargo/forked@0.2.0 runtime git',
      'pkg:cargo/member@0.1.0 runtime path own',
      'pkg:cargo/serde@1.0.200 runtime registry  pkg:cargo/autocfg@1.3.0',
    ])
  })

  test.each([
    ['no zlib', Buffer.from('nothing'), 'unreadable'],
    ['no JSON', deflateSync('{"packages":['), 'unreadable'],
    ['no list', section({ packages: 7 }), 'unreadable'],
    ['a bomb', deflateSync(Buffer.alloc(64 * 1024 * 1024)), 'unreadable'],
    ['a crate without a name', section({ packages: [{ version: '1' }, 7, packages[1]] }), 'partial'],
    ['an edge to nowhere', section({ packages: [{ ...packages[1], dependencies: [9, -1, 'x'] }] }), 'parsed'],
  ])('%s', (_title, content, status) => {
    const { files, issues } = look(elf([['.dep-v0', content]]))
    expect(files.map((file) => file.status)).toEqual([status])
    expect(issues.some(({ code }) => code === 'PARSER_FAILED')).toBe(false)
  })
})

test('a file that is not what its name says is told of; a name that others use too is not', () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'
  const inventory = readInventory(
    memoryTree({
      'lib/a.jar': '',
      'lib/b.jar': pointer,
      'var/rpmdb.sqlite': 'none',
      Packages: 'Package: a\n',
    }),
    { name: 'product' },
  )
  expect(inventory.files.map(({ path, status }) => `${path} ${status}`)).toEqual([
    'lib/a.jar unreadable',
    'lib/b.jar unreadable',
    'var/rpmdb.sqlite unreadable',
  ])
  expect(inventory.issues.map(({ code, path }) => `${code} ${path}`)).toEqual(
    ['lib/a.jar', 'lib/b.jar', 'var/rpmdb.sqlite'].map((path) => `SHAPE_UNEXPECTED ${path}`),
  )
})

/** A file named on the command line that is empty, broken or half an image: one error that speaks of its content. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '../../../../apps/cli/src/context.ts'
import { main } from '../../../../apps/cli/src/main.ts'
import { scratch } from '../../../cli.ts'
import { seededRandom } from '../../../random.ts'
import { dockerFiles, makeTar, ociFiles, tarOf } from './build.ts'
import { rawTar, rawZip } from './raw-tar.ts'

const folder = scratch('named')
mkdirSync(join(folder, '.occtet'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ran {
  readonly code: number
  readonly out: string
  readonly said: string
}

async function occtet(...args: string[]): Promise<Ran> {
  let [out, said] = ['', '']
  const context: Context = {
    out: (text) => void (out += text),
    drain: async () => await Promise.resolve(),
    say: (text) => void (said += text),
    redraw: () => undefined,
    stdin: (async function* () {})(),
    env: { OCCTET_HOME: join(folder, 'home') },
    isInteractive: false,
    hasColour: false,
    isOffline: true,
    columns: 80,
    now: () => '2026-11-23T00:00:00Z',
  }
  return { code: await main(args, context), out, said }
}

function save(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

function lock(name: string): string {
  return JSON.stringify({ lockfileVersion: 3, packages: { [`node_modules/${name}`]: { version: '1.0.0' } } })
}

const random = seededRandom(8)
const noise = Buffer.from(Array.from({ length: 60_000 }, () => Math.floor(random() * 256)))
const good = { name: 'a/package-lock.json', data: lock('good') }
const tree = rawTar([good, { name: 'b.bin', data: noise }])
const layers = await Promise.all(
  ['first', 'second'].map(
    async (name) => await makeTar([{ name: `${name}/package-lock.json`, content: lock(name) }]),
  ),
)
const docker = dockerFiles({ layers })
const oci = ociFiles([{ layers }])

async function without(files: ReadonlyMap<string, Buffer>, ...names: string[]): Promise<Buffer> {
  return await tarOf(new Map([...files].filter(([name]) => !names.includes(name))))
}

function saveFolder(name: string, files: ReadonlyMap<string, Buffer>): string {
  for (const [path, bytes] of files) save(`${name}/${path}`, bytes)
  return join(folder, name)
}

const zip = rawZip([good])
const dockerWithout = await without(docker, 'manifest.json')

/** Name, bytes, what the one error says, and its code. */
const useless: readonly (readonly [string, Uint8Array | string, RegExp, string])[] = [
  ['empty.tar', '', /it has no bytes/, 'SHAPE_UNEXPECTED'],
  ['empty.tar.gz', '', /it has no bytes/, 'SHAPE_UNEXPECTED'],
  ['empty.zip', '', /it has no bytes/, 'SHAPE_UNEXPECTED'],
  ['empty.jar', '', /it has no bytes/, 'SHAPE_UNEXPECTED'],
  ['empty', '', /it has no bytes/, 'SHAPE_UNEXPECTED'],
  ['zeros.tar', Buffer.alloc(10_240), /there are no files in it/, 'SHAPE_UNEXPECTED'],
  ['zeros.tgz', gzipSync(Buffer.alloc(10_240)), /there are no files in it/, 'SHAPE_UNEXPECTED'],
  ['nothing.gz', gzipSync(''), /there are no files in it/, 'SHAPE_UNEXPECTED'],
  ['nothing.zip', rawZip([]), /there are no files in it/, 'SHAPE_UNEXPECTED'],
  [
    'up.tar',
    rawTar([{ name: '../x', data: 'x' }]),
    /nothing of what is in it can be used/,
    'SHAPE_UNEXPECTED',
  ],
  ['noise.tar', noise, /its name says \.tar/, 'SYNTAX_INVALID'],
  ['noise.tar.gz', noise, /its name says \.gz/, 'SYNTAX_INVALID'],
  ['noise.jar', noise, /its name says \.jar/, 'SYNTAX_INVALID'],
  ['page.zip', '<html>not found</html>', /its name says \.zip/, 'SYNTAX_INVALID'],
  ['begun.tar.gz', gzipSync(tree).subarray(0, 9), /damaged or cut off/, 'SYNTAX_INVALID'],
  ['cut.zip', zip.subarray(0, zip.length - 9), /its directory is damaged or cut off/, 'SYNTAX_INVALID'],
  ['cut.jar', zip.subarray(0, zip.length - 9), /cut off/, 'SYNTAX_INVALID'],
  ['no-index.tar', await without(oci, 'index.json'), /it holds a part of an image/, 'REFERENCE_MISSING'],
  ['no-index.tgz', gzipSync(await without(oci, 'index.json')), /part of an image/, 'REFERENCE_MISSING'],
  ['no-index', '', /index\.json: expected a document/, 'REFERENCE_MISSING'],
  ['no-manifest.tar', dockerWithout, /expected index\.json .* or manifest\.json/, 'REFERENCE_MISSING'],
  ['no-manifest.tgz', gzipSync(dockerWithout), /part of an image/, 'REFERENCE_MISSING'],
  [
    'bad-index.tar',
    await tarOf(new Map(oci).set('index.json', Buffer.from('{'))),
    /index\.json/,
    'SHAPE_UNEXPECTED',
  ],
  [
    'bad-manifest.tar',
    await tarOf(new Map(docker).set('manifest.json', Buffer.from('[]'))),
    /part of an image/,
    'REFERENCE_MISSING',
  ],
  [
    'no-layers.tar',
    await tarOf(dockerFiles({ layers: [] })),
    /expected layers, found none/,
    'SHAPE_UNEXPECTED',
  ],
  [
    'cut-image.tar',
    dockerWithout.subarray(0, dockerWithout.length - 2000),
    /tar header at byte 5120 is damaged or cut off/,
    'SYNTAX_INVALID',
  ],
  [
    'image.zip',
    rawZip([...oci].map(([name]) => ({ name, data: 'x' }))),
    /in a tar archive/,
    'REFERENCE_MISSING',
  ],
]

function commands(path: string): readonly string[][] {
  const out = ['--out', join(folder, 'report')]
  return [
    ['inventory', path],
    ['scan', path],
    ['check', path, ...out],
  ]
}

/** The code of the commands is loaded when they first run. */
beforeAll(async () => {
  for (const args of commands(save('warm.tar', tree))) expect((await occtet(...args)).code).toBe(0)
})

test.each(useless)('%s: exit 3, and one error', async (name, bytes, message, code) => {
  const path =
    name === 'no-index'
      ? saveFolder(name, new Map([...oci].filter(([at]) => at !== 'index.json')))
      : save(name, bytes)
  for (const args of commands(path)) {
    const ran = await occtet(...args)
    const lines = ran.said.split('\n').filter((line) => line.startsWith(`${name}: `))
    expect(lines, `${args[0]}: ${ran.said}`).toHaveLength(1)
    expect(lines[0]).toMatch(message)
    expect(lines[0], 'what to do').toMatch(new RegExp(`; .+ \\(${code}\\)$`))
    expect(ran.said).not.toContain('LOCK_MISSING')
    expect(ran.said.trimEnd().split('\n').at(-1)).toBe('PARTIAL: 1 of 1 files unread')
    expect(ran.code, args[0]).toBe(3)
  }
})

const [layer = ''] = [...oci].flatMap(([name, bytes]) => (bytes[0] === 0x1f ? [name] : []))
const other = gzipSync(await makeTar([{ name: 'first/package-lock.json', content: lock('other') }]))
const gzipped = gzipSync(tree)

/** Name, bytes, what is listed all the same, and what the one error says of which file. */
const partial: readonly (readonly [string, Uint8Array, string, RegExp])[] = [
  ['cut.tar', tree.subarray(0, 9000), 'good', /^cut\.tar: it ends in the middle of a file; .*SYNTAX_INVALID/],
  ['cut.tgz', gzipped.subarray(0, gzipped.length - 500), 'good', /^cut\.tgz: .*cut off; .*SYNTAX_INVALID/],
  [
    'no-layer.tar',
    await without(oci, layer),
    'second',
    /^layer 1 \(sha256:.*: it is not in the archive; .*REFERENCE_MISSING/,
  ],
  [
    'no-layer.tgz',
    gzipSync(await without(oci, layer)),
    'second',
    /^layer 1 \(sha256:.*not in the archive; .*REFERENCE_MISSING/,
  ],
  [
    'digest.tar',
    await tarOf(new Map(oci).set(layer, other)),
    'other second',
    /^layer 1 \(sha256:.*expected the digest .*; .*DIGEST_MISMATCH/,
  ],
  [
    'digest.tgz',
    gzipSync(await tarOf(new Map(oci).set(layer, other))),
    'other second',
    /^layer 1 .*DIGEST_MISMATCH/,
  ],
]

test.each(partial)('%s: the rest is listed, and called partial', async (name, bytes, listed, message) => {
  const path = save(name, bytes)
  for (const args of commands(path)) {
    const ran = await occtet(...args)
    expect(
      ran.said.split('\n').filter((line) => /\([A-Z_]+\)$/.test(line)),
      ran.said,
    ).toEqual([expect.stringMatching(message)])
    expect(ran.said.trimEnd()).toMatch(
      /PARTIAL: 1 of \d files (?:unread|read in part)$|PARTIAL: 1 of \d files (?:unread|read in part)\n/,
    )
    expect(ran.code, args[0]).toBe(0)
    expect((await occtet(...args, '--strict')).code, args[0]).toBe(4)
    const names = listed.split(' ')
    if (args[0] === 'inventory') expect(ran.out).toBe(names.map((one) => `pkg:npm/${one}@1.0.0\n`).join(''))
  }
})

test('a folder around the image is none', async () => {
  for (const files of [oci, docker]) {
    const tar = await makeTar([
      { name: 'out/', type: 'directory' },
      ...[...files].map(([name, content]) => ({ name: `out/${name}`, content })),
    ])
    for (const bytes of [tar, gzipSync(tar)]) {
      const ran = await occtet('inventory', save('around.tar', bytes))
      expect(ran).toEqual({ code: 0, out: 'pkg:npm/first@1.0.0\npkg:npm/second@1.0.0\n', said: '' })
    }
  }
})

test('a tree that holds loose layers beside its own files is read in part', async () => {
  const ran = await occtet(
    'inventory',
    save(
      'mixed.tar',
      await tarOf(
        new Map([
          ['package-lock.json', Buffer.from(lock('own'))],
          [layer, other],
        ]),
      ),
    ),
  )
  expect(ran.out).toBe('pkg:npm/own@1.0.0\n')
  expect(ran.said).toMatch(/mixed\.tar: it holds a part of an image .*\nPARTIAL: 1 of 2 files unread\n$/)
})

/** Each hostile or broken input of the issue gives one clear message and the documented exit code, within the limits. */
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { cliFolder, occtet, scratch } from '../cli.ts'
import { elf, goHeader } from '../conformance/inventory/executable-writer.ts'
import { deflatedZip } from '../conformance/inventory/zip-writer.ts'
import { dockerFiles, makeTar, tarOf } from '../conformance/inventory/archives/build.ts'
import { rawTar, rawZip } from '../conformance/inventory/archives/raw-tar.ts'

const goodLock = JSON.stringify({
  name: 'product',
  lockfileVersion: 3,
  packages: {
    '': { name: 'product', dependencies: { left: '^1.0.0' } },
    'node_modules/left': { version: '1.0.0' },
  },
})

function tree(files: Readonly<Record<string, string | Uint8Array>>): string {
  const dir = scratch('bad')
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(dir, path, '..'), { recursive: true })
    writeFileSync(join(dir, path), content)
  }
  return dir
}

function inventory(dir: string, ...extra: string[]) {
  return occtet(['inventory', dir, ...extra])
}

/** One line on standard error that names the file; no stack trace anywhere. */
function expectClear(ran: { stdout: string; stderr: string }, place: string): void {
  const lines = ran.stderr.split('\n').filter((line) => line.includes(place))
  expect(lines, ran.stderr).toHaveLength(1)
  expect(lines[0]).toMatch(/\([A-Z][A-Z0-9_]+\)$/)
  expect(ran.stderr + ran.stdout).not.toMatch(/\n\s+at .*\(?.*:\d+:\d+\)?/)
}

const broken: readonly [string, string | Uint8Array, string][] = [
  ['truncated', goodLock.slice(0, -30), 'SYNTAX_INVALID'],
  ['empty', '', 'SYNTAX_INVALID'],
  [
    'nested too deep',
    `{"lockfileVersion":3,"packages":${'['.repeat(300)}${']'.repeat(300)}}`,
    'NESTING_TOO_DEEP',
  ],
  ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'FILE_NOT_UTF8'],
  ['another shape', '[1,2,3]', 'SHAPE_UNEXPECTED'],
]

test.each(broken)(
  'a lock file that is %s is the only input: exit 3 and one message',
  (_title, content, code) => {
    const ran = inventory(tree({ 'package-lock.json': content }))
    expect(ran.stdout).toBe('')
    expectClear(ran, 'package-lock.json')
    expect(ran.stderr).toContain(`(${code})`)
    expect(ran.code).toBe(3)
  },
)

test.each(broken)(
  'a lock file that is %s beside a good one: the good part, PARTIAL, exit 0 (4 with --strict)',
  (_title, content) => {
    const dir = tree({ 'a/package-lock.json': content, 'b/package-lock.json': goodLock })
    const ran = inventory(dir)
    expect(ran.stdout).toBe('pkg:npm/left@1.0.0\n')
    expectClear(ran, 'a/package-lock.json')
    expect(ran.stderr.trimEnd().split('\n').at(-1)).toBe('PARTIAL: 1 of 2 files unread')
    expect(ran.code).toBe(0)
    expect(inventory(dir, '--strict').code).toBe(4)
  },
)

test('an unknown lock version is read as far as it goes, and called partial', () => {
  const ran = inventory(
    tree({ 'package-lock.json': goodLock.replace('"lockfileVersion":3', '"lockfileVersion":99') }),
  )
  expect(ran.stdout).toBe('pkg:npm/left@1.0.0\n')
  expect(ran.stderr).toContain('(FORMAT_VERSION_UNSUPPORTED)')
  expect(ran.stderr.trimEnd().split('\n').at(-1)).toBe('PARTIAL: 1 of 1 files read in part')
})

test('duplicate keys are told, with their line', () => {
  const text = goodLock.replace(
    '"node_modules/left":',
    '"node_modules/left":{"version":"9.9.9"},\n"node_modules/left":',
  )
  const ran = inventory(tree({ 'package-lock.json': text }))
  expect(ran.stderr).toMatch(/package-lock\.json:2: .*\(DUPLICATE_KEY\)/)
  expect(ran.code).toBe(0)
})

test('__proto__ as a package name or key changes nothing', () => {
  const lock = `{"name":"p","lockfileVersion":3,"__proto__":{"packages":{}},"packages":{"":{"name":"p"},"node_modules/__proto__":{"version":"1.0.0"},"node_modules/left":{"version":"1.0.0"}}}`
  const ran = inventory(tree({ 'package-lock.json': lock }))
  expect(ran.stdout).toContain('pkg:npm/left@1.0.0\n')
  expect(ran.code).toBe(0)
})

test('a file of 300 MB is refused within 5 seconds and 512 MiB', () => {
  const dir = tree({ 'package-lock.json': '{', 'b/package-lock.json': goodLock })
  truncateSync(join(dir, 'package-lock.json'), 300 * 1024 * 1024)
  const ran = occtet(['inventory', dir], {
    timeout: 5_000,
    env: { NODE_OPTIONS: '--max-old-space-size=400' },
  })
  expectClear(ran, 'package-lock.json')
  expect(ran.stderr).toContain('(FILE_TOO_LARGE)')
  expect(ran.stdout).toBe('pkg:npm/left@1.0.0\n')
})

test('200 MB of JSON within the limit ends with an answer, not with a crash', () => {
  const dir = tree({})
  writeFileSync(
    join(dir, 'package-lock.json'),
    `{"lockfileVersion":3,"packages":{"x":"${'a'.repeat(200 * 1024 * 1024)}"}}`,
  )
  const ran = occtet(['inventory', dir], { timeout: 60_000 })
  expect([0, 3]).toContain(ran.code)
  expect(ran.stderr).toContain('package-lock.json')
})

test('a loop of links is walked once', () => {
  const dir = tree({ 'a/package-lock.json': goodLock })
  symlinkSync('..', join(dir, 'a', 'loop'))
  symlinkSync(dir, join(dir, 'self'))
  const ran = inventory(dir)
  expect(ran.stdout).toBe('pkg:npm/left@1.0.0\n')
  expect(ran.code).toBe(0)
})

test('a folder and a file without permission are told, each once', () => {
  const nobody = 65_534
  const dir = tree({
    'a/package-lock.json': goodLock,
    'closed/package-lock.json': goodLock,
    'b/package-lock.json': goodLock,
  })
  chmodSync(dir, 0o755)
  chmodSync(join(dir, 'closed'), 0o000)
  chmodSync(join(dir, 'b/package-lock.json'), 0o000)
  const ran = occtet(['inventory', dir], process.getuid?.() === 0 ? { uid: nobody } : {})
  chmodSync(join(dir, 'closed'), 0o755)
  expectClear(ran, 'closed')
  expectClear(ran, 'b/package-lock.json')
  expect(ran.stdout).toBe('pkg:npm/left@1.0.0\n')
  expect(ran.stderr.trimEnd().split('\n').at(-1)).toBe('PARTIAL: 1 of 2 files unread, 1 folder not listed')
})

test('a path that does not exist: exit 3', () => {
  const ran = inventory(join(scratch('none'), 'nothing-here'))
  expect(ran.code).toBe(3)
  expect(ran.stderr).toContain('nothing-here')
  expect(occtet(['check', '/nowhere/at/all']).code).toBe(3)
})

interface Entry {
  readonly name: string
  readonly data: Uint8Array
  /** Size that the directory claims; the true one by default. */
  readonly claimed?: number
}

/** A minimal zip with one deflated entry per item (APPNOTE 4.3). */
function zip(entries: readonly Entry[]): Uint8Array {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, claimed } of entries) {
    const packed = deflateRawSync(data)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(data), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(claimed ?? data.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, Buffer.from(name)]),
    )
    bodies.push(body)
    offset += body.length
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  const central = Buffer.concat(directory)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, central, Buffer.from('PK\x05\x06', 'latin1'), end])
}

const record = Buffer.from(
  JSON.stringify({
    id: 'X-1',
    modified: '2026-01-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'left' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }],
      },
    ],
  }),
)

function importZip(bytes: Uint8Array) {
  const dir = scratch('zip')
  writeFileSync(join(dir, 'all.zip'), bytes)
  return occtet(['db', 'import', join(dir, 'all.zip'), '--name', 'feed', '--json'], {
    timeout: 5_000,
    env: { NODE_OPTIONS: '--max-old-space-size=400' },
  })
}

test('a sound archive is taken in', () => {
  const ran = importZip(zip([{ name: 'X-1.json', data: record }]))
  expect(ran.stderr).toBe('')
  expect(JSON.parse(ran.stdout)).toMatchObject({ size: 1 })
})

test('a zip bomb is refused within 5 seconds, told once, and costs nothing else', () => {
  const ran = importZip(zip([{ name: 'bomb.json', data: Buffer.alloc(200 * 1024 * 1024, 32) }]))
  expect(ran.code).not.toBe(70)
  expect(`${ran.stderr}${ran.stdout}`).toMatch(/all\.zip|bomb\.json|TOO_LARGE/)
  expect(ran.stdout).not.toContain('"kept": 1')
})

test('path traversal in a zip writes nothing outside', () => {
  const ran = importZip(zip([{ name: '../../../../tmp/occtet-traversal.json', data: record }]))
  expect([0, 3]).toContain(ran.code)
  expect(occtet(['db', 'status', '--json']).stdout).not.toContain('traversal')
})

test.each([
  ['no zip at all', Buffer.from('PK but not really')],
  ['a cut zip', zip([{ name: 'X-1.json', data: record }]).subarray(0, 60)],
])('%s is refused with one message: exit 3', (_title, bytes) => {
  const ran = importZip(bytes)
  expect(ran.code).toBe(3)
  expectClear(ran, 'all.zip')
})

test('one bad record never fails a feed and is counted', () => {
  const ran = importZip(
    zip([
      { name: 'X-1.json', data: record },
      { name: 'cut.json', data: record.subarray(0, 40) },
      { name: 'array.json', data: Buffer.from('[1') },
      { name: 'noid.json', data: Buffer.from('{"modified":"2026-01-01T00:00:00Z"}') },
    ]),
  )
  expect(ran.code).toBe(0)
  const report = JSON.parse(ran.stdout) as {
    feeds: { records: number; kept: number; dropped: { count: number }[] }[]
  }
  expect(report.feeds[0]).toMatchObject({ records: 4, kept: 1 })
  expect(report.feeds[0]?.dropped.reduce((sum, { count }) => sum + count, 0)).toBe(3)
})

test.each([
  ['inverted', [{ introduced: '2.0.0' }, { fixed: '1.0.0' }]],
  ['empty', [{ introduced: '1.0.0' }, { fixed: '1.0.0' }]],
])('an advisory with an %s range makes the package unknown, with the record named', (_title, events) => {
  const dir = scratch('range')
  const bad = {
    id: 'X-BAD',
    modified: '2026-01-01T00:00:00Z',
    affected: [{ package: { ecosystem: 'npm', name: 'left' }, ranges: [{ type: 'SEMVER', events }] }],
  }
  mkdirSync(join(dir, 'feed', 'npm'), { recursive: true })
  writeFileSync(
    join(dir, 'feed', 'npm', 'all.zip'),
    zip([{ name: 'X-BAD.json', data: Buffer.from(JSON.stringify(bad)) }]),
  )
  const db = ['--db', join(dir, 'db')]
  expect(occtet(['db', 'import', join(dir, 'feed'), ...db]).code).toBe(0)
  const answer = JSON.parse(occtet(['db', 'query', 'pkg:npm/left@1.5.0', '--json', ...db]).stdout) as Record<
    string,
    unknown
  >
  expect(answer).toMatchObject({ status: 'unknown', reason: 'VERSION_UNPARSABLE' })
  expect(answer['detail']).toContain('X-BAD')
})

test.each([
  [['frobnicate'], 2],
  [['check', '--no-such-option'], 2],
  [['inventory', '--format', 'excel'], 2],
  [['check', '--fail-on', 'policies'], 2],
  [['version', 'compare', 'npm', '1.0.0'], 2],
  [['db', 'query', 'pkg:npm/left@1.0.0'], 4],
  [['--version'], 0],
  [['--help'], 0],
] as const)('%j exits %i', (args, code) => {
  const ran = occtet(args)
  expect(ran.code, ran.stderr).toBe(code)
  expect(ran.stderr + ran.stdout).not.toMatch(/\n\s+at /)
})

const goodEntry = { name: 'good/package-lock.json', data: goodLock }
const goodTar = rawTar([{ name: 'x.txt', data: 'x' }, goodEntry])
const bombTar = rawTar([goodEntry, { name: 'zeros', data: Buffer.alloc(80 * 1024 * 1024) }])
const hugeWindow = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, ...Array.from({ length: 20 }, () => 0)])

test.each([
  ['text that somebody packed', 'a.tar.gz', gzipSync(goodLock), 'SYNTAX_INVALID'],
  ['a zip that is cut off', 'a.zip', rawZip([goodEntry]).subarray(0, 120), 'SYNTAX_INVALID'],
  ['entries over each other', 'a.zip', rawZip([goodEntry, { ...goodEntry, shift: -50 }]), 'SYNTAX_INVALID'],
  ['a window of gigabytes', 'a.tar.zst', hugeWindow, 'SYNTAX_INVALID'],
  ['another packing', 'a.tar.xz', Buffer.from('\u00fd7zXZ\u0000\u0000', 'latin1'), 'FORMAT_UNSUPPORTED'],
] as const)('an archive with %s: exit 3 and one message', (_title, name, bytes, code) => {
  const dir = tree({ [name]: bytes })
  const ran = inventory(join(dir, name))
  expect(ran.stdout).toBe('')
  expectClear(ran, `${name}:`)
  expect(ran.stderr).toContain(`(${code})`)
  expect(ran.code).toBe(3)
})

test.each([
  ['cut off', 'a.tar', goodTar.subarray(0, goodTar.length - 1100), 'SYNTAX_INVALID'],
  ['packed and cut off', 'a.tar.gz', gzipSync(goodTar).subarray(0, -12), 'SYNTAX_INVALID'],
  ['a bomb', 'a.tar.gz', gzipSync(bombTar), 'FILE_TOO_LARGE'],
] as const)(
  'an archive that is %s: the good part, PARTIAL, exit 0 (4 with --strict)',
  (_title, name, bytes, code) => {
    const dir = tree({ [name]: bytes })
    const ran = inventory(join(dir, name))
    expect(ran.stdout).toBe('pkg:npm/left@1.0.0\n')
    expectClear(ran, `${name}:`)
    expect(ran.stderr).toContain(`(${code})`)
    expect(ran.stderr).toMatch(/^PARTIAL: /m)
    expect(ran.code).toBe(0)
    expect(inventory(join(dir, name), '--strict').code).toBe(4)
  },
)

test('an image whose layer is not the one it names: told, PARTIAL', async () => {
  const layers = [await makeTar([{ name: 'app/package-lock.json', content: goodLock }])]
  const files = dockerFiles({ layers })
  const [layer = ''] = [...files.keys()].filter((path) => path.endsWith('/layer.tar'))
  const other = await makeTar([
    { name: 'app/package-lock.json', content: goodLock.replaceAll('left', 'right') },
  ])
  const dir = tree({ 'image.tar': await tarOf(files.set(layer, other)) })
  const ran = inventory(join(dir, 'image.tar'))
  expect(ran.stderr).toContain('(DIGEST_MISMATCH)')
  expect(ran.stderr).toMatch(/^PARTIAL: /m)
  expect(inventory(join(dir, 'image.tar'), '--strict').code).toBe(4)
})

test('a reader that stops early is no error', () => {
  const script = `"${process.execPath}" "${cliFolder}occtet.mjs" --help | head -1; echo "\${PIPESTATUS[0]}"`
  const ran = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
  expect(ran.stderr).toBe('')
  expect(ran.stdout.split('\n')[1]).toBe('0')
})

const cutList = Buffer.concat([goHeader(2), Buffer.from('\u0006go1.22'), Buffer.from([0xff, 0xff, 0x7f])])
const bombJar = deflatedZip([['lib/inner.jar', Buffer.alloc(50 * 1024 * 1024)]])

test.each([
  ['a jar that is cut off', 'lib/a.jar', Buffer.from('PK\u0003\u0004 and no more'), 'SYNTAX_INVALID'],
  ['a jar with a bomb in it', 'lib/a.jar', bombJar, 'ENTRY_UNREADABLE'],
  [
    'a program whose list of modules is cut off',
    'bin/a',
    elf([['.go.buildinfo', cutList]]),
    'SYNTAX_INVALID',
  ],
] as const)('%s beside a good lock file: one message, PARTIAL, exit 0 (4 with --strict)', (...row) => {
  const [, name, bytes, code] = row
  const dir = tree({ 'package-lock.json': goodLock, [name]: bytes })
  const ran = inventory(dir)
  expect(ran.stdout).toContain('pkg:npm/left@1.0.0\n')
  expectClear(ran, `${name}:`)
  expect(ran.stderr).toContain(`(${code})`)
  expect(ran.stderr).toMatch(/^PARTIAL: 1 of 2 files /m)
  expect(ran.code).toBe(0)
  expect(inventory(dir, '--strict').code).toBe(4)
})

/** The reader of packages against archives that mean harm, and against another reader on those that do not. */
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crc32 } from './crc32.ts'
import { readPackageZip } from './read-zip.ts'
import { makeZip, type ZipPart } from '../testing/make-zip.ts'

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const readme: ZipPart = { name: 'README.txt', data: text('hello') }
const policy: ZipPart = { name: 'policy.txt', data: text('quorum none\n') }

function codeOf(bytes: Uint8Array): string {
  const read = readPackageZip(bytes)
  return read.ok ? 'ok' : read.error.code
}

test('stored and deflated files come back, folders vanish', () => {
  const parts: readonly ZipPart[] = [
    { name: 'events/', data: new Uint8Array(), mode: 0o040755 },
    readme,
    { ...policy, method: 8 },
    { name: 'artefacts/a/b.pdf', data: new Uint8Array(100_000).fill(7), method: 8 },
  ]
  const read = readPackageZip(makeZip(parts.map((part) => ({ ...part, data: noisy(part) }))))
  expect(read.ok && [...read.value].map(([name, bytes]) => [name, bytes.length])).toEqual([
    ['README.txt', 5],
    ['policy.txt', 12],
    ['artefacts/a/b.pdf', 100_000],
  ])
})

/** Data that does not shrink two-hundredfold. */
function noisy({ data }: ZipPart): Uint8Array {
  return data.length < 1000 ? data : data.map((_, at) => (at * 2654435761) >>> 13)
}

test('a size that is known only behind the data is read', () => {
  const read = readPackageZip(makeZip([{ ...readme, method: 8, isLater: true }, policy]))
  expect(read.ok && [...read.value.keys()]).toEqual(['README.txt', 'policy.txt'])
})

test.each([
  ['../README.txt', 'ZIP_NAME_REFUSED'],
  ['/README.txt', 'ZIP_NAME_REFUSED'],
  ['artefacts/../../etc/passwd', 'ZIP_NAME_REFUSED'],
  ['artefacts/./a', 'ZIP_NAME_REFUSED'],
  ['artefacts//a', 'ZIP_NAME_REFUSED'],
  ['artefacts\\a', 'ZIP_NAME_REFUSED'],
  ['C:\\a', 'ZIP_NAME_REFUSED'],
  ['artefacts/a\u0000.pdf', 'ZIP_NAME_REFUSED'],
  ['artefacts/.hidden', 'ZIP_NAME_REFUSED'],
  ['artefacts/-rf', 'ZIP_NAME_REFUSED'],
  [`artefacts/${'a'.repeat(200)}`, 'ZIP_NAME_REFUSED'],
  ['events/01.json', 'ZIP_NAME_REFUSED'],
  ['events/9223372036854775808.json', 'ZIP_NAME_REFUSED'],
  ['events/9223372036854775807.json', 'ok'],
  ['events/1.JSON', 'ZIP_NAME_REFUSED'],
  ['notes.txt', 'ZIP_NAME_REFUSED'],
  ['__MACOSX/README.txt', 'ZIP_NAME_REFUSED'],
  ['../', 'ZIP_NAME_REFUSED'],
  ['', 'ZIP_NAME_REFUSED'],
])('the name %j: %s', (name, code) => {
  expect(codeOf(makeZip([{ name, data: text('x') }]))).toBe(code)
})

test.each([
  ['the same name twice', [readme, readme], 'ZIP_NAME_TWICE'],
  [
    'names that differ in letter case alone',
    [
      { name: 'artefacts/A.pdf', data: text('a') },
      { name: 'artefacts/a.pdf', data: text('b') },
    ],
    'ZIP_NAME_TWICE',
  ],
  ['a link', [{ name: 'artefacts/a', data: text('/etc/passwd'), mode: 0o120777 }], 'ZIP_ENTRY_REFUSED'],
  ['a device', [{ name: 'artefacts/a', data: text(''), mode: 0o020666 }], 'ZIP_ENTRY_REFUSED'],
  ['a folder that is a link', [{ name: 'events/', data: text(''), mode: 0o120777 }], 'ZIP_ENTRY_REFUSED'],
  ['a folder with content', [{ name: 'events/', data: text('x') }], 'ZIP_ENTRY_REFUSED'],
  ['an encrypted file', [{ ...readme, flags: 1 }], 'ZIP_ENTRY_REFUSED'],
  ['strong encryption', [{ ...readme, flags: 1 << 6 }], 'ZIP_ENTRY_REFUSED'],
  ['hidden headers', [{ ...readme, flags: 1 << 13 }], 'ZIP_ENTRY_REFUSED'],
  ['an unknown way of packing', [{ ...readme, method: 12 }], 'ZIP_ENTRY_REFUSED'],
  ['a ZIP64 size', [{ ...readme, central: { size: 0xffffffff, packed: 0xffffffff } }], 'ZIP_ENTRY_REFUSED'],
  ['a ZIP64 offset', [{ ...readme, central: { offset: 0xffffffff } }], 'ZIP_ENTRY_REFUSED'],
  ['another name beside the data', [{ ...readme, local: { name: 'policy.txt' } }], 'ZIP_MALFORMED'],
  ['another size beside the data', [{ ...readme, local: { size: 4, packed: 4 } }], 'ZIP_MALFORMED'],
  ['another checksum beside the data', [{ ...readme, local: { crc: 1 } }], 'ZIP_MALFORMED'],
  ['a wrong checksum', [{ ...readme, central: { crc: 1 }, local: { crc: 1 } }], 'ZIP_DATA_DAMAGED'],
  [
    'sizes that lie upwards',
    [{ ...readme, method: 8, central: { size: 6 }, local: { size: 6 } }],
    'ZIP_DATA_DAMAGED',
  ],
  [
    'sizes that lie downwards',
    [{ ...readme, method: 8, central: { size: 4 }, local: { size: 4 } }],
    'ZIP_DATA_DAMAGED',
  ],
  ['two files on one place', [readme, { ...policy, central: { offset: 0 } }], 'ZIP_MALFORMED'],
  [
    'a size that reaches over the end',
    [{ ...readme, central: { packed: 5000, size: 5000 } }],
    'ZIP_MALFORMED',
  ],
] satisfies readonly (readonly [string, readonly ZipPart[], string])[])('%s', (_title, parts, code) => {
  expect(codeOf(makeZip(parts))).toBe(code)
})

/** APPNOTE 4.5.1: kind, length, content. */
function extra(kind: number, content: Uint8Array): Uint8Array {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(kind, 0)
  head.writeUInt16LE(content.length, 2)
  return Buffer.concat([head, content])
}

const otherName = extra(0x7075, Buffer.from('\u0001\0\0\0\0artefacts/other.txt', 'latin1'))
const time = extra(0x5455, Uint8Array.of(1, 0, 0, 0, 0))

interface Extras {
  readonly central?: Uint8Array
  readonly local?: Uint8Array
}

const extras: readonly (readonly [string, Extras, string])[] = [
  ['a time, as other programs write it', { central: time, local: time }, 'ok'],
  ['a time beside the data alone', { local: time }, 'ok'],
  ['a second name, which unzip believes', { central: otherName, local: otherName }, 'ZIP_ENTRY_REFUSED'],
  ['a second name in the directory alone', { central: otherName }, 'ZIP_ENTRY_REFUSED'],
  ['a second name beside the data alone', { local: otherName }, 'ZIP_MALFORMED'],
  ['a second name behind a time', { local: Buffer.concat([time, otherName]) }, 'ZIP_MALFORMED'],
  ['sizes of ZIP64', { central: extra(1, new Uint8Array(16)) }, 'ZIP_ENTRY_REFUSED'],
  ['a field that is longer than all fields', { central: time.subarray(0, 7) }, 'ZIP_ENTRY_REFUSED'],
  ['half a field', { central: Uint8Array.of(0x55) }, 'ZIP_ENTRY_REFUSED'],
]

test.each(extras)(
  'extra fields: %s',
  (_title, { central = new Uint8Array(), local = new Uint8Array() }, code) => {
    const part = { ...readme, central: { extra: central }, local: { extra: local } }
    expect(codeOf(makeZip([part]))).toBe(code)
  },
)

test('bombs are refused by what they say, and by what they do', () => {
  const zeros = new Uint8Array(30 * 1024 * 1024)
  const packed = deflateRawSync(zeros)
  expect(zeros.length / packed.length).toBeGreaterThan(900)
  expect(codeOf(makeZip([{ name: 'artefacts/a', data: zeros, method: 8 }]))).toBe('ZIP_TOO_LARGE')
  // Says that it unpacks to little, and unpacks to much.
  const lie = { size: 1000, crc: crc32(zeros.subarray(0, 1000)) }
  const started = performance.now()
  expect(codeOf(makeZip([{ name: 'artefacts/a', data: zeros, method: 8, central: lie, local: lie }]))).toBe(
    'ZIP_DATA_DAMAGED',
  )
  expect(performance.now() - started).toBeLessThan(2000)
  const large = { size: 65 * 1024 * 1024, packed: 65 * 1024 * 1024 }
  expect(codeOf(makeZip([{ ...readme, central: large, local: large }]))).toBe('ZIP_TOO_LARGE')
  const half = { size: 60 * 1024 * 1024, packed: 60 * 1024 * 1024 }
  const five = Array.from({ length: 5 }, (_, at) => ({
    ...readme,
    name: `artefacts/${at}`,
    central: half,
    local: half,
  }))
  expect(codeOf(makeZip(five))).toBe('ZIP_TOO_LARGE')
})

test('a million empty files are refused by their number', () => {
  const parts = Array.from({ length: 20_001 }, (_, at) => ({
    name: `artefacts/${at}`,
    data: new Uint8Array(),
  }))
  expect(codeOf(makeZip(parts))).toBe('ZIP_TOO_LARGE')
})

test('bytes before, between and behind, a comment, a second disk and ZIP64 are refused', () => {
  const zip = makeZip([readme, policy])
  const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
  const patched = (at: number, value: number): Uint8Array => {
    const copy = zip.slice()
    new DataView(copy.buffer).setUint16(copy.length - 22 + at, value, true)
    return copy
  }
  const cases = [
    joined(text('MZ'), zip),
    joined(zip, text('x')),
    makeZip([readme, policy], { gap: 3 }),
    patched(20, 1),
    patched(4, 1),
    patched(6, 1),
    patched(8, 1),
    patched(10, 3),
    new Uint8Array(),
    text('not a zip'),
    zip.subarray(0, zip.length - 1),
    zip.subarray(1),
  ]
  expect(cases.map(codeOf)).toEqual(cases.map(() => 'ZIP_MALFORMED'))
  const zip64 = zip.slice()
  new DataView(zip64.buffer).setUint32(zip64.length - 6, 0xffffffff, true)
  expect(codeOf(zip64)).toBe('ZIP_ENTRY_REFUSED')
  expect(codeOf(zip)).toBe('ok')
})

test('every single changed byte is refused, or changes nothing that is read', () => {
  const zip = makeZip([readme, { ...policy, method: 8 }])
  const whole = readPackageZip(zip)
  const shown = (read: typeof whole): unknown =>
    read.ok && [...read.value].map(([name, data]) => [name, [...data]])
  for (let at = 0; at < zip.length; at++) {
    for (const bit of [1, 128]) {
      const copy = zip.slice()
      copy[at] = (copy[at] ?? 0) ^ bit
      const read = readPackageZip(copy)
      if (read.ok) expect([at, shown(read)]).toEqual([at, shown(whole)])
    }
  }
})

test('no bytes make it throw', () => {
  const base = makeZip([readme, policy])
  const changed = fc
    .array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { maxLength: 12 })
    .map((edits) => edits.reduce((bytes, [at, value]) => bytes.with(at, value), base))
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), changed), (bytes) => {
      const read = readPackageZip(bytes)
      expect(typeof read.ok).toBe('boolean')
    }),
    { numRuns: 1000 },
  )
})

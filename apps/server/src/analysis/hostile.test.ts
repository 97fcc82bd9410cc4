/** Uploads that mean harm: each gets a clean answer, quickly, and nothing of it is kept. */
import { randomBytes } from 'node:crypto'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeStores } from '../../../../tests/postgres.ts'
import { createTestServer } from '../testing/server.ts'
import { analyseJob } from './analyse-job.ts'
import { lookInto } from './archive/look-into.ts'
import { openArchive } from './archive/open-archive.ts'
import { runJobs } from './testing/run-jobs.ts'

interface Part {
  readonly name: string
  readonly data: Uint8Array
  /** What the headers say instead of the truth. */
  readonly size?: number
  readonly packed?: number
  readonly offset?: number
  readonly mode?: number
}

/** PKWARE APPNOTE 4.3: local headers with data, the directory, its end. */
function makeZip(parts: readonly Part[]): Uint8Array {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const { name, data, size, packed: stated, offset, mode } of parts) {
    const packed = deflateRawSync(data)
    const path = Buffer.from(name)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(8, 8)
    head.writeUInt16LE(path.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(crc32(data), 16)
    entry.writeUInt32LE(stated ?? packed.length, 20)
    entry.writeUInt32LE(size ?? data.length, 24)
    entry.writeUInt16LE(path.length, 28)
    entry.writeUInt32LE(((mode ?? 0o100644) << 16) >>> 0, 38)
    entry.writeUInt32LE(offset ?? at, 42)
    locals.push(head, path, packed)
    central.push(entry, path)
    at += 30 + path.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...locals, ...central, end]))
}

/** POSIX ustar. */
function makeTar(files: readonly { name: string; data: string; type?: string }[]): Uint8Array {
  const blocks = files.flatMap(({ name, data, type = '0' }) => {
    const head = Buffer.alloc(512)
    head.write(name, 0, 100)
    head.write('0000644\0', 100)
    head.write(`${Buffer.byteLength(data).toString(8).padStart(11, '0')}\0`, 124)
    head.write('        ', 148)
    head.write(type, 156)
    head.write('ustar\0', 257)
    const sum = head.reduce((total, byte) => total + byte, 0)
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(data) / 512) * 512)
    body.write(data)
    return [head, body]
  })
  return new Uint8Array(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

const manifest = JSON.stringify({
  name: 'x',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: { '': {}, 'node_modules/lodash': { version: '4.17.20' } },
})
const lock = new TextEncoder().encode(manifest)

async function read(bytes: Uint8Array): Promise<string> {
  const archive = await openArchive(bytes)
  return archive.ok ? archive.value.files.map(({ path }) => path).join(' ') : archive.error.code
}

test('names that lead out are left out and said, absolute ones lie inside; one folder around everything is taken off', async () => {
  const zip = makeZip(
    ['top/a/package-lock.json', 'top/b.txt', 'top/../../etc/passwd', '/etc/shadow', 'C:\\x', 'top/a/./c'].map(
      (name) => ({ name, data: lock }),
    ),
  )
  const archive = await openArchive(zip)
  expect(archive.ok && archive.value.files.map(({ path }) => path)).toEqual([
    'C:/x',
    'etc/shadow',
    'top/a/c',
    'top/a/package-lock.json',
    'top/b.txt',
  ])
  expect(archive.ok && archive.value.skipped.map(({ path }) => path)).toEqual(['top/../../etc/passwd'])
  expect(
    await read(
      makeTar([
        { name: '../evil', data: 'x' },
        { name: 'fine/package.json', data: '{}' },
        // A link beside the folder is part of the tree, and not followed out of it.
        { name: 'link', data: '', type: '2' },
      ]),
    ),
  ).toBe('fine/package.json')
})

test('bombs: by what they say, by what they do, by overlap, by a gzip that never ends', async () => {
  const zeros = new Uint8Array(30 * 1024 * 1024)
  expect(await read(makeZip([{ name: 'a', data: zeros }]))).toBe('ARCHIVE_TOO_LARGE')
  // Said to be packed in 4 GB, so that all others may be two hundred times as large.
  const cover = { name: 'b', data: lock, packed: 0xffffffff, size: 0xffffffff }
  expect(await read(makeZip([{ name: 'a', data: zeros }, cover]))).toBe('ARCHIVE_INVALID')
  const lie = await openArchive(makeZip([{ name: 'package-lock.json', data: zeros, size: 1000 }]))
  expect(lie.ok && lie.value.files[0]?.read().ok).toBe(false)
  expect(
    await read(
      makeZip([
        { name: 'a', data: lock },
        { name: 'b', data: lock, offset: 0 },
      ]),
    ),
  ).toBe('ARCHIVE_INVALID')
  expect(await read(gzipSync(gzipSync(Buffer.alloc(400 * 1024 * 1024))))).toBe('ARCHIVE_TOO_LARGE')
  expect(await read(gzipSync(Buffer.alloc(400 * 1024 * 1024)))).toBe('ARCHIVE_TOO_LARGE')
})

test('an upload is unpacked beside the event loop', async () => {
  const files = [{ name: 'package-lock.json', data: manifest }]
  const large = Buffer.concat([makeTar(files), Buffer.alloc(96 * 1024 * 1024), randomBytes(2 * 1024 * 1024)])
  let ticks = 0
  const timer = setInterval(() => ticks++, 2)
  const opened = await openArchive(gzipSync(large, { level: 1 }))
  clearInterval(timer)
  expect(opened.ok && opened.value.files.map(({ path }) => path)).toEqual(['package-lock.json'])
  expect(ticks).toBeGreaterThan(2)
})

test('more entries than anything real', async () => {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  const million = Buffer.alloc(56 + 20)
  million.writeUInt32LE(0x06064b50, 0)
  million.writeBigUInt64LE(1_000_000n, 32)
  million.writeUInt32LE(0x07064b50, 56)
  end.writeUInt16LE(0xffff, 10)
  end.writeUInt32LE(0xffffffff, 16)
  expect(await read(new Uint8Array(Buffer.concat([Buffer.from('PK\u0003\u0004'), million, end])))).toMatch(
    /^ARCHIVE_/,
  )
})

test('no bytes make it throw', async () => {
  const zip = makeZip([{ name: 'package-lock.json', data: lock }])
  const tar = makeTar([{ name: 'package-lock.json', data: manifest }])
  const edits = (base: Uint8Array): fc.Arbitrary<Uint8Array> =>
    fc
      .array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { maxLength: 8 })
      .map((all) => all.reduce((bytes, [at, value]) => bytes.with(at, value), base))
  await fc.assert(
    fc.asyncProperty(fc.oneof(edits(zip), edits(tar), fc.uint8Array({ maxLength: 300 })), async (bytes) => {
      const archive = await openArchive(bytes)
      if (archive.ok) for (const file of archive.value.files) file.read()
      await lookInto(bytes, 'a')
    }),
    { numRuns: 300 },
  )
})

describeStores('hostile uploads', (stores) => {
  test('each is refused with a code, or read and told', async () => {
    const server = await createTestServer({ store: await stores.open() })
    const owner = server.as('owner')
    const base = '/api/orgs/alpha/products'
    await owner.send('POST', base, { name: 'Shop', version: '1' })
    const send = async (name: string, bytes: Uint8Array | string): Promise<string> => {
      const response = await owner.send(
        'POST',
        `${base}/shop/releases/1/uploads?name=${encodeURIComponent(name)}`,
        bytes,
      )
      const answer = (await response.json()) as { code?: string; upload?: { kind: string } }
      return `${response.status} ${answer.code ?? answer.upload?.kind}`
    }
    expect(await send('a.zip', makeZip([{ name: 'a', data: new Uint8Array(20 * 1024 * 1024) }]))).toBe(
      '422 ARCHIVE_REFUSED',
    )
    expect(await send('a.7z', new Uint8Array([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]))).toBe(
      '422 ARCHIVE_REFUSED',
    )
    expect(await send('photo.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]))).toBe('422 UPLOAD_UNKNOWN')
    expect(await send('notes.txt', 'hello')).toBe('422 UPLOAD_UNKNOWN')
    expect(await send('../package-lock.json', manifest)).toBe('422 NAME_UNUSABLE')
    expect(await send('package-lock.json', '')).toBe('422 UPLOAD_EMPTY')
    expect(await send('vex.json', '{"@context":"https://openvex.dev/ns/v0.2.0","statements":"no"}')).toBe(
      '422 VEX_INVALID',
    )
    expect(
      await send(
        'deep.json',
        `{"bomFormat":"CycloneDX","specVersion":"1.6","components":${'['.repeat(50_000)}`,
      ),
    ).toBe('202 sbom')
    expect(await send('web/package-lock.json', '{"lockfileVersion":3,"packages":')).toBe('202 lockfile')
    expect(
      await send(
        'src.zip',
        makeZip([
          { name: 'package-lock.json', data: lock },
          { name: '../../x', data: lock },
        ]),
      ),
    ).toBe('202 archive')
    await runJobs(server.kernel, server.alpha, [analyseJob])
    const { rows } = (await (await owner.get(`${base}/shop/releases/1/uploads`)).json()) as {
      rows: { name: string; report: { status: string } }[]
    }
    expect(Object.fromEntries(rows.map(({ name, report }) => [name, report.status]))).toEqual({
      'deep.json': 'unreadable',
      'web/package-lock.json': 'unreadable',
      'src.zip': 'parsed',
    })
    const summary: unknown = await (await owner.get(`${base}/shop/releases/1/inventory`)).json()
    expect(summary).toMatchObject({ components: 1, isAtLeast: true, files: { unreadable: 2, parsed: 1 } })
  })
})

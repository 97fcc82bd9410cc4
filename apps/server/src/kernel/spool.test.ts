/** Bodies that are put aside: whatever becomes of the request, nothing of them is left. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256Hex } from '@occtet/toolkit/base'
import { afterAll, expect, test } from 'vitest'
import { createSpool, readSpooled, sweepSpool } from './spool.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'occtet-spool-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

const MiB = 1024 * 1024
const piece = new Uint8Array(MiB).fill(7)

function send(pieces: number, end: 'closed' | 'broken' = 'closed'): Request {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull: (stream) => {
      if (sent++ < pieces) stream.enqueue(piece)
      else if (end === 'closed') stream.close()
      else stream.error(new Error('gone'))
    },
  })
  return new Request('http://x/', { method: 'POST', body, duplex: 'half' } as RequestInit)
}

function room(total = 100 * MiB) {
  return { budget: { total: 100 * MiB, held: 0 }, spool: createSpool(dataDir, total) }
}

function leftOver(): readonly string[] {
  const folder = join(dataDir, 'spool')
  return existsSync(folder) ? readdirSync(folder) : []
}

test('small bodies stay in memory, large ones lie in a file until they are dropped', async () => {
  const own = room()
  const small = await readSpooled(send(2), 100 * MiB, own)
  expect(small.ok && [small.value.body.size, small.value.body.source instanceof Uint8Array]).toEqual([
    2 * MiB,
    true,
  ])
  if (small.ok) await small.value.drop()
  const large = await readSpooled(send(20), 100 * MiB, own)
  if (!large.ok) throw new Error(large.error.message)
  const { body, drop } = large.value
  if (body.source instanceof Uint8Array) throw new Error('it lies in memory')
  const bytes = readFileSync(body.source.path)
  expect([bytes.length, body.size, body.digest]).toEqual([20 * MiB, 20 * MiB, sha256Hex(bytes)])
  expect(bytes.every((byte) => byte === 7)).toBe(true)
  expect([own.budget.held, own.spool.held, leftOver().length]).toEqual([0, 20 * MiB, 1])
  await drop()
  expect([own.spool.held, leftOver().length]).toEqual([0, 0])
})

test.each([
  ['that breaks off', send(20, 'broken'), room(), 'BODY_CUT'],
  ['above its limit', send(120), room(200 * MiB), 'BODY_TOO_LARGE'],
  ['for which there is no room', send(20), room(15 * MiB), 'BUSY'],
] as const)('of a body %s nothing is left', async (_, request, own, code) => {
  const read = await readSpooled(request, 100 * MiB, own)
  expect(read).toMatchObject({ ok: false, error: { code } })
  expect([own.budget.held, own.spool.held, leftOver()]).toEqual([0, 0, []])
})

test('what an earlier run left is swept at the start', () => {
  mkdirSync(join(dataDir, 'spool'), { recursive: true })
  writeFileSync(join(dataDir, 'spool', 'left-over'), 'x')
  writeFileSync(join(dataDir, 'kept'), 'x')
  sweepSpool(dataDir)
  expect(leftOver()).toEqual([])
  expect(existsSync(join(dataDir, 'kept'))).toBe(true)
  sweepSpool(dataDir)
})

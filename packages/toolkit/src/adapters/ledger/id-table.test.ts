/** Places by id: against a plain map, across settling and growing; and what the check of ids finds. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../base/index.ts'
import { hashId, ID_HASH_BYTES } from '../../ledger/index.ts'
import { checkLedger } from './fsck.ts'
import { IdTable } from './id-table.ts'
import { createLog, createMemory, entriesOf, openLog } from './testing/logs.ts'

class Ids {
  readonly #bytes: number[] = []
  reads = 0
  readonly read = (entry: number, count: number): Uint8Array => {
    this.reads++
    return Uint8Array.from(this.#bytes.slice(entry * ID_HASH_BYTES, (entry + count) * ID_HASH_BYTES))
  }
  push(hash: Uint8Array): void {
    this.#bytes.push(...hash)
  }
  get size(): number {
    return this.#bytes.length / ID_HASH_BYTES
  }
}

/** Few different hashes of few different slots: everything collides. */
const hash = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }))
  .map(([slot, tag, rest]) => {
    const bytes = new Uint8Array(ID_HASH_BYTES)
    bytes[0] = slot
    bytes[4] = tag
    bytes[15] = rest
    return bytes
  })

test('a table finds the first entry of each hash, as a plain map does, however hashes collide', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hash, fc.boolean()), { maxLength: 80 }), fc.nat(20), (steps, before) => {
      const ids = new Ids()
      const firsts = new Map<string, number>()
      const waiting: Uint8Array[] = []
      const remember = (bytes: Uint8Array, at: number): void => {
        const key = Buffer.from(bytes).toString('hex')
        if (!firsts.has(key)) firsts.set(key, at)
      }
      for (const [bytes] of steps.slice(0, before)) {
        remember(bytes, ids.size)
        ids.push(bytes)
      }
      const table = new IdTable(ids.read, ids.size)
      for (const [bytes, doSettle] of steps.slice(before)) {
        expect(table.find(bytes)).toBe(firsts.get(Buffer.from(bytes).toString('hex')))
        // The writer adds none that is known.
        if (table.find(bytes) === undefined) {
          remember(bytes, table.size)
          waiting.push(bytes)
          table.add(bytes)
        }
        if (!doSettle) continue
        for (const one of waiting.splice(0)) ids.push(one)
        table.settle()
      }
      for (const [bytes] of steps) {
        expect(table.find(bytes)).toBe(firsts.get(Buffer.from(bytes).toString('hex')))
      }
    }),
  )
})

test('a table that grows finds all it had, and asks the disk for nearly nothing that is new', () => {
  const ids = new Ids()
  const table = new IdTable(ids.read, 0)
  const count = 20_000
  for (let at = 0; at < count; at++) {
    table.add(hashId(`event-${at}`))
    ids.push(hashId(`event-${at}`))
    if (at % 4096 === 4095) table.settle()
  }
  table.settle()
  expect(table.size).toBe(count)
  ids.reads = 0
  for (let at = 0; at < 1000; at++) expect(table.find(hashId(`new-${at}`))).toBe(undefined)
  expect(ids.reads).toBeLessThan(30)
  for (let at = 0; at < count; at += 37) expect(table.find(hashId(`event-${at}`))).toBe(at)
})

const check = (log: ReturnType<typeof createMemory>): readonly string[] =>
  checkLedger(log.place).faults.map(({ code, message }) => `${code} ${message}`)

test('the check of ids finds doubles far apart, a hash that the journal contradicts, and missing ones', async () => {
  const log = createMemory()
  await createLog(log.place)
  const writer = await openLog(log.place)
  for (const from of [0, 2500]) await writer.append(entriesOf(from, from + 2500))
  await writer.publish()
  await writer.append(entriesOf(5000, 5002))
  expect(check(log)).toEqual([])
  const whole = log.place.disk.read('/log/ids') ?? new Uint8Array()
  log.memory.overwrite('/log/ids', (bytes) => bytes.copyWithin(4990 * ID_HASH_BYTES, 16, 32))
  expect(check(log)).toEqual(['ID_DOUBLED entry 4990 has the id of entry 1'])
  // An entry that only the journal has.
  log.memory.overwrite('/log/ids', () => {
    const bytes = Uint8Array.from(whole)
    bytes.set(hashId('event-5001'), 7 * ID_HASH_BYTES)
    return bytes
  })
  expect(check(log)).toEqual(['ID_DOUBLED entry 5001 has the id of entry 7'])
  log.memory.overwrite('/log/ids', () => whole.slice(0, 16 * 4999))
  expect(check(log)).toEqual(['IDS_MISSING expected 80000 bytes, found 79984'])
})

test('an id hash is the beginning of the SHA-256', () => {
  expect(Buffer.from(hashId('x'))).toEqual(Buffer.from(sha256('x').subarray(0, ID_HASH_BYTES)))
})

/** kill -9 during real appends and publications, and two processes at once. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import {
  checkLedgerFolder,
  createLedger,
  LedgerError,
  LedgerReader,
  openLedger,
} from '../../../packages/toolkit/src/adapters/index.ts'
import { runChild } from '../../soak/killed-child.ts'
import { buildWriter, runKills } from './kill-run.ts'
import { eventOf, foldersIn } from './kill-work.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-ledger-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const folders = foldersIn(folder)

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'none',
    (cause: unknown) => (cause instanceof LedgerError ? cause.code : String(cause)),
  )

test('30 kills at seeded moments leave a whole log with everything that was acknowledged', {
  timeout: 300_000,
}, async () => {
  const report = await runKills(30, 20261122)
  expect(report.problems).toEqual([])
  // Otherwise the kills came too late or too early to prove anything.
  expect(report.struck).toBeGreaterThan(8)
  expect(report.size).toBeGreaterThan(300)
})

test('a log is made once, its key readable by its owner alone, and opened by one process at a time', async () => {
  expect(await codeOf(openLedger(folders))).toBe('NOT_A_LEDGER')
  const { verifierKey } = await createLedger(folders, 'ledger.test.example/two')
  expect(readFileSync(`${folders.keyPath}.pub`, 'utf8')).toBe(`${verifierKey}\n`)
  expect(statSync(folders.keyPath).mode & 0o777).toBe(0o600)
  expect(await codeOf(createLedger(folders, 'ledger.test.example/two'))).toBe('LEDGER_EXISTS')
  const { writer, report } = await openLedger(folders)
  expect(report).toEqual({
    replayed: 0,
    wasTorn: false,
    wasRemembered: true,
    unpublished: 0n,
    ignored: [],
  })
  expect(await codeOf(openLedger(folders))).toBe('LEDGER_LOCKED')
  await writer.append([eventOf(0)])
  await writer.close()
  const { writer: next } = await openLedger(folders)
  expect(next.size).toBe(1n)
  await next.close()
  const { entry } = new LedgerReader(folders.dir).prove(0n)
  expect(Buffer.from(entry)).toEqual(Buffer.from(eventOf(0).entry))
})

test('of two processes at once one writes and one is refused; both together lose and double nothing', async () => {
  const script = await buildWriter(folder)
  const told = (name: string, from: number): string => {
    const path = join(folder, `${name}.json`)
    writeFileSync(path, JSON.stringify({ folders, ackPath: join(folder, `${name}.acks`), from, rounds: 6 }))
    return path
  }
  const paths = [told('a', 1000), told('b', 2000), told('c', 3000)]
  const ends = await Promise.allSettled(paths.map((path) => runChild(script, [path], undefined)))
  const refused = ends.filter(({ status }) => status === 'rejected')
  expect(ends.length - refused.length).toBeGreaterThan(0)
  for (const end of refused)
    expect(end.status === 'rejected' && String(end.reason)).toContain('LEDGER_LOCKED')
  expect(checkLedgerFolder(folders).faults).toEqual([])
  const acks = ['a', 'b', 'c'].map((name) => join(folder, `${name}.acks`)).filter((path) => existsSync(path))
  const places = acks.flatMap((path) => readFileSync(path, 'utf8').match(/^[0-9]+ [0-9]+$/gm) ?? [])
  expect(places.length).toBeGreaterThan(100)
  expect(BigInt(new Set(places.map((line) => line.split(' ')[1])).size)).toBe(BigInt(places.length))
  expect(new LedgerReader(folders.dir).checkpoint().checkpoint.size).toBe(1n + BigInt(places.length))
})

test('the lock of a process that was killed is taken over', async () => {
  const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const { pid = 0 } = holder
  const start = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? ''
  writeFileSync(join(folders.dir, 'LOCK'), JSON.stringify({ pid, host: hostname(), start }))
  expect(await codeOf(openLedger(folders))).toBe('LEDGER_LOCKED')
  const ended = new Promise((resolve) => holder.on('exit', resolve))
  holder.kill('SIGKILL')
  await ended
  const { writer } = await openLedger(folders)
  await writer.close()
})

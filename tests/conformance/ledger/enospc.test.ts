/** A real disk that is full: nothing acknowledged is lost, and the log goes on once there is room again. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import {
  checkLedgerFolder,
  LedgerError,
  openLedger,
} from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { createLedger, type LedgerWriter } from '../../../packages/toolkit/src/adapters/ledger/index.ts'
import { Heads } from './heads.ts'
import { checkPublished } from './kill-run.ts'
import { eventOf, foldersIn } from './kill-work.ts'

/** Of the system; they need its administrator. */
const programs = { mount: 'mount', unmount: 'umount' }
const folder = mkdtempSync(join(tmpdir(), 'occtet-ledger-full-'))
const mount = (...options: readonly string[]): { readonly ok: boolean; readonly said: string } => {
  const run = spawnSync(programs.mount, [...options, folder], { encoding: 'utf8' })
  return { ok: run.status === 0, said: run.error?.message ?? run.stderr.trim() }
}
const unmount = (): void => void spawnSync(programs.unmount, [folder])

const first = mount('-t', 'tmpfs', '-o', 'size=1m', 'none')
if (first.ok) unmount()
else console.warn(`SKIPPED: a disk that is full. ${first.said}`)
afterAll(() => {
  unmount()
  rmSync(folder, { recursive: true, force: true })
})

const codeOf = (cause: unknown): string => (cause instanceof LedgerError ? cause.code : String(cause))

interface Filled {
  readonly places: ReadonlyMap<number, number>
  readonly code: string
}

/** Appends and publishes until the disk is full. */
async function fill(writer: LedgerWriter): Promise<Filled> {
  const places = new Map<number, number>()
  try {
    for (let at = 0; at < 20_000; at += 40) {
      const events = Array.from({ length: 40 }, (_, next) => eventOf(at + next))
      for (const [next, { index }] of (await writer.append(events)).entries())
        places.set(at + next, Number(index))
      await writer.publish()
    }
    return { places, code: 'none' }
  } catch (cause) {
    return { places, code: codeOf(cause) }
  } finally {
    await writer.close()
  }
}

/** Kibibytes: full in the middle of one step or another, from half a creation on. */
const sizes = Array.from({ length: 24 }, (_, at) => 16 + at * 12)

test.skipIf(!first.ok)(
  `disks of 16 to ${sizes.at(-1)} KiB fill up${first.ok ? '' : ` (skipped: ${first.said})`}`,
  { timeout: 300_000 },
  async () => {
    const ends = new Map<string, number>()
    for (const size of sizes) {
      expect(mount('-t', 'tmpfs', '-o', `size=${size}k`, 'none')).toEqual({ ok: true, said: '' })
      const folders = foldersIn(folder)
      const heads = new Heads(folders)
      const created = await createLedger(folders, 'ledger.test.example/full').then(() => 'created', codeOf)
      const filled =
        created === 'created' ? await openLedger(folders).then(({ writer }) => fill(writer), codeOf) : created
      const { places, code } =
        typeof filled === 'string' ? { places: new Map<number, number>(), code: filled } : filled
      ends.set(code, (ends.get(code) ?? 0) + 1)
      heads.collect()
      if (created === 'created') expect([size, checkLedgerFolder(folders).faults]).toEqual([size, []])
      // Still full: whoever opens it is told so, or finds that it goes on.
      const reopened = await openLedger(folders).then(
        async ({ writer }) => await writer.close().then(() => 'open', codeOf),
        codeOf,
      )
      expect(['open', 'DISK_FAILED', 'NOT_A_LEDGER']).toContain(reopened)
      expect(mount('-o', 'remount,size=16m')).toEqual({ ok: true, said: '' })
      if (created !== 'created') await createLedger(folders, 'ledger.test.example/full').catch(codeOf)
      const { writer } = await openLedger(folders)
      await writer.append([eventOf(999_999)])
      await writer.close()
      expect([size, ...checkPublished(folders, places), ...heads.findForks()]).toEqual([size])
      unmount()
    }
    expect([...ends.keys()]).toEqual(['DISK_FAILED'])
  },
)

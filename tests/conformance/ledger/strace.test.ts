/** System calls of a real writer fail, or are the last that it makes (Tessera tests its logs in the same way). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runInjections, whyNoStrace } from './strace-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-ledger-strace-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const obstacle = whyNoStrace()
if (obstacle !== undefined) console.warn(`SKIPPED: system-call injection. ${obstacle}`)

test.skipIf(obstacle !== undefined)(
  `90 of all moments at which a system call can fail or be the last${obstacle === undefined ? '' : ` (skipped: ${obstacle})`}`,
  { timeout: 300_000 },
  async () => {
    const report = await runInjections(folder, 90)
    expect(report.problems).toEqual([])
    expect(report.runs).toBeGreaterThan(80)
    // Otherwise the faults missed the writer.
    expect(report.struck).toBeGreaterThan(40)
    expect(report.heads).toBeGreaterThan(report.runs)
    for (const call of ['openat', 'pwrite64', 'fsync', 'fdatasync', 'rename', 'mkdir']) {
      expect([call, (report.moments[call] ?? 0) > 3]).toEqual([call, true])
    }
  },
)

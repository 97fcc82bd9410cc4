/** Every moment; a part of them is in tests/conformance/ledger/strace.test.ts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runInjections, whyNoStrace } from '../conformance/ledger/strace-run.ts'

test('every system call of a writer, killed and failing', async () => {
  expect(whyNoStrace()).toBe(undefined)
  const folder = mkdtempSync(join(tmpdir(), 'occtet-ledger-strace-'))
  const { runs, struck, moments, heads, problems } = await runInjections(folder, Number.POSITIVE_INFINITY)
  console.log(JSON.stringify({ runs, struck, moments, heads }))
  expect(problems).toEqual([])
  expect(struck).toBeGreaterThan(runs / 2)
  rmSync(folder, { recursive: true, force: true })
})

/** Every step; a twelfth of them is in tests/conformance/ledger/kill-step.test.ts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { breakSteps } from '../conformance/ledger/kill-step-run.ts'

test.each(['before', 'after', 'fail', 'lie'] as const)(
  'every step of a writer, broken by %s',
  async (fault) => {
    const folder = mkdtempSync(join(tmpdir(), 'occtet-ledger-step-'))
    const { steps, runs, ends, problems } = await breakSteps(folder, { fault, first: 1, every: 1 })
    console.log(JSON.stringify({ fault, steps, runs, ends }))
    expect(problems).toEqual([])
    expect(runs).toBe(steps)
    rmSync(folder, { recursive: true, force: true })
  },
)

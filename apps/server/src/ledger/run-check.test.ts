/** The check of a log runs beside the event loop, and can be stopped. The threads of these tests only play one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { LedgerHome } from '@occtet/toolkit/adapters'
import { afterAll, expect, it } from 'vitest'
import { runCheck } from './run-check.ts'

const folder = mkdtempSync(join(tmpdir(), 'occtet-check-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const findings = { size: 3, verified: 3, erased: 0, faults: [] }

/** Computes for as long as it is told before it answers. */
function thread(name: string, work: string): URL {
  const path = join(folder, `${name}.mjs`)
  const parts = [
    "import { parentPort } from 'node:worker_threads'",
    `parentPort.once('message', (home) => {${work}})`,
  ]
  writeFileSync(path, parts.join('\n'))
  return pathToFileURL(path)
}

const home = { origin: 'example.org/log', log: { dir: '/x', seenPath: '/y' } } as LedgerHome
const busy = 'const end = Date.now() + 400; while (Date.now() < end);'

it('leaves the event loop free while it computes', async () => {
  const done = `parentPort.postMessage({ kind: 'done', findings: ${JSON.stringify(findings)} })`
  const entry = thread('busy', `parentPort.postMessage({ kind: 'step', step: 'log' }); ${busy} ${done}`)
  let ticks = 0
  const timer = setInterval(() => ticks++, 10)
  const steps: string[] = []
  const options = { onStep: (step: string) => void steps.push(step), signal: new AbortController().signal }
  expect(await runCheck(home, options, entry)).toEqual(findings)
  clearInterval(timer)
  expect(steps).toEqual(['log'])
  expect(ticks).toBeGreaterThan(5)
})

it.each([
  ['an error on the thread', "throw new Error('no disk')", 'no disk'],
  ['a thread that ends without a word', 'parentPort.close()', 'ended early'],
])('%s is the failure of the check', async (name, work, message) => {
  const options = { onStep: () => undefined, signal: new AbortController().signal }
  await expect(runCheck(home, options, thread(name.replaceAll(' ', '-'), work))).rejects.toThrow(message)
})

it('stops at once when it is told to', async () => {
  const stop = new AbortController()
  const entry = thread('endless', `parentPort.postMessage({ kind: 'step', step: 'log' }); while (true);`)
  const options = { onStep: () => stop.abort(new Error('cancelled')), signal: stop.signal }
  await expect(runCheck(home, options, entry)).rejects.toThrow('cancelled')
})

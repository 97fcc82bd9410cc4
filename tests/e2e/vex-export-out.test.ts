/** What `vex export --out` finds in its place, and what it tells beside the document. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { ask } from '../ask.ts'
import { occtet, scratch } from '../cli.ts'

const home = scratch('vex-out-home')
const work = scratch('vex-out')
const env = { OCCTET_HOME: home, OCCTET_BY: 'first' }
const out = join(work, 'vex.json')

function put(path: string, content: object): void {
  mkdirSync(dirname(join(work, path)), { recursive: true })
  writeFileSync(join(work, path), JSON.stringify(content))
}

beforeAll(() => {
  for (const name of ['shop', 'bank']) {
    const own = { name, version: '1.0.0', dependencies: { left: '1.0.0' } }
    put(`${name}/package.json`, own)
    put(`${name}/package-lock.json`, {
      name,
      lockfileVersion: 3,
      packages: { '': own, 'node_modules/left': { version: '1.0.0' } },
    })
  }
  const ranges = [{ type: 'SEMVER', events: [{ introduced: '0' }] }]
  const affected = [{ package: { ecosystem: 'npm', name: 'left' }, ranges }]
  put('npm/GHSA-left.json', { id: 'GHSA-left', modified: '2026-01-01T00:00:00Z', affected })
  expect(occtet(['db', 'import', join(work, 'npm'), '--name', 'ours'], { env }).code).toBe(0)
  const decided = ['triage', 'decide', 'GHSA-left', '--reason', 'Read it.']
  for (const name of ['shop', 'bank']) {
    ask('triage-decide', [...decided, '--status', 'not_affected', '--impact', 'Not called.'], {
      cwd: join(work, name),
      env,
    })
  }
})

test('a document of another product is not continued, and stays as it is', () => {
  const first = occtet(['vex', 'export', join(work, 'shop'), '--out', out], { env })
  expect([first.code, first.stderr]).toEqual([0, expect.stringContaining('(1 statements)')])
  const before = readFileSync(out, 'utf8')
  const second = occtet(['vex', 'export', join(work, 'bank'), '--out', out], { env })
  expect([second.code, second.stderr]).toEqual([
    2,
    expect.stringContaining('speaks of pkg:generic/shop@1.0.0, not of pkg:generic/bank@1.0.0'),
  ])
  expect(readFileSync(out, 'utf8')).toBe(before)
})

test('decisions that contradict each other are told with the document', () => {
  const at = { cwd: join(work, 'shop'), env: { ...env, OCCTET_BY: 'second' } }
  const other = ['--status', 'affected', '--action', 'Update.', '--scope', 'finding', '--reason', 'Seen.']
  ask('triage-decide', ['triage', 'decide', 'GHSA-left', ...other], at)
  const ran = occtet(['vex', 'export', '.'], at)
  expect([ran.code, ran.stderr]).toEqual([
    0,
    expect.stringMatching(/Decisions contradict each other on pkg:npm\/left@1\.0\.0#GHSA-left: \S+, \S+\n/),
  ])
  const checked = occtet(['check', '.', '--offline', '--out', join(work, 'report')], at)
  expect(checked.stderr).toContain('Decisions contradict each other on pkg:npm/left@1.0.0#GHSA-left')
  const judged = occtet(['policy', 'check', '.'], at)
  expect(judged.stderr).toContain('Decisions contradict each other on pkg:npm/left@1.0.0#GHSA-left')
})

test('without the data that it was made with, a published document is not continued', () => {
  const published = join(work, 'published.json')
  const made = occtet(['vex', 'export', join(work, 'bank'), '--out', published], { env })
  expect(made.code).toBe(0)
  const before = readFileSync(published, 'utf8')
  const empty = ['--db', join(work, 'no-database'), '--out', published]
  const thin = occtet(['vex', 'export', join(work, 'bank'), ...empty], { env })
  expect([thin.code, thin.stderr]).toEqual([4, expect.stringContaining('GHSA-left.left')])
  expect(readFileSync(published, 'utf8')).toBe(before)
})

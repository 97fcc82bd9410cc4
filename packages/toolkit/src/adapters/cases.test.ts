import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CaseFact } from '../cra/index.ts'
import { appendToCase, createCase, listCases, readCase } from './cases.ts'

const now = '2026-11-22T10:00:00Z'
const note = (text: string) => ({ at: now, by: 'on-call', fact: { type: 'note', text } as const })

function opening(drill = false): { readonly at: string; readonly by: string; readonly fact: CaseFact } {
  const subject = { productId: 'gateway', productName: 'Gateway', role: 'manufacturer' } as const
  const fact = { type: 'opened', track: 'AEV', drill, title: 'x', subject, catalogue: '1.0.1' } as const
  return { at: now, by: 'on-call', fact }
}

function folder(): string {
  return join(mkdtempSync(join(tmpdir(), 'occtet-cases-')), 'private', 'gateway')
}

async function open(at: string, drill = false): Promise<string> {
  const made = await createCase(at, { entry: opening(drill), now })
  if (!made.ok) throw new Error(made.error.message)
  return made.value.id
}

test('ids count up, and drills lie elsewhere', async () => {
  const at = folder()
  expect([await open(at), await open(at), await open(at, true)]).toEqual([
    'AEV-20261122-1',
    'AEV-20261122-2',
    'DRILL-AEV-20261122-1',
  ])
  expect(listCases(at, false).cases.map(({ id }) => id)).toEqual(['AEV-20261122-1', 'AEV-20261122-2'])
  expect(listCases(at, true).cases.map(({ id }) => id)).toEqual(['DRILL-AEV-20261122-1'])
  expect(readdirSync(join(at, 'drills'))).toEqual(['DRILL-AEV-20261122-1.json'])
})

test.skipIf(process.platform === 'win32')('only the owner can read them', async () => {
  const at = folder()
  mkdirSync(join(at, 'cases'), { recursive: true })
  chmodSync(join(at, 'cases'), 0o777)
  const id = await open(at)
  const mode = (path: string): number => statSync(path).mode & 0o777
  expect(mode(join(at, 'cases'))).toBe(0o700)
  expect(mode(join(at, 'cases', `${id}.json`))).toBe(0o600)
})

test('of many writers at once none loses an entry', async () => {
  const at = folder()
  const id = await open(at)
  const texts = Array.from({ length: 40 }, (_item, index) => `note ${index}`)
  const added = await Promise.all(texts.map((text) => appendToCase(at, id, { entries: [note(text)], now })))
  expect(added.every(({ ok }) => ok)).toBe(true)
  const file = readCase(at, id)
  const kept = file.ok
    ? file.value.entries.flatMap(({ fact }) => (fact.type === 'note' ? [fact.text] : []))
    : []
  expect([...kept].sort()).toEqual([...texts].sort())
  expect(readdirSync(join(at, 'cases'))).toEqual([`${id}.json`])
})

test('several entries are taken all or none', async () => {
  const at = folder()
  const id = await open(at)
  const before = readFileSync(join(at, 'cases', `${id}.json`), 'utf8')
  const entries = [note('first'), note('')]
  expect(await appendToCase(at, id, { entries, now })).toMatchObject({
    ok: false,
    error: { code: 'FACT_SHAPE' },
  })
  expect(readFileSync(join(at, 'cases', `${id}.json`), 'utf8')).toBe(before)
})

test('ids of others are no paths, and damage is told', async () => {
  const at = folder()
  const id = await open(at)
  for (const odd of ['../cases/AEV-20261122-1', '', 'AEV-20261122-0', 'LOCK', 'AEV-20261122-9']) {
    expect(readCase(at, odd)).toMatchObject({ ok: false, error: { code: 'CASE_UNKNOWN' } })
  }
  const path = join(at, 'cases', `${id}.json`)
  for (const text of ['{', '{}', 'null', '\u00ff']) {
    writeFileSync(path, text)
    expect(readCase(at, id)).toMatchObject({ ok: false, error: { code: 'CASE_DAMAGED' } })
    expect(await appendToCase(at, id, { entries: [note('x')], now })).toMatchObject({ ok: false })
    expect(readFileSync(path, 'utf8')).toBe(text)
  }
  expect(listCases(at, false)).toMatchObject({ cases: [], problems: [{ code: 'CASE_DAMAGED' }] })
})

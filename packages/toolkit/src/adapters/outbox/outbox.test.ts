/** The outbox: after a kill anywhere, the place of the file says whether its event is true. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventDraft } from '../../ledger/index.ts'
import { createDurably, placeDurably } from '../cases-files.ts'
import { announceIn, forget, listIntents, stateOf, sweepAside } from './index.ts'

let folder: string
let box: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'occtet-outbox-'))
  box = join(folder, 'outbox')
  path = join(folder, 'decision.yaml')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const draft: EventDraft = {
  id: '01J00000000000000000000000',
  type: 'vuln.triaged',
  time: '2026-11-22T10:00:00.000Z',
  actor: { kind: 'user', who: { name: 'maintainer' } },
  data: { vulnerability: 'CVE-2026-0001', decision: 'fixed' },
}
const announcement = () => announceIn(box, '01J00000000000000000000000', [draft])

type Put = 'placeDurably' | 'createDurably'

/** Runs a change in a process of its own that kills itself: before the intent, right after it, or when all is done. */
function killedAt(step: 'before' | 'after' | 'end', put: Put): void {
  const program = `
    import { ${put} } from '${new URL('../cases-files.ts', import.meta.url).href}'
    import { announceIn } from '${new URL('./index.ts', import.meta.url).href}'
    const end = () => process.kill(process.pid, 'SIGKILL')
    const real = announceIn(${JSON.stringify(box)}, '01J00000000000000000000000', [${JSON.stringify(draft)}])
    const announcement = { prepare: (staged) => {
      if (${JSON.stringify(step)} === 'before') end()
      const prepared = real.prepare(staged)
      if (${JSON.stringify(step)} === 'after') end()
      return prepared
    } }
    ${put}(${JSON.stringify(path)}, 'new', { mode: 0o600, announcement })
    end()
  `
  const run = () => execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program])
  expect(run).toThrow(expect.objectContaining({ signal: 'SIGKILL' }))
}

test.each(['placeDurably', 'createDurably'] as const)(
  'killed before, after and behind the intent of %s: nothing, dropped, happened',
  (put) => {
    if (put === 'placeDurably') writeFileSync(path, 'old')
    killedAt('before', put)
    expect(listIntents(box)).toEqual([])
    killedAt('after', put)
    const [dropped] = listIntents(box)
    expect(dropped && stateOf(dropped)).toBe('dropped')
    expect(existsSync(path) ? readFileSync(path, 'utf8') : 'none').toBe(
      put === 'placeDurably' ? 'old' : 'none',
    )
    if (dropped !== undefined) sweepAside(dropped)
    forget(box, '01J00000000000000000000000')
    killedAt('end', put)
    const [happened] = listIntents(box)
    expect(happened?.drafts).toEqual([draft])
    expect(happened && stateOf(happened)).toBe('happened')
    expect(readFileSync(path, 'utf8')).toBe('new')
  },
)

test('between the link and the end of a new file both names are there: it happened, and the other is swept', () => {
  expect(createDurably(path, 'new', { mode: 0o600, announcement: announcement() })).toBe(true)
  const [intent] = listIntents(box)
  if (intent === undefined) throw new Error('no intent')
  writeFileSync(intent.aside, '')
  rmSync(intent.aside)
  execFileSync('ln', [path, intent.aside])
  expect(stateOf(intent)).toBe('happened')
  sweepAside(intent)
  expect(readdirSync(folder).sort()).toEqual(['decision.yaml', 'outbox'])
})

test('a file that is there already is left, and nothing waits', () => {
  writeFileSync(path, 'old')
  expect(createDurably(path, 'new', { mode: 0o600, announcement: announcement() })).toBe(false)
  expect(listIntents(box)).toEqual([])
  expect(readdirSync(folder).sort()).toEqual(['decision.yaml', 'outbox'])
})

test('a change that the disk refuses leaves no intent and nothing aside', () => {
  const missing = join(folder, 'none', 'decision.yaml')
  expect(() => placeDurably(missing, 'new', { mode: 0o600, announcement: announcement() })).toThrow('ENOENT')
  const isFolder = join(folder, 'taken')
  execFileSync('mkdir', ['-p', join(isFolder, 'inside')])
  expect(() => placeDurably(isFolder, 'new', { mode: 0o600, announcement: announcement() })).toThrow()
  expect(listIntents(box)).toEqual([])
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('edited in its place it happened; replaced by the same content too; taken away by others nobody knows', () => {
  placeDurably(path, 'new', { mode: 0o600, announcement: announcement() })
  const [intent] = listIntents(box)
  if (intent === undefined) throw new Error('no intent')
  writeFileSync(path, 'edited')
  expect(stateOf(intent)).toBe('happened')
  rmSync(path)
  writeFileSync(join(folder, 'blocker'), '')
  writeFileSync(path, 'new')
  expect(stateOf(intent)).toBe('happened')
  rmSync(path)
  expect(stateOf(intent)).toBe('unclear')
})

test.each(['', '{', '[]', '{"id":"x","drafts":[{}]}'])('a file that is no intent is named: %j', (text) => {
  placeDurably(path, 'new', { mode: 0o600, announcement: announcement() })
  writeFileSync(join(box, '01J00000000000000000000001.json'), text)
  expect(() => listIntents(box)).toThrow(/01J00000000000000000000001\.json is not an intent/)
})

test('an intent names its files from anywhere: the next command may stand in another folder', () => {
  const near = relative(process.cwd(), path)
  placeDurably(near, 'new', { mode: 0o600, announcement: announcement() })
  const [intent] = listIntents(box)
  expect([intent?.path, intent && stateOf(intent)]).toEqual([path, 'happened'])
})

test('an intent under another name than its own is none: its id would remove another file', () => {
  const { cancel } = announcementOf(join(folder, 'aside'))
  const [name = ''] = readdirSync(box)
  const intent = JSON.parse(readFileSync(join(box, name), 'utf8')) as Record<string, unknown>
  for (const id of ['../victim', 'other', '', '.']) {
    writeFileSync(join(box, name), JSON.stringify({ ...intent, id }))
    expect(() => listIntents(box)).toThrow(expect.objectContaining({ code: 'OUTBOX_DAMAGED' }))
  }
  writeFileSync(join(box, name), JSON.stringify(intent))
  expect(listIntents(box).length).toBe(1)
  cancel()
  expect(listIntents(box)).toEqual([])
})

function announcementOf(aside: string) {
  writeFileSync(aside, 'new')
  return announcement().prepare({ aside, path })
}

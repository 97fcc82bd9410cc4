/** Two nodes, used as their owners would: publish, follow, review together, and keep what is under embargo. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { occtet, type Ran, scratch } from '../cli.ts'

const work = scratch('nodes')
const homes = { a: join(work, 'a'), b: join(work, 'b') }
const site = join(work, 'site')
const canary = 'only for those who must know'
const about = ['--purl', 'pkg:npm/left-hand', '--record', 'TEST-1']

let keyA: string

beforeAll(() => {
  const feed = join(work, 'feed', 'npm')
  mkdirSync(feed, { recursive: true })
  const record = {
    id: 'TEST-1',
    modified: '2026-10-01T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'left-hand' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
      },
    ],
  }
  writeFileSync(join(feed, 'TEST-1.json'), JSON.stringify(record))
  run('a', ['db', 'import', feed])
  keyA = json(publish()).keys[0] ?? ''
})

test('who does not know the key is told what to ask for; who does, follows', () => {
  const refused = occtet(['db', 'sync', site], { env: { OCCTET_HOME: homes.b } })
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('--key')])
  expect(statSync(join(homes.a, 'config', 'keys', 'feddb.key')).mode & 0o077).toBe(0)
  const report = json(run('b', ['db', 'sync', site, '--key', keyA, '--json']))
  expect([report.origin, report.root === report.remoteRoot]).toEqual(['a.example/feddb', true])
  expect(statusOf('b', 'pkg:npm/left-hand@1.7.0')).toBe('affected')
  expect(run('b', ['db', 'sync']).stdout).toContain('0 segments fetched')
})

test('two reviewers on two nodes agree, and the answer changes; one alone changes nothing', () => {
  const reviewers = { ada: makeReviewer('a', 'ada.example'), ben: makeReviewer('b', 'ben.example') }
  for (const node of ['a', 'b'] as const) {
    const words = run(node, ['db', 'review', 'trust', reviewers.ada, reviewers.ben])
    expect(words.stdout).toContain('2 of 2 reviewers must agree')
  }
  const added = [
    'db',
    'review',
    'add',
    'correct',
    ...about,
    '--vers',
    'vers:npm/<1.5.0',
    '--reason',
    'fixed in 1.5.0',
  ]
  const { id } = json(run('a', [...added, '--key', join(work, 'ada.example.key'), '--json']))
  expect(statusOf('a', 'pkg:npm/left-hand@1.7.0')).toBe('affected')
  publish()
  run('b', ['db', 'sync'])
  expect(statusOf('b', 'pkg:npm/left-hand@1.7.0')).toBe('affected')
  run('b', ['db', 'review', 'approve', id.slice(0, 8), '--key', join(work, 'ben.example.key')])
  expect(statusOf('b', 'pkg:npm/left-hand@1.7.0')).not.toBe('affected')
  expect(statusOf('b', 'pkg:npm/left-hand@1.4.0')).toBe('affected')
  const [listed] = json(run('b', ['db', 'review', 'list', '--json'])).statements
  expect([listed?.isApproved, listed?.isVoid, listed?.approvedBy.length]).toEqual([true, false, 2])
})

test('a statement under embargo counts at home and never leaves, until it is released', () => {
  const key = join(work, 'ada.example.key')
  const added = [
    'db',
    'review',
    'add',
    'dispute',
    ...about,
    '--reason',
    canary,
    '--embargo',
    '--key',
    key,
    '--json',
  ]
  const { id } = json(run('a', added))
  publish()
  expect(textIn(site)).not.toContain(canary)
  expect(textIn(join(homes.a, 'feddb'))).not.toContain(canary)
  expect(run('a', ['db', 'review', 'list']).stdout).toContain(canary)
  run('a', ['db', 'review', 'release', id])
  publish()
  expect(textIn(site)).toContain(canary)
})

test('an answer and a folder are checked by somebody who has nothing but the key', () => {
  const nobody = { OCCTET_HOME: join(work, 'nobody') }
  const file = join(work, 'answer.json')
  publish()
  run('a', ['db', 'prove', 'pkg:npm/left-hand@1.0.0', '--out', file])
  const proven = occtet(['db', 'verify', '--proof', file, '--key', keyA], { env: nobody })
  expect([proven.code, proven.stdout]).toEqual([0, expect.stringContaining('TEST-1')])
  const folder = occtet(['db', 'verify', site, '--key', keyA], { env: nobody })
  expect([folder.code, folder.stdout]).toEqual([0, expect.stringContaining('signed by a trusted key')])
  const keyless = occtet(['db', 'verify', site], { env: nobody })
  expect([keyless.code, keyless.stderr]).toEqual([2, expect.stringContaining('--key')])
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('2.0.0', '1.0.0'))
  const spoilt = occtet(['db', 'verify', '--proof', file, '--key', keyA], { env: nobody })
  expect([spoilt.code, spoilt.stderr]).toEqual([3, expect.stringContaining('does not hold')])
})

test('wrong words are told: kind, range, record, date', () => {
  const words = (args: readonly string[]): readonly [number | null, string] => {
    const { code, stderr } = occtet(['db', 'review', 'add', ...args, '--reason', 'x'], {
      env: { OCCTET_HOME: homes.a },
    })
    return [code, stderr]
  }
  expect(words(['praise', ...about])).toEqual([2, expect.stringContaining('expected report, correct')])
  expect(words(['correct', ...about, '--vers', '<1.5'])).toEqual([2, expect.stringContaining('--vers')])
  expect(words(['dispute', '--purl', 'pkg:npm/nobody', '--record', 'TEST-1'])).toEqual([
    3,
    expect.stringContaining('TEST-1'),
  ])
  const until = occtet(['db', 'sync', site, '--key', keyA, '--until', 'soon'], {
    env: { OCCTET_HOME: homes.b },
  })
  expect([until.code, until.stderr]).toEqual([2, expect.stringContaining('--until soon')])
})

function run(node: keyof typeof homes, args: readonly string[]): Ran {
  const ran = occtet(args, { env: { OCCTET_HOME: homes[node] } })
  expect([ran.code, ran.stderr]).toEqual([0, expect.anything()])
  return ran
}

function publish(): Ran {
  return run('a', ['db', 'publish', '--origin', 'a.example/feddb', '--to', site, '--json'])
}

/** The members that these tests look at; their shapes are tested elsewhere. */
interface Answer {
  readonly id: string
  readonly key: string
  readonly keys: readonly string[]
  readonly origin: string
  readonly root: string
  readonly remoteRoot: string
  readonly status: string
  readonly statements: readonly { isApproved: boolean; isVoid: boolean; approvedBy: readonly string[] }[]
}

function json(ran: Ran): Answer {
  return JSON.parse(ran.stdout) as Answer
}

function statusOf(node: keyof typeof homes, purl: string): string {
  return json(run(node, ['db', 'query', purl, '--json'])).status
}

function makeReviewer(node: keyof typeof homes, name: string): string {
  const key = join(work, `${name}.key`)
  return json(run(node, ['db', 'review', 'key', '--as', name, '--key', key, '--json'])).key
}

function textIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

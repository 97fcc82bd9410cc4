/** Decisions on disk: read whole or named as a problem, written durably, never through a link, none lost. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../../../../tests/random.ts'
import { buildChild, runChild } from '../../../../tests/soak/killed-child.ts'
import { ok } from '../base/index.ts'
import { addEntry, type DecisionRecord, formatDecision, parseDecision } from '../vex/index.ts'
import { createDecision, readDecisions, updateDecision } from './decision-files.ts'
import { type DecisionFolder, decisionFolders, folderOf } from './decision-files-places.ts'
import { readDecisionFolder } from './decision-files-read.ts'

const golden = new URL('../vex/decisions/testdata/GHSA-35jh-r3h4-6jhm.lodash.yaml', import.meta.url)
const sample = recordIn(readFileSync(golden, 'utf8'))

function recordIn(source: string): DecisionRecord {
  const record = parseDecision(source)
  if (!record.ok) throw new Error(record.error.message)
  // Without embargo, decided once.
  const { embargoUntil: _, ...rest } = record.value
  return { ...rest, entries: record.value.entries.slice(0, 1) }
}

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

function places(product = 'gateway') {
  const root = mkdtempSync(join(tmpdir(), 'occtet-decisions-'))
  made.push(root)
  const roots = {
    privateRoot: join(root, 'home', 'private'),
    organisation: join(root, 'home', 'organisation'),
  }
  return { root, dir: join(root, 'tree'), folders: decisionFolders(join(root, 'tree'), product, roots) }
}

async function create(folder: DecisionFolder, record = sample): Promise<string> {
  const stored = await createDecision<never>(folder, () => ok(record))
  if (!stored.ok) throw new Error(JSON.stringify(stored.error))
  return stored.value.path
}

const noted = (reason: string) => (record: DecisionRecord) =>
  addEntry(record, { kind: 'note', at: '2026-11-23T08:00:00Z', by: 'developer', reason })

describe('where they lie', () => {
  test('in the tree, in private, or with the organisation', () => {
    const { root, folders } = places()
    const at = (record: Parameters<typeof folderOf>[1], isPrivate = false) =>
      folderOf(folders, record, isPrivate).path.slice(root.length)
    const holds = { scope: 'component', product: 'gateway' } as const
    expect(at({ holds })).toBe('/tree/.occtet/decisions')
    expect(at({ holds: { scope: 'organisation' } })).toBe('/home/organisation/decisions')
    expect(at({ holds }, true)).toBe('/home/private/gateway/decisions')
    expect(at({ holds: { scope: 'organisation' }, embargoUntil: '2026-12-01' })).toBe(
      '/home/private/gateway/decisions',
    )
  })

  test('a product may be called anything and stays inside', () => {
    for (const product of ['../../etc', 'a/b', '.', '', 'x y', 'ü']) {
      const { root, folders } = places(product)
      expect(folders.private.path.slice(root.length)).toMatch(/^\/home\/private\/x-[0-9a-f]{16}\/decisions$/)
    }
  })

  test('private ones are for their owner, tracked ones for all; the lock lies outside the tree', async () => {
    const { folders, dir } = places()
    const path = await create(folders.private)
    expect([statSync(path).mode & 0o777, statSync(folders.private.path).mode & 0o777]).toEqual([0o600, 0o700])
    const tracked = await create(folders.tracked, { ...sample, id: 'tracked' })
    expect(statSync(tracked).mode & 0o444).toBe(0o444)
    await create(folders.organisation, { ...sample, id: 'organisation' })
    expect(readdirSync(join(dir, '.occtet', 'decisions'))).toEqual(['tracked.yaml'])
    expect(readdirSync(folders.organisation.path)).toEqual(['organisation.yaml'])
    expect(readDecisions(folders).decisions.map(({ kind }) => kind)).toEqual([
      'tracked',
      'private',
      'organisation',
    ])
  })
})

describe('reading', () => {
  test('nothing is there: nothing is decided, and nothing is made', () => {
    const { folders, root } = places()
    expect(readDecisions(folders)).toEqual({ decisions: [], problems: [] })
    expect(readdirSync(root)).toEqual([])
  })

  test('each bad file is one problem, and the good ones are read', async () => {
    const { folders } = places()
    const { path } = folders.tracked
    await create(folders.tracked)
    const source = formatDecision(sample)
    const put = (name: string, text: string | Uint8Array) => writeFileSync(join(path, name), text)
    put('a-broken.yaml', source.replace('status: not_affected', 'status: ignored'))
    put('b-conflict.yaml', `${source}<<<<<<< ours\n=======\n>>>>>>> theirs\n`)
    put('c-empty.yaml', '')
    put('d-bytes.yaml', Buffer.from([0xff, 0xfe, 0x00]))
    put('e-other.yaml', source)
    put('f.yml', source)
    put('g.yaml.orig', source)
    mkdirSync(join(path, 'h.yaml'))
    symlinkSync(join(path, `${sample.id}.yaml`), join(path, 'i.yaml'))
    symlinkSync('/nowhere', join(path, 'j.yaml'))
    put('k-huge.yaml', 'x'.repeat(4 * 1024 * 1024 + 1))
    put('l-large.yaml', `# ${'x'.repeat(600_000)}\n${source}`)
    execFileSync('mkfifo', [join(path, 'm-pipe.yaml')])
    put('README.md', 'Decisions.')
    put('.gitkeep', '')
    put(`${sample.id}.yaml.4711.tmp`, 'torn')
    const { decisions, problems } = readDecisionFolder(folders.tracked)
    expect(decisions.map(({ record }) => record)).toEqual([sample])
    expect(problems.map(({ path: at, code }) => `${at.slice(path.length + 1)} ${code}`)).toEqual([
      'a-broken.yaml FILE_VALUE_INVALID',
      'b-conflict.yaml FILE_NOT_YAML',
      'c-empty.yaml FILE_NOT_YAML',
      'd-bytes.yaml FILE_NOT_UTF8',
      'e-other.yaml FILE_NAME_UNEXPECTED',
      'f.yml FILE_NAME_UNEXPECTED',
      'g.yaml.orig FILE_NAME_UNEXPECTED',
      'h.yaml FILE_UNREADABLE',
      'i.yaml LINK_REFUSED',
      'j.yaml LINK_REFUSED',
      'k-huge.yaml FILE_TOO_LARGE',
      'l-large.yaml FILE_NOT_YAML',
      'm-pipe.yaml FILE_UNREADABLE',
    ])
    const line = source.split('\n').findIndex((text) => text.includes('status:')) + 1
    expect(problems[0]).toMatchObject({
      line,
      message: `${join(path, 'a-broken.yaml')}:${line}: entries[0].verdict.status: expected one of not_affected, affected, fixed, under_investigation, found "ignored"`,
    })
  })

  test('two with one id, in two places, are problems that name each other, and neither speaks', async () => {
    const { folders } = places()
    const paths = [await create(folders.tracked), await create(folders.private)]
    const other = await create(folders.organisation, { ...sample, id: 'other' })
    const { decisions, problems } = readDecisions(folders)
    expect(decisions.map(({ path }) => path)).toEqual([other])
    expect(
      problems.map(({ path, message }) => [
        path,
        message.includes(`so has ${paths.find((p) => p !== path)}`),
      ]),
    ).toEqual(paths.map((path) => [path, true]))
  })

  test('a folder behind a link is a problem, not an empty folder', async () => {
    for (const link of ['.occtet', '.occtet/decisions']) {
      const { folders, dir, root } = places()
      mkdirSync(join(root, 'elsewhere', 'decisions'), { recursive: true })
      mkdirSync(join(dir, link, '..'), { recursive: true })
      symlinkSync(join(root, 'elsewhere'), join(dir, link))
      expect(readDecisions(folders).problems.map(({ code }) => code)).toEqual(['LINK_REFUSED'])
      const stored = await createDecision<never>(folders.tracked, () => ok(sample))
      expect(stored.ok ? 'stored' : stored.error.code).toBe('LINK_REFUSED')
      expect(readdirSync(join(root, 'elsewhere', 'decisions'))).toEqual([])
    }
  })

  test('a folder that cannot be listed is a failure, not an empty folder', () => {
    const { folders, dir } = places()
    mkdirSync(join(dir, '.occtet'), { recursive: true })
    writeFileSync(join(dir, '.occtet', 'decisions'), 'a file')
    const path = join(dir, '.occtet', 'decisions')
    const message = `the decisions in ${path} cannot be read: it, or what it lies in, is not a folder: move that file away`
    expect(() => readDecisions(folders)).toThrow(expect.objectContaining({ code: 'DISK_FAILED', message }))
    rmSync(join(dir, '.occtet'), { recursive: true })
    writeFileSync(join(dir, '.occtet'), 'a file')
    expect(() => readDecisions(folders)).toThrow(expect.objectContaining({ code: 'DISK_FAILED', message }))
  })
})

describe('writing', () => {
  test('what was written is read again, and a step is added to what lies there', async () => {
    const { folders } = places()
    await create(folders.tracked)
    const updated = await updateDecision(folders.tracked, { id: sample.id }, noted('asked upstream'))
    if (!updated.ok) throw new Error(JSON.stringify(updated.error))
    expect(readDecisions(folders).decisions).toEqual([updated.value])
    expect(updated.value.record.entries.at(-1)).toMatchObject({ kind: 'note', reason: 'asked upstream' })
  })

  test('ids that are taken are told, whatever is in their files', async () => {
    const { folders } = places()
    await create(folders.tracked)
    writeFileSync(join(folders.tracked.path, 'broken.yaml'), '[')
    let told: readonly string[] = []
    const refused = await createDecision(folders.tracked, (taken) => {
      told = [...taken]
      return { ok: false, error: { code: 'REFUSED', message: 'by the test' } }
    })
    expect([told, refused.ok]).toEqual([[sample.id, 'broken'], false])
    await expect(create(folders.tracked, { ...sample, id: sample.id.toLowerCase() })).rejects.toThrow(
      /is taken/,
    )
  })

  test('what is not there, not readable or not an id is not written', async () => {
    const { folders, root } = places()
    await create(folders.tracked)
    writeFileSync(join(folders.tracked.path, 'broken.yaml'), '[')
    symlinkSync(join(root, 'target'), join(folders.tracked.path, 'link.yaml'))
    const codes = []
    for (const id of ['absent', '../../x', 'broken', 'link', `${sample.id}.yaml`]) {
      const stored = await updateDecision(folders.tracked, { id }, noted('x'))
      codes.push(stored.ok ? 'stored' : stored.error.code)
    }
    expect(codes).toEqual([
      'DECISION_UNKNOWN',
      'DECISION_UNKNOWN',
      'FILE_NOT_YAML',
      'LINK_REFUSED',
      'DECISION_UNKNOWN',
    ])
    expect(existsSync(join(root, 'target'))).toBe(false)
  })

  test('a file that could not be read again is not written', async () => {
    const { folders } = places()
    const [entry] = sample.entries
    if (entry === undefined) throw new Error('the sample is empty')
    const wrong = { ...sample, entries: [{ ...entry, by: '' }] }
    const stored = await createDecision<never>(folders.tracked, () => ok(wrong))
    expect(stored.ok ? 'stored' : stored.error.code).toBe('ENTRY_INVALID')
    expect(readdirSync(folders.tracked.path)).toEqual([])
  })

  test('what stands is never edited', async () => {
    const { folders } = places()
    await create(folders.tracked)
    const before = readFileSync(join(folders.tracked.path, `${sample.id}.yaml`), 'utf8')
    const changes: ((record: DecisionRecord) => DecisionRecord)[] = [
      (record) => ({ ...record, id: 'other' }),
      (record) => ({ ...record, entries: [] }),
      (record) => ({
        ...record,
        entries: record.entries.map((entry) => ({ ...entry, by: 'somebody else' })),
      }),
      (record) => ({ ...record, holds: { ...record.holds, scope: 'product' } }),
    ]
    for (const change of changes) {
      await expect(
        updateDecision(folders.tracked, { id: sample.id }, (record) => ok(change(record))),
      ).rejects.toThrow(/only added/)
    }
    expect(readFileSync(join(folders.tracked.path, `${sample.id}.yaml`), 'utf8')).toBe(before)
  })

  test('a planted link under the name of the new file is not followed, and leftovers are swept', async () => {
    const { folders, root } = places()
    await create(folders.tracked)
    const target = join(root, 'target')
    writeFileSync(target, 'mine')
    const file = join(folders.tracked.path, `${sample.id}.yaml`)
    symlinkSync(target, `${file}.${process.pid}.tmp`)
    writeFileSync(`${file}.99999.tmp`, 'torn')
    writeFileSync(join(folders.tracked.path, 'other.yaml.99999.tmp'), 'torn')
    expect((await updateDecision(folders.tracked, { id: sample.id }, noted('x'))).ok).toBe(true)
    expect(readFileSync(target, 'utf8')).toBe('mine')
    expect(lstatSync(file).isFile()).toBe(true)
    expect(readdirSync(folders.tracked.path)).toEqual([`${sample.id}.yaml`, 'other.yaml.99999.tmp'])
  })
})

describe('in git', () => {
  const git = (dir: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], {
      cwd: dir,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env['PATH'], HOME: dir, GIT_CONFIG_NOSYSTEM: '1' },
    })

  /** Two branches, each with a note in a decision; what becomes of them when they meet. */
  async function meet(ours: string, theirs: string) {
    const { dir, folders } = places()
    await create(folders.tracked, { ...sample, id: 'a' })
    await create(folders.tracked, { ...sample, id: 'b' })
    git(dir, 'init', '-q', '-b', 'main')
    const commit = async (id: string, reason: string) => {
      const stored = await updateDecision(folders.tracked, { id }, noted(reason))
      if (!stored.ok) throw new Error(stored.error.code)
      git(dir, 'commit', '-q', '-a', '-m', reason)
    }
    git(dir, 'add', '.')
    git(dir, 'commit', '-q', '-m', 'start')
    git(dir, 'checkout', '-q', '-b', 'other')
    await commit(theirs, 'theirs')
    git(dir, 'checkout', '-q', 'main')
    await commit(ours, 'ours')
    try {
      git(dir, 'merge', '-q', '--no-edit', 'other')
    } catch {
      // A conflict is one of the two outcomes looked at.
    }
    return readDecisions(folders)
  }

  test('steps in two decisions merge by themselves', async () => {
    const { decisions, problems } = await meet('a', 'b')
    expect(problems).toEqual([])
    expect(decisions.map(({ record }) => record.entries.at(-1)?.reason)).toEqual(['ours', 'theirs'])
  })

  test('two steps in one decision are a conflict that is told, and nothing speaks until it is solved', async () => {
    const { decisions, problems } = await meet('a', 'a')
    expect(decisions.map(({ record }) => record.id)).toEqual(['b'])
    expect(problems.map(({ code }) => code)).toEqual(['FILE_NOT_YAML'])
  })
})

describe('several processes', () => {
  /** Adds notes 0, 1, 2 …, and says in a file of its own how many are durable. */
  const child = `
import { writeFileSync } from 'node:fs'
import { updateDecision } from ${JSON.stringify(new URL('./decision-files.ts', import.meta.url).pathname)}
import { decisionFolders } from ${JSON.stringify(new URL('./decision-files-places.ts', import.meta.url).pathname)}
import { addEntry } from ${JSON.stringify(new URL('../vex/index.ts', import.meta.url).pathname)}
const [, , dir, root, id, acknowledged, count] = process.argv
const folders = decisionFolders(dir, 'gateway', { privateRoot: root + '/private', organisation: root + '/organisation' })
for (let done = 1; done <= Number(count); done++) {
  const entry = { kind: 'note', at: '2026-11-23T08:00:00Z', by: acknowledged.slice(-5), reason: 'note ' + done }
  const stored = await updateDecision(folders.tracked, { id }, (record) => addEntry(record, entry))
  if (!stored.ok) throw new Error(JSON.stringify(stored.error))
  writeFileSync(acknowledged, String(done))
}
`

  test('two at once lose nothing', async () => {
    const { root, dir, folders } = places()
    await create(folders.tracked)
    const script = await buildChild(root, child)
    const args = (name: string) => [dir, join(root, 'home'), sample.id, join(root, name), '20']
    await Promise.all([
      runChild(script, args('one__'), undefined),
      runChild(script, args('two__'), undefined),
    ])
    const [stored] = readDecisions(folders).decisions
    const notes = stored?.record.entries.filter(({ kind }) => kind === 'note') ?? []
    expect(notes).toHaveLength(40)
    expect(notes.filter(({ by }) => by === 'one__').map(({ reason }) => reason)).toEqual(
      Array.from({ length: 20 }, (_, index) => `note ${index + 1}`),
    )
  }, 60_000)

  test('killed at 40 seeded moments: the old file or the new one, whole, and nothing acknowledged is lost', async () => {
    const { root, dir, folders } = places()
    const script = await buildChild(root, child)
    const random = seededRandom(20_261_122)
    const acknowledged = join(root, 'child')
    const args = [dir, join(root, 'home'), sample.id, acknowledged, '5000']
    await create(folders.tracked)
    let { ms } = await runChild(script, [...args.slice(0, 4), '1'], undefined)
    let struck = 0
    let last = 1
    for (let kill = 0; kill < 40; kill++) {
      writeFileSync(acknowledged, '0')
      await runChild(script, args, ms * (0.5 + random()))
      const { decisions, problems } = readDecisions(folders)
      expect(problems).toEqual([])
      const notes = (decisions[0]?.record.entries.length ?? 0) - 1
      const said = Number(readFileSync(acknowledged, 'utf8') || '0')
      // The kill may strike between the rename and the word about it, or while that word is written.
      expect(notes).toBeGreaterThanOrEqual(last + said)
      if (said > 0) expect(notes).toBeLessThanOrEqual(last + said + 1)
      if (said > 0) struck++
      // A machine that others use starts more slowly than it did: then the next kill waits longer.
      else if (struck * 3 < kill) ms *= 1.2
      last = notes
      // The file may not outgrow what is read.
      if (last < 300) continue
      rmSync(join(folders.tracked.path, `${sample.id}.yaml`))
      await create(folders.tracked)
      last = 0
    }
    // Otherwise the kills came before the first write and prove nothing.
    expect(struck).toBeGreaterThan(10)
    expect((await updateDecision(folders.tracked, { id: sample.id }, noted('after all'))).ok).toBe(true)
    expect(readdirSync(folders.tracked.path)).toEqual([`${sample.id}.yaml`])
  }, 120_000)
})

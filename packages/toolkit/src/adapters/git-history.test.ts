/** The history of real repositories, made here: what is read, what is refused, and that nothing in them is run. */
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type GitHistory, openGitHistory } from './git-history.ts'

const day = 86_400
const start = Date.parse('2026-01-01T00:00:00Z') / 1000
const opened: GitHistory[] = []
let place = ''

beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'occtet-history-')))
})

afterEach(() => {
  for (const history of opened.splice(0)) history.close()
  rmSync(place, { recursive: true, force: true })
})

interface By {
  readonly name?: string
  readonly email?: string
  readonly at?: number
}

function git(folder: string, args: readonly string[], by: By = {}): string {
  const date = `${start + (by.at ?? 0) * day} +0000`
  const { name = 'Someone', email = 'someone@project.test' } = by
  return execFileSync('git', ['-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env['PATH'],
      HOME: place,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: 'Committer',
      GIT_COMMITTER_EMAIL: 'committer@project.test',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    },
  }).trim()
}

function commit(folder: string, files: Readonly<Record<string, string>>, by: By = {}): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  git(folder, ['add', '-A'])
  git(folder, ['commit', '-q', '-m', 'change'], by)
  return git(folder, ['rev-parse', 'HEAD'])
}

function makeRepository(name = 'product'): string {
  const folder = join(place, name)
  mkdirSync(folder)
  git(folder, ['init', '-q'])
  return folder
}

async function open(folder: string): Promise<GitHistory> {
  const history = await openGitHistory(folder)
  if (!history.ok) throw new Error(history.error.message)
  opened.push(history.value)
  return history.value
}

async function refused(folder: string): Promise<string> {
  const history = await openGitHistory(folder)
  if (!history.ok) return history.error.code
  opened.push(history.value)
  return 'read'
}

const odd = 'docs/ä "b"\nc.md'

test('commits, authors, updaters, tags and the last change of each file', async () => {
  const folder = makeRepository()
  const first = commit(folder, { 'SECURITY.md': 'one', [odd]: 'one', 'a.txt': 'one' })
  const second = commit(folder, { 'a.txt': 'two' }, { email: 'other@project.test', at: 10 })
  git(folder, ['tag', 'v1.0.0'], { at: 11 })
  const dependabot = { name: 'dependabot[bot]', email: '49699333+dependabot[bot]@users.noreply.test', at: 20 }
  commit(folder, { 'package.json': '{}' }, dependabot)
  const head = commit(
    folder,
    { 'package.json': '{ }' },
    { name: 'Renovate Bot', email: 'bot@renovateapp.com', at: 30 },
  )
  git(folder, ['tag', '-a', '-m', 'second', 'v2.0.0'], { at: 31 })
  const signed = `object ${head}\ntype commit\ntag v2.0.1\ntagger A <a@project.test> ${start + 40 * day} +0000\n\nx\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n`
  writeFileSync(join(place, 'tag'), signed)
  const tag = git(folder, ['hash-object', '-t', 'tag', '-w', join(place, 'tag')])
  git(folder, ['update-ref', 'refs/tags/v2.0.1', tag])

  const { facts, changesOf } = await open(folder)
  expect(facts.head).toEqual({ commit: head, at: '2026-01-31T00:00:00Z' })
  expect([facts.isShallow, facts.hasAllCommits, facts.hasAllTags]).toEqual([false, true, true])
  expect(facts.commits.map(({ author, updater }) => [author, updater])).toEqual([
    [0, 'renovate'],
    [1, 'dependabot'],
    [2, undefined],
    [3, undefined],
  ])
  expect(facts.tags).toEqual([
    { name: 'v2.0.1', commit: head, at: '2026-02-10T00:00:00Z', signature: 'carried' },
    { name: 'v2.0.0', commit: head, at: '2026-02-01T00:00:00Z', signature: 'none' },
    { name: 'v1.0.0', commit: second, at: '2026-01-11T00:00:00Z', signature: 'none' },
  ])
  const changes = await changesOf(['SECURITY.md', 'a.txt', odd, 'not-there.md'])
  expect(Object.fromEntries(changes)).toEqual({
    'SECURITY.md': { commit: first, at: '2026-01-01T00:00:00Z' },
    'a.txt': { commit: second, at: '2026-01-11T00:00:00Z' },
    [odd]: { commit: first, at: '2026-01-01T00:00:00Z' },
  })
})

test('many files at once: each as git itself says', async () => {
  const folder = makeRepository()
  const names = Array.from({ length: 30 }, (_, at) => `folder/file-${at}.txt`)
  commit(folder, Object.fromEntries(names.map((name) => [name, 'one'])))
  for (let at = 0; at < 12; at++) commit(folder, { [names[at * 2] ?? '']: `two ${at}` }, { at: at + 1 })
  git(folder, ['mv', 'folder/file-1.txt', 'folder/moved.txt'])
  commit(folder, {}, { at: 20 })
  const paths = [...names, 'folder/moved.txt']
  const changes = await (await open(folder)).changesOf(paths)
  const wanted = paths.map((path) => git(folder, ['log', '-1', '--format=%H', '--', path]))
  // A file that is gone was touched last when it went.
  expect(paths.map((path) => changes.get(path)?.commit)).toEqual(wanted)
})

test('loose and packed names are read alike, and a hash function of 64 digits too', async () => {
  const folder = join(place, 'long')
  mkdirSync(folder)
  git(folder, ['init', '-q', '--object-format=sha256'])
  const id = commit(folder, { 'a.txt': 'one' })
  git(folder, ['tag', 'v1'])
  expect((await open(folder)).facts.tags.map((tag) => [tag.name, tag.commit])).toEqual([['v1', id]])
  git(folder, ['pack-refs', '--all'])
  const packed = await open(folder)
  expect(packed.facts.tags.map((tag) => [tag.name, tag.commit])).toEqual([['v1', id]])
  expect((await packed.changesOf(['a.txt'])).get('a.txt')?.commit).toBe(id)
  expect(id).toHaveLength(64)
})

test('nothing that the repository names is run', async () => {
  const folder = makeRepository()
  commit(folder, { 'a.c': 'one', '.gitattributes': '*.c diff=evil filter=evil\n* text\n' })
  const marker = join(place, 'was-run')
  const evil = join(place, 'evil.sh')
  writeFileSync(evil, `#!/bin/sh\ntouch ${marker}\nexit 0\n`, { mode: 0o755 })
  git(folder, ['tag', '-a', '-m', 'x', 'v1'])
  for (const [key, value] of [
    ['core.fsmonitor', evil],
    ['core.hooksPath', place],
    ['core.pager', evil],
    ['core.sshCommand', evil],
    ['core.alternateRefsCommand', evil],
    ['gpg.program', evil],
    ['gpg.ssh.program', evil],
    ['log.showSignature', 'true'],
    ['diff.external', evil],
    ['diff.evil.command', evil],
    ['diff.evil.textconv', evil],
    ['filter.evil.smudge', evil],
    ['alias.log', `!${evil}`],
    ['pager.log', evil],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.url', `ext::${evil}`],
    ['protocol.ext.allow', 'always'],
  ] as const)
    execFileSync('git', ['config', '--file', join(folder, '.git/config'), key, value])
  commitTree(folder)
  // The trap works: git itself, in this repository, falls into it.
  execFileSync('git', ['status'], { cwd: folder, stdio: 'ignore' })
  expect(existsSync(marker)).toBe(true)
  rmSync(marker)
  const { facts, changesOf } = await open(folder)
  expect(facts.commits.length).toBe(1)
  expect((await changesOf(['a.c', 'b.c'])).size).toBe(1)
  expect(existsSync(marker)).toBe(false)
})

/** Leaves work for a status: an untracked file. */
function commitTree(folder: string): void {
  writeFileSync(join(folder, 'b.c'), 'two')
}

test('settings of the environment do not lead elsewhere', async () => {
  const folder = makeRepository()
  const head = commit(folder, { 'a.txt': 'one' })
  const other = makeRepository('other')
  commit(other, { 'b.txt': 'one' })
  process.env['GIT_DIR'] = join(other, '.git')
  process.env['GIT_CONFIG_COUNT'] = '1'
  try {
    expect((await open(folder)).facts.head.commit).toBe(head)
  } finally {
    delete process.env['GIT_DIR']
    delete process.env['GIT_CONFIG_COUNT']
  }
})

test('a worktree is read; a .git file that claims a foreign repository is not', async () => {
  const folder = makeRepository()
  commit(folder, { 'a.txt': 'one' })
  git(folder, ['worktree', 'add', '-q', '-b', 'side', join(place, 'side')])
  const head = commit(join(place, 'side'), { 'a.txt': 'two' }, { at: 5 })
  expect((await open(join(place, 'side'))).facts.head.commit).toBe(head)

  const thief = join(place, 'thief')
  mkdirSync(thief)
  writeFileSync(join(thief, '.git'), `gitdir: ${join(folder, '.git')}\n`)
  expect(await refused(thief)).toBe('UNSUPPORTED')
  rmSync(join(thief, '.git'))
  symlinkSync(join(folder, '.git'), join(thief, '.git'))
  expect(await refused(thief)).toBe('NO_REPOSITORY')
  rmSync(join(thief, '.git'))
  mkdirSync(join(thief, '.git'))
  writeFileSync(join(thief, '.git/HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(join(thief, '.git/commondir'), join(folder, '.git'))
  expect(await refused(thief)).toBe('NO_COMMIT')
  writeFileSync(join(thief, '.git/HEAD'), `${head}\n`)
  symlinkSync(join(folder, '.git/objects'), join(thief, '.git/objects'))
  expect(await refused(thief)).toBe('FAILED')
})

test('a folder of a repository has its own history; one that is not tracked has none', async () => {
  const folder = makeRepository()
  commit(folder, { 'part/a.txt': 'one', 'a.txt': 'one' })
  const second = commit(folder, { 'part/a.txt': 'two' }, { at: 3 })
  const { changesOf } = await open(join(folder, 'part'))
  expect((await changesOf(['a.txt'])).get('a.txt')?.commit).toBe(second)
  mkdirSync(join(folder, 'unpacked'))
  expect(await refused(join(folder, 'unpacked'))).toBe('NOT_TRACKED')
})

test('a shallow clone says so', async () => {
  const folder = makeRepository()
  commit(folder, { 'a.txt': 'one', 'b.txt': 'one' })
  commit(folder, { 'a.txt': 'two' }, { at: 3 })
  git(place, ['clone', '-q', '--depth=1', `file://${folder}`, join(place, 'shallow')])
  const { facts } = await open(join(place, 'shallow'))
  expect([facts.isShallow, facts.commits.length]).toEqual([true, 1])
})

test('no repository, no commit, no git program, broken objects: each has its word', async () => {
  const bare = join(place, 'bare')
  mkdirSync(bare)
  expect(await refused(bare)).toBe('NO_REPOSITORY')
  expect(await refused(join(place, 'nowhere'))).toBe('NO_REPOSITORY')
  const empty = makeRepository('empty')
  expect(await refused(empty)).toBe('NO_COMMIT')
  const folder = makeRepository()
  commit(folder, { 'a.txt': 'one' })
  const path = process.env['PATH']
  process.env['PATH'] = bare
  try {
    expect(await refused(folder)).toBe('NO_GIT')
  } finally {
    process.env['PATH'] = path
  }
  rmSync(join(folder, '.git/objects'), { recursive: true })
  mkdirSync(join(folder, '.git/objects'))
  expect(await refused(folder)).toBe('FAILED')
})

test('hostile names and dates are left out, and the rest is read', async () => {
  const folder = makeRepository()
  const head = commit(folder, { 'a.txt': 'one' })
  const refs = [
    `${head} refs/tags/../../escape`,
    `${head} refs/tags/a b`,
    `${head} refs/tags/v1`,
    'zz refs/tags/v2',
  ]
  writeFileSync(join(folder, '.git/packed-refs'), `${refs.join('\n')}\n`)
  const { facts } = await open(folder)
  expect(facts.tags.map((tag) => tag.name)).toEqual(['v1'])
})

test('the repository is only read, and nothing of ours is left behind', async () => {
  const folder = makeRepository()
  commit(folder, { 'a.txt': 'one' })
  const before = readdirSync(folder, { recursive: true }).sort()
  const rooms = join(place, 'rooms')
  mkdirSync(rooms)
  const usual = process.env['TMPDIR']
  process.env['TMPDIR'] = rooms
  try {
    const history = await openGitHistory(folder)
    if (!history.ok) throw new Error(history.error.message)
    await history.value.changesOf(['a.txt'])
    expect(readdirSync(rooms)).toHaveLength(1)
    history.value.close()
    expect(readdirSync(rooms)).toEqual([])
  } finally {
    if (usual === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = usual
  }
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before)
})

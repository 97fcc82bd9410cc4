/** Submodules of repositories that git itself made: the commits are those of `git ls-files` and `git rev-parse`. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFileTree } from '../../../packages/toolkit/src/adapters/index.ts'
import { memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import { readGitLinks } from '../../../packages/toolkit/src/inventory/read/git-index.ts'
import '../../property-seed.ts'

const environment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
}

function git(folder: string, ...words: readonly string[]): string {
  const options = {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    stdio: 'pipe',
  } as const
  return execFileSync('git', ['-c', 'protocol.file.allow=always', ...words], options).trim()
}

function hasGit(): boolean {
  try {
    return git(tmpdir(), '--version') !== ''
  } catch {
    return false
  }
}

const first = '0123456789abcdef0123456789abcdef01234567'
const second = 'fedcba9876543210fedcba9876543210fedcba98'

const modules = (...names: readonly string[]): string =>
  names
    .map((name) => `[submodule "${name}"]\n\tpath = ext/${name}\n\turl = https://git.example/t/${name}.git\n`)
    .join('')

interface Made {
  readonly folder: string
  readonly link: (path: string, commit: string) => void
}

describe.skipIf(!hasGit())(hasGit() ? 'submodules' : 'submodules (skipped: no git on this machine)', () => {
  let root = ''
  let count = 0
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'occtet-submodules-'))
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  function make(...options: readonly string[]): Made {
    const folder = join(root, `r${count++}`)
    mkdirSync(folder)
    git(folder, 'init', '-q', ...options)
    return {
      folder,
      link: (path, commit) => git(folder, 'update-index', '--add', '--cacheinfo', `160000,${commit},${path}`),
    }
  }

  function write(folder: string, path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  function rows(folder: string): readonly string[] {
    return readFileTree(folder).components.map(({ purl }) => purl.replace(/\?.*/, ''))
  }

  function issues(folder: string): readonly string[] {
    return readFileTree(folder).issues.map(({ code, level, line }) => `${code} ${level} ${line}`)
  }

  test.each(['2', '3', '4'])('index of version %s, among files of many names', (version) => {
    const { folder, link } = make()
    for (let at = 0; at < 60; at++) write(folder, `src/${'x'.repeat(at)}/file-${at}`, `${at}`)
    write(folder, '.gitmodules', modules('a', 'b'))
    git(folder, 'add', '.')
    link('ext/a', first)
    link('ext/b', second)
    git(folder, 'update-index', '--index-version', version)
    if (version === '3') git(folder, 'update-index', '--skip-worktree', 'src/x/file-1')
    expect(readFileSync(join(folder, '.git/index')).readUInt32BE(4)).toBe(Number(version))
    expect(rows(folder)).toEqual([`pkg:generic/a@${first}`, `pkg:generic/b@${second}`])
    expect(issues(folder)).toEqual(['INCLUDE_MISSING warning 1', 'INCLUDE_MISSING warning 4'])
  })

  test('a repository with SHA-256', () => {
    const { folder, link } = make('--object-format=sha256')
    write(folder, '.gitmodules', modules('a'))
    git(folder, 'add', '.')
    link('ext/a', 'ab'.repeat(32))
    expect(rows(folder)).toEqual([`pkg:generic/a@${'ab'.repeat(32)}`])
  })

  test('a repository that .gitmodules does not name is listed with its commit', () => {
    const { folder, link } = make()
    write(folder, '.gitmodules', modules('a'))
    git(folder, 'add', '.')
    link('ext/a', first)
    link('ext/stray', second)
    expect(rows(folder)).toEqual([`pkg:generic/a@${first}`, `pkg:generic/stray@${second}`])
    expect(issues(folder)).toContain('REFERENCE_MISSING warning 1')
  })

  test('a split index, one with a wrong digest, one that is none, and none at all: unresolved, and why', () => {
    const { folder, link } = make()
    write(folder, '.gitmodules', modules('a'))
    git(folder, 'add', '.')
    link('ext/a', first)
    const index = join(folder, '.git/index')
    const whole = readFileSync(index)
    const messageOf = (): string =>
      readFileTree(folder)
        .issues.map(({ message }) => message)
        .join()
    git(folder, 'update-index', '--split-index')
    expect(rows(folder)).toEqual(['pkg:generic/a'])
    expect(messageOf()).toContain('it is split into two files')
    const flipped = Buffer.from(whole)
    flipped[60] = (flipped[60] ?? 0) ^ 1
    writeFileSync(index, flipped)
    expect(messageOf()).toContain('its digest does not fit')
    writeFileSync(index, 'nothing')
    expect(messageOf()).toContain('no index of git')
    rmSync(join(folder, '.git'), { recursive: true })
    expect(rows(folder)).toEqual(['pkg:generic/a'])
    expect(issues(folder)).toEqual(['VERSION_UNRESOLVED warning 1'])
  })

  test('what is checked out counts; what the repository records is told where it differs', () => {
    const inner = make()
    write(inner.folder, 'a', '1')
    git(inner.folder, 'add', '.')
    git(inner.folder, 'commit', '-qm', 'one')
    const recorded = git(inner.folder, 'rev-parse', 'HEAD')
    const outer = make()
    git(outer.folder, 'submodule', '-q', 'add', '--name', 'lib', `file://${inner.folder}`, 'ext/lib')
    const [name] = git(outer.folder, 'config', '-f', '.gitmodules', 'submodule.lib.url').split('/').slice(-1)
    expect(rows(outer.folder)).toEqual([`pkg:generic/${name}@${recorded}`])
    expect(issues(outer.folder)).toEqual([])
    const lib = join(outer.folder, 'ext/lib')
    appendFileSync(join(lib, 'a'), '2')
    git(lib, 'commit', '-qam', 'two')
    const here = git(lib, 'rev-parse', 'HEAD')
    expect(rows(outer.folder)).toEqual([`pkg:generic/${name}@${here}`])
    expect(issues(outer.folder)).toEqual(['DIGEST_MISMATCH note 1'])
    git(lib, 'pack-refs', '--all')
    expect(rows(outer.folder)).toEqual([`pkg:generic/${name}@${here}`])
    git(outer.folder, 'submodule', '-q', 'deinit', '-f', '--all')
    expect(rows(outer.folder)).toEqual([`pkg:generic/${name}@${recorded}`])
    expect(issues(outer.folder)).toEqual(['INCLUDE_MISSING warning 1'])
  })

  test('cut and changed bytes give no commit that git did not write', () => {
    const { folder, link } = make()
    for (const name of ['x', 'y', 'z']) write(folder, name, name)
    git(folder, 'add', '.')
    link('ext/a', first)
    for (const version of ['2', '4']) {
      git(folder, 'update-index', '--index-version', version)
      const whole = new Uint8Array(readFileSync(join(folder, '.git/index')))
      for (let end = 0; end < whole.length; end++)
        expect(readGitLinks(whole.subarray(0, end), 20).ok).toBe(false)
      fc.assert(
        fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
          const bytes = whole.slice()
          bytes[at] = (bytes[at] ?? 0) ^ flip
          expect(readGitLinks(bytes, 20).ok).toBe(false)
        }),
      )
    }
  })
})

describe('an index that nobody vouches for', () => {
  /** Without a digest, as `index.skipHash` leaves it: anything may stand in it. */
  const unsigned = (body: Uint8Array): Uint8Array => Buffer.concat([body, Buffer.alloc(20)])
  const header = (version: number, count: number): Buffer => {
    const bytes = Buffer.alloc(12)
    bytes.write('DIRC')
    bytes.writeUInt32BE(version, 4)
    bytes.writeUInt32BE(count, 8)
    return bytes
  }

  test('any bytes behind any header end with an answer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(2, 3, 4),
        fc.nat(),
        fc.uint8Array({ maxLength: 400 }),
        (version, count, rest) => {
          const bytes = unsigned(Buffer.concat([header(version, count), rest]))
          const links = readGitLinks(bytes, 20)
          if (links.ok) for (const commit of links.value.values()) expect(commit).toMatch(/^[0-9a-f]{40}$/)
          expect(readGitLinks(bytes, 20)).toEqual(links)
        },
      ),
    )
  })

  test('a path that is far too long, a version from the future, a table that promises too much', () => {
    const entry = Buffer.alloc(62)
    entry.writeUInt32BE(0o160000, 24)
    const long = Buffer.concat([header(2, 1), entry, Buffer.alloc(5_000, 0x61), Buffer.alloc(8)])
    expect(readGitLinks(unsigned(long), 20).ok).toBe(false)
    expect(readGitLinks(unsigned(header(5, 0)), 20)).toMatchObject({ ok: false })
    expect(readGitLinks(unsigned(header(2, 0xffffffff)), 20)).toMatchObject({ ok: false })
    expect(readGitLinks(unsigned(header(2, 0)), 20)).toMatchObject({ ok: true })
  })

  test('no path leads out of the tree', () => {
    const files = {
      'sub/.gitmodules': '[submodule "a"]\n\tpath = ../other\n\turl = https://git.example/a\n',
      'other/.git/HEAD': `${first}\n`,
      'sub/.git': 'gitdir: /etc/git\n',
    }
    const { components } = readInventory(memoryTree(files), { name: 'x' })
    expect(components.map(({ isVersionResolved }) => isVersionResolved)).toEqual([false])
  })
})

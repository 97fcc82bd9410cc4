/** What lies installed: compared with what the package managers themselves say, and cases made by hand. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openFileTree } from '../../../packages/toolkit/src/adapters/file-tree.ts'
import { type FileTree, memoryTree, readInventory } from '../../../packages/toolkit/src/inventory/index.ts'
import type { Inventory } from '../../../packages/toolkit/src/model/index.ts'

function installed(files: Readonly<Record<string, string>>): Inventory {
  return readInventory(memoryTree(files), { name: 'image', view: 'installed' })
}

function rows(inventory: Inventory): readonly string[] {
  return inventory.components.map((one) =>
    [one.purl, ...one.dependsOn.map((target) => `-> ${target}`)].join(' '),
  )
}

/** A tree whose root is a folder of another name: paths begin with it. */
function beneath(name: string, path: string): FileTree {
  const open = openFileTree(path)
  if (!open.ok) throw new Error(open.error.message)
  const { tree } = open.value
  const inside = (place: string): string => place.slice(name.length + 1)
  return {
    list: (folder) =>
      folder === '' ? { ok: true, value: [{ name, kind: 'folder' }] } : tree.list(inside(folder)),
    read: (file) => tree.read(inside(file)),
    head: (file, bytes) => tree.head?.(inside(file), bytes) ?? tree.read(inside(file)),
  }
}

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const hidden = join(modules, '.package-lock.json')

describe.skipIf(!existsSync(hidden))('our own node_modules', () => {
  test('is what npm wrote down when it installed it', { timeout: 300_000 }, () => {
    const lock: unknown = JSON.parse(readFileSync(hidden, 'utf8'))
    const told = Object.entries(
      (lock as { packages: Record<string, { version?: string; link?: boolean }> }).packages,
    )
      .filter(
        ([path, one]) =>
          path.startsWith('node_modules/') &&
          one.link !== true &&
          existsSync(join(modules, '..', path, 'package.json')),
      )
      .map(
        ([path, one]) =>
          `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${one.version}`,
      )
    const inventory = readInventory(beneath('node_modules', modules), {
      name: 'x',
      view: 'installed',
      binaries: [],
    })
    const found = inventory.components
      .filter(({ ecosystem }) => ecosystem === 'npm')
      .map(({ purl, aliases }) => {
        const name = decodeURIComponent(purl.replace('pkg:npm/', '').replace(/@[^@]*$/, ''))
        return `${aliases[0] ?? name}@${decodeURIComponent(/@([^@]*)$/.exec(purl)?.[1] ?? '')}`
      })
    expect([...new Set(found)].sort()).toEqual([...new Set(told)].sort())
  })
})

const pip = spawnSync('python3', ['-m', 'pip', '--version'], { encoding: 'utf8' })
const site = /from (.*)\/pip /.exec(pip.stdout ?? '')?.[1]

describe.skipIf(site === undefined)(site === undefined ? 'pip (skipped: not on this machine)' : 'pip', () => {
  test('an environment holds what pip lists', { timeout: 120_000 }, () => {
    const told: unknown = JSON.parse(
      execFileSync('python3', ['-m', 'pip', 'list', '--format', 'json', '--path', site ?? ''], {
        encoding: 'utf8',
        env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
      }),
    )
    const names = (told as { name: string; version: string }[]).map(
      ({ name, version }) =>
        `pkg:pypi/${name.toLowerCase().replaceAll('_', '-')}@${version.replace('+', '%2B')}`,
    )
    const inventory = readInventory(beneath('site-packages', site ?? ''), {
      name: 'x',
      view: 'installed',
      binaries: [],
    })
    const found = inventory.components.filter(({ ecosystem }) => ecosystem === 'pypi').map(({ purl }) => purl)
    expect(found).toEqual([...new Set(names)].sort())
  })
})

const json = (value: unknown): string => JSON.stringify(value, null, 2)

describe('node_modules', () => {
  const files = {
    'app/node_modules/a/package.json': json({
      name: 'a',
      version: '1.0.0',
      license: 'MIT',
      dependencies: { b: '^1', c: '*' },
    }),
    'app/node_modules/b/package.json': json({ name: 'b', version: '2.0.0' }),
    'app/node_modules/a/node_modules/b/package.json': json({
      name: 'b',
      version: '1.5.0',
      dependencies: { '@s/d': '1' },
    }),
    'app/node_modules/@s/d/package.json': json({ name: '@s/d', version: '1.0.0' }),
    'app/node_modules/a/test/package.json': json({ name: 'fixture', version: '9.9.9' }),
    'app/node_modules/a/package-lock.json': json({
      lockfileVersion: 3,
      packages: { 'node_modules/dev': { version: '1.0.0' } },
    }),
  }

  test('edges go to the nearest; files of strangers that state no package are not believed', () => {
    const inventory = installed(files)
    expect(rows(inventory)).toEqual([
      'pkg:npm/%40s/d@1.0.0',
      'pkg:npm/a@1.0.0 -> pkg:npm/b@1.5.0',
      'pkg:npm/b@1.5.0 -> pkg:npm/%40s/d@1.0.0',
      'pkg:npm/b@2.0.0',
    ])
    expect(inventory.components[1]).toMatchObject({
      licenses: ['MIT'],
      relation: 'unknown',
      scope: 'unknown',
    })
    expect(inventory.components[1]?.evidence).toEqual([{ path: 'app/node_modules/a/package.json', line: 2 }])
  })

  test('in a source tree with a lock file above it is not entered', () => {
    const lock = json({ lockfileVersion: 3, packages: { '': {}, 'node_modules/a': { version: '7.0.0' } } })
    const inventory = readInventory(memoryTree({ ...files, 'package-lock.json': lock }), { name: 'x' })
    expect(rows(inventory)).toEqual(['pkg:npm/a@7.0.0'])
    expect(inventory.files.map(({ path, status }) => `${path} ${status}`)).toContain(
      'app/node_modules/ skipped',
    )
  })

  test('without one it is read, although git ignores it, and that is said', () => {
    const manifest = json({ name: 'app', dependencies: { a: '^1', gone: '^2' } })
    const inventory = readInventory(
      memoryTree({ ...files, '.gitignore': 'node_modules\n', 'app/package.json': manifest }),
      { name: 'x' },
    )
    expect(inventory.issues.map(({ path, code, level }) => `${path} ${code} ${level}`)).toContain(
      'app/node_modules LOCK_MISSING warning',
    )
    const third = inventory.components.filter(({ isFirstParty }) => !isFirstParty)
    expect(third.map(({ purl, relation }) => `${purl} ${relation}`)).toEqual([
      'pkg:npm/%40s/d@1.0.0 unknown',
      'pkg:npm/a@1.0.0 direct',
      'pkg:npm/b@1.5.0 unknown',
      'pkg:npm/b@2.0.0 unknown',
      'pkg:npm/gone direct',
    ])
  })

  test('broken manifests are said', () => {
    const inventory = installed({
      'node_modules/a/package.json': '{"name":',
      'node_modules/b/package.json': '{}',
      'node_modules/c/package.json': '{"name": 7, "version": {}, "dependencies": [1]}',
    })
    expect(inventory.files.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'node_modules/a/package.json unreadable',
      'node_modules/b/package.json partial',
      'node_modules/c/package.json partial',
    ])
    expect(rows(inventory)).toEqual(['pkg:npm/b', 'pkg:npm/c'])
  })
})

describe('Python', () => {
  const place = 'usr/lib/python3/site-packages'
  const metadata = (name: string, version: string, more = ''): string =>
    `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${more}\n\nVersion: 9.9.9 in the description\n`

  test('licence, edges within one environment, the origin', () => {
    const inventory = installed({
      [`${place}/Flask_Thing-1.0.dist-info/METADATA`]: metadata(
        'Flask_Thing',
        '1.0',
        'License-Expression: MIT\nRequires-Dist: zope.interface (>=5)\nRequires-Dist: other[x]>=2; extra == "y"\nRequires-Dist: absent\n',
      ).replace('\n\n\n', '\n\n'),
      [`${place}/zope_interface-6.1.dist-info/METADATA`]: metadata('zope-interface', '6.1'),
      [`${place}/other-2.0.dist-info/METADATA`]: metadata('other', '2.0'),
      [`${place}/other-2.0.dist-info/direct_url.json`]: json({
        url: 'https://git.example/o.git',
        vcs_info: { vcs: 'git', commit_id: 'abc' },
      }),
      'opt/venv/lib/site-packages/other-1.0.dist-info/METADATA': metadata('other', '1.0'),
      [`${place}/old.egg-info`]: metadata('old', '0.1'),
      [`${place}/requirements.txt`]: 'django==1.0\n',
    })
    expect(rows(inventory)).toEqual([
      'pkg:pypi/flask-thing@1.0 -> pkg:pypi/other@2.0?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fo.git%40abc -> pkg:pypi/zope-interface@6.1',
      'pkg:pypi/old@0.1',
      'pkg:pypi/other@1.0',
      'pkg:pypi/other@2.0?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fo.git%40abc',
      'pkg:pypi/zope-interface@6.1',
    ])
    expect(inventory.components[0]?.licenses).toEqual(['MIT'])
    expect(inventory.components[3]?.origin).toBe('git')
  })

  test('what setup.py leaves beside the source is the project itself', () => {
    const inventory = readInventory(
      memoryTree({ 'src/mine.egg-info/PKG-INFO': metadata('mine', '1.0'), 'setup.py': '' }),
      { name: 'x' },
    )
    expect(inventory.components.filter(({ isFirstParty }) => !isFirstParty)).toEqual([])
  })

  test('metadata without a name is unreadable, without a version partial', () => {
    const inventory = installed({
      'a-1.dist-info/METADATA': 'nothing\n',
      'b-1.dist-info/METADATA': 'Metadata-Version: 2.1\nName: b\n',
    })
    expect(inventory.files.map(({ status }) => status)).toEqual(['unreadable', 'partial'])
    expect(rows(inventory)).toEqual(['pkg:pypi/b'])
  })
})

describe('Ruby', () => {
  const spec = (name: string, version: string, platform: string, more = ''): string =>
    `# -*- encoding: utf-8 -*-\n# stub: ${name} ${version} ${platform} lib\n\nGem::Specification.new do |s|\n  s.name = "${name}".freeze\n  s.version = "${version}"\n${more}end\n`

  test('installed gems', () => {
    const inventory = installed({
      'usr/lib/ruby/gems/3.1.0/specifications/rack-2.2.8.gemspec': spec(
        'rack',
        '2.2.8',
        'ruby',
        '  s.licenses = ["MIT".freeze]\n  s.add_runtime_dependency(%q<json>.freeze, [">= 1".freeze, "< 3"])\n  s.add_development_dependency(%q<minitest>.freeze, ["~> 5.0"])\n',
      ),
      'usr/lib/ruby/gems/3.1.0/specifications/default/json-2.6.1.gemspec': spec('json', '2.6.1', 'ruby'),
      'usr/lib/ruby/gems/3.1.0/specifications/nokogiri-1.15.0-x86_64-linux.gemspec': spec(
        'nokogiri',
        '1.15.0',
        'x86_64-linux',
      ),
      'usr/lib/ruby/gems/3.1.0/gems/rack-2.2.8/Gemfile.lock': 'GEM\n  specs:\n    wrong (1.0)\n',
    })
    expect(rows(inventory)).toEqual([
      'pkg:gem/json@2.6.1',
      'pkg:gem/nokogiri@1.15.0?platform=x86_64-linux',
      'pkg:gem/rack@2.2.8 -> pkg:gem/json@2.6.1',
    ])
    expect(inventory.components[2]?.licenses).toEqual(['MIT'])
  })

  test('a gemspec in a source tree: literals count, variables are said', () => {
    const text = [
      'Gem::Specification.new do |spec|',
      "  spec.name = 'mine'",
      '  spec.version = Mine::VERSION',
      "  spec.add_dependency 'rack', '>= 2', '< 4'",
      "  spec.add_development_dependency('rake')",
      '  spec.add_dependency NAME, "1"',
      'end',
    ].join('\n')
    const inventory = readInventory(memoryTree({ 'mine.gemspec': text }), { name: 'x' })
    expect(
      inventory.components.map(({ purl, scope, requirement }) =>
        `${purl} ${scope} ${requirement ?? ''}`.trim(),
      ),
    ).toEqual(['pkg:gem/mine unknown', 'pkg:gem/rack runtime >= 2, < 4', 'pkg:gem/rake development'])
    expect(inventory.issues.map(({ code, line }) => `${code} ${line}`)).toEqual([
      'LOCK_MISSING 1',
      'ENTRY_UNREADABLE 6',
    ])
  })
})

test('Go: vendor/modules.txt, replacements and what only stands in go.mod', () => {
  const text = [
    '# example.org/a v1.0.0',
    '## explicit; go 1.20',
    'example.org/a',
    '# example.org/b v1.0.0 => example.org/fork v1.1.0',
    '## go 1.18',
    'example.org/b/x',
    '# example.org/local v0.0.0 => ./local',
    'example.org/local',
    '# example.org/unused v3.0.0+incompatible',
    '## explicit',
    '# example.org/b => example.org/fork v1.1.0',
    '',
  ].join('\n')
  const inventory = installed({ 'app/go.mod': 'module m\n', 'app/vendor/modules.txt': text })
  expect(
    inventory.components
      .filter((one) => one.evidence.some(({ path }) => path.endsWith('.txt')))
      .map(({ purl, relation, isFirstParty }) => `${purl} ${relation} ${isFirstParty}`),
  ).toEqual([
    'pkg:golang/example.org/a@v1.0.0 direct false',
    'pkg:golang/example.org/fork@v1.1.0 transitive false',
    'pkg:golang/example.org/local transitive true',
  ])
})

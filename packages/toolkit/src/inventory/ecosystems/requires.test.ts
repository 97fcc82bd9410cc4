/** What dependents allow of what they ask for, as each format writes it. */
import { expect, test } from 'vitest'
import type { Ecosystem } from '../ecosystem.ts'
import { readRows } from '../testing/rows.ts'
import { bundlerLock } from './bundler-lock.ts'
import { bunLock } from './bun-lock.ts'
import { cargo } from './cargo.ts'
import { composerLock } from './composer-lock.ts'
import { goMod } from './go-mod.ts'
import { mixLock } from './mix-lock.ts'
import { npmLock } from './npm-lock.ts'
import { nugetLock } from './nuget-lock.ts'
import { pdmLock } from './pdm-lock.ts'
import { pnpmLock } from './pnpm-lock.ts'
import { poetryLock } from './poetry-lock.ts'
import { uvLock } from './uv-lock.ts'
import { yarnBerry } from './yarn-berry.ts'
import { yarnLock } from './yarn-lock.ts'

interface Case {
  readonly ecosystem: Ecosystem
  readonly text: string
  readonly neighbours?: Readonly<Record<string, string>>
  /** `NAME: TARGET REQUIREMENT` of each package that writes any. */
  readonly expected: readonly string[]
}

const npmPackage = (version: string, more: object = {}): object => ({ version, ...more })

const cases: Readonly<Record<string, Case>> = {
  'npm 3': {
    ecosystem: npmLock,
    text: JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': {
          name: 'shop',
          dependencies: { a: '^1.0.0', c: 'github:x/c' },
          devDependencies: { '@s/b': '*' },
        },
        'node_modules/a': npmPackage('1.2.0', {
          dependencies: { '@s/b': '~2.1' },
          peerDependencies: { c: '>=1' },
          optionalDependencies: { gone: '^9' },
        }),
        'node_modules/@s/b': npmPackage('2.1.3'),
        'node_modules/c': npmPackage('1.0.0', { name: 'real-c' }),
      },
    }),
    expected: [
      'pkg:npm/shop: pkg:npm/%40s/b *, pkg:npm/a ^1.0.0',
      'pkg:npm/a@1.2.0: pkg:npm/%40s/b ~2.1, pkg:npm/real-c >=1',
    ],
  },
  'npm 1': {
    ecosystem: npmLock,
    text: JSON.stringify({
      name: 'shop',
      lockfileVersion: 1,
      dependencies: { a: npmPackage('1.0.0', { requires: { b: '^2.0.0' } }), b: npmPackage('2.0.1') },
    }),
    neighbours: { 'package.json': JSON.stringify({ name: 'shop', dependencies: { a: '1.x' } }) },
    expected: ['pkg:npm/shop: pkg:npm/a 1.x', 'pkg:npm/a@1.0.0: pkg:npm/b ^2.0.0'],
  },
  'yarn 1': {
    ecosystem: yarnLock,
    text: '# yarn lockfile v1\n\n\na@^1.0.0:\n  version "1.0.0"\n  dependencies:\n    b "npm:bee@^2.0.0"\n\n"b@npm:bee@^2.0.0":\n  version "2.0.1"\n',
    neighbours: { 'package.json': JSON.stringify({ name: 'shop', dependencies: { a: '^1.0.0' } }) },
    expected: ['pkg:npm/a@1.0.0: pkg:npm/bee ^2.0.0', 'pkg:npm/shop: pkg:npm/a ^1.0.0'],
  },
  'yarn berry': {
    ecosystem: yarnBerry,
    text: '__metadata:\n  version: 6\n\n"a@npm:^1.0.0":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  dependencies:\n    b: ^2.0.0\n\n"b@npm:^2.0.0":\n  version: 2.0.1\n  resolution: "b@npm:2.0.1"\n\n"shop@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "shop@workspace:."\n  dependencies:\n    a: "npm:^1.0.0"\n',
    expected: ['pkg:npm/a@1.0.0: pkg:npm/b ^2.0.0', 'pkg:npm/shop: pkg:npm/a ^1.0.0'],
  },
  'pnpm 9: importers and peers only': {
    ecosystem: pnpmLock,
    text: "lockfileVersion: '9.0'\n\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^1.0.0\n        version: 1.0.0(b@2.0.1)\n\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha512-x}\n    peerDependencies:\n      b: '>=2'\n  b@2.0.1:\n    resolution: {integrity: sha512-y}\n  c@3.0.0:\n    resolution: {integrity: sha512-z}\n\nsnapshots:\n  a@1.0.0(b@2.0.1):\n    dependencies:\n      b: 2.0.1\n      c: 3.0.0\n  b@2.0.1: {}\n  c@3.0.0: {}\n",
    neighbours: { 'package.json': '{"name":"shop"}' },
    expected: ['pkg:npm/shop: pkg:npm/a ^1.0.0', 'pkg:npm/a@1.0.0: pkg:npm/b >=2'],
  },
  bun: {
    ecosystem: bunLock,
    text: '{"lockfileVersion":1,"workspaces":{"":{"name":"shop","dependencies":{"a":"^1.0.0"}}},"packages":{"a":["a@1.0.0","",{"dependencies":{"b":"~2"}},"sha512-x"],"b":["b@2.0.0","",{},"sha512-y"]}}',
    expected: ['pkg:npm/a@1.0.0: pkg:npm/b ~2', 'pkg:npm/shop: pkg:npm/a ^1.0.0'],
  },
  poetry: {
    ecosystem: poetryLock,
    text: '[[package]]\nname = "a"\nversion = "1.0"\n\n[package.dependencies]\nb = [{version = ">=2", markers = "x"}, {version = ">=1,<2"}]\n\n[[package]]\nname = "b"\nversion = "2.0"\n\n[metadata]\nlock-version = "2.0"\n',
    neighbours: {
      'pyproject.toml': '[tool.poetry]\nname = "shop"\n[tool.poetry.dependencies]\na = "^1.0"\n',
    },
    expected: ['pkg:pypi/a@1.0: pkg:pypi/b >=1,<2, pkg:pypi/b >=2', 'pkg:pypi/shop: pkg:pypi/a ^1.0'],
  },
  uv: {
    ecosystem: uvLock,
    text: 'version = 1\n[[package]]\nname = "shop"\nversion = "1"\nsource = { editable = "." }\ndependencies = [{ name = "a" }]\n[package.metadata]\nrequires-dist = [{ name = "a", specifier = ">=1,<3" }]\n[[package]]\nname = "a"\nversion = "2.0"\nsource = { registry = "https://pypi.example/simple" }\nsdist = { url = "https://pypi.example/a.tar.gz", hash = "sha256:00" }\n',
    neighbours: { 'pyproject.toml': '[project]\nname = "shop"\n' },
    expected: ['pkg:pypi/shop@1: pkg:pypi/a >=1,<3'],
  },
  pdm: {
    ecosystem: pdmLock,
    text: '[metadata]\nlock_version = "4.5.0"\n\n[[package]]\nname = "a"\nversion = "1.0"\ndependencies = ["b<3,>=2; python_version > \'3\'"]\n\n[[package]]\nname = "b"\nversion = "2.0"\n',
    expected: ['pkg:pypi/a@1.0: pkg:pypi/b <3,>=2'],
  },
  bundler: {
    ecosystem: bundlerLock,
    text: 'GEM\n  remote: https://gems.example/\n  specs:\n    a (1.0)\n      b (~> 2.0, >= 2.0.1)\n      c\n    b (2.0.3)\n    c (1.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  a\n\nBUNDLED WITH\n   2.4.0\n',
    expected: ['pkg:gem/a@1.0: pkg:gem/b ~> 2.0, >= 2.0.1, pkg:gem/c '],
  },
  'composer: not what another package only provides': {
    ecosystem: composerLock,
    text: JSON.stringify({
      packages: [
        { name: 'x/a', version: '1.0.0', require: { php: '>=8', 'x/b': '^2.0', 'psr/log': '^1' } },
        { name: 'x/b', version: '2.1.0', provide: { 'psr/log': '1.0' } },
      ],
      'packages-dev': [],
    }),
    expected: ['pkg:composer/x/a@1.0.0: pkg:composer/x/b ^2.0'],
  },
  nuget: {
    ecosystem: nugetLock,
    text: JSON.stringify({
      version: 1,
      dependencies: {
        'net8.0': {
          A: { type: 'Direct', requested: '[1.0.0, )', resolved: '1.0.0', dependencies: { B: '2.0.0' } },
          B: { type: 'Transitive', resolved: '2.0.0' },
        },
      },
    }),
    expected: ['pkg:nuget/A@1.0.0: pkg:nuget/B 2.0.0'],
  },
  hex: {
    ecosystem: mixLock,
    text: '%{\n  "a": {:hex, :a, "1.0.0", "aa", [:mix], [{:b, "~> 2.0", [hex: :b, repo: "hexpm", optional: false]}], "hexpm", "bb"},\n  "b": {:hex, :b, "2.0.0", "cc", [:mix], [], "hexpm", "dd"},\n}\n',
    expected: ['pkg:hex/a@1.0.0: pkg:hex/b ~> 2.0'],
  },
  'cargo: members only, inherited ones too': {
    ecosystem: cargo,
    text: 'version = 3\n\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "registry+https://crates.example"\nchecksum = "00"\ndependencies = ["b"]\n\n[[package]]\nname = "b"\nversion = "2.0.0"\nsource = "registry+https://crates.example"\nchecksum = "00"\n\n[[package]]\nname = "shop"\nversion = "0.1.0"\ndependencies = ["a", "b"]\n',
    neighbours: {
      'Cargo.toml':
        '[package]\nname = "shop"\n[dependencies]\na = { version = "1", optional = true }\nb.workspace = true\n[workspace.dependencies]\nb = "2.0"\n',
    },
    expected: ['pkg:cargo/shop@0.1.0: pkg:cargo/a 1, pkg:cargo/b 2.0'],
  },
  'go: minimums of the main module': {
    ecosystem: goMod,
    text: 'module example.com/shop\n\ngo 1.22\n\nrequire (\n\texample.com/a v1.2.0\n\texample.com/b v0.3.0 // indirect\n)\n',
    expected: [
      'pkg:golang/example.com/shop: pkg:golang/example.com/a v1.2.0, pkg:golang/example.com/b v0.3.0',
    ],
  },
}

test.each(Object.entries(cases))('%s', (_name, { ecosystem, text, neighbours = {}, expected }) => {
  const { packages } = readRows(ecosystem, text, neighbours)
  const rows = packages.flatMap(({ purl, requires }) =>
    requires === undefined
      ? []
      : [`${purl}: ${requires.map((one) => `${one.target} ${one.requirement}`).join(', ')}`],
  )
  expect(rows).toEqual(expected)
})

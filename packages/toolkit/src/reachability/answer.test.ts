import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../../../tests/property-seed.ts'
import { reachabilityStates } from '../model/index.ts'
import { findReachability } from './answer.ts'
import { memorySources } from './source-tree.ts'
import { inventoryOf, type Part, purlOf } from './testing/inventory.ts'

interface Row {
  readonly files: Readonly<Record<string, string | undefined>>
  readonly parts?: readonly Part[]
  readonly skipped?: readonly string[]
  /** The first part's purl without one. */
  readonly ask?: string
  readonly expected: string
}

function ask({
  files,
  parts = [{ purl: 'pkg:npm/x@1.0.0' }],
  skipped = [],
  ask: purl,
}: Row): ReturnType<typeof findReachability>[number] {
  const [answer] = findReachability(memorySources(files, skipped), inventoryOf(parts), [
    { purl: purlOf(purl ?? parts[0]?.purl ?? '') },
  ])
  if (answer === undefined) throw new Error('expected an answer')
  return answer
}

/** `state code place`, and `via` the package that leads to it. */
function say(row: Row): string {
  const { state, reason, places, through } = ask(row)
  const [place] = places
  return [state, reason.code, place && `${place.path}:${place.line}`, through && `via ${through}`]
    .filter(Boolean)
    .join(' ')
}

const x = `import x from 'x'`
const transitive: readonly Part[] = [
  { purl: 'pkg:npm/t@1.0.0', relation: 'transitive' },
  { purl: 'pkg:npm/x@1.0.0', dependsOn: ['pkg:npm/m@1.0.0'] },
  { purl: 'pkg:npm/m@1.0.0', relation: 'transitive', dependsOn: ['pkg:npm/t@1.0.0'] },
]
const via = 'via pkg:npm/x@1.0.0'

const javascript: Readonly<Record<string, Row>> = {
  'product code': { files: { 'src/a.ts': `\n${x}` }, expected: 'imported IMPORTED_BY_PRODUCT src/a.ts:2' },
  'product before tests': {
    files: { 'a.test.js': x, 'z.js': x },
    expected: 'imported IMPORTED_BY_PRODUCT z.js:1',
  },
  'tests only': {
    files: { 'src/a.test.ts': x, 'src/a.ts': '' },
    expected: 'development-only IMPORTED_BY_DEVELOPMENT src/a.test.ts:1',
  },
  stories: {
    files: { 'src/a.stories.tsx': x },
    expected: 'development-only IMPORTED_BY_DEVELOPMENT src/a.stories.tsx:1',
  },
  nothing: { files: { 'a.js': `// ${x}` }, expected: 'not-seen NOT_IMPORTED' },
  'no sources': { files: { 'package-lock.json': '{}' }, expected: 'unknown NO_SOURCES' },
  'an unread file': { files: { 'a.js': '', 'b.js': undefined }, expected: 'unknown FILES_UNREAD' },
  'a skipped folder': { files: { 'a.js': '' }, skipped: ['web/'], expected: 'unknown FILES_UNREAD' },
  'folders of tools skipped': {
    files: { 'a.js': '' },
    skipped: ['node_modules/', 'web/dist/', 'a.png'],
    expected: 'not-seen NOT_IMPORTED',
  },
  'seen although files are unread': {
    files: { 'a.js': x, 'b.js': undefined },
    expected: 'imported IMPORTED_BY_PRODUCT a.js:1',
  },
  'a sub-path': {
    files: { 'a.js': `require('x/sub/path.js')` },
    expected: 'imported IMPORTED_BY_PRODUCT a.js:1',
  },
  'a longer name': {
    files: { 'a.js': `require('x-y'); require('xx'); require('@x/x')` },
    expected: 'not-seen NOT_IMPORTED',
  },
  'types only': {
    files: { 'a.ts': `import type { X } from 'x'` },
    expected: 'development-only TYPES_ONLY a.ts:1',
  },
  'inline types': {
    files: { 'a.ts': `import { type X } from 'x'` },
    expected: 'development-only TYPES_ONLY a.ts:1',
  },
  'inline types that are kept': {
    files: {
      'a.ts': `import { type X } from 'x'`,
      'tsconfig.json': '{ "compilerOptions": { "verbatimModuleSyntax": true, } } // c',
    },
    expected: 'imported IMPORTED_BY_PRODUCT a.ts:1',
  },
  'a computed import': { files: { 'a.js': 'require(name)' }, expected: 'unknown COMPUTED_IMPORT a.js:1' },
  'a computed import of others': {
    files: { 'a.js': 'require(`plugin-${name}`); import(`./x/${name}`)' },
    expected: 'not-seen NOT_IMPORTED',
  },
  'a computed import in tests': {
    files: { 'test/a.js': 'require(name)', 'a.js': '' },
    expected: 'not-seen NOT_IMPORTED',
  },
  'a computed import in a copy': {
    files: { 'vendor/a.min.js': 'require(name)', 'a.js': '' },
    expected: 'not-seen NOT_IMPORTED',
  },
  'a string in product code': {
    files: { 'a.js': `knex({ client: 'x' })` },
    expected: 'unknown NAMED_IN_CONFIG a.js:1',
  },
  'a string in tests': {
    files: { 'a.test.js': `mock('x')` },
    expected: 'development-only RUN_BY_DEVELOPMENT a.test.js:1',
  },
  'a start command': {
    files: { 'a.js': '', 'package.json': '{"scripts":{"start":"x serve"}}' },
    expected: 'imported RUN_BY_PRODUCT package.json:1',
  },
  'a test command': {
    files: { 'a.js': '', 'package.json': '{\n"scripts":{\n"test":"cross-env A=1 x --all"}}' },
    expected: 'development-only RUN_BY_DEVELOPMENT package.json:3',
  },
  'a build command': {
    files: { 'a.js': '', 'package.json': '{"scripts":{"build":"x"}}' },
    expected: 'unknown NAMED_IN_CONFIG package.json:1',
  },
  'another command': {
    files: { 'a.js': '', 'package.json': '{"scripts":{"test":"y --x && echo x"},"dependencies":{"x":"1"}}' },
    expected: 'not-seen NOT_IMPORTED',
  },
  'a build tool': {
    files: { 'a.js': '', 'vite.config.ts': `import 'vite'` },
    parts: [{ purl: 'pkg:npm/vite@5.0.0' }],
    expected: 'development-only IMPORTED_BY_DEVELOPMENT vite.config.ts:1',
  },
  'settings of a build': {
    files: { 'a.js': '', 'vite.config.ts': x },
    expected: 'unknown NAMED_IN_CONFIG vite.config.ts:1',
  },
  'settings of tests': {
    files: { 'a.js': '', 'jest.config.js': x },
    expected: 'development-only IMPORTED_BY_DEVELOPMENT jest.config.js:1',
  },
  'settings in JSON': {
    files: { 'a.js': '', '.babelrc': '{"plugins":["x"]}' },
    expected: 'unknown NAMED_IN_CONFIG .babelrc:1',
  },
  'settings in the manifest': {
    files: { 'a.js': '', 'package.json': '{"browserify":{"transform":["x"]},"dependencies":{"x":"1"}}' },
    expected: 'unknown NAMED_IN_CONFIG package.json:1',
  },
  'a list of browsers': {
    files: { 'a.js': '', 'package.json': '{"browserslist":["extends x"]}' },
    expected: 'unknown NAMED_IN_CONFIG package.json:1',
  },
  'a start command of tests': {
    files: { 'a.js': '', 'e2e/b.js': x, 'package.json': '{"scripts":{"start:server":"node e2e/b.js"}}' },
    expected: 'development-only IMPORTED_BY_DEVELOPMENT e2e/b.js:1',
  },
  'the manifest alone': {
    files: {
      'a.js': '',
      'package.json': '{"dependencies":{"x":"1"},"keywords":["x"],"overrides":{"x":"1"}}',
    },
    expected: 'not-seen NOT_IMPORTED',
  },
  'a style sheet': {
    files: { 'a.js': '', 'a.scss': '@use "x/scss/all";' },
    expected: 'imported IMPORTED_BY_PRODUCT a.scss:1',
  },
  'a page': {
    files: { 'a.js': '', 'index.html': '<script src="/node_modules/x/x.js"></script>' },
    expected: 'imported IMPORTED_BY_PRODUCT index.html:1',
  },
  'a component of Vue': {
    files: { 'a.vue': `<template>it's</template>\n<script>\n${x}\n</script>` },
    expected: 'imported IMPORTED_BY_PRODUCT a.vue:3',
  },
  'a script that the product imports': {
    files: { 'src/a.js': `import '../scripts/b.js'`, 'scripts/b.js': x },
    expected: 'imported IMPORTED_BY_PRODUCT scripts/b.js:1',
  },
  'a script of its own': {
    files: { 'src/a.js': '', 'scripts/b.js': x },
    expected: 'development-only IMPORTED_BY_DEVELOPMENT scripts/b.js:1',
  },
  'a script that is the entry': {
    files: { 'scripts/b.js': x, 'package.json': '{"bin":{"b":"./scripts/b.js"}}' },
    expected: 'imported IMPORTED_BY_PRODUCT scripts/b.js:1',
  },
  'a tool package that the product imports': {
    files: { 'src/a.js': `import 'own'`, 'tools/own/package.json': '{"name":"own"}', 'tools/own/b.js': x },
    expected: 'imported IMPORTED_BY_PRODUCT tools/own/b.js:1',
  },
  'an alias of tsconfig': {
    files: {
      'a.ts': `import 'y/z'`,
      'tsconfig.json': '{"compilerOptions":{"paths":{"y/*":["node_modules/x/*"]}}}',
    },
    expected: 'imported IMPORTED_BY_PRODUCT a.ts:1',
  },
  'an alias of a bundler': {
    files: {
      'a.ts': `import 'y'`,
      'vite.config.ts': `export default { resolve: { alias: { '@': path('src'), y: 'x/dist/x.js' } } }`,
    },
    expected: 'imported IMPORTED_BY_PRODUCT a.ts:1',
  },
  'an alias in a list': {
    files: {
      'a.ts': `import 'y'`,
      'webpack.config.js': `module.exports = { resolve: { alias: [{ find: 'y', replacement: 'x' }] } }`,
    },
    expected: 'imported IMPORTED_BY_PRODUCT a.ts:1',
  },
  'an alias of the manifest': {
    files: { 'a.js': `import '#y'`, 'package.json': '{"imports":{"#y":{"node":"x","default":"./y.js"}}}' },
    expected: 'imported IMPORTED_BY_PRODUCT a.js:1',
  },
  'a local name': {
    files: { 'a.ts': x, 'tsconfig.json': '{"compilerOptions":{"paths":{"x":["./own/x"]}}}' },
    expected: 'unknown NAMED_IN_CONFIG a.ts:1',
  },
  'a local name by extends': {
    files: {
      'app/a.ts': x,
      'app/tsconfig.json': '{"extends":"../base/tsconfig.base"}',
      'base/tsconfig.base.json': '{"compilerOptions":{"paths":{"x":["./own/x"]}}}',
    },
    expected: 'unknown NAMED_IN_CONFIG app/a.ts:1',
  },
  'a local name by baseUrl': {
    files: {
      'a.ts': `import 'x/y'`,
      'src/x/y.ts': '',
      'tsconfig.json': '{"compilerOptions":{"baseUrl":"src"}}',
    },
    expected: 'unknown NAMED_IN_CONFIG a.ts:1',
  },
  'an npm alias': {
    files: { 'a.js': `import 'y'` },
    parts: [{ purl: 'pkg:npm/x@1.0.0', aliases: ['y'] }],
    expected: 'imported IMPORTED_BY_PRODUCT a.js:1',
  },
  'a name of Node': {
    files: { 'a.js': `import 'buffer'; import 'node:buffer'` },
    parts: [{ purl: 'pkg:npm/buffer@6.0.0' }],
    expected: 'unknown BUILTIN_OF_SAME_NAME a.js:1',
  },
  'a name of Node with a slash': {
    files: { 'a.js': `import 'buffer/'` },
    parts: [{ purl: 'pkg:npm/buffer@6.0.0' }],
    expected: 'imported IMPORTED_BY_PRODUCT a.js:1',
  },
  types: {
    files: { 'a.ts': x },
    parts: [{ purl: 'pkg:npm/%40types/x@1.0.0' }],
    expected: 'development-only TYPES_ONLY a.ts:1',
  },
  'a driver': {
    files: { 'a.js': '' },
    parts: [{ purl: 'pkg:npm/pg@8.0.0' }],
    expected: 'unknown LOADED_BY_OTHERS',
  },
  'a list without edges': {
    files: { 'a.js': '' },
    parts: [{ purl: 'pkg:npm/x@1.0.0', file: 'package.json' }],
    expected: 'unknown LOADED_BY_OTHERS',
  },
  'another version is the one asked for': {
    files: { 'a.js': x },
    parts: [
      { purl: 'pkg:npm/x@1.0.0', relation: 'transitive' },
      { purl: 'pkg:npm/x@2.0.0' },
      { purl: 'pkg:npm/p@1.0.0', dependsOn: ['pkg:npm/x@1.0.0'] },
    ],
    expected: 'not-seen PARENT_NOT_IMPORTED',
  },
  'the nearest lock file': {
    files: { 'a.js': x, 'web/a.js': '' },
    parts: [{ purl: 'pkg:npm/x@1.0.0', file: 'web/package-lock.json' }, { purl: 'pkg:npm/x@2.0.0' }],
    expected: 'not-seen NOT_IMPORTED',
  },
  'a parent that is imported': {
    files: { 'a.js': x },
    parts: transitive,
    expected: `unknown PARENT_IMPORTED a.js:1 ${via}`,
  },
  'a parent in tests': {
    files: { 'a.js': '', 'a.test.js': x },
    parts: transitive,
    expected: `development-only PARENT_DEVELOPMENT_ONLY a.test.js:1 ${via}`,
  },
  'a parent that is not imported': {
    files: { 'a.js': '' },
    parts: transitive,
    expected: 'not-seen PARENT_NOT_IMPORTED',
  },
  'a parent that is named': {
    files: { 'a.js': `f('x')` },
    parts: transitive,
    expected: `unknown PARENT_UNKNOWN a.js:1 ${via}`,
  },
  'imported though transitive': {
    files: { 'a.js': `import 't'` },
    parts: transitive,
    expected: 'imported IMPORTED_BY_PRODUCT a.js:1',
  },
  'no known parent': {
    files: { 'a.js': '' },
    parts: [{ purl: 'pkg:npm/t@1.0.0', relation: 'transitive' }],
    expected: 'unknown PARENT_UNKNOWN',
  },
  'installed sources that lead to it': {
    files: { 'a.js': x, 'node_modules/x/i.js': `require('m')`, 'node_modules/m/i.js': `require('t/a')` },
    parts: transitive,
    expected: `imported IMPORTED_BY_PACKAGE a.js:1 ${via}`,
  },
  'installed sources that do not': {
    files: { 'a.js': x, 'node_modules/x/i.js': `require('m')`, 'node_modules/m/i.js': `// require('t')` },
    parts: transitive,
    expected: 'not-seen NOT_IMPORTED',
  },
  'installed sources that are missing': {
    files: { 'a.js': x, 'node_modules/x/i.js': `require('m')` },
    parts: transitive,
    expected: `unknown PARENT_IMPORTED a.js:1 ${via}`,
  },
  'installed sources that compute': {
    files: { 'a.js': x, 'node_modules/x/i.js': 'require(m)', 'node_modules/m/i.js': '' },
    parts: transitive,
    expected: `unknown PARENT_IMPORTED a.js:1 ${via}`,
  },
  'another language': {
    files: { 'a.rs': 'use x;' },
    parts: [{ purl: 'pkg:cargo/x@1.0.0' }],
    expected: 'unknown LANGUAGE_NOT_READ',
  },
  'not in the inventory': {
    files: { 'a.js': x },
    parts: [],
    ask: 'pkg:npm/x@1.0.0',
    expected: 'imported IMPORTED_BY_PRODUCT a.js:1',
  },
}

const py = (name: string, more: Partial<Part> = {}): readonly Part[] => [
  { purl: `pkg:pypi/${name}@1.0`, file: 'poetry.lock', ...more },
]

/** So that what other packages may load is known. */
const venv = { '.venv/lib/site-packages/other.py': 'import re' }

const python: Readonly<Record<string, Row>> = {
  'nothing, of which other packages might know': {
    files: { 'a.py': '' },
    parts: py('pyyaml'),
    expected: 'unknown LOADED_BY_OTHERS',
  },
  'another package that loads it where it is': {
    files: {
      'a.py': '',
      '.venv/lib/site-packages/other.py': 'try:\n  import yaml\nexcept ImportError: pass',
    },
    parts: py('pyyaml'),
    expected: 'unknown LOADED_BY_OTHERS',
  },
  'another name': {
    files: { 'a.py': 'import yaml' },
    parts: py('pyyaml'),
    expected: 'imported IMPORTED_BY_PRODUCT a.py:1',
  },
  'tests only': {
    files: { ...venv, 'tests/a.py': 'import yaml', 'a.py': '' },
    parts: py('pyyaml'),
    expected: 'development-only IMPORTED_BY_DEVELOPMENT tests/a.py:1',
  },
  nothing: {
    files: { ...venv, 'a.py': '# import yaml' },
    parts: py('pyyaml'),
    expected: 'not-seen NOT_IMPORTED',
  },
  'a guessed name': {
    files: { 'a.py': '' },
    parts: py('some-unheard-of'),
    expected: 'unknown MODULE_NAME_GUESSED',
  },
  'a guessed name that is seen': {
    files: { 'a.py': 'import some_unheard_of.x' },
    parts: py('some-unheard-of'),
    expected: 'imported IMPORTED_BY_PRODUCT a.py:1',
  },
  'a namespace': {
    files: { 'a.py': 'from google.cloud import storage' },
    parts: py('google-cloud-storage'),
    expected: 'imported IMPORTED_BY_PRODUCT a.py:1',
  },
  'another part of the namespace': {
    files: { ...venv, 'a.py': 'from google.cloud import bigquery' },
    parts: py('google-cloud-storage'),
    expected: 'not-seen NOT_IMPORTED',
  },
  'types only': {
    files: { ...venv, 'a.py': 'if TYPE_CHECKING:\n  import yaml' },
    parts: py('pyyaml'),
    expected: 'development-only TYPES_ONLY a.py:2',
  },
  stubs: { files: { 'a.py': '' }, parts: py('types-pyyaml'), expected: 'development-only TYPES_ONLY' },
  'a module of the tree': {
    files: { 'a.py': 'import requests', 'requests.py': '' },
    parts: py('requests'),
    expected: 'unknown NAMED_IN_CONFIG a.py:1',
  },
  'a package beside': {
    files: { 'p/__init__.py': '', 'p/a.py': 'import requests', 'p/requests.py': '' },
    parts: py('requests'),
    expected: 'imported IMPORTED_BY_PRODUCT p/a.py:1',
  },
  'an app of Django': {
    files: { 's/settings.py': 'INSTALLED_APPS = [\n  "corsheaders",\n]' },
    parts: py('django-cors-headers'),
    expected: 'imported RUN_BY_PRODUCT s/settings.py:2',
  },
  'a string elsewhere': {
    files: { 's/settings.py': 'INSTALLED_APPS = [\n]\nLOG = {"class": "requests.Handler"}' },
    parts: py('requests'),
    expected: 'unknown NAMED_IN_CONFIG s/settings.py:3',
  },
  'a computed import': {
    files: { 'a.py': 'import_module(name)' },
    parts: py('requests'),
    expected: 'unknown COMPUTED_IMPORT a.py:1',
  },
  'a computed import of its own modules': {
    files: { ...venv, 'p/__init__.py': 'import_module(f"p.{name}")' },
    parts: py('requests'),
    expected: 'not-seen NOT_IMPORTED',
  },
  'a process': {
    files: { 'a.py': '', Procfile: 'web: gunicorn a:b' },
    parts: py('gunicorn'),
    expected: 'imported RUN_BY_PRODUCT Procfile:1',
  },
  'a container': {
    files: { 'a.py': '', Dockerfile: 'RUN pip install tornado\nCMD ["tornado", "x"]' },
    parts: py('tornado'),
    expected: 'unknown NAMED_IN_CONFIG Dockerfile:2',
  },
  'a requirement only': {
    files: {
      ...venv,
      'a.py': '',
      'pyproject.toml': '[tool.poetry.dependencies]\nrequests = "*"\n[project]\ndependencies = ["requests"]',
    },
    parts: py('requests'),
    expected: 'not-seen NOT_IMPORTED',
  },
  'an entry point': {
    files: { 'a.py': '', 'pyproject.toml': '[project.entry-points.x]\na = "requests.b:c"' },
    parts: py('requests'),
    expected: 'unknown NAMED_IN_CONFIG pyproject.toml:2',
  },
  'settings of tests': {
    files: { ...venv, 'a.py': '', 'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "-p requests"' },
    parts: py('requests'),
    expected: 'development-only RUN_BY_DEVELOPMENT pyproject.toml:2',
  },
  'a notebook': {
    files: { 'src/a.ipynb': '{"cells":[\n{"cell_type":"code","source":[\n"import yaml"]}]}' },
    parts: py('pyyaml'),
    expected: 'imported IMPORTED_BY_PRODUCT src/a.ipynb:3',
  },
  'requirements without edges': {
    files: { ...venv, 'a.py': '' },
    parts: py('requests', { file: 'requirements.txt' }),
    expected: 'unknown PARENT_UNKNOWN',
  },
  'tools within a package': {
    files: { 'p/__init__.py': '', 'p/tools/__init__.py': '', 'p/tools/a.py': 'import yaml' },
    parts: py('pyyaml'),
    expected: 'imported IMPORTED_BY_PRODUCT p/tools/a.py:1',
  },
  'installed sources that lead to it': {
    files: { 'a.py': 'import requests', '.venv/lib/site-packages/requests/__init__.py': 'import urllib3' },
    parts: [
      { purl: 'pkg:pypi/urllib3@2', relation: 'transitive', file: 'uv.lock' },
      { purl: 'pkg:pypi/requests@2', dependsOn: ['pkg:pypi/urllib3@2'], file: 'uv.lock' },
    ],
    expected: 'imported IMPORTED_BY_PACKAGE a.py:1 via pkg:pypi/requests@2',
  },
}

const go = (name: string, more: Partial<Part> = {}): readonly Part[] => [
  { purl: `pkg:golang/${name}@v1.0.0`, file: 'go.mod', ...more },
  { purl: 'pkg:golang/h.x/m/sub@v1.0.0', file: 'go.mod' },
]
const mod = 'module own.x/p\n'

const golang: Readonly<Record<string, Row>> = {
  'a package of the module': {
    files: { 'go.mod': mod, 'a.go': 'package a\nimport "h.x/m/pkg"' },
    parts: go('h.x/m'),
    expected: 'imported IMPORTED_BY_PRODUCT a.go:2',
  },
  'the longest module': {
    files: { 'go.mod': mod, 'a.go': 'package a\nimport "h.x/m/sub/pkg"' },
    parts: go('h.x/m'),
    expected: 'unknown PARENT_UNKNOWN',
  },
  'a blank import': {
    files: { 'go.mod': mod, 'a.go': 'package a\nimport _ "h.x/m"' },
    parts: go('h.x/m'),
    expected: 'imported IMPORTED_BY_PRODUCT a.go:2',
  },
  'tests only': {
    files: { 'go.mod': mod, 'a_test.go': 'package a\nimport "h.x/m"', 'a.go': 'package a' },
    parts: go('h.x/m'),
    expected: 'unknown PARENT_UNKNOWN a_test.go:2',
  },
  'tests only, vendored': {
    files: { 'go.mod': mod, 'a_test.go': 'package a\nimport "h.x/m"', 'vendor/modules.txt': '' },
    parts: go('h.x/m'),
    expected: 'development-only IMPORTED_BY_DEVELOPMENT a_test.go:2',
  },
  'never built': {
    files: {
      'go.mod': mod,
      'a.go': '//go:build ignore\npackage a\nimport "h.x/m"',
      'vendor/modules.txt': '',
    },
    parts: go('h.x/m'),
    expected: 'development-only IMPORTED_BY_DEVELOPMENT a.go:3',
  },
  'a tool': {
    files: { 'go.mod': `${mod}tool h.x/m/cmd\n`, 'a.go': 'package a', 'vendor/modules.txt': '' },
    parts: go('h.x/m'),
    expected: 'development-only IMPORTED_BY_DEVELOPMENT go.mod:2',
  },
  'vendored packages that lead to it': {
    files: {
      'go.mod': mod,
      'a.go': 'package a\nimport "o.x/n"',
      'vendor/modules.txt': '',
      'vendor/o.x/n/n.go': 'package n\nimport "h.x/m/pkg"',
    },
    parts: go('h.x/m', { relation: 'transitive' }),
    expected: 'imported IMPORTED_BY_PRODUCT vendor/o.x/n/n.go:2',
  },
  'vendored packages that do not': {
    files: {
      'go.mod': mod,
      'a.go': 'package a\nimport "o.x/n"',
      'vendor/modules.txt': '',
      'vendor/o.x/n/n.go': 'package n',
      'vendor/h.x/m/m.go': 'package m',
    },
    parts: go('h.x/m', { relation: 'transitive' }),
    expected: 'not-seen NOT_IMPORTED',
  },
  'a tool folder that the product imports': {
    files: {
      'go.mod': mod,
      'a.go': 'package a\nimport "own.x/p/tools/b"',
      'tools/b/b.go': 'package b\nimport "h.x/m"',
    },
    parts: go('h.x/m'),
    expected: 'imported IMPORTED_BY_PRODUCT tools/b/b.go:2',
  },
}

describe('JavaScript and TypeScript', () => {
  it.each(Object.entries(javascript))('%s', (_, row) => {
    expect(say(row)).toBe(row.expected)
  })
})

describe('Python', () => {
  it.each(Object.entries(python))('%s', (_, row) => {
    expect(say(row)).toBe(row.expected)
  })
})

describe('Go', () => {
  it.each(Object.entries(golang))('%s', (_, row) => {
    expect(say(row)).toBe(row.expected)
  })

  it('answers for packages where the advisory names them', () => {
    const tree = memorySources({ 'go.mod': mod, 'a.go': 'package a\nimport "h.x/m/pkg"' })
    const purl = purlOf('pkg:golang/h.x/m@v1.0.0')
    const codes = [['h.x/m/pkg'], ['h.x/m/other'], []].map(
      (packagePaths) =>
        findReachability(tree, inventoryOf(go('h.x/m')), [{ purl, packagePaths }])[0]?.reason.code,
    )
    expect(codes).toEqual(['IMPORTED_BY_PRODUCT', 'PARENT_IMPORTED', 'IMPORTED_BY_PRODUCT'])
  })

  it('answers two advisories on one module each by its own packages', () => {
    const tree = memorySources({ 'go.mod': mod, 'a.go': 'package a\nimport "h.x/m/pkg"' })
    const purl = purlOf('pkg:golang/h.x/m@v1.0.0')
    const questions = [
      { purl, packagePaths: ['h.x/m/pkg'] },
      { purl, packagePaths: ['h.x/m/other'] },
      { purl },
    ]
    const codes = findReachability(tree, inventoryOf(go('h.x/m')), questions).map(({ reason }) => reason.code)
    expect(codes).toEqual(['IMPORTED_BY_PRODUCT', 'PARENT_IMPORTED', 'IMPORTED_BY_PRODUCT'])
  })
})

describe('answers', () => {
  it('come in the order of the questions, the same on every run', () => {
    const files = { 'b.js': `import 'x'; import 't'`, 'a.js': `import 'x'`, 'x.py': 'import yaml' }
    const inventory = inventoryOf([...transitive, ...py('pyyaml')])
    const questions = ['pkg:pypi/pyyaml@1.0', 'pkg:npm/t@1.0.0', 'pkg:npm/x@1.0.0', 'pkg:npm/t@1.0.0'].map(
      (purl) => ({ purl: purlOf(purl) }),
    )
    const first = findReachability(memorySources(files), inventory, questions)
    expect(first.map(({ places }) => places[0]?.path)).toEqual(['x.py', 'b.js', 'a.js', 'b.js'])
    expect(first[2]?.places).toEqual([
      { path: 'a.js', line: 1, specifier: 'x' },
      { path: 'b.js', line: 1, specifier: 'x' },
    ])
    expect(findReachability(memorySources(files), inventory, questions)).toEqual(first)
  })

  it('give at most five places, each short', () => {
    const files = Object.fromEntries(
      Array.from({ length: 9 }, (_, at) => [`f${at}.js`, `import 'x/${'y'.repeat(400)}'`]),
    )
    const { places } = ask({ files, expected: '' })
    expect(places.map(({ path }) => path)).toEqual(['f0.js', 'f1.js', 'f2.js', 'f3.js', 'f4.js'])
    expect(places.every(({ specifier }) => specifier.length <= 200)).toBe(true)
  })

  it('count what was looked at', () => {
    const { looked } = ask({
      files: { 'a.js': '', 'b.ts': undefined, 'c.py': '', 'node_modules/y/a.js': '' },
      expected: '',
    })
    expect(looked).toEqual({ files: 2, unread: 1 })
  })

  it('survive any file of any name', () => {
    const names = [
      'a.js',
      'a.vue',
      'package.json',
      'tsconfig.json',
      'vite.config.ts',
      'a.py',
      'a.ipynb',
      'pyproject.toml',
      'go.mod',
      'a.go',
      'a.scss',
      'Dockerfile',
      '.babelrc',
    ]
    const piece = fc.constantFrom(
      ...`{}[]()"'\`<>/*\\:,;=\n#$!`.split(''),
      'import x from "x"',
      '"scripts"',
      '"paths"',
      'alias',
      'x',
      '//',
      'module ',
      'null',
      '1',
    )
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text), (files) => {
        for (const { purl } of [...transitive, ...py('requests'), ...go('h.x/m')]) {
          const [answer] = findReachability(
            memorySources(files),
            inventoryOf([...transitive, ...py('requests'), ...go('h.x/m')]),
            [{ purl: purlOf(purl) }],
          )
          expect(answer?.state).toBe(reachabilityStates[answer?.reason.code ?? 'NO_SOURCES'])
        }
      }),
      { numRuns: 150 },
    )
  })
})

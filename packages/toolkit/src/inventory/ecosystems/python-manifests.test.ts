/** What Python projects declare: pins and ranges, and what yields to a lock file. */
import { describe, expect, test } from 'vitest'
import { memoryTree } from '../file-tree.ts'
import { readInventory } from '../read-inventory.ts'
import { readRows } from '../testing/rows.ts'
import { condaEnvironment } from './conda-environment.ts'
import { pipfile } from './pipfile.ts'
import { pixiLock } from './pixi-lock.ts'
import { pyproject } from './pyproject.ts'
import { setupCfg } from './setup-cfg.ts'
import { setupPy } from './setup-py.ts'

describe('pyproject.toml', () => {
  test('PEP 621 with extras, groups and the build', () => {
    const read = readRows(
      pyproject,
      [
        '[project]',
        'name = "Own"',
        'version = "1.0"',
        'dynamic = ["optional-dependencies", "version"]',
        'dependencies = [',
        '  "flask==2.0.1",',
        '  "requests[socks]>=2,<3; python_version > \'3\'",',
        '  "star==1.*",',
        '  "tool @ git+https://git.example/t/tool@v1",',
        ']',
        '[project.optional-dependencies]',
        'web = ["uvicorn"]',
        '[dependency-groups]',
        'test = ["pytest~=8.0"]',
        '[build-system]',
        'requires = ["hatchling"]',
      ].join('\n'),
    )
    expect(read.rows).toEqual([
      '6 pkg:pypi/flask@2.0.1 direct runtime wants ==2.0.1',
      '7 pkg:pypi/requests direct runtime wants >=2,<3',
      '8 pkg:pypi/star direct runtime wants ==1.*',
      '9 pkg:pypi/tool direct runtime git',
      '12 pkg:pypi/uvicorn direct optional [web]',
      '14 pkg:pypi/pytest direct development [test] wants ~=8.0',
      '16 pkg:pypi/hatchling direct build [build-system]',
      '1 pkg:pypi/own@1.0 unknown unknown workspace first-party',
    ])
    expect(read.issues).toEqual(['LOCK_MISSING:7', 'REFERENCE_MISSING:1'])
  })

  test('Poetry and Flit', () => {
    const poetry = readRows(
      pyproject,
      '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\npython = "^3"\nb = "1.2.3"\nc = {version = "^1", optional = true}\nd = {git = "https://git.example/x/d.git", tag = "v1"}\ne = {path = "../e"}\n[tool.poetry.group.dev.dependencies]\nf = "*"\n',
    )
    expect(poetry.rows.slice(0, 5)).toEqual([
      '5 pkg:pypi/b@1.2.3 direct runtime wants 1.2.3',
      '6 pkg:pypi/c direct optional wants ^1',
      '7 pkg:pypi/d direct runtime git',
      '8 pkg:pypi/e direct runtime path',
      '10 pkg:pypi/f direct development [dev]',
    ])
    const flit = readRows(pyproject, '[tool.flit.metadata]\nmodule = "x"\nrequires = ["g>=1"]\n')
    expect(flit.rows).toEqual(['3 pkg:pypi/g direct runtime wants >=1'])
  })

  test('it yields to a lock file beside it, and to that of its workspace; it states nothing where there is nothing', () => {
    const lock = 'version = 1\n[[package]]\nname = "b"\nversion = "1.0"\nsource = { editable = "parts/b" }\n'
    const tree = memoryTree({
      'uv.lock': lock,
      'pyproject.toml': '[project]\nname = "root"\n',
      'parts/b/pyproject.toml': '[project]\nname = "b"\ndependencies = ["zzz"]\n',
      'other/pyproject.toml': '[project]\nname = "c"\ndependencies = ["yyy"]\n',
    })
    const { files } = readInventory(tree, { name: 'x' })
    expect(files.map(({ path, status }) => `${path} ${status}`)).toEqual([
      'other/pyproject.toml partial',
      'parts/b/pyproject.toml skipped',
      'pyproject.toml skipped',
      'uv.lock parsed',
    ])
    expect(readRows(pyproject, '[tool.black]\nline-length = 1\n')).toMatchObject({
      status: 'parsed',
      rows: [],
    })
    expect(readRows(pyproject, '[project').status).toBe('unreadable')
  })
})

describe('setup.cfg and setup.py', () => {
  test('setup.cfg', () => {
    const read = readRows(
      setupCfg,
      '[metadata]\nname = own\nversion = attr: own.v\n[options]\ninstall_requires =\n  a>=1 ; python_version > "3"\n  b==2.0 # pinned\n  ???\nsetup_requires = c\n[options.extras_require]\nx =\n  d\n[flake8]\nignore = E1\n',
    )
    expect(read.rows).toEqual([
      '6 pkg:pypi/a direct runtime wants >=1',
      '7 pkg:pypi/b@2.0 direct runtime wants ==2.0',
      '9 pkg:pypi/c direct build [setup_requires]',
      '12 pkg:pypi/d direct optional [x]',
      '1 pkg:pypi/own unknown unknown workspace first-party',
    ])
    expect(read.issues).toEqual(['ENTRY_UNREADABLE:5', 'LOCK_MISSING:6'])
    expect(setupCfg.accepts?.('[flake8]\nignore = E1\n')).toBe(false)
  })

  test('literal lists of setup.py; what is computed is said, never run', () => {
    const read = readRows(
      setupPy,
      [
        'from setuptools import setup',
        '# install_requires=["commented"]',
        'setup(',
        '    install_requires=["a>=1", \'b==2\'],',
        '    extras_require={"x": ["c"], "y:python_version<\'3\'": ["d"]},',
        '    tests_require=read("x.txt"),',
        ')',
      ].join('\n'),
    )
    expect(read.rows).toEqual([
      '4 pkg:pypi/a direct runtime wants >=1',
      '4 pkg:pypi/b@2 direct runtime wants ==2',
      '5 pkg:pypi/c direct optional',
      '5 pkg:pypi/d direct optional',
    ])
    expect(read.issues).toEqual(['ENTRY_UNREADABLE:6', 'LOCK_MISSING:4'])
    expect(setupPy.accepts?.('from setuptools import setup\nsetup()')).toBe(false)
  })
})

test('Pipfile', () => {
  const read = readRows(
    pipfile,
    '[[source]]\nurl = "https://p.example"\n[packages]\na = "==1.0"\nb = "*"\n[dev-packages]\nc = {version = ">=2"}\n[docs]\nd = "*"\n',
  )
  expect(read.rows).toEqual([
    '4 pkg:pypi/a@1.0 direct runtime wants ==1.0',
    '5 pkg:pypi/b direct runtime',
    '7 pkg:pypi/c direct development [dev-packages] wants >=2',
    '9 pkg:pypi/d direct unknown [docs]',
  ])
})

test('environment.yml: Conda and pip, exact and fuzzy pins', () => {
  const read = readRows(
    condaEnvironment,
    'name: x\nchannels: [conda-forge]\ndependencies:\n  - python=3.11\n  - numpy==1.26.0\n  - conda-forge::scipy=1.11.0=py311_0\n  - pip\n  - pip:\n      - flask==2.0\n      - -r more.txt\n',
  )
  expect(read.rows).toEqual([
    '9 pkg:pypi/flask@2.0 direct unknown wants ==2.0',
    '4 pkg:conda/python direct unknown wants =3.11',
    '5 pkg:conda/numpy@1.26.0 direct unknown',
    '6 pkg:conda/scipy@1.11.0 direct unknown',
    '7 pkg:conda/pip direct unknown',
  ])
  expect(read.issues).toEqual(['INCLUDE_MISSING:10', 'LOCK_MISSING:4'])
  expect(condaEnvironment.accepts?.('stages: []\n')).toBe(false)
})

test('pixi.lock, old and new', () => {
  const sha = 'ab'.repeat(32)
  const read = readRows(
    pixiLock,
    `version: 6\nenvironments: {}\npackages:\n- conda: https://c.example/conda-forge/linux-64/a-b-1.2-h0_1.conda\n  sha256: ${sha}\n  license: MIT\n- pypi: https://p.example/x.whl\n  name: Foo.Bar\n  version: "2"\n  sha256: ${sha}\n- pypi: ./\n  name: own\n- what: x\n`,
  )
  expect(read.rows).toEqual([
    '4 pkg:conda/a-b@1.2 unknown unknown license MIT SHA-256 abab',
    '7 pkg:pypi/foo.bar@2 unknown unknown SHA-256 abab',
    '11 pkg:pypi/own unknown unknown path',
  ])
  expect(read.packages[0]?.purl).toBe('pkg:conda/a-b@1.2?build=h0_1&channel=conda-forge&subdir=linux-64')
  expect(read.issues).toEqual(['ENTRY_UNREADABLE:13'])
  const old = readRows(
    pixiLock,
    'version: 4\npackages:\n- kind: conda\n  name: a\n  version: 1.0\n  url: https://c.example/x/noarch/a-1.0-0.conda\n',
  )
  expect([old.rows, old.issues]).toEqual([['3 pkg:conda/a@1.0 unknown unknown'], []])
  expect(readRows(pixiLock, 'version: 99\n').issues).toEqual([
    'FORMAT_VERSION_UNSUPPORTED:1',
    'SHAPE_UNEXPECTED:1',
  ])
})

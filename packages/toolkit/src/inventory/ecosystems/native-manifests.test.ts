/** What projects of C and C++ declare: CMake, vcpkg, Conan; and Bazel. */
import { expect, test } from 'vitest'
import { readRows } from '../testing/rows.ts'
import { rowsAs } from '../testing/parse-as.ts'
import { bazelLock, bazelModule } from './bazel.ts'
import { cmake } from './cmake.ts'
import { conanfile } from './conanfile.ts'
import { mavenInstall } from './maven-install.ts'
import { vcpkg } from './vcpkg.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'

test('CMake: repositories, archives and CPM; variables are no address', () => {
  const md5 = 'ab'.repeat(16)
  const read = readRows(
    cmake,
    [
      '# FetchContent_Declare(commented GIT_REPOSITORY https://git.example/x/y)',
      'FetchContent_Declare(',
      '  json',
      '  GIT_REPOSITORY https://github.com/nlohmann/json.git',
      '  GIT_TAG v3.11.3',
      ')',
      `fetchcontent_declare(fmt GIT_REPOSITORY https://git.example/f/fmt GIT_TAG ${commit})`,
      'FetchContent_Declare(moving GIT_REPOSITORY https://git.example/m/m GIT_TAG main)',
      `ExternalProject_Add(zlib URL https://files.example/zlib-1.3.1.tar.gz URL_HASH MD5=${md5})`,
      'CPMAddPackage("gh:fmtlib/fmt@10.2.1")',
      'CPMAddPackage(NAME cxxopts GITHUB_REPOSITORY jarro2783/cxxopts VERSION 3.2.0)',
      'FetchContent_Declare(gone URL ${URL})',
    ].join('\n'),
  )
  expect(read.rows).toEqual([
    '2 pkg:generic/json@3.11.3 direct unknown git',
    `7 pkg:generic/fmt@${commit} direct unknown git`,
    '8 pkg:generic/moving direct unknown git wants main',
    '9 pkg:generic/zlib@1.3.1 direct unknown url MD5 abab',
    '10 pkg:generic/fmt@10.2.1 direct unknown git',
    '11 pkg:generic/cxxopts@3.2.0 direct unknown git',
  ])
  expect(read.packages[0]?.purl).toBe(
    'pkg:generic/json@3.11.3?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fnlohmann%2Fjson.git%40v3.11.3',
  )
  expect(read.issues).toEqual(['ENTRY_UNREADABLE:12', 'LOCK_MISSING:8'])
  expect(cmake.accepts?.('project(x)\nadd_library(y)')).toBe(false)
})

test('vcpkg: overrides pin, a baseline is kept, features are optional, tools build', () => {
  const manifest = {
    name: 'own',
    version: '1.0.0',
    'builtin-baseline': commit,
    dependencies: ['zlib', { name: 'fmt', 'version>=': '10.0.0#1' }, { name: 'cmake-tool', host: true }, {}],
    overrides: [{ name: 'zlib', version: '1.2.11', 'port-version': 3 }],
    features: { tests: { dependencies: ['gtest'] }, ssl: { dependencies: ['openssl'] } },
  }
  const read = readRows(vcpkg, JSON.stringify(manifest, null, 1), {
    'vcpkg-configuration.json': JSON.stringify({
      registries: [
        { kind: 'git', repository: 'https://git.example/reg', baseline: commit, packages: ['open*'] },
      ],
    }),
  })
  expect(read.rows).toEqual([
    '6 pkg:vcpkg/zlib@1.2.11 direct runtime',
    '7 pkg:vcpkg/fmt direct runtime wants >=10.0.0#1',
    '11 pkg:vcpkg/cmake-tool direct build',
    '27 pkg:vcpkg/gtest direct development [tests]',
    '32 pkg:vcpkg/openssl direct optional [ssl]',
    '1 pkg:vcpkg/own@1.0.0 unknown unknown workspace first-party',
  ])
  expect(read.packages[0]?.purl).toBe(`pkg:vcpkg/zlib@1.2.11?port_version=3&repository_revision=${commit}`)
  expect(read.packages[4]?.purl).toContain('repository_url=https:%2F%2Fgit.example%2Freg')
  expect(read.issues).toEqual(['ENTRY_UNREADABLE:15', 'LOCK_MISSING:7'])
})

test('conanfile.txt and conanfile.py', () => {
  const text =
    '[requires]\nzlib/1.2.13\nfmt/[>=10 <11]@team/stable\n# x/1\n[tool_requires]\ncmake/3.25\n[options]\nno/1\n'
  expect(rowsAs(conanfile, 'conanfile.txt', text).rows).toEqual([
    '2 pkg:conan/zlib@1.2.13 direct runtime',
    '3 pkg:conan/fmt direct runtime wants >=10 <11',
    '6 pkg:conan/cmake@3.25 direct build',
  ])
  const program = [
    'class Own(ConanFile):',
    '    requires = "a/1.0", "b/2.0@u/c"',
    '    tool_requires = [',
    '        "ninja/1.11",',
    '    ]',
    '    def requirements(self):',
    '        self.requires("c/3.0", force=True)',
    '        # self.requires("no/1")',
    '        self.requires(f"d/{self.x}")',
    '        self.test_requires("gtest/1.14")',
  ].join('\n')
  expect(rowsAs(conanfile, 'conanfile.py', program).rows).toEqual([
    '7 pkg:conan/c@3.0 direct runtime',
    '9 pkg:conan/d direct runtime wants {self.x}',
    '10 pkg:conan/gtest@1.14 direct development',
    '2 pkg:conan/a@1.0 direct runtime',
    '2 pkg:conan/b@2.0 direct runtime',
    '4 pkg:conan/ninja@1.11 direct build',
  ])
})

test('Bazel: what the module asks for, and what was chosen', () => {
  const module =
    'module(name = "own", version = "1.0")\nbazel_dep(name = "rules_go", version = "0.41.0")\n# bazel_dep(name = "no")\nbazel_dep(\n    name = "t",\n    version = "1",\n    dev_dependency = True,\n)\n'
  expect(readRows(bazelModule, module).rows).toEqual([
    '2 pkg:bazel/rules_go direct unknown wants 0.41.0',
    '4 pkg:bazel/t direct development wants 1',
    '1 pkg:bazel/own@1.0 unknown unknown workspace first-party',
  ])
  const lock = JSON.stringify(
    {
      lockFileVersion: 11,
      registryFileHashes: {
        'https://r.example/modules/rules_go/0.46.0/MODULE.bazel': 'x',
        'https://r.example/modules/rules_go/0.50.1/MODULE.bazel': 'x',
        'https://r.example/modules/rules_go/0.50.1/source.json': 'x',
        'https://r.example/modules/bazel_skylib/1.7.1/source.json': 'x',
      },
    },
    null,
    1,
  )
  expect(readRows(bazelLock, lock, { 'MODULE.bazel': module }).rows).toEqual([
    '6 pkg:bazel/rules_go@0.50.1 direct unknown',
    '7 pkg:bazel/bazel_skylib@1.7.1 transitive unknown',
  ])
  expect(readRows(bazelLock, '{}').issues).toEqual(['SHAPE_UNEXPECTED:1'])
})

test('maven_install.json, versions 1 and 2', () => {
  const sha = 'ab'.repeat(32)
  const second = {
    artifacts: { 'g:a': { shasums: { jar: sha }, version: '1.0' }, 'g:b': { version: '2.0' }, 'g:c': {} },
    dependencies: { 'g:a': ['g:b'] },
  }
  const read = readRows(mavenInstall, JSON.stringify(second, null, 1))
  expect(read.rows).toEqual([
    '3 pkg:maven/g/a@1.0 unknown unknown SHA-256 abab',
    '9 pkg:maven/g/b@2.0 unknown unknown',
  ])
  expect([read.packages[0]?.dependsOn, read.issues]).toEqual([['g:b'], ['ENTRY_UNREADABLE:12']])
  const first = {
    dependency_tree: { dependencies: [{ coord: 'g:a:jar:sources:1.0' }, { coord: 'g:a:1.0', sha256: sha }] },
  }
  expect(readRows(mavenInstall, JSON.stringify(first, null, 1)).rows).toEqual([
    '4 pkg:maven/g/a@1.0 unknown unknown SHA-256 abab',
  ])
})

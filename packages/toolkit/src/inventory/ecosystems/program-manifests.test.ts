/** What programs and manifests of other languages declare where no lock file states it. */
import { describe, expect, test } from 'vitest'
import { readRows } from '../testing/rows.ts'
import { rowsAs } from '../testing/parse-as.ts'
import { bower } from './bower.ts'
import { cartfile, cartfileResolved } from './carthage.ts'
import { cpanfile, cpanSnapshot } from './cpan.ts'
import { denoManifest } from './deno-manifest.ts'
import { elm } from './elm.ts'
import { gradleBuild } from './gradle-build.ts'
import { mixManifest } from './mix-manifest.ts'
import { nixFlake } from './nix-flake.ts'
import { packratLock } from './packrat-lock.ts'
import { podfile } from './podfile.ts'
import { pubspec } from './pubspec.ts'
import { rebarConfig } from './rebar-config.ts'
import { shardLock, shardManifest } from './shards.ts'
import { swiftPackage } from './swift-package.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'

test('build.gradle and build.gradle.kts: literal coordinates, what is computed is counted', () => {
  const read = readRows(
    gradleBuild,
    [
      'plugins {',
      "  id 'com.example.plugin' version '1.2'",
      '}',
      'dependencies {',
      "  implementation 'g:a:1.0'",
      '  // implementation "g:no:1"',
      '  api("g:b:2.+")',
      "  testImplementation group: 'g', name: 'c', version: '3.0'",
      '  implementation(platform("g:bom:4.0"))',
      '  implementation "g:d:$v"',
      '  implementation project(":own")',
      '  implementation libs.e',
      '  implementation "$group:f:1"',
      '  compileOnly "g:h"',
      '}',
    ].join('\n'),
  )
  expect(read.rows).toEqual([
    '5 pkg:maven/g/a@1.0 direct runtime [implementation]',
    '7 pkg:maven/g/b direct runtime [api] wants 2.+',
    '8 pkg:maven/g/c@3.0 direct development [testImplementation]',
    '9 pkg:maven/g/bom@4.0 direct runtime [implementation]',
    '10 pkg:maven/g/d direct runtime [implementation] wants $v',
    '14 pkg:maven/g/h direct peer [compileOnly]',
    '2 pkg:maven/com.example.plugin/com.example.plugin.gradle.plugin@1.2 direct build [plugins]',
  ])
  expect(read.issues).toEqual(['LOCK_MISSING:7', 'ENTRY_UNREADABLE:13'])
  expect(gradleBuild.accepts?.('rootProject.name = "x"')).toBe(false)
})

test('Package.swift', () => {
  const read = readRows(
    swiftPackage,
    [
      'let package = Package(name: "x", dependencies: [',
      '  .package(url: "https://github.com/apple/swift-nio.git", from: "2.0.0"),',
      '  // .package(url: "https://git.example/no/no", from: "1.0.0"),',
      '  .package(url: "https://git.example/a/b", exact: "1.2.3"),',
      '  .package(url: "https://git.example/a/c", .exact("1.0.0")),',
      `  .package(url: "https://git.example/a/d", revision: "${commit}"),`,
      '  .package(id: "mona.list", "1.0.0"..<"2.0.0"),',
      '  .package(path: "../own"),',
      '], targets: [.target(dependencies: [.product(name: "NIO", package: "swift-nio")])])',
    ].join('\n'),
  )
  expect(read.rows).toEqual([
    '2 pkg:swift/github.com/apple/swift-nio direct unknown wants from: "2.0.0"',
    '4 pkg:swift/git.example/a/b@1.2.3 direct unknown',
    '5 pkg:swift/git.example/a/c@1.0.0 direct unknown',
    `6 pkg:swift/git.example/a/d@${commit} direct unknown git`,
    '7 pkg:swift/mona/list direct unknown wants "1.0.0"..<"2.0.0"',
  ])
})

describe('Elixir and Erlang', () => {
  test('mix.exs', () => {
    const read = readRows(
      mixManifest,
      [
        'defmodule X do',
        '  defp deps do',
        '    [',
        '      {:jason, "~> 1.4"},',
        '      {:exact, "== 1.0.0", only: :test},',
        '      # {:no, "1"},',
        `      {:repo, github: "a/repo", ref: "${commit}"},`,
        '      {:own, in_umbrella: true},',
        '      {:other, "~> 1.0", hex: :real}',
        '    ]',
        '  end',
        '  defp x, do: {:not, "a dep"}',
        'end',
      ].join('\n'),
    )
    expect(read.rows).toEqual([
      '4 pkg:hex/jason direct runtime wants ~> 1.4',
      '5 pkg:hex/exact@1.0.0 direct development',
      '7 pkg:hex/repo direct runtime git',
      '8 pkg:hex/own direct runtime path',
      '9 pkg:hex/other direct runtime wants ~> 1.0',
    ])
  })

  test('rebar.config', () => {
    const read = readRows(
      rebarConfig,
      '{erl_opts, [debug_info]}.\n{deps, [\n cowboy, % any\n {jsx, "3.1.0"}, {r, {git, "https://git.example/a/r", {tag, "1.0"}}}, {own, "~> 1", {pkg, real}}\n]}.\n{profiles, [{test, [{deps, [meck]}]}]}.\n',
    )
    expect(read.rows).toEqual([
      '2 pkg:hex/cowboy direct runtime',
      '2 pkg:hex/jsx@3.1.0 direct runtime',
      '2 pkg:hex/r direct runtime git',
      '2 pkg:hex/real direct runtime wants ~> 1',
      '6 pkg:hex/meck direct development',
    ])
    expect(readRows(rebarConfig, '{deps, [F || F <- x()]}.').issues).toEqual(['ENTRY_UNREADABLE:1'])
  })
})

test('pubspec.yaml', () => {
  const read = readRows(
    pubspec,
    'name: own\nversion: 1.0.0\ndependencies:\n  flutter:\n    sdk: flutter\n  http: ^1.0.0\n  exact: 2.0.0\n  g:\n    git:\n      url: https://git.example/a/g\n      ref: v1\n  p:\n    path: ../p\ndev_dependencies:\n  test: any\n',
  )
  expect(read.rows).toEqual([
    '6 pkg:pub/http direct runtime wants ^1.0.0',
    '7 pkg:pub/exact@2.0.0 direct runtime',
    '8 pkg:pub/g direct runtime git',
    '12 pkg:pub/p direct runtime path',
    '15 pkg:pub/test direct development wants any',
    '1 pkg:pub/own@1.0.0 unknown unknown workspace first-party',
  ])
})

test('Podfile', () => {
  const read = readRows(
    podfile,
    "pod 'A'\npod 'B/Core', '~> 1.0'\n  pod \"C\", '1.2.3'\npod 'D', :git => 'https://git.example/a/d.git', :commit => 'abc'\npod 'E', :path => '../E'\n# pod 'no'\n",
  )
  expect(read.rows).toEqual([
    '1 pkg:cocoapods/A direct unknown',
    '2 pkg:cocoapods/B direct unknown wants ~> 1.0',
    '3 pkg:cocoapods/C@1.2.3 direct unknown',
    '4 pkg:cocoapods/D direct unknown git',
    '5 pkg:cocoapods/E direct unknown path',
  ])
})

test('Cartfile and Cartfile.resolved', () => {
  const text =
    'github "A/B" ~> 1.0\ngithub "A/C" == 2.0.0 # why\ngit "https://git.example/x/y.git" "main"\nbinary "https://b.example/z.json" >= 1\nodd "line"\n'
  const read = readRows(cartfile, text)
  expect(read.rows).toEqual([
    '1 pkg:swift/github.com/A/B direct runtime wants ~> 1.0',
    '2 pkg:swift/github.com/A/C@2.0.0 direct runtime',
    '3 pkg:swift/git.example/x/y direct runtime wants main',
    '4 pkg:generic/z direct runtime wants >= 1',
  ])
  expect(read.issues).toEqual(['ENTRY_UNREADABLE:5', 'LOCK_MISSING:1'])
  expect(readRows(cartfileResolved, 'github "A/B" "v1.2.0"\n')).toMatchObject({
    rows: ['1 pkg:swift/github.com/A/B@v1.2.0 direct unknown'],
    issues: [],
  })
})

test('deno.json, with comments', () => {
  const read = readRows(
    denoManifest,
    '{\n  // map\n  "imports": {\n    "@std/a": "jsr:@std/assert@^1.0.0",\n    "chalk": "npm:chalk@5.3.0",\n    "@x/y": "npm:/@x/y@^2/sub",\n    "own": "./own.ts",\n    "far": "https://h.example/x/mod@v1.0.0/mod.ts"\n  }\n}\n',
  )
  expect(read.rows).toEqual([
    '4 pkg:jsr/%40std/assert direct unknown wants ^1.0.0',
    '5 pkg:npm/chalk@5.3.0 direct unknown',
    '6 pkg:npm/%40x/y direct unknown wants ^2',
    '8 pkg:generic/mod@v1.0.0 direct unknown url',
  ])
})

test('bower.json and elm.json', () => {
  expect(readRows(bower, '{"dependencies": {"a": "^1"},\n"devDependencies": {"b": "2.0.0"}}').rows).toEqual([
    '1 pkg:bower/a direct runtime wants ^1',
    '2 pkg:bower/b@2.0.0 direct development',
  ])
  const application =
    '{"type": "application",\n"dependencies": {"direct": {"elm/core": "1.0.5"},\n"indirect": {"elm/json": "1.1.3"}},\n"test-dependencies": {"direct": {"elm/test": "2.0.0"}}}'
  expect(readRows(elm, application)).toMatchObject({
    rows: [
      '2 pkg:elm/elm/core@1.0.5 direct runtime',
      '3 pkg:elm/elm/json@1.1.3 transitive runtime',
      '4 pkg:elm/elm/test@2.0.0 direct development',
    ],
    issues: [],
  })
  const library = '{"type": "package",\n"dependencies": {"elm/core": "1.0.0 <= v < 2.0.0"}}'
  expect(readRows(elm, library)).toMatchObject({
    rows: ['2 pkg:elm/elm/core direct runtime wants 1.0.0 <= v < 2.0.0'],
    issues: ['VERSION_UNRESOLVED:2'],
  })
})

test('shard.lock and shard.yml', () => {
  const lock = `version: 2.0\nshards:\n  a:\n    git: https://git.example/x/a.git\n    version: 0.1.0\n  b:\n    git: https://git.example/x/b.git\n    version: 0.2.0+git.commit.${commit}\n`
  const read = readRows(shardLock, lock)
  expect(read.rows).toEqual([
    '3 pkg:generic/a@0.1.0 direct unknown git',
    `6 pkg:generic/b@${commit} direct unknown git`,
  ])
  const manifest =
    'dependencies:\n  c:\n    github: x/c\n    version: ~> 1.0\ndevelopment_dependencies:\n  d:\n    path: ../d\n'
  expect(readRows(shardManifest, manifest)).toMatchObject({
    rows: ['2 pkg:generic/c direct runtime git wants ~> 1.0', '6 pkg:generic/d direct development path'],
    issues: ['LOCK_MISSING:2'],
  })
})

test('cpanfile.snapshot and cpanfile', () => {
  const snapshot =
    '# carton snapshot format: version 1.0\nDISTRIBUTIONS\n  Foo-Bar-1.23\n    pathname: A/AU/AUTHOR/Foo-Bar-1.23.tar.gz\n    provides:\n      Foo::Bar 1.23\n  strange\n'
  expect(readRows(cpanSnapshot, snapshot)).toMatchObject({
    rows: ['3 pkg:cpan/AUTHOR/Foo-Bar@1.23 unknown unknown'],
    issues: ['ENTRY_UNREADABLE:7'],
  })
  expect(readRows(cpanSnapshot, 'x').issues).toEqual(['SHAPE_UNEXPECTED:1'])
  const wishes =
    "requires 'perl', '5.010';\nrequires 'Foo::Bar', '>= 1.0';\nrequires 'Baz', '== 2.0';\non 'test' => sub {\n  requires 'Test::More';\n};\nrecommends 'Q';\n"
  expect(readRows(cpanfile, wishes).rows).toEqual([
    '2 pkg:cpan/Foo-Bar direct runtime wants >= 1.0',
    '3 pkg:cpan/Baz@2.0 direct runtime',
    '5 pkg:cpan/Test-More direct development',
    '7 pkg:cpan/Q direct optional',
  ])
})

test('packrat.lock', () => {
  const text = `PackratFormat: 1.4\nRVersion: 4.0\n\nPackage: a\nSource: CRAN\nVersion: 1.0\nHash: ff\nRequires: b,\n    c\n\nPackage: b\nSource: github\nVersion: 2.0\nGithubUsername: x\nGithubRepo: b\nGithubSha1: ${commit}\n\nPackage: c\n`
  const read = readRows(packratLock, text)
  expect(read.rows).toEqual([
    '4 pkg:cran/a@1.0 unknown unknown',
    '11 pkg:cran/b@2.0 unknown unknown git',
    '18 pkg:cran/c unknown unknown',
  ])
  expect([read.packages[0]?.dependsOn, read.issues]).toEqual([['b', 'c'], ['VERSION_UNRESOLVED:18']])
})

test('flake.lock', () => {
  const lock = {
    nodes: {
      nixpkgs: { locked: { type: 'github', owner: 'NixOS', repo: 'nixpkgs', rev: commit } },
      own: { locked: { type: 'path', path: './x' }, inputs: { a: 'nixpkgs', b: ['nixpkgs'] } },
      root: { inputs: { own: 'own' } },
    },
    root: 'root',
    version: 7,
  }
  const read = readRows(nixFlake, JSON.stringify(lock, null, 1))
  expect(read.rows).toEqual([
    `3 pkg:generic/nixpkgs@${commit} transitive build git`,
    '11 pkg:generic/own direct build path',
  ])
  expect([read.packages[1]?.dependsOn, read.issues]).toEqual([['nixpkgs'], ['REFERENCE_MISSING:1']])
})

test('names of files decide for Cartfile.private', () => {
  expect(rowsAs(cartfile, 'Cartfile.private', 'github "A/B"\n').rows).toEqual([
    '1 pkg:swift/github.com/A/B direct development',
  ])
})

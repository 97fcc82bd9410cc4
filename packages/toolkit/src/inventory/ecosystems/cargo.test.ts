import { describe, expect, test } from 'vitest'
import { edgesOf, readRows } from '../testing/rows.ts'
import { cargo } from './cargo.ts'

const registry = 'registry+https://github.example/index'
const hex = 'ab'.repeat(32)

const workspaceLock = `version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "lib",
 "left",
 "tester",
]

[[package]]
name = "lib"
version = "0.2.0"
dependencies = [
 "left",
 "maker 1.0.0",
]

[[package]]
name = "left"
version = "1.2.3+build"
source = "${registry}"
checksum = "${hex}"
dependencies = ["deep"]

[[package]]
name = "deep"
version = "2.0.0"
source = "git+https://git.example/deep?branch=main#0123456789"

[[package]]
name = "maker"
version = "1.0.0"
source = "${registry}"
checksum = "${hex}"

[[package]]
name = "maker"
version = "2.0.0"
source = "${registry}"
checksum = "${hex}"

[[package]]
name = "tester"
version = "3.0.0"
source = "${registry}"
checksum = "${hex}"
dependencies = ["maker 2.0.0 (${registry})"]
`

const rootManifest = `[workspace]
members = ["crates/*"]
[workspace.dependencies]
maker = { version = "1" }
[package]
name = "app"
[dependencies]
lib = { path = "crates/lib" }
left = "1"
[dev-dependencies]
tester = "3"
`

const libManifest = `[package]
name = "lib"
[dependencies]
left = { version = "1", optional = true }
[target.'cfg(unix)'.build-dependencies]
maker.workspace = true
`

describe('Cargo.lock', () => {
  test('scopes come from the manifests, lines from the headers', () => {
    const neighbours = { 'Cargo.toml': rootManifest, 'crates/lib/Cargo.toml': libManifest }
    const read = readRows(cargo, workspaceLock, neighbours)
    expect(read.status).toBe('parsed')
    expect(read.rows).toEqual([
      '3 pkg:cargo/app@0.1.0 direct runtime workspace first-party',
      '12 pkg:cargo/lib@0.2.0 direct runtime workspace first-party',
      '20 pkg:cargo/left@1.2.3%2Bbuild direct runtime SHA-256 abab',
      '27 pkg:cargo/deep@2.0.0 transitive runtime git',
      '32 pkg:cargo/maker@1.0.0 direct build SHA-256 abab',
      '38 pkg:cargo/maker@2.0.0 transitive development SHA-256 abab',
      '44 pkg:cargo/tester@3.0.0 direct development SHA-256 abab',
    ])
    expect(edgesOf(read)[0]).toBe('app@0.1.0 -> lib@0.2.0, left@1.2.3+build, tester@3.0.0')
  })

  test('without a manifest the product cannot be told from crates of folders: all are listed', () => {
    expect(readRows(cargo, workspaceLock).rows).toEqual([
      '3 pkg:cargo/app@0.1.0 direct unknown path',
      '12 pkg:cargo/lib@0.2.0 direct unknown path',
      '20 pkg:cargo/left@1.2.3%2Bbuild direct unknown SHA-256 abab',
      '27 pkg:cargo/deep@2.0.0 transitive unknown git',
      '32 pkg:cargo/maker@1.0.0 direct unknown SHA-256 abab',
      '38 pkg:cargo/maker@2.0.0 transitive unknown SHA-256 abab',
      '44 pkg:cargo/tester@3.0.0 direct unknown SHA-256 abab',
    ])
  })

  test('a crate that a patch takes from a folder is foreign code', () => {
    const lock = '[[package]]\nname = "forked"\nversion = "1.0.0"\n'
    const manifest = '[patch.crates]\nforked = { path = "vendor/forked" }\n'
    expect(readRows(cargo, lock, { 'Cargo.toml': manifest }).rows).toEqual([
      '1 pkg:cargo/forked@1.0.0 unknown unknown path',
    ])
  })

  test('one version from two sources is two packages', () => {
    const entry = (source: string): string =>
      `[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "${source}"\n`
    const lock = `${entry(registry)}${entry('git+https://git.example/a#01')}[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = ["a 1.0.0 (git+https://git.example/a#01)"]\n`
    const read = readRows(cargo, lock)
    expect(edgesOf(read)).toEqual(['app@0.1.0 -> a@1.0.0 (git+https://git.example/a#01)'])
    expect(read.rows.slice(0, 2)).toEqual([
      '1 pkg:cargo/a@1.0.0 unknown unknown',
      '5 pkg:cargo/a@1.0.0 direct unknown git',
    ])
  })

  test('version 1: the root has its own table, checksums stand apart', () => {
    const lock = `[root]\nname = "app"\nversion = "0.1.0"\ndependencies = ["left 1.0.0 (${registry})"]\n
[[package]]\nname = "left"\nversion = "1.0.0"\nsource = "${registry}"\n
[metadata]\n"checksum left 1.0.0 (${registry})" = "${hex}"\n`
    expect(readRows(cargo, lock).rows).toEqual([
      '6 pkg:cargo/left@1.0.0 direct unknown SHA-256 abab',
      '1 pkg:cargo/app@0.1.0 direct unknown path',
    ])
  })

  test.each([
    ['not TOML', '[[package\nname = 1', 'unreadable', ['SYNTAX_INVALID:1']],
    ['cut off', '[[package]]\nname = "a', 'unreadable', ['SYNTAX_INVALID:2']],
    ['no version', '[[package]]\nname = "a"\n', 'partial', ['ENTRY_UNREADABLE:1']],
    ['newer lock', 'version = 9\n', 'partial', ['FORMAT_VERSION_UNSUPPORTED:1']],
    [
      'lost edge',
      '[[package]]\nname="a"\nversion="1.0.0"\ndependencies=["b"]\n',
      'partial',
      ['REFERENCE_MISSING:1'],
    ],
    ['odd names', '[[package]]\nname="__proto__"\nversion="1.0.0"\n', 'parsed', []],
    ['deep', `a = ${'['.repeat(300)}${']'.repeat(300)}`, 'unreadable', ['NESTING_TOO_DEEP:1']],
  ])('%s', (...[, text, status, issues]) => {
    const read = readRows(cargo, text)
    expect([read.status, read.issues]).toEqual([status, issues])
  })
})

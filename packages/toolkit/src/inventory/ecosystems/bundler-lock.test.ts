import { describe, expect, test } from 'vitest'
import { edgesOf, readRows } from '../testing/rows.ts'
import { bundlerLock } from './bundler-lock.ts'

const lock = `GIT
  remote: https://git.example/forked.git
  revision: 0123abc
  specs:
    forked (1.0.0)
      native (~> 1.0)

PATH
  remote: .
  specs:
    me (0.1.0)

PATH
  remote: vendor/copied
  specs:
    copied (0.2.0)

GEM
  remote: https://gems.example/
  specs:
    native (1.13.3-x86_64-linux)
    native (1.13.3-java)
    linter (2.0.0)
      bundler (>= 1.2)
      gone (1.0)

PLATFORMS
  java
  x86_64-linux

DEPENDENCIES
  forked!
  linter (~> 2.0)
  me!

CHECKSUMS
  native (1.13.3-java) sha256=${'ab'.repeat(32)}

BUNDLED WITH
   2.5.0
`

const gemfile = `source 'https://gems.example'
gemspec
gem "forked", git: 'https://git.example/forked.git'
if ENV['CI']
  gem 'other'
end
group :development, :test do # tools
  gem 'linter', '~> 2.0'
end
`

describe('Gemfile.lock', () => {
  test('sources, platforms, edges and scopes', () => {
    const read = readRows(bundlerLock, lock, { Gemfile: gemfile })
    expect(read.rows).toEqual([
      '5 pkg:gem/forked@1.0.0 direct runtime git',
      '11 pkg:gem/me@0.1.0 direct unknown workspace first-party',
      '16 pkg:gem/copied@0.2.0 unknown unknown path',
      '21 pkg:gem/native@1.13.3 transitive runtime',
      `22 pkg:gem/native@1.13.3 transitive runtime SHA-256 abab`,
      '23 pkg:gem/linter@2.0.0 direct development [development test] wants ~> 2.0',
    ])
    expect(edgesOf(read)).toEqual(['forked 1.0.0 -> native 1.13.3-x86_64-linux, native 1.13.3-java'])
    expect(read.issues).toEqual(['REFERENCE_MISSING:23'])
  })

  test('the platform is a qualifier, so that the version stays a release', () => {
    const [, , , native] = readRows(bundlerLock, lock).packages
    expect(native?.purl).toBe('pkg:gem/native@1.13.3?platform=x86_64-linux')
  })

  test.each([
    ['no Gemfile.lock', 'hello\nworld\n', 'unreadable', ['SYNTAX_INVALID:1']],
    ['empty', '', 'unreadable', ['SYNTAX_INVALID:1']],
    ['no gems', 'GEM\n  specs:\n\nDEPENDENCIES\n', 'parsed', []],
    ['a merge conflict', 'GEM\n<<<<<<< HEAD\n  specs:\n\nDEPENDENCIES\n', 'partial', ['SYNTAX_INVALID:2']],
    ['no version', 'GEM\n  specs:\n    bare\n\nDEPENDENCIES\n', 'partial', ['ENTRY_UNREADABLE:3']],
    ['windows lines', 'GEM\r\n  specs:\r\n    a (1.0)\r\n\r\nDEPENDENCIES\r\n  a\r\n', 'parsed', []],
    ['cut off in the specs', 'GEM\n  specs:\n    a (1.0)\n', 'partial', ['SYNTAX_INVALID:3']],
    [
      'cut off in what is asked for',
      'GEM\n  specs:\n    a (1.0)\n    b (1.0)\n\nDEPENDENCIES\n  a\n',
      'partial',
      ['SYNTAX_INVALID:7'],
    ],
  ])('%s', (...[, text, status, issues]) => {
    const read = readRows(bundlerLock, text)
    expect([read.status, read.issues]).toEqual([status, issues])
  })
})

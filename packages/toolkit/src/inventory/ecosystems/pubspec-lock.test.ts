import { describe, expect, test } from 'vitest'
import { readRows } from '../testing/rows.ts'
import { pubspecLock } from './pubspec-lock.ts'

const lock = `packages:
  crypto:
    dependency: "direct main"
    description:
      name: crypto
      sha256: ${'ab'.repeat(32)}
      url: "https://pub.example"
    source: hosted
    version: "3.0.3"
  lints:
    dependency: "direct dev"
    description: {name: lints, url: "https://pub.example"}
    source: hosted
    version: "1.10"
  forked:
    dependency: transitive
    description:
      path: "."
      ref: main
      resolved-ref: "0123"
      url: "https://git.example/forked.git"
    source: git
    version: "0.1.8"
  mine:
    dependency: "direct overridden"
    description: {path: "../mine", relative: true}
    source: path
    version: "1.0.0"
  flutter:
    dependency: "direct main"
    description: flutter
    source: sdk
    version: "0.0.0"
sdks:
  dart: ">=3.0.0 <4.0.0"
`

describe('pubspec.lock', () => {
  test('hosted, git, path and SDK packages', () => {
    expect(readRows(pubspecLock, lock)).toMatchObject({
      status: 'parsed',
      rows: [
        '2 pkg:pub/crypto@3.0.3 direct runtime SHA-256 abab',
        '10 pkg:pub/lints@1.10 direct development [dev]',
        '15 pkg:pub/forked@0.1.8 transitive unknown git wants main',
        '24 pkg:pub/mine@1.0.0 direct unknown path',
        '29 pkg:pub/flutter@0.0.0 direct runtime',
      ],
    })
  })

  test.each([
    ['empty', '', 'unreadable', ['SHAPE_UNEXPECTED:1']],
    ['a text', 'hello', 'unreadable', ['SHAPE_UNEXPECTED:1']],
    ['no packages', 'sdks:\n  dart: any\n', 'partial', ['SHAPE_UNEXPECTED:1']],
    ['none locked', 'packages:\nsdks: {}\n', 'parsed', []],
    ['cut off', 'packages:\n  a:\n    version: "1"\n', 'partial', ['SYNTAX_INVALID:3']],
    ['no version', 'packages:\n  a:\n    source: hosted\nsdks: {}\n', 'partial', ['VERSION_UNRESOLVED:2']],
    [
      'odd names',
      'packages:\n  __proto__:\n    version: "1"\n  constructor:\n    version: "2"\nsdks: {}\n',
      'parsed',
      [],
    ],
  ])('%s', (...[, text, status, issues]) => {
    const read = readRows(pubspecLock, text)
    expect([read.status, read.issues]).toEqual([status, issues])
  })

  test('an unknown kind of dependency is no reason to fail', () => {
    const text = 'packages:\n  a:\n    dependency: constructor\n    version: "1.0.0"\n'
    expect(readRows(pubspecLock, text).rows).toEqual(['2 pkg:pub/a@1.0.0 unknown unknown'])
  })
})

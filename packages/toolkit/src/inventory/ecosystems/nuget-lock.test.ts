import { describe, expect, test } from 'vitest'
import { edgesOf, readRows } from '../testing/rows.ts'
import { nugetLock } from './nuget-lock.ts'

const lock = `{
  "version": 1,
  "dependencies": {
    "net6.0": {
      "Some.Package": {
        "type": "Direct",
        "requested": "[1.0.0, )",
        "resolved": "1.0.1",
        "contentHash": "${'A'.repeat(86)}==",
        "dependencies": { "other.package": "2.0.0" }
      },
      "Other.Package": { "type": "Transitive", "resolved": "2.0.0" },
      "my.project": { "type": "Project", "dependencies": { "Some.Package": "[1.0.0, )" } }
    },
    "net8.0": {
      "Some.Package": { "type": "Transitive", "resolved": "1.0.1" },
      "Other.Package": { "type": "CentralTransitive", "resolved": "3.0.0" }
    }
  }
}`

describe('packages.lock.json', () => {
  test('frameworks merge by package and version', () => {
    const read = readRows(nugetLock, lock)
    expect(read.status).toBe('parsed')
    expect(read.rows).toEqual([
      '5 pkg:nuget/Some.Package@1.0.1 direct unknown wants [1.0.0, ) SHA-512 0000',
      '12 pkg:nuget/Other.Package@2.0.0 transitive unknown',
      '13 pkg:nuget/my.project unknown unknown workspace first-party',
      '17 pkg:nuget/Other.Package@3.0.0 transitive unknown',
    ])
    expect(edgesOf(read)).toEqual([
      'some.package@1.0.1 -> other.package@2.0.0',
      'my.project@ -> some.package@1.0.1',
    ])
  })

  test.each([
    ['not JSON', '{', 'unreadable', ['SYNTAX_INVALID:1']],
    ['a list', '[]', 'unreadable', ['SHAPE_UNEXPECTED:1']],
    ['no table', '{"version": 1}', 'partial', ['SHAPE_UNEXPECTED:1']],
    ['new version', '{"version": 7, "dependencies": {}}', 'partial', ['FORMAT_VERSION_UNSUPPORTED:1']],
    [
      'framework is no table',
      '{"version": 1, "dependencies": {"net6.0": 1}}',
      'partial',
      ['SHAPE_UNEXPECTED:1'],
    ],
    ['no type', '{"version": 2, "dependencies": {"net6.0": {"A": {}}}}', 'partial', ['ENTRY_UNREADABLE:1']],
  ])('%s', (...[, text, status, issues]) => {
    const read = readRows(nugetLock, text)
    expect([read.status, read.issues]).toEqual([status, issues])
  })
})

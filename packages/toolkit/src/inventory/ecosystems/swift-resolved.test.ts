import { describe, expect, test } from 'vitest'
import { readRows } from '../testing/rows.ts'
import { swiftResolved } from './swift-resolved.ts'

const pin = (location: string, state: string, kind = 'remoteSourceControl'): string =>
  `{"version": 2, "pins": [\n{"identity": "mona.linkedlist", "kind": "${kind}", "location": "${location}", "state": ${state}}\n]}`
const released = '{"revision": "abc", "version": "1.2.3"}'

describe('Package.resolved', () => {
  test.each([
    [
      'https',
      pin('https://git.example/Mona/List.git', released),
      '2 pkg:swift/git.example/Mona/List@1.2.3 unknown unknown',
    ],
    [
      'ssh',
      pin('git@git.example:Mona/List.git', released),
      '2 pkg:swift/git.example/Mona/List@1.2.3 unknown unknown',
    ],
    [
      'user in the URL',
      pin('https://me@git.example/a/b', released),
      '2 pkg:swift/git.example/a/b@1.2.3 unknown unknown',
    ],
    [
      'branch',
      pin('https://git.example/a/b', '{"branch": "main", "revision": "abc"}'),
      '2 pkg:swift/git.example/a/b@abc unknown unknown git wants main',
    ],
    ['registry', pin('', released, 'registry'), '2 pkg:swift/mona/linkedlist@1.2.3 unknown unknown'],
    [
      'local',
      pin('/home/b', released, 'localSourceControl'),
      '2 pkg:swift/home/b@1.2.3 unknown unknown path',
    ],
  ])('%s', (_, text, row) => {
    const read = readRows(swiftResolved, text)
    expect([read.status, read.rows]).toEqual(['parsed', [row]])
  })

  test('version 1 has its pins one level deeper', () => {
    const text =
      '{"object": {"pins": [{"package": "b", "repositoryURL": "https://git.example/a/b", "state": {"branch": null, "version": "1.0.0", "revision": "x"}}]}, "version": 1}'
    expect(readRows(swiftResolved, text).rows).toEqual(['1 pkg:swift/git.example/a/b@1.0.0 unknown unknown'])
  })

  test.each([
    ['empty', '', 'unreadable', ['SYNTAX_INVALID:1']],
    ['no pins', '{"version": 3}', 'partial', ['SHAPE_UNEXPECTED:1']],
    ['version 9', '{"version": 9, "pins": []}', 'partial', ['FORMAT_VERSION_UNSUPPORTED:1']],
    ['a pin of nothing', '{"version": 2, "pins": [{}]}', 'partial', ['ENTRY_UNREADABLE:1']],
    ['no version', pin('https://git.example/a/b', '{}'), 'partial', ['VERSION_UNRESOLVED:2']],
  ])('%s', (...[, text, status, issues]) => {
    const read = readRows(swiftResolved, text)
    expect([read.status, read.issues]).toEqual([status, issues])
  })
})

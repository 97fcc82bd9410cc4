import { describe, expect, test } from 'vitest'
import { edgesOf, readRows } from '../testing/rows.ts'
import { conanLock } from './conan-lock.ts'

const graph = `{
  "version": "0.4",
  "graph_lock": { "nodes": {
    "0": { "ref": "me/1.0", "path": "conanfile.py", "requires": ["1"], "build_requires": ["3"] },
    "1": { "ref": "poco/1.9.4@acme/stable#abc", "requires": ["2"], "context": "host" },
    "2": { "pref": "zlib/1.2.12#0:19729b#58846c", "context": "host" },
    "3": { "ref": "cmake/3.29", "context": "build" }
  } }
}`

const flat = `{
  "version": "0.5",
  "requires": [
    "zlib/1.3.1#b8bc%1733936244.862",
    "fmt/cci.20210118"
  ],
  "build_requires": ["zlib/1.3.1#b8bc%1733936244.862", "ninja/1.12.1#fd58%1724079877.609"],
  "python_requires": ["tools/1.0"],
  "config_requires": []
}`

describe('conan.lock', () => {
  test('version 1 is a graph', () => {
    const read = readRows(conanLock, graph)
    expect(read.rows).toEqual([
      '4 pkg:conan/me@1.0 unknown unknown workspace first-party',
      '5 pkg:conan/poco@1.9.4 direct runtime',
      '6 pkg:conan/zlib@1.2.12 transitive runtime',
      '7 pkg:conan/cmake@3.29 direct build',
    ])
    expect(edgesOf(read)).toEqual(['0 -> 1, 3', '1 -> 2'])
    expect(read.packages[1]?.purl).toBe('pkg:conan/poco@1.9.4?channel=stable&rrev=abc&user=acme')
  })

  test('older versions name the targets in a table', () => {
    const text =
      '{"version": "0.2", "graph_lock": {"nodes": {"0": {"path": "x", "requires": {"zlib/1.2.11": "1"}}, "1": {"pref": "zlib/1.2.11"}}}}'
    expect(readRows(conanLock, text).rows).toEqual(['1 pkg:conan/zlib@1.2.11 direct runtime'])
  })

  test('version 2 is flat; conanfile.txt tells what is direct', () => {
    const read = readRows(conanLock, flat, {
      'conanfile.txt': '[requires]\nfmt/[>=1]\n[options]\nzlib/*:x=1\n',
    })
    expect(read.rows).toEqual([
      '4 pkg:conan/zlib@1.3.1 transitive runtime [build-requires requires]',
      '5 pkg:conan/fmt@cci.20210118 direct runtime [requires]',
      '7 pkg:conan/ninja@1.12.1 transitive build [build-requires]',
      '8 pkg:conan/tools@1.0 transitive build [python-requires]',
    ])
  })

  test.each([
    ['not JSON', 'hello', 'unreadable', ['SYNTAX_INVALID:1']],
    ['neither form', '{"version": "0.5"}', 'partial', ['SHAPE_UNEXPECTED:1']],
    ['no reference', '{"requires": ["hello"]}', 'partial', ['ENTRY_UNREADABLE:1']],
    ['no text', '{"requires": [{}]}', 'partial', ['ENTRY_UNREADABLE:1']],
    ['an empty node', '{"graph_lock": {"nodes": {"1": {}}}}', 'partial', ['ENTRY_UNREADABLE:1']],
  ])('%s', (...[, text, status, issues]) => {
    const read = readRows(conanLock, text)
    expect([read.status, read.issues]).toEqual([status, issues])
  })
})

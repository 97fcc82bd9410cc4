import { describe, expect, test } from 'vitest'
import { edgesOf, readRows } from '../testing/rows.ts'
import { mixLock } from './mix-lock.ts'
import { rebarLock } from './rebar-lock.ts'

const hex = 'ab'.repeat(32)
const lock = `%{
  "plug": {:hex, :plug, "1.11.1", "${hex}", [:mix], [{:mime, "~> 1.0", [hex: :mime, repo: "hexpm", optional: false]}, {:gone, ">= 0.0.0", [hex: :gone, optional: true]}], "hexpm", "${hex}"},
  "mime": {:hex, :mime, "2.0.6", "${hex}", [:mix], [], "hexpm:acme"},
  "renamed": {:hex, :real_name, "1.0.0", "${hex}", [:mix], [{:lost, "1.0", [hex: :lost, optional: false]}], "hexpm"},
  "forked": {:git, "https://git.example/forked.git", "0123", [branch: "a,b}"]},
}
`
const manifest = `defmodule App.MixProject do
  defp deps do
    [
      {:plug, "~> 1.11"},
      # {:commented, "~> 1.0"},
      {:renamed, "~> 1.0", only: [:dev, :test], runtime: false},
      {:forked, git: "https://git.example/forked.git"}
    ]
  end
end
`

describe('mix.lock', () => {
  test('hex and git entries, scopes of mix.exs', () => {
    const read = readRows(mixLock, lock, { 'mix.exs': manifest })
    expect(read.rows).toEqual([
      '2 pkg:hex/plug@1.11.1 direct runtime SHA-256 abab',
      '3 pkg:hex/acme/mime@2.0.6 transitive runtime',
      '4 pkg:hex/real_name@1.0.0 direct development alias renamed',
      '5 pkg:hex/forked@0123 direct runtime git',
    ])
    expect(edgesOf(read)).toEqual(['plug -> mime'])
    expect(read.issues).toEqual(['REFERENCE_MISSING:4'])
  })

  test('without mix.exs what nobody wants must be direct', () => {
    const relations = readRows(mixLock, lock).packages.map((found) => found.relation)
    expect(relations).toEqual(['direct', 'unknown', 'direct', 'direct'])
  })

  test.each([
    ['no map', '[1, 2]', 'unreadable', ['SYNTAX_INVALID:1']],
    ['empty map', '%{}', 'parsed', []],
    [
      'half an entry',
      '%{\n  "a": {:hex, },\n  "b": {:hex, :b, "1.0.0"},\n}',
      'partial',
      ['ENTRY_UNREADABLE:2'],
    ],
    ['cut off', '%{\n  "a": {:hex, :a, "1.0', 'partial', ['ENTRY_UNREADABLE:2', 'SYNTAX_INVALID:2']],
    ['first entry beside the bracket', '%{"a": {:hex, :a, "1.0.0", "x", [:mix], []}}', 'parsed', []],
    ['deep', `%{\n  "a": {:hex, ${'['.repeat(300)}`, 'partial', ['ENTRY_UNREADABLE:2', 'SYNTAX_INVALID:2']],
    ['strange line', '%{\nhello\n}', 'partial', ['ENTRY_UNREADABLE:2']],
  ])('%s', (...[, text, status, issues]) => {
    const read = readRows(mixLock, text)
    expect([read.status, read.issues]).toEqual([status, issues])
  })
})

describe('rebar.lock', () => {
  test('levels, packages and git', () => {
    const text = `{"1.2.0",
[{<<"meck">>,{pkg,<<"meck">>,<<"0.9.2">>},0},
 {<<"app">>,{git,"https://git.example/app.git",{ref,"0123"}},1},
 {<<"other">>,{pkg,<<"real">>,<<"1.0.0">>},1}]}.
[
{pkg_hash,[
 {<<"meck">>, <<"${'CD'.repeat(32)}">>}]},
{pkg_hash_ext,[
 {<<"meck">>, <<"${'AB'.repeat(32)}">>}]}
].`
    expect(readRows(rebarLock, text)).toMatchObject({
      status: 'parsed',
      rows: [
        '2 pkg:hex/meck@0.9.2 direct unknown SHA-256 abab',
        '3 pkg:hex/app@0123 transitive unknown git',
        '4 pkg:hex/real@1.0.0 transitive unknown alias other',
      ],
    })
  })

  test.each([
    ['nothing locked', '[].\n', 'parsed', []],
    ['no terms', 'hello', 'unreadable', ['SYNTAX_INVALID:1']],
    ['no entries', '{"1.2.0", []}.', 'partial', ['SYNTAX_INVALID:1']],
    ['damaged', '[{<<"a">>,{pkg,<<"a">>}},0}].', 'partial', ['ENTRY_UNREADABLE:1']],
  ])('%s', (...[, text, status, issues]) => {
    const read = readRows(rebarLock, text)
    expect([read.status, read.issues]).toEqual([status, issues])
  })
})

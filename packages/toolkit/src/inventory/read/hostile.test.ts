/** Lock files come from anybody: whatever the bytes, a reader answers soon, never throws and repeats itself. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ecosystems } from '../ecosystems/index.ts'
import type { Ecosystem } from '../ecosystem.ts'

/** Pieces of all the formats, so that random texts get past the first check. */
const signs = '{ } [ ] ( ) " \\ <<" ">> , : = => # // %{ &a; __proto__ constructor é <![CDATA['.split(' ')
const starts = [
  '\n',
  '  ',
  '    - ',
  '"a": {:hex, :a, "1.0.0"',
  '[[package]]\nname = "a"\nversion = "1.0.0"\n',
  'dependencies = ["a"]\n',
  'require (',
  'require a.b/c v1.0.0',
  'replace a.b/c => ',
  'GEM\n  specs:\n    a (1.0)\n      b\n',
  'PODS:\n',
  '  - A (1.0):\n    - B\n',
  'packages:\n  a:\n    version: "1"\n',
  '{"packages": [',
  '{"name": "a/b"',
  '"pins"',
  '<project>',
  '</project>',
  '<dependency>',
  '<version>${v}</version>',
  '<packages>',
  '<package id="a"/>',
  '{"graph_lock": {"nodes": {"1": {"ref": "a/1"}}}}',
  '\u0000',
  '\uD800',
]
const pieces = fc.constantFrom(...signs, ...starts)
const text = fc.oneof(
  fc.string(),
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
)

/** A few hundred kilobytes of what makes careless patterns slow. */
const floods: readonly (readonly [name: string, flood: string])[] = [
  ['quotes', '"'.repeat(300_000)],
  ['escaped quotes', '\\"'.repeat(150_000)],
  ['spaces', `${' '.repeat(300_000)}x`],
  ['comments', '# '.repeat(150_000)],
  ['brackets', '{['.repeat(150_000)],
  ['an Elixir map of quotes', `%{\n"a": {${'"\\"'.repeat(150_000)}`],
  ['an Erlang list of openings', '[{<<"a">>,{'.repeat(50_000)],
  ['gems of one name', `GEM\n  specs:\n${'    a (1.0)\n      a\n'.repeat(20_000)}`],
  ['requirements', `module a\nrequire (\n${'\tb.c/d v1.0.0\n'.repeat(30_000)})`],
  ['one long requirement', `require ${'"\\"'.repeat(150_000)}`],
  ['crates', '[[package]]\nname = "a"\nversion = "1.0.0"\n'.repeat(12_000)],
  ['pods', `PODS:\n${'  - A (1.0)\n'.repeat(40_000)}`],
  ['properties that double', doublingPom()],
  ['configurations', `g:a:1=${'x,'.repeat(150_000)}`],
]

describe.each(ecosystems.map((ecosystem) => [ecosystem.id, ecosystem] as const))('%s', (_, ecosystem) => {
  test('random texts', () => {
    fc.assert(
      fc.property(text, (content) => {
        expectSound(ecosystem, content)
      }),
      { numRuns: 150, seed: 1 },
    )
  })

  test('floods end soon', () => {
    const slow = floods.flatMap(([name, flood]) => {
      const start = process.cpuUsage()
      expectSound(ecosystem, flood)
      const took = process.cpuUsage(start).user / 1000
      return took > 3_000 ? [`${name}: ${took.toFixed(0)} ms`] : []
    })
    expect(slow).toEqual([])
  })
})

/** Twice the same answer; unique keys, edges to known keys, real lines; an unreadable file says why. */
function expectSound(ecosystem: Ecosystem, content: string): void {
  const file = { path: 'folder/file', text: content }
  const first = ecosystem.parse(file, (path) => ({ path, text: content }))
  const keys = new Set(first.packages.map((found) => found.key))
  expect(keys.size).toBe(first.packages.length)
  for (const found of first.packages) {
    if (found.dependsOn.some((key) => !keys.has(key)) || found.line < 1)
      throw new Error(`unsound: ${found.purl}`)
  }
  if (first.status !== 'parsed') expect(first.issues.length).toBeGreaterThan(0)
  if (first.status === 'unreadable') expect(first.packages).toEqual([])
  if (content.length < 10_000) {
    expect(ecosystem.parse(file, (path) => ({ path, text: content }))).toEqual(first)
  }
}

function doublingPom(): string {
  const properties = Array.from(
    { length: 60 },
    (_, index) => `<p${index}>\${p${index + 1}}\${p${index + 1}}</p${index}>`,
  )
  const dependency =
    '<dependency><groupId>g</groupId><artifactId>a</artifactId><version>${p0}</version></dependency>'
  return `<project><properties>${properties.join('')}<p60>x</p60></properties><dependencies>${dependency.repeat(3_000)}</dependencies></project>`
}

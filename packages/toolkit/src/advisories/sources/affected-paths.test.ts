/** Parts of packages that records name: as OSV writes them for Go and Rust, and as Go's own reports do. */
import { expect, test } from 'vitest'
import { goVulndb } from './go-vulndb.ts'
import { osv } from './osv.ts'

const context = { source: 'test', digest: 'd'.repeat(64), now: 0 }

function pathsOf(affected: readonly object[]): unknown {
  const text = JSON.stringify({ id: 'X-1', modified: '2026-01-01T00:00:00Z', affected })
  const read = osv.read({ path: 'X-1.json', text }, context)
  return read.ok ? read.value.facts().paths : read.error
}

test('imports of Go with their symbols, functions of Rust', () => {
  const go = { ecosystem: 'Go', name: 'example.org/net' }
  const rust = { ecosystem: 'crates.io', name: 'lamp' }
  const functions = { 'lamp::Lamp::new': ['< 1.0'] }
  expect(
    pathsOf([
      {
        package: go,
        ecosystem_specific: {
          imports: [{ path: 'example.org/net/html', symbols: ['Parse'] }, { path: 'example.org/net/http' }],
        },
      },
      { package: rust, ecosystem_specific: { affects: { functions, os: [], arch: [] } } },
      { package: rust, ecosystem_specific: { affects: { functions: ['lamp::off'] } } },
    ]),
  ).toEqual([
    { ...go, paths: ['example.org/net/html', 'example.org/net/html#Parse', 'example.org/net/http'] },
    { ...rust, paths: ['lamp::Lamp::new'] },
    { ...rust, paths: ['lamp::off'] },
  ])
})

test('what names nothing, or is of another shape, says nothing', () => {
  const named = { ecosystem: 'Go', name: 'a' }
  const shapes = [7, null, [], { imports: 'x' }, { imports: [{ symbols: ['Parse'] }] }]
  expect(
    pathsOf(shapes.map((specific) => ({ package: named, ecosystem_specific: specific }))),
  ).toBeUndefined()
  expect(pathsOf([{ ecosystem_specific: { imports: [{ path: 'a' }] } }])).toBeUndefined()
  const long = { imports: [{ path: 'x'.repeat(2000) }] }
  expect(pathsOf([{ package: named, ecosystem_specific: long }])).toBeUndefined()
})

test("Go's own reports", () => {
  const text = `id: GO-2026-1
modules:
  - module: std
    versions:
      - fixed: 1.22.1
    packages:
      - package: net/http
        symbols:
          - Serve
        derived_symbols:
          - ListenAndServe
`
  const read = goVulndb.read({ path: 'data/reports/GO-2026-1.yaml', text }, context)
  expect(read.ok && read.value.facts().paths).toEqual([
    { ecosystem: 'Go', name: 'stdlib', paths: ['net/http', 'net/http#Serve', 'net/http#ListenAndServe'] },
  ])
})

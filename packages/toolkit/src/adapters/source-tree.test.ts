/** Which files count as sources: not what OCCTET wrote itself, and everything else that was listed. */
import { expect, test } from 'vitest'
import { toSourceTree } from './source-tree.ts'

function listed(files: readonly string[]): readonly string[] {
  const listAll = () => ({ files, skipped: [] })
  const tree = toSourceTree({ listAll, read: () => undefined, list: () => files } as unknown as Parameters<
    typeof toSourceTree
  >[0])
  return tree.list()
}

const report = ['cra.json', 'findings.json', 'report.html', 'sbom.cdx.json', 'sbom.spdx.json', 'summary.json']

test('decisions, policy and reports are no sources of the product', () => {
  const own = ['.occtet/decisions/GHSA-1.left.yaml', '.occtet/policy.yaml', 'a/.occtet/baseline.json']
  const out = report.map((name) => `build/out/${name}`)
  expect(listed(['src/a.js', ...own, ...out])).toEqual(['src/a.js'])
})

test('a name alone hides nothing: code beside them and half a report are read', () => {
  const code = ['.occtet/load.js', 'my.occtet/a.json', 'out/evil.js', 'src/findings.json', 'src/summary.json']
  const out = report.map((name) => `out/${name}`)
  expect(listed([...code, ...out])).toEqual(code)
  const half = report.filter((name) => name !== 'cra.json').map((name) => `half/${name}`)
  expect(listed(half)).toEqual(half)
})

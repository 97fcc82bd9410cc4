/** What each scope means, said as a table: who hears a decision in which product, release and version. */
import { expect, test } from 'vitest'
import { type DecisionScope, decisionScopes } from '../../model/index.ts'
import { applyDecisions } from './apply.ts'
import { decided, findingOf, purlOf, view } from './testing/sample.ts'

/**
 * The decision is made in product `gateway`, release 2.0.0, on lodash 4.17.20; `release-range` holds for releases from
 * 2.0.0 to below 3.0.0. `yes`: it speaks. `ask`: it is shown as stale. `no`: it is not heard.
 */
const table = `
in      release version finding release-range component product organisation
gateway 2.0.0   4.17.20 yes     yes           yes       yes     yes
gateway 2.0.0   4.17.19 ask     yes           yes       yes     yes
gateway 2.0.0   none    ask     yes           yes       yes     yes
gateway 2.9.9   4.17.20 ask     yes           yes       yes     yes
gateway 2.9.9   4.17.19 ask     yes           yes       yes     yes
gateway 3.0.0   4.17.20 ask     ask           yes       yes     yes
gateway 3.0.0   4.17.19 ask     ask           yes       yes     yes
gateway 1.9.9   4.17.20 ask     ask           yes       yes     yes
gateway none    4.17.20 ask     ask           yes       yes     yes
gateway none    4.17.19 ask     ask           yes       yes     yes
app     2.0.0   4.17.20 no      no            no        no      yes
app     2.0.0   4.17.19 no      no            no        no      yes
app     3.0.0   4.17.20 no      no            no        no      yes
app     none    4.17.20 no      no            no        no      yes
GATEWAY 2.0.0   4.17.20 no      no            no        no      yes
`

const [head = [], ...lines] = table
  .trim()
  .split('\n')
  .map((line) => line.split(/ +/))

const rows = lines.flatMap((cells) =>
  decisionScopes.map((scope) => {
    const cell = (name: string) => cells[head.indexOf(name)] ?? ''
    return {
      scope,
      product: cell('in'),
      release: cell('release'),
      version: cell('version'),
      expected: cell(scope),
    }
  }),
)

function hear(row: (typeof rows)[number]): string {
  const releases = row.scope === 'release-range' ? { releases: 'vers:semver/>=2.0.0|<3.0.0' } : {}
  const record = decided({ scope: row.scope, ...releases })
  const purl = purlOf(row.version === 'none' ? 'pkg:npm/lodash' : `pkg:npm/lodash@${row.version}`)
  const { release: _, ...bare } = { ...view, product: row.product }
  const where = row.release === 'none' ? bare : { ...bare, release: row.release }
  const { findings } = applyDecisions([findingOf({ purl })], [record], where)
  const words: Readonly<Record<string, string>> = { 'in-force': 'yes', stale: 'ask' }
  const standing = findings[0]?.decision?.standing
  return standing === undefined ? 'no' : (words[standing] ?? standing)
}

test('the table knows every scope', () => {
  expect(head.slice(3)).toEqual([...decisionScopes])
  expect(rows).toHaveLength(75)
  expect(new Set(rows.map(({ expected }) => expected))).toEqual(new Set(['yes', 'ask', 'no']))
})

test.each(rows)('$scope in $product $release on $version: $expected', (row) => {
  expect(hear(row)).toBe(row.expected)
})

test('a wider scope never hears less', () => {
  const rank = ['no', 'ask', 'yes']
  for (const cells of lines) {
    const heard = cells.slice(3).map((word) => rank.indexOf(word))
    expect(heard).toEqual([...heard].sort((a, b) => a - b))
  }
})

/** The same package under other names: a name is never enough. */
const packages: readonly [string, boolean][] = [
  ['pkg:npm/lodash@4.17.20', true],
  ['pkg:npm/lodash@4.17.20?repository_url=https://mirror.example', true],
  ['pkg:npm/lodash.template@4.17.20', false],
  ['pkg:npm/lodash-es@4.17.20', false],
  ['pkg:npm/%40types/lodash@4.17.20', false],
  ['pkg:gem/lodash-rails@4.17.20', false],
  ['pkg:deb/debian/node-lodash@4.17.20', false],
  ['pkg:generic/lodash@4.17.20', false],
]

test.each(packages)('%s with the same CVE: %s', (text, isHeard) => {
  for (const scope of ['component', 'product', 'organisation'] as DecisionScope[]) {
    const { findings } = applyDecisions([findingOf({ purl: purlOf(text) })], [decided({ scope })], view)
    expect(findings[0]?.decision !== undefined).toBe(isHeard)
  }
})

test('twenty packages with one CVE, each decided apart', () => {
  const findings = Array.from({ length: 20 }, (_, index) =>
    findingOf({ purl: purlOf(`pkg:npm/part-${index}@1.0.0`) }),
  )
  const records = findings.filter((_, index) => index % 2 === 0).map((finding) => decided({}, { finding }))
  const heard = applyDecisions(findings, records, view).findings.map(({ decision }) => decision?.id)
  expect(heard).toEqual(
    findings.map((_, index) => (index % 2 === 0 ? `GHSA-35jh-r3h4-6jhm.part-${index}` : undefined)),
  )
})

test('ten thousand findings and two thousand decisions are laid over each other within seconds', () => {
  const findings = Array.from({ length: 10_000 }, (_, index) =>
    findingOf({ purl: purlOf(`pkg:npm/part-${index}@1.0.0`) }),
  )
  const records = findings.slice(0, 2000).map((finding) => decided({}, { finding }))
  const start = performance.now()
  const { applied, unused } = applyDecisions(findings, records, view)
  expect([applied.length, unused.length]).toEqual([2000, 0])
  // Quadratic work would take minutes; the bound leaves room for a busy machine.
  expect(performance.now() - start).toBeLessThan(20_000)
})

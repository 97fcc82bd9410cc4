/** Evidence of findings made anew: as if the tree had been looked at again, and never better for knowing less. */
import { expect, test } from 'vitest'
import { assessEvidence, collectSignals } from './assess.ts'
import { findingSignals, renewFindingSignals } from './renew-signals.ts'
import { memoryRepoFiles } from './repo-files.ts'
import type { GivenFacts } from './signal.ts'
import { signals } from './signals/registry.ts'
import { fixtures } from './testing/fixtures.ts'
import { asOf, component, finding, inventoryOf, report } from './testing/given.ts'

const tree = memoryRepoFiles(new Map([['package-lock.json', '{}']]))
const purl = 'pkg:npm/a@1.0.0'
const inventory = inventoryOf([component(purl)])
const fix = { kind: 'upgrade', nearest: '1.0.1' } as const
const flaw = finding(purl, 'GHSA-aaaa', { level: 'critical', fix, aliases: ['CVE-2025-0001', 'GHSA-aaaa'] })
const sources = [
  { name: 'kev', ecosystems: [], covers: [], records: 1, asOf, isStale: false, catalogues: ['kev'] as const },
]
const noVex = { documents: [], statements: [], unread: [] }

function look(given: GivenFacts) {
  return assessEvidence(collectSignals(tree, inventory, { asOf, ...given }))
}

function stateIn(status: ReturnType<typeof look>, id: string): string | undefined {
  return status.signals.find((one) => one.id === id)?.state
}

test('every signal that says something else once findings are known is renewed', () => {
  const told = new Set<string>()
  for (const { files, given } of fixtures) {
    if (given?.findings === undefined) continue
    const { findings: _, ...blind } = given
    const own = memoryRepoFiles(new Map(Object.entries(files)))
    const without = collectSignals(own, given.inventory ?? inventory, blind)
    const withThem = collectSignals(own, given.inventory ?? inventory, given)
    for (const [at, one] of withThem.entries())
      if (JSON.stringify(one) !== JSON.stringify(without[at])) told.add(one.id)
  }
  const renewed = findingSignals.map(({ id }) => id)
  expect([...told].filter((id) => !renewed.includes(id))).toEqual([])
  expect(told.size).toBeGreaterThan(5)
  expect(renewed.filter((id) => !signals.some((signal) => signal.id === id))).toEqual([])
})

test('a flaw that became known after the look speaks against the requirement', () => {
  const before = look({ findings: report([], { sources }), vex: noVex })
  expect(stateIn(before, 'SIG-VULN-OPEN')).toBe('absent')
  const listed = { ...flaw, exploitation: { kev: [{ catalogue: 'cisa', ransomware: 'unknown' }] } } as const
  const after = renewFindingSignals(before, {
    inventory,
    tree,
    vex: noVex,
    now: asOf,
    findings: report([listed], { sources }),
  })
  expect(stateIn(after, 'SIG-VULN-OPEN')).toBe('contrary')
  expect(stateIn(after, 'SIG-VULN-KEV')).toBe('contrary')
  expect(stateIn(after, 'SIG-VULN-UNREVIEWED')).toBe('contrary')
  const against = after.requirements.find(({ id }) => id === 'ECR-I-2a')
  expect(against?.against).toContain('SIG-VULN-KEV')
})

test('a decision answers at once, and no longer once it is stale', () => {
  const before = look({ findings: report([flaw]), vex: noVex })
  expect(stateIn(before, 'SIG-VULN-UNREVIEWED')).toBe('contrary')
  const decided = (standing: 'in-force' | 'stale') =>
    renewFindingSignals(before, {
      inventory,
      tree,
      vex: noVex,
      now: asOf,
      findings: report([
        {
          ...flaw,
          decision: {
            id: 'd-1',
            status: 'not_affected',
            justification: 'vulnerable_code_not_present',
            standing,
            staleReasons: [],
            scope: 'component',
            reason: 'The parser is not built.',
            by: 'Curator',
            at: asOf,
            isReused: false,
          },
        },
      ]),
    })
  expect(stateIn(decided('in-force'), 'SIG-VULN-UNREVIEWED')).toBe('absent')
  expect(stateIn(decided('in-force'), 'SIG-VULN-VEX')).toBe('present')
  expect(stateIn(decided('stale'), 'SIG-VULN-UNREVIEWED')).toBe('contrary')
})

test('what was found elsewhere stays as long as nothing better is known', () => {
  const pushed = look({ findings: report([flaw]), vex: noVex })
  const blind = report([], { unknown: [{ purl: component(purl).purl, reason: 'SOURCE_STALE' }] })
  const after = renewFindingSignals(pushed, { inventory, tree, now: asOf, findings: blind })
  expect(stateIn(after, 'SIG-VULN-OPEN')).toBe('contrary')
  expect(stateIn(after, 'SIG-VULN-UNREVIEWED')).toBe('contrary')
  // Good news of the same kind is not kept: nobody can say it now.
  const clean = look({ findings: report([]), vex: noVex })
  const unsure = renewFindingSignals(clean, { inventory, tree, now: asOf, findings: blind })
  expect(stateIn(unsure, 'SIG-VULN-OPEN')).toBe('unknown')
})

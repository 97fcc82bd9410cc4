import { describe, expect, it } from 'vitest'
import type { Component, Finding, FindingsReport, Inventory, Purl } from '../../model/index.ts'
import { collectComponentFacts } from './facts.ts'
import { joinDiligence } from './record.ts'
import type { ComponentDecision, DiligenceFile } from './types.ts'

function component(purl: string, more: Partial<Component> = {}): Component {
  return {
    purl: purl as Purl,
    ecosystem: 'npm',
    isVersionResolved: true,
    relation: 'transitive',
    scope: 'runtime',
    groups: [],
    origin: 'registry',
    isFirstParty: false,
    aliases: [],
    licenses: ['MIT'],
    hashes: [],
    evidence: [{ path: 'package-lock.json', line: 7 }],
    dependsOn: [],
    ...more,
  }
}

function finding(purl: string, group: string, more: Partial<Finding> = {}): Finding {
  return {
    key: `${purl} ${group}`,
    purl: purl as Purl,
    group,
    aliases: [group],
    records: [group],
    isMalicious: false,
    matched: [],
    severity: [],
    level: 'high',
    fix: { kind: 'upgrade', nearest: '2.0.0' },
    paths: [],
    scope: 'runtime',
    relation: 'transitive',
    ...more,
  }
}

function facts(
  components: readonly Component[],
  more: Partial<FindingsReport> = {},
): ReturnType<typeof collectComponentFacts> {
  const inventory: Inventory = { name: 'x', components, roots: [], files: [], issues: [] }
  return collectComponentFacts(inventory, {
    schema: '1',
    asOf: '2026-11-22T00:00:00Z',
    sources: [],
    findings: [],
    unknown: [],
    issues: [],
    ...more,
  })
}

describe('components that deserve a look', () => {
  it('are ordered by what is wrong with them; the rest is left to scan and SBOM', () => {
    const found = facts(
      [
        component('pkg:npm/quiet@1.0.0'),
        component('pkg:npm/direct@1.0.0', { relation: 'direct', licenses: [] }),
        component('pkg:npm/holed@1.0.0'),
        component('pkg:npm/bad@1.0.0', { scope: 'development' }),
        component('pkg:npm/tool@1.0.0', { scope: 'development', relation: 'direct', licenses: [] }),
        component('pkg:npm/loose', { isVersionResolved: false }),
        component('pkg:npm/forked@1.0.0', { origin: 'git' }),
        component('pkg:npm/own@1.0.0', { isFirstParty: true, relation: 'direct' }),
        component('pkg:conan/dark@1.0.0'),
      ],
      {
        findings: [
          finding('pkg:npm/holed@1.0.0', 'GHSA-1'),
          finding('pkg:npm/bad@1.0.0', 'MAL-1', { isMalicious: true }),
        ],
        unknown: [{ purl: 'pkg:conan/dark@1.0.0' as Purl, reason: 'NO_SOURCE_FOR_TYPE' }],
      },
    )
    expect(found.map((one) => `${one.package} ${one.reasons.join(',')}`)).toEqual([
      'pkg:npm/bad malicious,open-advisory',
      'pkg:npm/holed open-advisory',
      'pkg:npm/loose version-unknown',
      'pkg:conan/dark no-advisory-source',
      'pkg:npm/direct direct,no-license',
      'pkg:npm/forked not-from-registry',
    ])
    expect(found.find((one) => one.package === 'pkg:conan/dark')?.advisoriesKnown).toBe(false)
    expect(found[1]).toMatchObject({
      version: '1.0.0',
      foundAt: 'package-lock.json:7',
      advisories: [{ id: 'GHSA-1', level: 'high', fix: '2.0.0' }],
    })
  })

  it('an informational notice alone is no reason', () => {
    const notice = finding('pkg:npm/old@1.0.0', 'RUSTSEC-1', { informational: 'unmaintained' })
    expect(facts([component('pkg:npm/old@1.0.0')], { findings: [notice] })).toEqual([])
  })
})

describe('decisions', () => {
  const today = '2026-11-22'
  const decision: ComponentDecision = {
    package: 'pkg:npm/holed',
    version: '1.0.0',
    decision: 'accepted-with-measures',
    why: 'the flaw is in a part that we do not call',
    by: 'the lead developer',
    at: '2026-10-01',
    advisories: ['GHSA-1'],
  }
  const state = (change: Partial<ComponentDecision>, ids: readonly string[] = ['GHSA-1']): unknown => {
    const purl = 'pkg:npm/holed@1.0.0'
    const file: DiligenceFile = {
      schema: 'occtet.diligence/1',
      decisions: [{ ...decision, ...change }],
      upstream: [],
    }
    const rows = facts([component(purl)], { findings: ids.map((id) => finding(purl, id)) })
    const packages = new Set(['pkg:npm/holed'])
    const { kind, ...rest } = joinDiligence({ facts: rows, file, components: 1, packages, today }).rows[0]
      ?.state ?? {
      kind: 'none',
    }
    return 'changes' in rest ? [kind, ...rest.changes] : [kind]
  }

  it('hold while nothing changes, and tell what did', () => {
    expect(state({})).toEqual(['decided'])
    expect(state({ version: '0.9.0' })).toEqual(['stale', 'version'])
    expect(state({}, ['GHSA-1', 'GHSA-2'])).toEqual(['stale', 'advisories'])
    expect(state({ at: '2025-11-21' })).toEqual(['stale', 'older-than-a-year'])
    expect(state({ at: '2025-11-22' })).toEqual(['decided'])
    expect(state({ package: 'pkg:npm/other' })).toEqual(['open'])
  })

  it('two versions of one package are decided each for itself', () => {
    const purls = ['pkg:npm/holed@1.0.0', 'pkg:npm/holed@2.0.0']
    const join = (...decisions: readonly ComponentDecision[]) =>
      joinDiligence({
        facts: facts(
          purls.map((purl) => component(purl)),
          {
            findings: purls.map((purl) => finding(purl, 'GHSA-1')),
          },
        ),
        file: { schema: 'occtet.diligence/1', decisions, upstream: [] },
        components: 2,
        packages: new Set(['pkg:npm/holed']),
        today,
      }).rows.map((row) => row.state.kind)
    expect(join(decision)).toEqual(['decided', 'stale'])
    expect(join(decision, { ...decision, version: '2.0.0' })).toEqual(['decided', 'decided'])
  })

  it('the newest counts; those about packages that are gone are named', () => {
    const gone = { ...decision, package: 'pkg:npm/gone' }
    const newer = { ...decision, decision: 'replace', at: '2026-11-01' } as const
    const file: DiligenceFile = {
      schema: 'occtet.diligence/1',
      decisions: [newer, decision, gone],
      upstream: [
        { package: 'pkg:npm/holed', vulnerability: 'own-1', foundAt: '2026-11-01', by: 'x' },
        {
          package: 'pkg:npm/holed',
          vulnerability: 'own-2',
          foundAt: '2026-11-01',
          by: 'x',
          notReported: 'no-maintainer',
        },
      ],
    }
    const purl = 'pkg:npm/holed@1.0.0'
    const record = joinDiligence({
      facts: facts([component(purl)], { findings: [finding(purl, 'GHSA-1')] }),
      file,
      components: 1,
      packages: new Set(['pkg:npm/holed']),
      today,
    })
    expect(record.rows[0]?.state).toMatchObject({ kind: 'decided', decision: { decision: 'replace' } })
    expect(record.orphans).toEqual([gone])
    expect(record.unreported.map((report) => report.vulnerability)).toEqual(['own-1'])
  })
})

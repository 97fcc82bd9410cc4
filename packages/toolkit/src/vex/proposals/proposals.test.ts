/** The contract that every kind of proposal keeps: polarity, unknowns, hostile facts, the same answer twice. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../../../../../tests/property-seed.ts'
import { memorySources } from '../../reachability/index.ts'
import { checkVerdict } from '../decisions/verdict.ts'
import { findingOf, purlOf, reachabilityOf } from '../decisions/testing/sample.ts'
import { kindSettings } from './enabled.ts'
import { type Confidence, type ProposalFacts, proposalKinds, type Proposer } from './model.ts'
import { draftOf, propose } from './propose.ts'
import { proposers } from './registry.ts'
import { polarity } from './testing/polarity.ts'

const rank: Readonly<Record<Confidence, number>> = { low: 1, medium: 2, high: 3 }

function surenessOf(
  proposer: Proposer,
  finding: Parameters<typeof propose>[0],
  facts: ProposalFacts,
): number {
  const draft = draftOf(proposer, finding, facts)
  return draft === undefined ? 0 : rank[draft.confidence]
}

describe('the registry', () => {
  it('names every kind once, in order, and no file of a kind is forgotten', () => {
    expect(proposers.map(({ kind }) => kind)).toEqual(proposalKinds)
    const folder = fileURLToPath(new URL('.', import.meta.url))
    const files = readdirSync(folder).filter(
      (name) =>
        name.endsWith('.ts') &&
        !name.endsWith('.test.ts') &&
        /: Proposer = \{/.test(readFileSync(`${folder}${name}`, 'utf8')),
    )
    expect(files).toEqual(proposalKinds.map((kind) => `${kind}.ts`).toSorted())
  })
})

describe.each(proposers)('$kind', (proposer) => {
  const { good, bad } = polarity[proposer.kind]

  it('proposes on the known good, completely, with evidence', () => {
    const draft = draftOf(proposer, ...good)
    expect(draft?.evidence.length).toBeGreaterThan(0)
    expect(draft?.message).toMatch(/^[^\n]+\.$/)
    expect(draft !== undefined && checkVerdict(draft.verdict, '2026-11-22').ok).toBe(true)
  })

  it('says nothing on the known bad', () => {
    expect(draftOf(proposer, ...bad)).toBeUndefined()
  })

  it('says nothing where nothing is known', () => {
    expect(draftOf(proposer, good[0], {})).toBeUndefined()
  })

  it('says nothing of malicious packages, which act while they are installed', () => {
    expect(draftOf(proposer, { ...good[0], isMalicious: true }, good[1])).toBeUndefined()
  })

  it.each(Object.keys(good[1]) as (keyof ProposalFacts)[])('is never surer without %s', (key) => {
    for (const [finding, facts] of [good, bad]) {
      const { [key]: _, ...less } = facts
      expect(surenessOf(proposer, finding, less)).toBeLessThanOrEqual(surenessOf(proposer, finding, facts))
    }
  })
})

const word = fc.constantFrom(
  'windows',
  'linux',
  'darwin',
  'unix',
  'linux/amd64',
  'linux/arm/v7',
  'amd64',
  'x86_64',
  'golang.org/x/net/html',
  'golang.org/x/net/http2',
  'ui/a.js',
  'ui/all.min.js',
  "sys_platform == 'win32'",
  "not ((('",
  'affects Windows only',
  '7.88.1-10+deb12u5',
  '0',
  '1:2',
  '__proto__',
  '\u202e]](`',
)
const hostile = fc.oneof(word, fc.string({ unit: 'binary', maxLength: 60 }))
const texts = fc.array(hostile, { maxLength: 4 })
const listing = fc.record({ items: texts, isComplete: fc.boolean() })
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })

const anyFacts = fc
  .record({
    component: maybe(
      fc.record({
        os: maybe(texts),
        cpu: maybe(texts),
        marker: maybe(hostile),
        files: maybe(listing),
        packages: maybe(listing),
      }),
    ),
    advisory: maybe(
      fc.record({ os: maybe(texts), arch: maybe(texts), packagePaths: maybe(texts), text: maybe(hostile) }),
    ),
    state: maybe(fc.constantFrom('imported', 'development-only', 'not-seen', 'unknown')),
    files: maybe(
      fc.dictionary(
        fc.constantFrom(
          'package.json',
          'Dockerfile',
          'Procfile',
          'go.mod',
          'requirements.txt',
          'pom.xml',
          'a.php',
          'Cargo.toml',
        ),
        hostile,
      ),
    ),
    distribution: maybe(
      fc.record({
        name: hostile,
        release: hostile,
        package: hostile,
        version: hostile,
        claims: fc.array(
          fc.record({
            source: hostile,
            record: hostile,
            names: fc.constant(['CVE-2021-23337']),
            distribution: hostile,
            release: hostile,
            package: hostile,
            status: fc.constantFrom('fixed', 'open'),
            fixed: hostile,
          }),
          { maxLength: 3 },
        ),
      }),
    ),
    platforms: maybe(texts),
    scope: fc.constantFrom('development', 'runtime'),
    purl: fc.constantFrom(
      'pkg:npm/lodash@4.17.20',
      'pkg:golang/golang.org/x/net@v0.30.0',
      'pkg:deb/debian/curl@7.88.1-10%2Bdeb12u5',
      'pkg:pypi/pytest@8.0.0',
      'pkg:composer/a/tool@1',
      'pkg:maven/g/a@1',
      'pkg:cargo/a@1.0.0',
      'pkg:gem/rake@1',
    ),
  })
  .map(({ component, advisory, state, files, distribution, platforms, scope, purl }) => {
    const finding = findingOf({ purl: purlOf(purl), scope: scope as 'development' | 'runtime' })
    const facts = {
      ...(component === undefined
        ? {}
        : {
            component: {
              ...given(component),
              component: { scope: finding.scope, relation: 'direct', groups: [], evidence: [] },
            },
          }),
      ...(advisory === undefined ? {} : { advisory: given(advisory) }),
      ...(state === undefined ? {} : { reachability: reachabilityOf(state as 'imported') }),
      ...(files === undefined ? {} : { tree: memorySources(files) }),
      ...(distribution === undefined ? {} : { distribution }),
      ...(platforms === undefined ? {} : { product: { platforms } }),
    } as ProposalFacts
    return { finding, facts }
  })

/** Members without a value are left out, as the types want it. */
function given<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<T>
}

describe('any facts', () => {
  it('throw nothing, give the same twice, and what they give can be decided', () => {
    fc.assert(
      fc.property(anyFacts, ({ finding, facts }) => {
        const first = propose(finding, facts)
        expect(propose(finding, facts)).toEqual(first)
        for (const { verdict, message, evidence, basis } of first) {
          expect(checkVerdict(verdict, '2026-11-22').ok).toBe(true)
          expect(basis).toMatch(/^[0-9a-f]{64}$/)
          // oxlint-disable-next-line no-control-regex -- they are what must not get through
          expect([message, ...evidence.map(({ text }) => text)].join('')).not.toMatch(/[\u0000-\u001f\u202e]/)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('are never surer with one of them unknown', () => {
    const keys = ['component', 'advisory', 'reachability', 'tree', 'distribution', 'product'] as const
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...keys), ({ finding, facts }, key) => {
        const { [key]: _, ...less } = facts
        for (const proposer of proposers)
          expect(surenessOf(proposer, finding, less)).toBeLessThanOrEqual(
            surenessOf(proposer, finding, facts),
          )
      }),
      { numRuns: 500 },
    )
  })

  it('prove no absence once a list is no longer known to be complete', () => {
    const [finding, facts] = polarity['file-absent'].good
    const { component } = facts
    if (component?.packages === undefined) throw new Error('the good case has a list')
    const open = { ...component, packages: { ...component.packages, isComplete: false } }
    expect(propose(finding, { ...facts, component: open })).toEqual([])
  })

  it('in large texts take no long time', () => {
    const long = 'npm install '.repeat(20_000) + ' '.repeat(50_000) + "'".repeat(50_000)
    const [finding] = polarity['dev-only'].good
    const names = ['Dockerfile', 'package.json', 'Procfile', 'x.service', 'requirements.txt']
    const start = performance.now()
    propose(finding, {
      ...polarity['dev-only'].good[1],
      tree: memorySources(Object.fromEntries(names.map((name) => [name, long]))),
      advisory: { text: long, os: [long] },
      product: { platforms: ['linux'] },
    })
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

describe('the digest', () => {
  it('changes with the record and with the evidence, and not otherwise', () => {
    const [finding, facts] = polarity['distribution-backport'].good
    const { distribution } = facts
    if (distribution === undefined) throw new Error('the good case has a distribution')
    const basisOf = (one: typeof finding, other: ProposalFacts): string | undefined =>
      propose(one, other)[0]?.basis
    const own = basisOf(finding, facts)
    expect(own).toBeDefined()
    expect(basisOf({ ...finding, level: 'low' }, facts)).toBe(own)
    const newer = { ...distribution, version: '7.88.1-10+deb12u6' }
    expect(basisOf(finding, { distribution: newer })).not.toBe(own)
    const matched = finding.matched.map((match) => ({ ...match, digest: '2'.repeat(64) }))
    expect(basisOf({ ...finding, matched }, facts)).not.toBe(own)
  })
})

describe('the table of settings', () => {
  it('lets no kind claim more than its ceiling', () => {
    for (const { kind } of proposers) {
      const made = propose(...polarity[kind].good).find((proposal) => proposal.kind === kind)
      const { isOn, ceiling } = kindSettings[kind]
      if (!isOn) expect(made).toBeUndefined()
      else expect(rank[made?.confidence ?? 'low']).toBeLessThanOrEqual(rank[ceiling])
    }
  })
})

/** Constructed inventories for tests: one with every fact that the model knows, and any at all. */
import fc from 'fast-check'
import { type Component, type Inventory, type Purl, parsePurl } from '../../model/index.ts'
import type { SbomMeta } from '../sbom.ts'

export const meta: SbomMeta = { toolVersion: '0.1.0', timestamp: '2026-01-02T03:04:05Z' }

export function purl(text: string): Purl {
  const parsed = parsePurl(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

export function component(text: string, facts: Partial<Component> = {}): Component {
  return {
    purl: purl(text),
    ecosystem: /^pkg:([^/]+)/.exec(text)?.[1] ?? '',
    isVersionResolved: text.includes('@'),
    relation: 'direct',
    scope: 'runtime',
    groups: [],
    origin: 'registry',
    isFirstParty: false,
    aliases: [],
    licenses: [],
    hashes: [],
    evidence: [{ path: 'package-lock.json', line: 3 }],
    dependsOn: [],
    ...facts,
  }
}

/** Every fact that a component or a file can carry occurs once at least. */
export const fullInventory: Inventory = {
  name: 'sensor hub',
  version: '1.2.3',
  components: [
    component('pkg:maven/org.example/core@1.0', {
      relation: 'transitive',
      scope: 'build',
      licenses: ['Apache-2.0 OR MIT'],
    }),
    component('pkg:npm/%40scope/a@1.0.0', {
      groups: ['dev', 'docs'],
      scope: 'development',
      aliases: ['a-old'],
      licenses: ['MIT'],
      hashes: [
        { algorithm: 'SHA-1', value: 'a'.repeat(40) },
        { algorithm: 'SHA-512', value: 'b'.repeat(128) },
      ],
      evidence: [
        { path: 'package-lock.json', line: 7 },
        { path: 'web/package-lock.json', line: 9 },
      ],
      dependsOn: [purl('pkg:npm/b@2.0.0')],
    }),
    component('pkg:npm/b@2.0.0', {
      relation: 'transitive',
      scope: 'optional',
      licenses: ['Custom text', 'MIT OR ISC'],
    }),
    component('pkg:npm/hub@1.2.3', {
      isFirstParty: true,
      origin: 'workspace',
      licenses: ['LicenseRef-internal'],
    }),
    component('pkg:npm/plugin@3.0.0', { scope: 'peer', origin: 'git', licenses: [] }),
    component('pkg:pypi/requests', {
      isVersionResolved: false,
      requirement: '>=2',
      scope: 'unknown',
      relation: 'unknown',
    }),
  ],
  roots: [purl('pkg:npm/%40scope/a@1.0.0'), purl('pkg:npm/plugin@3.0.0')],
  files: [
    { path: 'package-lock.json', ecosystem: 'npm', status: 'parsed', packages: 5 },
    { path: 'requirements.txt', ecosystem: 'pypi', status: 'partial', packages: 1 },
    { path: 'requirements.txt', ecosystem: 'conda', status: 'partial', packages: 0 },
    { path: 'vendor.lockb', ecosystem: 'npm', status: 'unsupported', packages: 0, reason: 'binary format' },
  ],
  issues: [
    {
      code: 'VERSION_UNRESOLVED',
      level: 'warning',
      path: 'requirements.txt',
      line: 2,
      message: 'no version',
    },
  ],
}

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,6}$/)
const digest = fc.constantFrom(
  { algorithm: 'SHA-256' as const, value: 'c'.repeat(64) },
  { algorithm: 'MD5' as const, value: 'd'.repeat(32) },
)
const license = fc.constantFrom(
  'MIT',
  'Apache-2.0 OR MIT',
  'LicenseRef-x',
  'see file',
  'GPL-2.0-only AND ISC',
)
const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 6 })

const facts = fc.record({
  relation: fc.constantFrom('direct' as const, 'transitive' as const, 'unknown' as const),
  scope: fc.constantFrom(...(['runtime', 'development', 'optional', 'peer', 'build', 'unknown'] as const)),
  groups: fc.uniqueArray(anyText, { maxLength: 2 }).map(sorted),
  origin: fc.constantFrom('registry' as const, 'git' as const, 'path' as const),
  isFirstParty: fc.boolean(),
  aliases: fc.uniqueArray(anyText, { maxLength: 2 }).map(sorted),
  licenses: fc.uniqueArray(license, { maxLength: 3 }).map(sorted),
  hashes: fc.uniqueArray(digest, { maxLength: 2, selector: ({ algorithm }) => algorithm }),
  evidence: fc.array(fc.record({ path: anyText, line: fc.integer({ min: 1, max: 99 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
})

/** Any inventory whose edges lead to components that it lists. */
export const anyInventory: fc.Arbitrary<Inventory> = fc
  .record({
    name: anyText,
    names: fc.uniqueArray(word, { maxLength: 6 }),
    facts: fc.array(facts, { minLength: 6, maxLength: 6 }),
    edges: fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 10 }),
    files: fc.array(
      fc.record({ path: anyText, status: fc.constantFrom('parsed' as const, 'skipped' as const) }),
      { maxLength: 3 },
    ),
  })
  .map(({ name, names, facts: all, edges, files }) => {
    const purls = [...names].sort().map((text) => purl(`pkg:npm/${text}@1.0.0`))
    const pick = (from: number): Purl[] =>
      sorted([...new Set(edges.flatMap(([a, b]) => (a === from ? purls.slice(b, b + 1) : [])))])
    return {
      name,
      components: purls.map((text, index) => component(text, { ...all[index], dependsOn: pick(index) })),
      roots: purls.slice(0, 2),
      files: files.map((file) => ({ ...file, ecosystem: 'npm', packages: 0 })),
      issues: [],
    }
  })

function sorted<T extends string>(texts: readonly T[]): T[] {
  return [...texts].sort()
}

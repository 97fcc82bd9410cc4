/** Inputs for tests of the documents: a small invented product over real advisory ids, and ways to make it large or hostile. */
import type { CraStatus, RequirementEvidence, SignalResult } from '../../cra/status.ts'
import type {
  Component,
  Finding,
  FindingsReport,
  Inventory,
  Purl,
  Relation,
  Scope,
  SeverityLevel,
} from '../../model/index.ts'
import type { ReportInput } from '../input.ts'
import { sampleLifecycle } from './lifecycle-sample.ts'

const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Tests write canonical purls by hand; parsing is the business of the model. */
export function purl(text: string): Purl {
  return text as Purl
}

export function component(text: string, fields: Partial<Component> = {}): Component {
  return {
    purl: purl(text),
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
    evidence: [{ path: 'package-lock.json', line: 12 }],
    dependsOn: [],
    ...fields,
  }
}

export function finding(text: string, group: string, fields: Partial<Finding> = {}): Finding {
  return {
    key: `${text} ${group}`,
    purl: purl(text),
    group,
    aliases: [group],
    records: [group],
    isMalicious: false,
    matched: [
      {
        source: 'ghsa',
        record: group,
        digest,
        kind: 'range',
        range: '>=0 <1.2.6',
        introduced: '0',
        fixed: '1.2.6',
      },
    ],
    severity: [],
    level: 'unknown',
    fix: { kind: 'none-known' },
    paths: [[purl(text)]],
    scope: 'runtime',
    relation: 'direct',
    ...fields,
  }
}

const components: readonly Component[] = [
  component('pkg:cargo/atty@0.2.14', {
    ecosystem: 'cargo',
    licenses: ['MIT'],
    evidence: [{ path: 'tool/Cargo.lock', line: 7 }],
    relation: 'direct',
  }),
  component('pkg:npm/%40scope/builder@3.1.0', {
    relation: 'direct',
    scope: 'development',
    dependsOn: [purl('pkg:npm/braces@3.0.2')],
    evidence: [{ path: 'package-lock.json', line: 40 }],
  }),
  component('pkg:npm/braces@3.0.2', {
    scope: 'development',
    evidence: [{ path: 'package-lock.json', line: 61 }],
  }),
  component('pkg:npm/cookie@0.5.0', { evidence: [{ path: 'package-lock.json', line: 88 }] }),
  component('pkg:npm/express@4.18.2', {
    relation: 'direct',
    dependsOn: [purl('pkg:npm/cookie@0.5.0'), purl('pkg:npm/path-to-regexp@0.1.7')],
    evidence: [{ path: 'package-lock.json', line: 102 }],
  }),
  component('pkg:npm/left-unknown', {
    isVersionResolved: false,
    requirement: '^2.0.0',
    licenses: [],
    relation: 'direct',
    evidence: [{ path: 'legacy/package.json', line: 9 }],
  }),
  component('pkg:npm/minimist@1.2.5', {
    relation: 'direct',
    evidence: [{ path: 'package-lock.json', line: 140 }],
  }),
  component('pkg:npm/path-to-regexp@0.1.7', { evidence: [{ path: 'package-lock.json', line: 166 }] }),
  component('pkg:npm/ws@8.13.0', {
    relation: 'direct',
    licenses: [],
    evidence: [
      { path: 'package-lock.json', line: 190 },
      { path: 'tool/package-lock.json', line: 31 },
    ],
  }),
  component('pkg:pypi/jinja2@3.1.2', {
    ecosystem: 'pypi',
    licenses: ['BSD-3-Clause'],
    relation: 'direct',
    evidence: [{ path: 'docs/requirements.txt', line: 1 }],
  }),
]

function ranged(source: string, record: string, bounds: { introduced: string; fixed: string }) {
  return {
    source,
    record,
    digest,
    kind: 'range' as const,
    range: `>=${bounds.introduced} <${bounds.fixed}`,
    ...bounds,
  }
}

const findings: readonly Finding[] = [
  finding('pkg:npm/minimist@1.2.5', 'GHSA-xvch-5gv4-984h', {
    aliases: ['CVE-2021-44906', 'GHSA-xvch-5gv4-984h'],
    summary: 'Arguments can change the prototype of all objects',
    matched: [ranged('ghsa', 'GHSA-xvch-5gv4-984h', { introduced: '1.0.0', fixed: '1.2.6' })],
    severity: [{ source: 'ghsa', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8 }],
    level: 'critical',
    score: 9.8,
    fix: { nearest: '1.2.6', kind: 'upgrade' },
    published: '2022-03-18T00:01:09Z',
  }),
  finding('pkg:npm/path-to-regexp@0.1.7', 'GHSA-9wv6-86v2-598j', {
    aliases: ['CVE-2024-45296', 'GHSA-9wv6-86v2-598j'],
    summary: 'A route pattern leads to very slow matching',
    matched: [ranged('ghsa', 'GHSA-9wv6-86v2-598j', { introduced: '0', fixed: '0.1.10' })],
    severity: [{ source: 'ghsa', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', score: 7.5 }],
    level: 'high',
    score: 7.5,
    fix: { nearest: '0.1.10', direct: purl('pkg:npm/express@4.18.2'), kind: 'upgrade-direct' },
    paths: [[purl('pkg:npm/express@4.18.2'), purl('pkg:npm/path-to-regexp@0.1.7')]],
    relation: 'transitive',
  }),
  finding('pkg:npm/cookie@0.5.0', 'GHSA-pxg6-pf52-xh8x', {
    aliases: ['CVE-2024-47764', 'GHSA-pxg6-pf52-xh8x'],
    summary: 'Name, path and domain of a cookie are not checked',
    matched: [ranged('ghsa', 'GHSA-pxg6-pf52-xh8x', { introduced: '0', fixed: '0.7.0' })],
    level: 'low',
    fix: { nearest: '0.7.0', direct: purl('pkg:npm/express@4.18.2'), kind: 'upgrade-direct' },
    paths: [[purl('pkg:npm/express@4.18.2'), purl('pkg:npm/cookie@0.5.0')]],
    relation: 'transitive',
  }),
  finding('pkg:npm/ws@8.13.0', 'GHSA-3h5v-q93c-6h6q', {
    aliases: ['CVE-2024-37890', 'GHSA-3h5v-q93c-6h6q'],
    summary: 'Many request headers stop the server',
    matched: [ranged('ghsa', 'GHSA-3h5v-q93c-6h6q', { introduced: '8.0.0', fixed: '8.17.1' })],
    severity: [{ source: 'ghsa', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', score: 7.5 }],
    level: 'high',
    score: 7.5,
    fix: { nearest: '8.17.1', kind: 'upgrade' },
  }),
  finding('pkg:npm/braces@3.0.2', 'GHSA-grv7-fg5c-xmjg', {
    aliases: ['CVE-2024-4068', 'GHSA-grv7-fg5c-xmjg'],
    summary: 'Unbalanced braces use up all memory',
    matched: [ranged('ghsa', 'GHSA-grv7-fg5c-xmjg', { introduced: '0', fixed: '3.0.3' })],
    level: 'high',
    score: 7.5,
    fix: { nearest: '3.0.3', direct: purl('pkg:npm/%40scope/builder@3.1.0'), kind: 'upgrade-direct' },
    paths: [[purl('pkg:npm/%40scope/builder@3.1.0'), purl('pkg:npm/braces@3.0.2')]],
    relation: 'transitive',
    scope: 'development',
  }),
  finding('pkg:cargo/atty@0.2.14', 'RUSTSEC-2024-0375', {
    aliases: ['RUSTSEC-2024-0375'],
    summary: 'No longer maintained',
    matched: [
      {
        source: 'rustsec',
        record: 'RUSTSEC-2024-0375',
        digest,
        kind: 'range',
        range: '>=0',
        introduced: '0',
      },
    ],
    informational: 'unmaintained',
  }),
]

const inventory: Inventory = {
  name: 'harbour-desk',
  version: '4.2.0',
  components,
  roots: components.filter((each) => each.relation === 'direct').map((each) => each.purl),
  files: [
    { path: 'docs/requirements.txt', ecosystem: 'pip-requirements', status: 'parsed', packages: 1 },
    {
      path: 'legacy/package.json',
      ecosystem: 'npm-manifest',
      status: 'partial',
      packages: 1,
      reason: 'no lock file beside it',
    },
    { path: 'package-lock.json', ecosystem: 'npm-lock', status: 'parsed', packages: 7 },
    { path: 'tool/Cargo.lock', ecosystem: 'cargo-lock', status: 'parsed', packages: 1 },
    { path: 'vendor/broken.lock', ecosystem: 'yarn', status: 'unreadable', packages: 0 },
  ],
  issues: [
    {
      code: 'LOCK_MISSING',
      level: 'warning',
      path: 'legacy/package.json',
      line: 9,
      message: 'expected a lock file beside this manifest, found none: versions are not exact',
      hint: 'create the lock file and commit it',
    },
    {
      code: 'SYNTAX_INVALID',
      level: 'error',
      path: 'vendor/broken.lock',
      line: 3,
      message: 'expected a colon, found the end of the file',
    },
  ],
}

const report: FindingsReport = {
  schema: 'findings/1',
  asOf: '2026-11-21T06:10:00Z',
  sources: [
    {
      name: 'ghsa',
      ecosystems: ['npm', 'PyPI'],
      covers: ['npm', 'PyPI'],
      records: 21_480,
      asOf: '2026-11-21T06:10:00Z',
      newestRecord: '2026-11-20T22:00:00Z',
      isStale: false,
      license: 'CC-BY-4.0',
    },
    {
      name: 'rustsec',
      ecosystems: ['crates.io'],
      covers: ['crates.io'],
      records: 1_012,
      asOf: '2026-10-02T00:00:00Z',
      isStale: true,
      license: 'CC0-1.0',
    },
  ],
  findings,
  unknown: [{ purl: purl('pkg:npm/left-unknown'), reason: 'VERSION_MISSING', detail: '^2.0.0' }],
  issues: [],
}

const refs: readonly string[] = [
  'Part I, point (1)',
  ...'abcdefghijklm'.split('').map((letter) => `Part I, point (2)(${letter})`),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `Part II, point (${n})`),
]

const signals: readonly SignalResult[] = [
  {
    id: 'SIG-REPO-SECURITY-MD',
    title: 'Security policy file',
    state: 'present',
    strength: 'strong',
    statement: 'SECURITY.md names a contact and a time to answer.',
    facts: {},
    evidence: [{ path: 'SECURITY.md', line: 1 }],
  },
  {
    id: 'SIG-CI-DANGEROUS',
    title: 'Dangerous workflow',
    state: 'contrary',
    strength: 'strong',
    statement: 'A workflow runs code of a pull request with secrets in reach.',
    facts: {},
    evidence: [{ path: '.github/workflows/ci.yml', line: 4 }],
  },
  {
    id: 'SIG-REPO-SUPPORT',
    title: 'Support period',
    state: 'absent',
    strength: 'medium',
    statement: 'No file says until when the product is supported.',
    facts: {},
    evidence: [],
  },
]

function requirement(ref: string, i: number): RequirementEvidence {
  const state = (['evidence', 'contrary', 'none', 'not-looked'] as const)[i % 4] ?? 'none'
  return {
    id: `ECR-${i + 1}`,
    ref: `Annex I, ${ref}`,
    part: ref.startsWith('Part II,') ? 'II' : 'I',
    title: `Requirement ${ref}`,
    obligation: 'The product is made so that this requirement holds.',
    state,
    supports: state === 'evidence' || state === 'contrary' ? ['SIG-REPO-SECURITY-MD'] : [],
    against: state === 'contrary' ? ['SIG-CI-DANGEROUS'] : [],
    absent: state === 'none' ? ['SIG-REPO-SUPPORT'] : [],
    notRead: [{ id: 'SIG-NET-TLS', reason: 'needs a running product' }],
    humanNeeded: ['Say why it fits the risk'],
    verification: 'legal_text',
  }
}

const cra: CraStatus = {
  schema: 'cra/1',
  catalogue: { version: '1.0.1', asOf: '2026-11-22' },
  signals,
  requirements: refs.map(requirement),
}

/** Ten components, five findings, one notice, and one of each kind of gap. */
export function sampleInput(fields: Partial<ReportInput> = {}): ReportInput {
  return {
    product: { name: 'harbour-desk', version: '4.2.0' },
    inventory,
    findings: report,
    starterSetOnly: false,
    cra,
    lifecycle: sampleLifecycle(),
    toolVersion: '0.1.0',
    generatedAt: '2026-11-22T06:10:00Z',
    language: 'en',
    ...fields,
  }
}

/** The sample without a finding, gap or stale source. */
export function cleanInput(): ReportInput {
  return sampleInput({
    inventory: {
      ...inventory,
      components: components.filter((each) => each.isVersionResolved),
      files: inventory.files.filter((file) => file.status === 'parsed'),
      issues: [],
    },
    findings: {
      ...report,
      findings: [],
      unknown: [],
      sources: report.sources.filter((source) => !source.isStale),
    },
  })
}

/** A product of a given size, with edges, for budgets and speed. */
export function largeInput(size: { components: number; findings: number }): ReportInput {
  const name = (i: number): Purl => purl(`pkg:npm/package-number-${i}@${i % 9}.${i % 13}.${i % 7}`)
  const many = Array.from({ length: size.components }, (_, i) =>
    component(name(i), {
      relation: i % 20 === 0 ? 'direct' : 'transitive',
      scope: i % 3 === 0 ? 'development' : 'runtime',
      licenses: [(['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause'] as const)[i % 4] ?? 'MIT'],
      evidence: [{ path: 'package-lock.json', line: i * 9 + 4 }],
      dependsOn: [1, 2, 3, 4].map((step) => (i * 4 + step) % size.components).map(name),
    }),
  )
  const levels = ['critical', 'high', 'medium', 'low'] as const
  const found = Array.from({ length: size.findings }, (_, i) =>
    largeFinding(name((i * 7) % size.components), i, levels[i % 4] ?? 'low'),
  )
  return sampleInput({
    inventory: {
      ...inventory,
      components: many,
      roots: many.filter((each) => each.relation === 'direct').map((each) => each.purl),
    },
    findings: { ...report, findings: found },
  })
}

function largeFinding(text: Purl, i: number, level: SeverityLevel): Finding {
  const id = `GHSA-${String(i).padStart(4, '0')}-abcd-${String(i * 7).padStart(4, '2')}`
  const [relation, scope]: readonly [Relation, Scope] =
    i % 20 === 0 ? ['direct', 'runtime'] : ['transitive', 'runtime']
  return finding(text, id, {
    aliases: [`CVE-2024-${10_000 + i}`, id],
    records: [`CVE-2024-${10_000 + i}`, id],
    summary: `Input of an unexpected kind lets a stranger stop or change the work of part number ${i}`,
    matched: [
      ranged('ghsa', id, { introduced: '0', fixed: '9.9.9' }),
      ranged('osv', `CVE-2024-${10_000 + i}`, { introduced: '0', fixed: '9.9.9' }),
    ],
    severity: [{ source: 'ghsa', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', score: 7.5 }],
    level,
    score: 7.5,
    fix: { nearest: '9.9.9', direct: purl('pkg:npm/package-number-0@0.0.0'), kind: 'upgrade-direct' },
    paths: [[purl('pkg:npm/package-number-0@0.0.0'), purl('pkg:npm/package-number-1@1.1.1'), text]],
    relation,
    scope,
  })
}

/** Texts that try to leave the place they are put into. */
export const attacks: readonly string[] = [
  '</script><script>globalThis.hit=1</script>',
  '<!--<script>',
  '"><img src=x onerror=globalThis.hit=1>',
  "'><svg/onload=globalThis.hit=1>",
  'javascript:globalThis.hit=1',
  '\u202egpj.exe\u0000\u2028\u2029',
  '__proto__',
  '{n} {missing} $& $1',
  'x'.repeat(20_000),
  '\ud800',
]

/** The sample with every outside text replaced by attacks, by turns. */
export function hostileInput(): ReportInput {
  let turn = 0
  const attack = (): string => attacks[turn++ % attacks.length] ?? ''
  const spoil = <T>(value: T, key = ''): T => {
    if (typeof value === 'string') return (keptKeys.has(key) ? value : attack()) as T
    if (Array.isArray(value)) return value.map((item: unknown) => spoil(item, key)) as T
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, spoil(member, name)])) as T
  }
  const input = sampleInput()
  return {
    ...input,
    product: { name: attack(), version: attack() },
    inventory: spoil(input.inventory),
    findings: spoil(report),
    cra: spoil(cra),
    toolVersion: attack(),
  }
}

/** Closed vocabularies: the type system keeps outside text out of them. */
const keptKeys = new Set([
  'relation',
  'scope',
  'status',
  'level',
  'kind',
  'state',
  'part',
  'strength',
  'reason',
  'code',
  'origin',
  'algorithm',
  'asOf',
])

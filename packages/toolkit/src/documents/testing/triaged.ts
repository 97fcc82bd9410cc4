/** The sample after triage: one finding in each group of the queue, decisions of every standing, and a policy that was judged. */
import { parsePolicy, judgePolicy, type PolicyReport } from '../../policy/index.ts'
import { prioritise, unknownSubject } from '../../matching/index.ts'
import {
  type Finding,
  type FindingDecision,
  type Reachability,
  type ReachabilityCode,
  reachabilityStates,
} from '../../model/index.ts'
import type { ReportInput } from '../input.ts'
import { attacks, finding, largeInput, purl, sampleInput } from './sample.ts'

const today = '2026-11-22'

function reach(code: ReachabilityCode, path?: string): Reachability {
  const places = path === undefined ? [] : [{ path, line: 12, specifier: 'it' }]
  return {
    state: reachabilityStates[code],
    reason: { code, message: `What the search says of ${code}.` },
    places,
    looked: { files: 41, unread: 1 },
  }
}

export function decision(extra: Partial<FindingDecision> = {}): FindingDecision {
  const why = { justification: 'vulnerable_code_not_in_execute_path' } as const
  return {
    id: 'd-1',
    status: 'not_affected',
    ...(extra.status === undefined ? why : {}),
    standing: 'in-force',
    staleReasons: [],
    scope: 'component',
    reason: 'Only the build calls it, with our own input.',
    by: 'Curator',
    at: '2026-11-01T10:00:00Z',
    expires: '2027-01-30',
    isReused: false,
    ...extra,
  }
}

const notListed = { kev: [], epss: { score: 0.0004, percentile: 0.1, date: '2026-11-20' } } as const

const more: readonly Finding[] = [
  finding('pkg:npm/express@4.18.2', 'GHSA-rv95-896h-c2vc', {
    aliases: ['CVE-2024-29041', 'GHSA-rv95-896h-c2vc'],
    summary: 'Open redirect in malformed URLs',
    level: 'medium',
    exploitation: notListed,
    reachability: reach('COMPUTED_IMPORT'),
    disputed: [{ source: 'osv', record: 'CVE-2024-29041', range: '<4.18.0' }],
  }),
  finding('pkg:npm/cookie@0.5.0', 'GHSA-test-wait-0001', {
    level: 'high',
    exploitation: notListed,
    reachability: reach('NOT_IMPORTED'),
    decision: decision({ standing: 'waiting' }),
    relation: 'transitive',
  }),
  finding('pkg:npm/path-to-regexp@0.1.7', 'GHSA-test-plan-0002', {
    level: 'high',
    exploitation: notListed,
    reachability: reach('IMPORTED_BY_PACKAGE', 'src/router.ts'),
    decision: decision({
      status: 'affected',
      action: 'Update express in the next release.',
      deadline: '2026-12-15',
      isReused: true,
    }),
    relation: 'transitive',
  }),
  finding('pkg:npm/%40scope/builder@3.1.0', 'GHSA-test-done-0003', {
    level: 'critical',
    exploitation: notListed,
    reachability: reach('IMPORTED_BY_DEVELOPMENT', 'tools/build.ts'),
    decision: decision({ status: 'fixed', reason: 'Patched in our fork.', importedFrom: 'urn:vex:acme:7' }),
    scope: 'development',
  }),
  finding('pkg:npm/left-unknown', 'GHSA-test-rest-0004', { level: 'low', relation: 'transitive' }),
]

const changed: Readonly<Record<string, Partial<Finding>>> = {
  'GHSA-3h5v-q93c-6h6q': {
    exploitation: {
      kev: [{ catalogue: 'cisa', added: '2026-10-02', due: '2026-10-23', ransomware: 'known' }],
      epss: { score: 0.9436, percentile: 0.999, date: '2026-11-20' },
      ssvc: { exploitation: 'active', automatable: 'yes', technicalImpact: 'partial' },
    },
    reachability: reach('IMPORTED_BY_PRODUCT', 'src/server.ts'),
  },
  'GHSA-xvch-5gv4-984h': {
    exploitation: notListed,
    reachability: reach('IMPORTED_BY_PRODUCT', 'src/main.ts'),
  },
  'GHSA-9wv6-86v2-598j': {
    exploitation: notListed,
    decision: decision({ standing: 'stale', staleReasons: ['RANGE_CHANGED', 'REACHABILITY_CHANGED'] }),
    reachability: reach('IMPORTED_BY_PRODUCT', 'src/router.ts'),
  },
  'GHSA-grv7-fg5c-xmjg': { exploitation: notListed, decision: decision() },
  'GHSA-pxg6-pf52-xh8x': {
    exploitation: notListed,
    decision: decision({ standing: 'expired', expires: '2026-11-20' }),
  },
}

const parsed = parsePolicy(`schema: occtet.policy/1
name: Ours
rules:
  - { id: no-git, about: component, category: source, level: fail, when: { origin: registry }, because: Sources must be pinned., hint: Use a mirror. }
  - { id: pinned, about: component, category: unknown-data, level: warn, when: { version-known: false }, because: Versions must be known. }
exceptions:
  - { rule: no-git, purl: 'pkg:cargo/*', until: 2026-12-31, reason: Agreed for this release., by: Approver }
  - { rule: pinned, purl: 'pkg:npm/gone@*', until: 2026-10-31, reason: Was agreed., by: Approver }
`)

function judged(input: ReportInput): PolicyReport {
  if (!parsed.ok) throw new Error(parsed.error.message)
  const subjects = input.inventory.components.map((one) => ({
    about: 'component' as const,
    subject: one.purl,
    facts: { purl: one.purl, origin: one.origin, 'version-known': one.isVersionResolved },
  }))
  return judgePolicy(parsed.value, subjects, today)
}

/** The sample with decisions, attacks, imports, the order of the queue, and a policy that is not kept. */
export function triagedInput(fields: Partial<ReportInput> = {}): ReportInput {
  const input = sampleInput(fields)
  if (input.findings === undefined) throw new Error('triage needs findings')
  const found = input.findings.findings.map((one) => ({ ...one, ...changed[one.group] }))
  const findings = prioritise([...found, ...more], { subject: unknownSubject, today })
  const policy = { report: judged(input), path: '.occtet/policy.yaml' }
  return { ...input, findings: { ...input.findings, findings }, policy }
}

/** A product of a given size whose findings were all looked for and put in order, a fifth of them decided. */
export function largeTriagedInput(size: { components: number; findings: number }): ReportInput {
  const input = largeInput(size)
  if (input.findings === undefined) throw new Error('triage needs findings')
  const found = input.findings.findings.map((one, i) => ({
    ...one,
    exploitation: notListed,
    reachability: reach(i % 2 === 0 ? 'PARENT_IMPORTED' : 'NOT_IMPORTED', 'src/part.ts'),
    ...(i % 5 === 0 ? { decision: decision() } : {}),
  }))
  const findings = prioritise(found, { subject: unknownSubject, today })
  return { ...input, findings: { ...input.findings, findings } }
}

/** Attacks in every text that triage brings: names, paths, sentences, dates and policy. */
export function hostileTriagedInput(): ReportInput {
  const input = triagedInput()
  const { findings: report, policy } = input
  if (report === undefined || policy === undefined) throw new Error('the sample has both')
  let turn = 0
  const attack = (): string => attacks[turn++ % attacks.length] ?? ''
  const spoilDecision = (one: FindingDecision): FindingDecision => ({
    ...one,
    id: attack(),
    reason: attack(),
    by: attack(),
    at: attack(),
    expires: attack(),
    deadline: attack(),
    action: attack(),
    importedFrom: attack(),
  })
  const spoil = (one: Finding): Finding => ({
    ...one,
    group: attack(),
    records: [attack()],
    exploitation: {
      epss: { score: 0.5, percentile: 0.5, date: attack() },
      kev: [{ catalogue: 'cisa', added: attack(), due: attack(), ransomware: 'unknown' }],
    },
    reachability: {
      ...reach('IMPORTED_BY_PRODUCT', attack()),
      through: purl(attack()),
      reason: { code: 'IMPORTED_BY_PRODUCT', message: attack() },
    },
    ...(one.decision === undefined ? {} : { decision: spoilDecision(one.decision) }),
  })
  const findings = prioritise(report.findings.map(spoil), { subject: unknownSubject, today })
  const exception = {
    rule: attack(),
    purl: attack(),
    until: attack(),
    reason: attack(),
    by: attack(),
    line: 1,
  }
  const results = policy.report.results.map((one) => ({
    ...one,
    rule: attack(),
    subject: attack(),
    message: attack(),
    because: attack(),
    hint: attack(),
    ...(one.verdict === 'excepted' ? { exception } : {}),
  }))
  const spoiled = { ...policy.report, policy: attack(), results, failed: [attack(), results[0]?.rule ?? ''] }
  return {
    ...input,
    findings: { ...report, findings },
    policy: { path: attack(), report: { ...spoiled, idleExceptions: [{ exception, why: 'expired' }] } },
  }
}

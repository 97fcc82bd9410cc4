/** Findings and decisions for the tests of this folder: one flaw of one package, with what each test changes. */
import { type Finding, type Match, parsePurl, type Purl } from '../../../model/index.ts'
import type { DecisionRecord, Verdict } from '../../model.ts'
import { type DecideOptions, decide } from '../decide.ts'
import { defaultDecisionPolicy } from '../policy.ts'
import type { DecisionView } from '../standing.ts'

export function purlOf(text: string): Purl {
  const purl = parsePurl(text)
  if (!purl.ok) throw new Error(purl.error.message)
  return purl.value
}

export function matchOf(record: string, more: Partial<Match> = {}): Match {
  return {
    source: 'ghsa',
    record,
    digest: '1'.repeat(64),
    kind: 'range',
    range: '>= 0, < 4.17.21',
    introduced: '0',
    fixed: '4.17.21',
    ...more,
  }
}

const records = ['GHSA-35jh-r3h4-6jhm']

/** CVE-2021-23337 in lodash 4.17.20, as three answers of one feed would make it. */
export function findingOf(more: Partial<Finding> = {}): Finding {
  const purl = more.purl ?? purlOf('pkg:npm/lodash@4.17.20')
  const group = more.group ?? 'GHSA-35jh-r3h4-6jhm'
  return {
    key: `${purl}#${group}`,
    purl,
    group,
    aliases: ['CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm'],
    records,
    summary: 'Command injection in templates',
    isMalicious: false,
    matched: records.map((record) => matchOf(record)),
    severity: [{ source: 'ghsa', vector: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H', score: 7.2 }],
    level: 'high',
    score: 7.2,
    fix: { nearest: '4.17.21', kind: 'upgrade' },
    paths: [[purl]],
    scope: 'runtime',
    relation: 'direct',
    exploitation: { kev: [] },
    reachability: reachabilityOf('not-seen'),
    ...more,
  }
}

export function reachabilityOf(
  state: 'imported' | 'development-only' | 'not-seen' | 'unknown',
): NonNullable<Finding['reachability']> {
  const codes = {
    imported: 'IMPORTED_BY_PRODUCT',
    'development-only': 'IMPORTED_BY_DEVELOPMENT',
    'not-seen': 'NOT_IMPORTED',
    unknown: 'COMPUTED_IMPORT',
  } as const
  return {
    state,
    reason: { code: codes[state], message: 'as the test says' },
    places: [],
    looked: { files: 12, unread: 0 },
  }
}

export const listedAsExploited: NonNullable<Finding['exploitation']> = {
  kev: [{ catalogue: 'cisa', added: '2026-11-20', ransomware: 'unknown' }],
}

export const notAffected: Verdict = {
  status: 'not_affected',
  justification: 'vulnerable_code_not_in_execute_path',
  responses: [],
}

export const affected: Verdict = {
  status: 'affected',
  responses: ['update'],
  action: 'Use release 2.1.0.',
  deadline: '2026-12-20',
}

export const accepted: Verdict = {
  status: 'affected',
  responses: ['will_not_fix'],
  action: 'Let only administrators write templates.',
}

export const investigating: Verdict = {
  status: 'under_investigation',
  responses: [],
  deadline: '2026-12-01',
}

export const fixed: Verdict = { status: 'fixed', responses: [] }

export const fourEyes = { ...defaultDecisionPolicy, fourEyes: true }

export const optionsOf = (more: Partial<DecideOptions> = {}): DecideOptions => ({
  scope: 'component',
  product: 'gateway',
  release: '2.0.0',
  by: 'developer',
  at: '2026-11-22T13:00:00Z',
  reason: 'Templates come from our own build only.',
  policy: defaultDecisionPolicy,
  ...more,
})

export const view: DecisionView = { product: 'gateway', release: '2.0.0', today: '2026-11-23' }

export function decided(
  more: Partial<DecideOptions> = {},
  { finding = findingOf(), verdict = notAffected }: { finding?: Finding; verdict?: Verdict } = {},
): DecisionRecord {
  const record = decide(finding, verdict, optionsOf(more))
  if (!record.ok) throw new Error(`${record.error.code}: ${record.error.message}`)
  return record.value
}

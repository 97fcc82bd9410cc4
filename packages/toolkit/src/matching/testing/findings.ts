/** Made-up findings for the tests of the queue and of re-checks. */
import fc from 'fast-check'
import {
  type Exploitation,
  type Finding,
  type FindingDecision,
  parsePurl,
  type Purl,
  type ReachabilityCode,
  reachabilityStates,
} from '../../model/index.ts'
import type { SubjectFacts } from '../priority/subject.ts'

export function purl(text: string): Purl {
  const parsed = parsePurl(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

/** Of `left` 1.0.0, unless `of` names another package; the id is its group and only alias unless told otherwise. */
export function finding(id: string, extra: Partial<Finding> & { readonly of?: string } = {}): Finding {
  const { of = 'pkg:npm/left@1.0.0', ...more } = extra
  const own = purl(of)
  return {
    key: `${own}#${id}`,
    purl: own,
    group: id,
    aliases: [id],
    records: [id],
    isMalicious: false,
    matched: [{ source: 'feed', record: id, digest: 'd'.repeat(64), kind: 'range', range: '<2.0.0' }],
    severity: [],
    level: 'unknown',
    fix: { kind: 'none-known' },
    paths: [],
    scope: 'runtime',
    relation: 'direct',
    ...more,
  }
}

export function decision(extra: Partial<FindingDecision> = {}): FindingDecision {
  return {
    id: 'd-1',
    status: 'not_affected',
    justification: 'vulnerable_code_not_present',
    standing: 'in-force',
    staleReasons: [],
    scope: 'finding',
    reason: 'The parser is not part of the build.',
    by: 'curator',
    at: '2026-11-01T10:00:00Z',
    isReused: false,
    ...extra,
  }
}

export function reach(code: ReachabilityCode, path?: string): NonNullable<Finding['reachability']> {
  return {
    state: reachabilityStates[code],
    reason: { code, message: 'As the test has it.' },
    places: path === undefined ? [] : [{ path, line: 12, specifier: 'left' }],
    looked: { files: 41, unread: 0 },
  }
}

export const listed: Exploitation = {
  kev: [{ catalogue: 'cisa', added: '2021-12-10T00:00:00Z', ransomware: 'unknown' }],
}

const vectors = [
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H',
  'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
]

const optional = <K extends string, T>(key: K, value: fc.Arbitrary<T>) =>
  fc.option(
    value.map((one) => ({ [key]: one })),
    { nil: {} },
  ) as fc.Arbitrary<Partial<Record<K, T>>>

const anyExploitation: fc.Arbitrary<Exploitation> = fc
  .tuple(
    optional(
      'epss',
      fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), percentile: fc.constant(0.5) }),
    ),
    optional('kev', fc.constantFrom([], listed.kev ?? [])),
    optional(
      'ssvc',
      fc.record({
        exploitation: fc.constantFrom('none' as const, 'poc' as const, 'active' as const),
        automatable: fc.constantFrom('yes' as const, 'no' as const),
        technicalImpact: fc.constantFrom('partial' as const, 'total' as const),
      }),
    ),
  )
  .map((parts) => Object.assign({}, ...parts) as Exploitation)

/** Level and score fit each other; a score may be missing where a word gave the level. */
const anySeverity: fc.Arbitrary<Pick<Finding, 'level' | 'score' | 'severity'>> = fc
  .tuple(
    fc.constantFrom(
      { level: 'unknown' as const },
      { level: 'high' as const },
      { level: 'critical' as const, score: 9.8 },
      { level: 'critical' as const, score: 9.1 },
      { level: 'high' as const, score: 7.5 },
      { level: 'medium' as const, score: 5.3 },
      { level: 'low' as const, score: 2.1 },
      { level: 'none' as const, score: 0 },
    ),
    fc.subarray(vectors),
  )
  .map(([rated, texts]) => ({ ...rated, severity: texts.map((vector) => ({ source: 'feed', vector })) }))

const anyDecision = fc
  .record({
    standing: fc.constantFrom(
      'in-force' as const,
      'waiting' as const,
      'stale' as const,
      'expired' as const,
      'revoked' as const,
    ),
    deadline: fc.constantFrom('2026-11-01', '2027-01-01'),
  })
  .map(decision)

export const anyFinding: fc.Arbitrary<Finding> = fc
  .tuple(
    fc.record({
      id: fc.nat(5000).map((number) => `CVE-2026-${number}`),
      of: fc.constantFrom('pkg:npm/left@1.0.0', 'pkg:npm/right@2.0.0'),
    }),
    anySeverity,
    fc.record({
      isMalicious: fc.constantFrom(false, false, false, true),
      scope: fc.constantFrom(
        'runtime' as const,
        'development' as const,
        'unknown' as const,
        'build' as const,
      ),
      relation: fc.constantFrom('direct' as const, 'transitive' as const, 'unknown' as const),
      fix: fc.constantFrom<Finding['fix']>(
        { kind: 'none-known' },
        { kind: 'upgrade', nearest: '2.0.0' },
        { kind: 'upgrade-direct', nearest: '2.0.0', direct: purl('pkg:npm/web@1.0.0') },
      ),
    }),
    optional('exploitation', anyExploitation),
    optional('decision', anyDecision),
    optional(
      'reachability',
      fc.constantFrom(...(Object.keys(reachabilityStates) as ReachabilityCode[])).map((code) => reach(code)),
    ),
    optional('disputed', fc.constant([{ source: 'other', record: 'X-1', range: '<1.0.0' }])),
    optional('informational', fc.constant('unmaintained')),
  )
  .map(([{ id, of }, ...parts]) => finding(id, Object.assign({ of }, ...parts) as Partial<Finding>))

/** Each key once. */
export const anyFindings: fc.Arbitrary<readonly Finding[]> = fc.uniqueArray(anyFinding, {
  selector: ({ key }) => key,
  maxLength: 30,
})

export const anySubject: fc.Arbitrary<SubjectFacts> = fc
  .tuple(
    optional('isNetworked', fc.boolean()),
    optional('hasRemoteProcessing', fc.boolean()),
    optional('hasPersonalData', fc.boolean()),
    optional(
      'missionPrevalence',
      fc.constantFrom('minimal' as const, 'support' as const, 'essential' as const),
    ),
    optional(
      'publicWellBeing',
      fc.constantFrom('minimal' as const, 'material' as const, 'irreversible' as const),
    ),
  )
  .map((parts) => Object.assign({}, ...parts) as SubjectFacts)

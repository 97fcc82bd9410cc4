/** Table of data: histories and answers of a forge, from nothing known to everything in place. */
import type { Fixture } from './fixture.ts'
import { advisory, asOf, asset, forge, history, merge, read, release, tag } from './given.ts'

const recent = '2026-05-02T00:00:00Z'
const older = '2025-01-02T00:00:00Z'
const workflow = 'on: push\njobs:\n  a:\n    steps:\n      - uses: actions/attest-build-provenance@v2\n'

export const releaseFixtures: readonly Fixture[] = [
  {
    name: 'neither history nor forge',
    files: {},
    given: { asOf },
    expect: {
      'REL-FIRST': { state: 'unknown', facts: { date: null }, reason: 'history of the tree was not given' },
      'REL-SIGNED': { state: 'unknown', facts: { share: null } },
      'REL-PROVENANCE': { state: 'unknown' },
      'REL-HASHES': { state: 'unknown' },
      'REL-HTTPS': { state: 'unknown' },
      'REL-CADENCE': { state: 'unknown' },
      'REL-SECURITY-ONLY': { state: 'unknown' },
      'REL-ADVISORIES': { state: 'unknown', facts: { count: null } },
      'REL-ADVISORY-QUALITY': { state: 'unknown' },
      'REL-ADVISORY-LAG': { state: 'unknown' },
      'REL-ARCHIVE': { state: 'unknown' },
      PVR: { state: 'unknown', facts: { enabled: null } },
      PUBLIC: { state: 'unknown', facts: { public: null } },
      MAINTAINED: { state: 'unknown' },
      'CODE-REVIEW': { state: 'unknown' },
      'BRANCH-PROT': { state: 'unknown', facts: { enabled: null } },
      'PLAT-MFA': { state: 'unknown', facts: { enforced: null } },
      'PLAT-DEP-ALERTS': { state: 'unknown', facts: { enabled: null } },
      'PLAT-SECRET-SCAN': { state: 'unknown', facts: { enabled: null } },
      'ORG-SECURITY-MD': { state: 'unknown' },
    },
  },
  {
    name: 'tags of a whole clone, one signed; names that are no versions',
    files: { '.github/workflows/release.yml': workflow },
    given: {
      asOf,
      history: history({
        tags: [
          tag('nightly', '2026-05-30T00:00:00Z'),
          tag('v2.0.0', recent, 'carried'),
          tag('v2.0.0-rc.1', '2026-04-02T00:00:00Z'),
          tag('lib@1.0.0', older),
        ],
        commits: [
          { commit: 'c'.repeat(40), at: '2026-05-20T00:00:00Z', author: 0 },
          { commit: 'd'.repeat(40), at: '2025-12-20T00:00:00Z', author: 1 },
          { commit: 'e'.repeat(40), at: '2027-12-20T00:00:00Z', author: 1 },
        ],
      }),
    },
    expect: {
      'REL-FIRST': {
        state: 'present',
        strength: 'medium',
        facts: { date: '2025-01-02', version: '1.0.0' },
        at: 'git:refs/tags/lib@1.0.0:1',
      },
      'REL-SIGNED': { state: 'unknown', reason: 'was not given', facts: { share: null } },
      'REL-PROVENANCE': { state: 'present', strength: 'medium', at: '.github/workflows/release.yml:5' },
      'REL-CADENCE': { state: 'present', facts: { per_year: 1, median_delay_days: null } },
      'REL-ARCHIVE': { state: 'present', strength: 'weak', facts: { oldest: '2025-01-02', available: 3 } },
      MAINTAINED: {
        state: 'present',
        strength: 'medium',
        facts: { commits_90d: 1, last_release: '2026-05-02' },
      },
    },
  },
  {
    name: 'an updater that is set up elsewhere, and a policy with a date',
    files: { 'SECURITY.md': 'Report to security@project.test within 48 hours.\n' },
    given: {
      asOf,
      history: history({
        commits: [
          { commit: 'c'.repeat(40), at: '2026-05-20T00:00:00Z', author: 0, updater: 'renovate' },
          { commit: 'd'.repeat(40), at: '2025-05-20T00:00:00Z', author: 0, updater: 'renovate' },
        ],
        lastChange: () => ({ commit: 'd'.repeat(40), at: '2025-05-20T00:00:00Z' }),
      }),
    },
    expect: {
      'DEP-UPDATER': { state: 'present', strength: 'medium', facts: { configured: null, merged_90d: 1 } },
      'SECURITY-MD': { state: 'present', facts: { last_changed: '2025-05-20T00:00:00Z' } },
    },
  },
  {
    name: 'a shallow clone with one old tag, quiet for long',
    files: {},
    given: {
      asOf,
      history: history({
        isShallow: true,
        head: { commit: 'c'.repeat(40), at: older },
        commits: [{ commit: 'c'.repeat(40), at: older, author: 0 }],
        tags: [tag('1.0', older)],
      }),
    },
    expect: {
      'REL-FIRST': { state: 'present', strength: 'weak', facts: { date: '2025-01-02' } },
      'REL-CADENCE': { state: 'absent', facts: { per_year: 0 } },
      'REL-ARCHIVE': { state: 'absent' },
      MAINTAINED: { state: 'absent', facts: { commits_90d: 0 } },
    },
  },
  {
    name: 'a forge where everything is in place',
    files: {},
    given: {
      asOf,
      history: history({ tags: [tag('v1.2.0', '2026-03-01T00:00:00Z')] }),
      forge: forge({
        repository: read({ url: 'https://forge.test/o/p', isPublic: true, isArchived: false }),
        releases: read([
          release('v1.2.1', recent, {
            notes:
              '## Security\n\n- Fix CVE-2026-0001: files of others could be read\n\n**Full Changelog**: x',
            assets: [
              asset('p-1.2.1.tgz'),
              asset('p-1.2.1.tgz.sig'),
              asset('SHA256SUMS'),
              asset('p.intoto.jsonl'),
            ],
          }),
          release('v1.2.0', '2026-03-01T00:00:00Z', {
            notes: '- a new feature\n- fix CVE-2026-0000',
            assets: [asset('p-1.2.0.tgz'), asset('p-1.2.0.tgz.asc')],
          }),
        ]),
        protection: read({ isEnabled: true, rules: ['pull_request'] }),
        privateReporting: read(true),
        dependencyAlerts: read(true),
        secretScanning: read(true),
        mfaRequired: read(true),
        organisationPolicy: read({ url: 'https://forge.test/o/.github/SECURITY.md' }),
        advisories: read([advisory('GHSA-1'), advisory('GHSA-2', { at: '2026-03-09T00:00:00Z' })]),
        merges: read([merge(3, ['b']), merge(2, ['c'])]),
      }),
    },
    expect: {
      'REL-FIRST': {
        state: 'present',
        facts: { date: '2026-03-01', version: '1.2.0' },
        at: 'forge:releases.json:2',
      },
      'REL-SIGNED': { state: 'present', strength: 'strong', facts: { share: 1 } },
      'REL-PROVENANCE': { state: 'present', strength: 'strong', facts: { present: true, level: null } },
      'REL-HASHES': { state: 'present', strength: 'medium', facts: { present: true } },
      'REL-HTTPS': { state: 'present', facts: { ok: true } },
      'REL-CADENCE': { state: 'present', facts: { per_year: 2 } },
      'REL-SECURITY-ONLY': { state: 'present', facts: { count: 1 } },
      'REL-ADVISORIES': { state: 'present', facts: { count: 2, machine_readable: true } },
      'REL-ADVISORY-QUALITY': { state: 'present', facts: { complete_share: 1, missing: [] } },
      'REL-ADVISORY-LAG': { state: 'present', facts: { median_days: 4 } },
      'REL-ARCHIVE': { state: 'present', strength: 'medium', facts: { available: 2 } },
      PVR: { state: 'present', facts: { enabled: true, evidence_url: 'https://forge.test/o/p/security' } },
      PUBLIC: { state: 'present', facts: { public: true } },
      'CODE-REVIEW': { state: 'present', strength: 'medium', facts: { share: 1 } },
      'BRANCH-PROT': { state: 'present', facts: { enabled: true, rules: ['pull_request'] } },
      'PLAT-MFA': { state: 'present', facts: { enforced: true } },
      'PLAT-DEP-ALERTS': { state: 'present', facts: { enabled: true } },
      'PLAT-SECRET-SCAN': { state: 'present', facts: { enabled: true } },
      'ORG-SECURITY-MD': { state: 'present', facts: { present: true } },
    },
  },
  {
    name: 'a forge that says no',
    files: {},
    given: {
      asOf,
      history: history(),
      forge: forge({
        repository: read({ isPublic: false, isArchived: true }),
        releases: read([
          release('v1.0.0', older, {
            assets: [asset('p.zip', { url: 'http://mirror.test/p.zip' })],
            notes: 'fixes and features',
          }),
        ]),
        protection: read({ isEnabled: false, rules: [] }),
        privateReporting: read(false),
        dependencyAlerts: read(false),
        secretScanning: read(false),
        mfaRequired: read(false),
        advisories: read([
          advisory('GHSA-1', { description: 'see above', affected: [], at: '2026-03-05T00:00:00Z' }),
        ]),
        merges: read([merge(1, []), merge(2, [])]),
      }),
    },
    expect: {
      'REL-SIGNED': { state: 'absent', facts: { share: 0 } },
      'REL-PROVENANCE': { state: 'absent', facts: { present: false } },
      'REL-HASHES': { state: 'absent', facts: { present: false } },
      'REL-HTTPS': { state: 'contrary', facts: { ok: false } },
      'REL-CADENCE': { state: 'absent' },
      'REL-SECURITY-ONLY': { state: 'absent', facts: { count: 0 } },
      'REL-ADVISORY-QUALITY': {
        state: 'contrary',
        facts: { complete_share: 0, missing: ['GHSA-1: description, affected_versions, impact, remedy'] },
      },
      'REL-ADVISORY-LAG': { state: 'unknown', reason: 'names a fixed version' },
      PVR: { state: 'absent', facts: { enabled: false } },
      PUBLIC: { state: 'absent', facts: { public: false } },
      MAINTAINED: { state: 'contrary' },
      'CODE-REVIEW': { state: 'absent', facts: { share: 0 } },
      'BRANCH-PROT': { state: 'absent', facts: { enabled: false } },
      'PLAT-MFA': { state: 'absent', facts: { enforced: false } },
      'PLAT-DEP-ALERTS': { state: 'absent' },
      'PLAT-SECRET-SCAN': { state: 'absent' },
    },
  },
  {
    name: 'a late advisory, hashes that the forge computed, some reviews',
    files: {},
    given: {
      asOf,
      forge: forge({
        releases: read([
          release('v1.2.0', '2025-12-01T00:00:00Z', { assets: [asset('p.zip', { digest: 'sha256:aa' })] }),
        ]),
        advisories: read([advisory('GHSA-1')]),
        merges: read([merge(1, ['b']), merge(2, []), merge(3)]),
      }),
    },
    expect: {
      'REL-HASHES': { state: 'present', strength: 'weak' },
      'REL-ADVISORY-LAG': { state: 'contrary', facts: { median_days: 94 } },
      'CODE-REVIEW': { state: 'present', strength: 'weak', facts: { share: 0.5 } },
    },
  },
  {
    name: 'a forge without advisories, and a policy that names the form',
    files: { 'SECURITY.md': 'Report:\nhttps://github.com/o/p/security/advisories/new\n' },
    given: { asOf, forge: forge({ advisories: read([]), releases: read([]) }) },
    expect: {
      'REL-ADVISORIES': { state: 'absent', facts: { count: 0 } },
      'REL-ADVISORY-QUALITY': { state: 'unknown' },
      'REL-HASHES': { state: 'unknown', reason: 'handed out elsewhere' },
      PVR: { state: 'present', strength: 'medium', facts: { enabled: null }, at: 'SECURITY.md:2' },
    },
  },
]

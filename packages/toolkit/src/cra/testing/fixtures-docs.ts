/** Table of data: small trees of documentation with what each documentation signal must say; traps included. */
import type { Fixture } from './fixture.ts'

export const docsFixtures: readonly Fixture[] = [
  {
    name: 'no documentation',
    files: { 'src/index.ts': 'export const update = 1\n' },
    expect: {
      'UPDATE-DOC': { state: 'absent', facts: { topics: [] } },
      'RESET-DOC': { state: 'absent' },
      'LOG-DOC': { state: 'absent' },
      'BACKUP-DOC': { state: 'absent' },
      'PRIVACY-DOC': { state: 'absent', facts: { present: false } },
      USERDOC: { state: 'absent', facts: { topics: [] } },
      'RISK-DOC': { state: 'absent', facts: { files: [], last_changed: null, ecr_ids: null } },
      'ARCH-DOC': { state: 'absent' },
      'INCIDENT-PLAN': { state: 'absent' },
      CHANGELOG: { state: 'absent', facts: { present: false, security_entries: 0 } },
      'UPSTREAM-LINKS': { state: 'absent', facts: { count: 0 } },
    },
  },
  {
    name: 'a manual that tells everything',
    files: {
      'docs/manual.md': [
        '# Manual',
        '## Installation',
        'Change the default password first.',
        '## Updating',
        'The app updates itself. To turn off automatic updates, open settings.',
        'You can postpone an update for a week.',
        '## Reset',
        'A factory reset removes all settings.',
        '## Uninstalling',
        'Wipe all data with the tool. Delete your account in the portal. Export your data first.',
        '## Audit log',
        'Failed logins are logged. You can disable audit logging.',
        '## Backup and restore',
        'To roll back to an older version, restore from a backup.',
        '## Privacy',
        'Nothing is sent.',
        'Security fixes until 2031-05. The SBOM lies beside the download.',
      ].join('\n'),
    },
    expect: {
      'UPDATE-DOC': {
        state: 'present',
        facts: { topics: ['update', 'automatic', 'opt-out', 'postpone'] },
        at: 'docs/manual.md:4',
      },
      'RESET-DOC': {
        state: 'present',
        facts: { topics: ['reset', 'uninstall', 'purge', 'delete-account', 'export'] },
        at: 'docs/manual.md:8',
      },
      'LOG-DOC': {
        state: 'present',
        facts: { topics: ['security-log', 'opt-out'] },
        at: 'docs/manual.md:11',
      },
      'BACKUP-DOC': { state: 'present', facts: { topics: ['backup', 'restore', 'rollback'] } },
      'PRIVACY-DOC': { state: 'present', at: 'docs/manual.md:15' },
      USERDOC: {
        state: 'present',
        facts: { topics: ['DOC-A2-7', 'DOC-A2-8a', 'DOC-A2-8c', 'DOC-A2-8d', 'DOC-A2-8e', 'DOC-A2-9'] },
      },
    },
  },
  {
    name: 'words that mean something else',
    files: {
      'README.md': [
        '# Tool',
        'Run git reset --hard to the default branch. Dependabot updates are automatic.',
        'Disable the update of the cache. The transaction is rolled back.',
        'Run npm audit and read the log. Last updated yesterday.',
        '```',
        'factory reset',
        '```',
      ].join('\n'),
      'vendor/other/README.md': '# Updating\nFactory reset. Audit log.\n',
      'tests/fixtures/docs/threat-model.md': '# Threat model\n',
    },
    expect: {
      'UPDATE-DOC': { state: 'absent' },
      'RESET-DOC': { state: 'absent' },
      'LOG-DOC': { state: 'absent' },
      'BACKUP-DOC': { state: 'absent' },
      'RISK-DOC': { state: 'absent' },
    },
  },
  {
    name: 'papers by their names',
    files: {
      'docs/security/threat-model.md':
        '# Model\nECR-I-2a and point (2)(e) of Annex I; see ECR-I-2a again. ECR-I-2z is none.\n',
      'ARCHITECTURE.md': '# Parts\n',
      'docs/incident-response.md': '# What to do\n',
      'PRIVACY.md': 'Nothing leaves the machine.\n',
    },
    given: {
      history: {
        head: { commit: 'c', at: '2026-11-01T00:00:00Z' },
        isShallow: false,
        commits: [],
        hasAllCommits: true,
        tags: [],
        hasAllTags: true,
        lastChange: (path) =>
          path.endsWith('threat-model.md') ? { commit: 'a', at: '2026-03-04T05:06:07Z' } : undefined,
      },
    },
    expect: {
      'RISK-DOC': {
        state: 'present',
        strength: 'medium',
        facts: {
          files: ['docs/security/threat-model.md'],
          last_changed: '2026-03-04',
          ecr_ids: ['ECR-I-2a', 'ECR-I-2e'],
        },
        at: 'docs/security/threat-model.md:1',
      },
      'ARCH-DOC': { state: 'present', strength: 'weak', facts: { files: ['ARCHITECTURE.md'] } },
      'INCIDENT-PLAN': { state: 'present', facts: { files: ['docs/incident-response.md'] } },
      'PRIVACY-DOC': { state: 'present', at: 'PRIVACY.md:1' },
    },
  },
  {
    name: 'papers by what they say',
    files: {
      'docs/security.md': [
        'Security',
        '========',
        '',
        'Threat model',
        '------------',
        'Somebody steals the device.',
        'The early warning goes to the CSIRT within 24 h.',
      ].join('\n'),
    },
    expect: {
      'RISK-DOC': { state: 'present', at: 'docs/security.md:4' },
      'INCIDENT-PLAN': { state: 'present', at: 'docs/security.md:7' },
      'ARCH-DOC': { state: 'absent' },
    },
  },
  {
    name: 'a change log with security entries',
    files: {
      'CHANGELOG.md':
        '# Changes\n## 1.1\n### Security\n- Fixed CVE-2026-1234 (https://github.com/acme/tool/issues/1)\n## 1.0\n- https://github.com/acme/tool/pull/2\n- https://github.com/acme/tool/pull/3\n',
    },
    expect: {
      CHANGELOG: {
        state: 'present',
        strength: 'medium',
        facts: { present: true, security_entries: 2 },
        at: 'CHANGELOG.md:3',
      },
      'UPSTREAM-LINKS': { state: 'absent', facts: { count: 0 } },
    },
  },
  {
    name: 'a change log without, and a patch that was sent upstream',
    files: {
      'CHANGELOG.md': '# Changes\n- Secure the chairs; security of supply is better\n',
      'patches/fix.patch': 'Sent as https://github.com/other/lib/pull/77\n--- a\n+++ b\n',
    },
    expect: {
      CHANGELOG: { state: 'present', strength: 'weak', facts: { present: true, security_entries: 0 } },
      'UPSTREAM-LINKS': {
        state: 'present',
        strength: 'weak',
        facts: { count: 1 },
        at: 'patches/fix.patch:1',
      },
    },
  },
]

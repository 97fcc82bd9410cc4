/** Table of data: small trees with what each signal must say of them; false-positive traps included. */
import type { Fixture } from './fixture.ts'
import { ciFixtures } from './fixtures-ci.ts'
import { builtFixtures } from './fixtures-built.ts'
import { sourceFixtures } from './fixtures-source.ts'
import { ciReferenceFixtures } from './fixtures-ci-references.ts'
import { docsFixtures } from './fixtures-docs.ts'
import { ownFixtures } from './fixtures-own.ts'
import { releaseFixtures } from './fixtures-release.ts'
import { requirementTrees } from './fixtures-requirements.ts'
import { sbomFixtures } from './fixtures-sbom.ts'
import { vulnFixtures } from './fixtures-vuln.ts'
import { webFixtures } from './fixtures-web.ts'

export const fixtures: readonly Fixture[] = [
  {
    name: 'nothing at all',
    files: {},
    expect: {
      'SECURITY-MD': { state: 'absent', facts: { present: false, contacts: [] } },
      LICENSE: { state: 'absent', facts: { spdx: [], osi_approved: null } },
      LOCKFILES: { state: 'absent' },
      'DEP-UPDATER': { state: 'absent', facts: { configured: false } },
      'DANGEROUS-WF': { state: 'absent', facts: { findings: [] } },
      'CI-SCA': { state: 'absent' },
      'CI-SAST': { state: 'absent' },
      'CI-TESTS': { state: 'absent', facts: { present: false } },
      'WORKFLOW-PERMS': { state: 'unknown' },
      'SUPPORT-DOC': { state: 'absent' },
    },
  },
  {
    name: 'a full policy',
    files: {
      'SECURITY.md':
        '# Security\n\n## Supported versions\n\nReport to security@project.test.\nWe respond within 48 hours.\n',
    },
    expect: {
      'SECURITY-MD': {
        state: 'present',
        strength: 'strong',
        facts: {
          contacts: ['security@project.test'],
          response_days: 2,
          has_timeline: true,
          has_supported_versions: true,
        },
        at: 'SECURITY.md:5',
      },
    },
  },
  {
    name: 'a stub policy',
    files: { '.github/SECURITY.md': '# Security Policy\n\nUse this section to tell people about reports.\n' },
    expect: {
      'SECURITY-MD': { state: 'present', strength: 'weak', facts: { contacts: [], has_timeline: false } },
    },
  },
  {
    name: 'a policy whose only addresses are examples and badges',
    files: {
      'SECURITY.md':
        '![b](https://img.shields.io/security/report.svg) write to you@example.com or see https://x.test/about\n',
    },
    expect: { 'SECURITY-MD': { state: 'present', strength: 'weak', facts: { contacts: [] } } },
  },
  {
    name: 'a policy with a hidden address and a form',
    files: {
      'docs/security.rst':
        'Mail sec [at] project [dot] test\nor report at https://github.com/a/b/security/advisories/new within five days\n',
    },
    expect: {
      'SECURITY-MD': {
        state: 'present',
        facts: { contacts: ['sec@project.test', 'https://github.com/a/b/security/advisories/new'] },
      },
    },
  },
  {
    name: 'a policy that asks for confidential issues, and names the CVE form for later',
    files: {
      'SECURITY.md':
        '# Policy\n\nReport as a [*confidential* issue](https://git.test/a/-/issues/new?issue[confidential]=1).\nThe submitter obtains one via https://cveform.mitre.org/ then.\n',
    },
    expect: {
      'SECURITY-MD': { state: 'present', facts: { contacts: ['confidential issues of the platform'] } },
    },
  },
  {
    name: 'an empty policy',
    files: { 'SECURITY.md': '  \n' },
    expect: { 'SECURITY-MD': { state: 'absent', facts: { present: false } } },
  },
  {
    name: 'MIT text and the same in the manifest',
    files: {
      LICENSE:
        'MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this\nsoftware. The above copyright notice and this notice stay.\n',
      'package.json': '{\n  "name": "x",\n  "license": "MIT"\n}\n',
    },
    expect: {
      LICENSE: { state: 'present', strength: 'strong', facts: { spdx: ['MIT'], osi_approved: true } },
    },
  },
  {
    name: 'source available, not open source',
    files: { LICENSE: 'Business Source License 1.1\n\nParameters\n' },
    expect: { LICENSE: { state: 'present', facts: { spdx: ['BUSL-1.1'], osi_approved: false } } },
  },
  {
    name: 'a license of unknown text',
    files: { 'LICENSE.txt': 'You may use this on Tuesdays.\n' },
    expect: { LICENSE: { state: 'unknown', facts: { spdx: [] } } },
  },
  {
    name: 'words that are no license',
    files: {
      'package.json': '{ "license": "SEE LICENSE IN terms.txt" }',
      'Cargo.toml': '[package]\nlicense = "MIT OR Apache-2.0"\n',
    },
    expect: {
      LICENSE: {
        state: 'present',
        strength: 'medium',
        facts: { spdx: ['MIT OR Apache-2.0'], osi_approved: true },
      },
    },
  },
  {
    name: 'a lock beside its manifest',
    files: { 'package.json': '{ "dependencies": { "a": "1" } }', 'package-lock.json': '{}' },
    expect: {
      LOCKFILES: {
        state: 'present',
        strength: 'strong',
        facts: { ecosystems: ['npm'], manifests_without_lock: [] },
      },
    },
  },
  {
    name: 'one ecosystem locked, another not',
    files: { 'go.mod': 'module x\nrequire a.test/b v1.0.0\n', 'go.sum': '', 'requirements.txt': 'flask\n' },
    expect: {
      LOCKFILES: {
        state: 'present',
        strength: 'weak',
        facts: { manifests_without_lock: ['requirements.txt'] },
      },
    },
  },
  {
    name: 'a manifest without dependencies needs no lock',
    files: { 'package.json': '{ "name": "x" }' },
    expect: { LOCKFILES: { state: 'absent', facts: { manifests_without_lock: [] } } },
  },
  {
    name: 'Maven, which has no lock file',
    files: { 'pom.xml': '<project><dependencies><dependency></dependency></dependencies></project>' },
    expect: {
      LOCKFILES: {
        state: 'absent',
        strength: 'weak',
        facts: { ecosystems: [], manifests_without_lock: ['pom.xml'] },
        statement: 'For Maven (pom.xml) no lock file exists; versions are resolved at build time.',
        at: 'pom.xml:1',
      },
    },
  },
  {
    name: 'Gradle, where a lock file is rare, in two modules',
    files: { 'build.gradle': 'implementation "g:a:1"', 'b/build.gradle.kts': 'api("g:b:1")' },
    expect: {
      LOCKFILES: {
        state: 'absent',
        strength: 'weak',
        statement:
          'For Gradle (2 manifests, such as b/build.gradle.kts) a lock file is optional and none was found; versions are resolved at build time.',
      },
    },
  },
  {
    name: 'Gradle with its lock, Maven beside it',
    files: {
      'build.gradle': 'implementation "g:a:1"',
      'gradle.lockfile': 'g:a:1=x\n',
      'pom.xml': '<dependency>',
    },
    expect: {
      LOCKFILES: {
        state: 'present',
        strength: 'medium',
        facts: { ecosystems: ['maven'], manifests_without_lock: ['pom.xml'] },
        statement:
          '1 lock file (maven) pins the dependencies. For Maven (pom.xml) no lock file exists; versions are resolved at build time.',
      },
    },
  },
  {
    name: 'Maven beside a manifest that could have a lock',
    files: { 'pom.xml': '<dependency>', 'package.json': '{ "dependencies": { "a": "1" } }' },
    expect: {
      LOCKFILES: {
        state: 'absent',
        strength: 'strong',
        statement:
          'No lock file was found for package.json. For Maven (pom.xml) no lock file exists; versions are resolved at build time.',
      },
    },
  },
  {
    name: 'Dependabot for packages',
    files: {
      '.github/dependabot.yml': 'version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n',
    },
    expect: {
      'DEP-UPDATER': {
        state: 'present',
        strength: 'strong',
        facts: { configured: true, ecosystems: ['npm'] },
      },
    },
  },
  {
    name: 'Dependabot for actions only',
    files: { '.github/dependabot.yml': 'version: 2\nupdates:\n  - package-ecosystem: "github-actions"\n' },
    expect: { 'DEP-UPDATER': { state: 'present', strength: 'weak' } },
  },
  {
    name: 'Dependabot that updates nothing',
    files: { '.github/dependabot.yml': 'version: 2\nupdates: []\n' },
    expect: { 'DEP-UPDATER': { state: 'contrary', facts: { configured: false } } },
  },
  {
    name: 'a broken Dependabot file',
    files: { '.github/dependabot.yml': 'updates: [\n' },
    expect: { 'DEP-UPDATER': { state: 'unknown', facts: { configured: null } } },
  },
  {
    name: 'Renovate in JSON5 with comments',
    files: {
      '.github/renovate.json5': "// ours\n{ extends: ['config:base'], /* url: */ 'x': 'http://a.test', }\n",
    },
    expect: { 'DEP-UPDATER': { state: 'present' } },
  },
  {
    name: 'Renovate switched off',
    files: { 'renovate.json': '{ "enabled": false, "extends": ["config:base"] }' },
    expect: { 'DEP-UPDATER': { state: 'contrary' } },
  },
  ...ciFixtures,
  ...ciReferenceFixtures,
  ...sourceFixtures,
  ...builtFixtures,
  ...docsFixtures,
  ...ownFixtures,
  ...releaseFixtures,
  ...requirementTrees,
  ...sbomFixtures,
  ...vulnFixtures,
  ...webFixtures,
  {
    name: 'an end of support in words',
    files: { 'SUPPORT.md': '# Support\n\nVersion 2 gets security updates until June 2031.\n' },
    expect: {
      'SUPPORT-DOC': {
        state: 'present',
        facts: { end_date: '2031-06', text_path: 'SUPPORT.md' },
        at: 'SUPPORT.md:3',
      },
    },
  },
  {
    name: 'an end of support in a table',
    files: {
      'README.md':
        '| Version | Released | End of life |\n|---|---|---|\n| 1 | 2024-01 | 2029-01-31 |\n| 2 | 2026-01 | 2031-01-31 |\n',
    },
    expect: { 'SUPPORT-DOC': { state: 'present', facts: { end_date: '2031-01' } } },
  },
  {
    name: 'dates that are no end of our support',
    files: {
      'README.md':
        'Python 3.8 reached end of life in 2024-10.\nSupported since 2020-01.\nReleased 2026-03-01.\n',
      'SUPPORT.md': 'Ask in the forum, we answer until Friday.\n',
    },
    expect: { 'SUPPORT-DOC': { state: 'absent', facts: { end_date: null, text_path: 'SUPPORT.md' } } },
  },
]

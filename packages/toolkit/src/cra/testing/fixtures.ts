/** Table of data: small trees with what each signal must say of them; false-positive traps included. */
import type { SignalResult } from '../status.ts'

export interface Expectation {
  readonly state: SignalResult['state']
  readonly strength?: SignalResult['strength']
  /** A part of the facts, as canonical text `name=JSON`. */
  readonly facts?: Readonly<Record<string, unknown>>
  /** `path:line` of the first evidence. */
  readonly at?: string
}

export interface Fixture {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** Keyed by signal id without `SIG-REPO-`. */
  readonly expect: Readonly<Record<string, Expectation>>
}

const workflow = '.github/workflows/ci.yml'

function steps(body: string, head = 'on: [push, pull_request]'): Readonly<Record<string, string>> {
  return { [workflow]: `${head}\njobs:\n  one:\n    runs-on: x\n    steps:\n${body}` }
}

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
  {
    name: 'tools that really run',
    files: steps(
      '      - uses: github/codeql-action/init@v3\n      - uses: github/codeql-action/analyze@v3\n      - run: npm audit\n      - run: |\n          set -e\n          pytest -q\n',
    ),
    expect: {
      'CI-SAST': { state: 'present', facts: { tools: ['CodeQL'], blocking: false }, at: `${workflow}:7` },
      'CI-SCA': { state: 'present', facts: { tools: ['npm audit'], blocking: true }, at: `${workflow}:8` },
      'CI-TESTS': { state: 'present', strength: 'medium', at: `${workflow}:11` },
      'WORKFLOW-PERMS': { state: 'absent' },
      'DANGEROUS-WF': { state: 'absent' },
    },
  },
  {
    name: 'tools that are only mentioned',
    files: steps(
      '      # uses: github/codeql-action/analyze@v3\n      - name: run codeql, trivy and npm test\n        run: |\n          # npm test\n          echo "npm test && trivy fs ."\n          echo codeql # semgrep ci\n          cat <<EOF\n          pytest\n          EOF\n',
    ),
    expect: {
      'CI-SAST': { state: 'absent' },
      'CI-SCA': { state: 'absent' },
      'CI-TESTS': { state: 'absent' },
    },
  },
  {
    name: 'npm test is an echo',
    files: {
      ...steps('      - run: npm test\n      - run: npm run check\n'),
      'package.json': '{ "scripts": { "test": "echo \\"no test\\" && exit 1", "check": "tsc --noEmit" } }',
    },
    expect: { 'CI-TESTS': { state: 'absent' } },
  },
  {
    name: 'a script that runs tests under another name',
    files: {
      ...steps('      - run: yarn verify\n'),
      'package.json':
        '{ "scripts": { "verify": "yarn lint && yarn unit", "unit": "vitest run", "lint": "oxlint" } }',
    },
    expect: { 'CI-TESTS': { state: 'present', strength: 'medium' } },
  },
  {
    name: 'make targets that run tests and do not',
    files: {
      ...steps('      - run: make ci\n      - run: make build\n'),
      Makefile: 'CI := yes\nci: deps\n\t@python -m pytest tests\nbuild:\n\t@echo pytest\n',
    },
    expect: { 'CI-TESTS': { state: 'present', at: `${workflow}:6` } },
  },
  {
    name: 'scans that cannot fail the build',
    files: steps(
      '      - run: npm audit || true\n      - run: trivy fs .\n        continue-on-error: true\n      - run: bandit -r src --exit-zero\n',
    ),
    expect: {
      'CI-SCA': { state: 'present', facts: { tools: ['npm audit', 'trivy'], blocking: false } },
      'CI-SAST': { state: 'present', facts: { tools: ['Bandit'], blocking: false } },
    },
  },
  {
    name: 'jobs that never run, or only by hand',
    files: {
      ...steps(
        '      - run: cargo audit\n        if: false\n      - run: cargo test\n',
        'on: workflow_dispatch',
      ),
    },
    expect: { 'CI-SCA': { state: 'absent' }, 'CI-TESTS': { state: 'present', strength: 'weak' } },
  },
  {
    name: 'a local composite action',
    files: {
      ...steps('      - uses: ./.github/actions/scan\n'),
      '.github/actions/scan/action.yml':
        'runs:\n  using: composite\n  steps:\n    - run: osv-scanner -r .\n      shell: bash\n',
    },
    expect: { 'CI-SCA': { state: 'present', at: '.github/actions/scan/action.yml:4' } },
  },
  {
    name: 'GitLab with templates, extends and allowed failure',
    files: {
      '.gitlab-ci.yml':
        'include:\n  - template: Jobs/SAST.gitlab-ci.yml\n.base:\n  script:\n    - cargo test\nunit:\n  extends: .base\nscan:\n  allow_failure: true\n  script: [cargo audit]\n.hidden:\n  script: [gosec ./...]\n',
    },
    expect: {
      'CI-SAST': { state: 'present', facts: { tools: ['GitLab SAST'], blocking: false } },
      'CI-SCA': { state: 'present', facts: { tools: ['cargo audit'], blocking: false } },
      'CI-TESTS': { state: 'present', strength: 'medium', at: '.gitlab-ci.yml:5' },
      'WORKFLOW-PERMS': { state: 'unknown' },
      'DANGEROUS-WF': { state: 'unknown' },
    },
  },
  {
    name: 'a broken workflow beside none that helps',
    files: { [workflow]: 'on: push\njobs: [\n' },
    expect: {
      'CI-SCA': { state: 'unknown' },
      'CI-SAST': { state: 'unknown' },
      'CI-TESTS': { state: 'unknown', facts: { present: null } },
      'WORKFLOW-PERMS': { state: 'unknown' },
      'DANGEROUS-WF': { state: 'unknown' },
    },
  },
  {
    name: 'a CI system that we do not read',
    files: { '.circleci/config.yml': 'version: 2.1\n' },
    expect: { 'CI-TESTS': { state: 'unknown' }, 'CI-SCA': { state: 'unknown' } },
  },
  {
    name: 'code of a stranger with the rights of the project',
    files: steps(
      '      - uses: actions/checkout@v4\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n      - run: npm ci\n',
      'on: pull_request_target',
    ),
    expect: { 'DANGEROUS-WF': { state: 'contrary', strength: 'strong', at: `${workflow}:8` } },
  },
  {
    name: 'pull_request_target that checks out the base only',
    files: steps('      - uses: actions/checkout@v4\n      - run: npm ci\n', 'on: pull_request_target'),
    expect: { 'DANGEROUS-WF': { state: 'absent', facts: { findings: [] } } },
  },
  {
    name: 'the head of a pull request under plain pull_request',
    files: steps(
      '      - uses: actions/checkout@v4\n        with: { ref: "${{ github.event.pull_request.head.sha }}" }\n',
      'on: pull_request',
    ),
    expect: { 'DANGEROUS-WF': { state: 'absent' } },
  },
  {
    name: 'text of a stranger in a script',
    files: steps(
      '      - run: |\n          set -e\n          echo "${{ github.event.issue.title }}"\n',
      'on: issues',
    ),
    expect: { 'DANGEROUS-WF': { state: 'contrary', at: `${workflow}:8` } },
  },
  {
    name: 'text of a stranger by way of the environment, and in comparisons',
    files: steps(
      "      - run: echo \"$TITLE\"\n        env:\n          TITLE: ${{ github.event.issue.title }}\n      - run: echo ${{ github.head_ref == 'main' }}\n        if: contains(github.event.comment.body, 'x')\n",
      'on: issues',
    ),
    expect: { 'DANGEROUS-WF': { state: 'absent' } },
  },
  {
    name: 'an artefact of a stranger goes into the environment',
    files: steps(
      '      - uses: actions/download-artifact@v4\n        with:\n          run-id: ${{ github.event.workflow_run.id }}\n      - run: cat pr.txt >> $GITHUB_ENV\n',
      'on:\n  workflow_run:\n    workflows: [ci]',
    ),
    expect: { 'DANGEROUS-WF': { state: 'contrary' } },
  },
  {
    name: 'an artefact that is only uploaded again by a remote program',
    files: steps(
      '      - uses: actions/download-artifact@v4\n        with:\n          run-id: ${{ github.event.workflow_run.id }}\n      - run: bash <(curl -s https://tool.test/get.sh) report\n',
      'on:\n  workflow_run:\n    workflows: [ci]',
    ),
    expect: { 'DANGEROUS-WF': { state: 'absent' } },
  },
  {
    name: 'least rights',
    files: {
      [workflow]:
        'on: push\npermissions:\n  contents: read\njobs:\n  a:\n    permissions: { contents: write }\n    steps: []\n',
    },
    expect: { 'WORKFLOW-PERMS': { state: 'present', facts: { findings: [] } } },
  },
  {
    name: 'all rights',
    files: { [workflow]: 'on: push\npermissions: write-all\njobs:\n  a:\n    steps: []\n' },
    expect: { 'WORKFLOW-PERMS': { state: 'contrary', at: `${workflow}:2` } },
  },
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

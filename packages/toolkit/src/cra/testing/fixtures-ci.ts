/** Table of data: small trees with CI files, and what each signal must say of them; false-positive traps included. */
import type { Fixture } from './fixture.ts'

const workflow = '.github/workflows/ci.yml'

function steps(body: string, head = 'on: [push, pull_request]'): Readonly<Record<string, string>> {
  return { [workflow]: `${head}\njobs:\n  one:\n    runs-on: x\n    steps:\n${body}` }
}
export const ciFixtures: readonly Fixture[] = [
  {
    name: 'tools that really run',
    files: steps(
      '      - uses: github/codeql-action/init@v3\n      - uses: github/codeql-action/analyze@v3\n      - run: npm audit\n      - run: |\n          set -e\n          pytest -q\n',
    ),
    expect: {
      'CI-SAST': { state: 'present', facts: { tools: ['CodeQL'], blocking: false }, at: `${workflow}:7` },
      'CI-SCA': { state: 'present', facts: { tools: ['npm audit'], blocking: true }, at: `${workflow}:8` },
      'CI-TESTS': { state: 'present', strength: 'medium', at: `${workflow}:11` },
      'WORKFLOW-PERMS': {
        state: 'absent',
        statement: '1 of 1 workflow leaves its token with default rights, or lets every job write.',
      },
      'DANGEROUS-WF': {
        state: 'absent',
        statement: 'None of three dangerous patterns was found in 1 workflow; no others are looked for.',
      },
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
    name: 'test scripts of the tree, by path or through a shell with options',
    files: {
      '.gitlab-ci.yml':
        'a:\n  script:\n    - bash -x ./ci/run-tests.sh --all\nb:\n  script: [.gitlab-ci/run-tests.sh]\n',
    },
    expect: { 'CI-TESTS': { state: 'present', statement: 'CI runs tests when code changes (2 places).' } },
  },
  {
    name: 'files about tests that are no test run',
    files: steps(
      '      - run: |\n          mkdir -p build/tests\n          bash ci/install-tests-deps.sh\n          cd ./tests\n',
    ),
    expect: { 'CI-TESTS': { state: 'absent' } },
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
    expect: {
      'DANGEROUS-WF': {
        state: 'contrary',
        strength: 'strong',
        at: `${workflow}:8`,
        statement: "1 place in the workflows can run a stranger's text or code (untrusted-checkout).",
      },
    },
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
    expect: {
      'WORKFLOW-PERMS': {
        state: 'contrary',
        at: `${workflow}:2`,
        statement: '1 place in the workflows gives the token all rights.',
      },
    },
  },
]

/** Table of data: small trees whose CI files call other files, some of which are not in the tree. */
import type { Expectation, Fixture } from './fixture.ts'

const workflow = '.github/workflows/ci.yml'
const shared = '.github/workflows/shared.yml'
const called = 'on:\n  workflow_call:\njobs:\n  t:\n    steps:\n      - run: pytest\n      - run: pip-audit\n'

function calls(uses: string, head = 'on: push'): string {
  return `${head}\njobs:\n  a:\n    uses: ${uses}\n`
}

function steps(body: string): string {
  return `on: push\njobs:\n  a:\n    steps:\n${body}`
}

function all(reason: string): Readonly<Record<string, Expectation>> {
  const unknown = { state: 'unknown' as const, reason }
  return { 'CI-TESTS': unknown, 'CI-SCA': unknown, 'CI-SAST': unknown }
}

export const ciReferenceFixtures: readonly Fixture[] = [
  {
    name: 'a reusable workflow of another repository',
    files: { [workflow]: calls('org/repo/.github/workflows/y.yml@v1') },
    expect: all(`${workflow}:4 calls org/repo/.github/workflows/y.yml@v1`),
  },
  {
    name: 'a reusable workflow that is a known scanner is no test',
    files: { [workflow]: calls('google/osv-scanner-action/.github/workflows/osv-scanner-reusable.yml@v2') },
    expect: {
      'CI-SCA': { state: 'present' },
      'CI-TESTS': { state: 'absent' },
      'CI-SAST': { state: 'absent' },
    },
  },
  {
    name: 'a foreign reusable workflow beside a test and a scan',
    files: {
      [workflow]: `${calls('org/repo/.github/workflows/y.yml@v1')}  b:\n    steps:\n      - run: npm test\n      - run: npm audit\n`,
    },
    expect: {
      'CI-TESTS': { state: 'present', strength: 'medium' },
      'CI-SCA': { state: 'present' },
      'CI-SAST': { state: 'unknown' },
    },
  },
  {
    name: 'a local reusable workflow that is called on push',
    files: { [workflow]: calls('./.github/workflows/shared.yml'), [shared]: called },
    expect: {
      'CI-TESTS': { state: 'present', strength: 'medium', at: `${shared}:6` },
      'CI-SCA': { state: 'present', strength: 'medium', at: `${shared}:7` },
      'CI-SAST': { state: 'absent' },
    },
  },
  {
    name: 'a local reusable workflow that is called by hand only',
    files: { [workflow]: calls('./.github/workflows/shared.yml', 'on: workflow_dispatch'), [shared]: called },
    expect: { 'CI-TESTS': { state: 'present', strength: 'weak' } },
  },
  {
    name: 'a reusable workflow that nothing calls',
    files: { [shared]: called },
    expect: { 'CI-TESTS': { state: 'absent' }, 'CI-SCA': { state: 'absent' } },
  },
  {
    name: 'a local reusable workflow that is missing',
    files: { [workflow]: calls('./.github/workflows/gone.yml') },
    expect: all(`${workflow}:4 calls ./.github/workflows/gone.yml`),
  },
  {
    name: 'reusable workflows that call each other for ever',
    files: {
      [workflow]: calls('./.github/workflows/shared.yml'),
      [shared]: calls('./.github/workflows/shared.yml'),
    },
    expect: { 'CI-TESTS': { state: 'unknown' } },
  },
  {
    name: 'a foreign action that nobody here knows',
    files: { [workflow]: steps('      - uses: actions/checkout@v4\n      - uses: org/check-all@v2\n') },
    expect: all(`${workflow}:6 calls org/check-all@v2`),
  },
  {
    name: 'foreign actions that only prepare or publish',
    files: {
      [workflow]: steps(
        '      - uses: actions/checkout@v4\n      - uses: astral-sh/setup-uv@v5\n      - uses: docker/build-push-action@v6\n      - uses: pypa/gh-action-pypi-publish@release/v1\n',
      ),
    },
    expect: {
      'CI-TESTS': { state: 'absent' },
      'CI-SCA': { state: 'absent' },
      'CI-SAST': { state: 'absent' },
    },
  },
  {
    name: 'local actions that call each other, and one elsewhere',
    files: {
      [workflow]: steps('      - uses: ./one\n'),
      'one/action.yml': 'runs:\n  using: composite\n  steps:\n    - uses: ./two\n',
      'two/action.yaml':
        'runs:\n  using: composite\n  steps:\n    - run: go test ./...\n    - uses: org/scan@v1\n',
    },
    expect: {
      'CI-TESTS': { state: 'present', at: 'two/action.yaml:4' },
      'CI-SCA': { state: 'unknown', reason: 'two/action.yaml:5 calls org/scan@v1' },
    },
  },
  {
    name: 'a local action that is missing, broken, or a program',
    files: {
      [workflow]: steps('      - uses: ./gone\n      - uses: ./bad\n      - uses: ./program\n'),
      'bad/action.yml': 'runs: [\n',
      'program/action.yml': 'runs:\n  using: node20\n  main: x.js\n',
    },
    expect: all(`${workflow}:5 calls ./gone`),
  },
  {
    name: 'a job that is off calls nothing',
    files: { [workflow]: `${calls('org/repo/.github/workflows/y.yml@v1')}    if: false\n` },
    expect: { 'CI-TESTS': { state: 'absent' } },
  },
  {
    name: 'GitLab files of another project',
    files: {
      '.gitlab-ci.yml': 'include:\n  - project: group/ci\n    ref: v1\n    file: [/a.yml, /b.yml]\n',
    },
    expect: all('.gitlab-ci.yml:2 includes group/ci /a.yml'),
  },
  {
    name: 'GitLab remote file, as text',
    files: { '.gitlab-ci.yml': 'include: https://ci.test/all.yml\n' },
    expect: all('.gitlab-ci.yml:1 includes https://ci.test/all.yml'),
  },
  {
    name: 'a GitLab template that scans, and one that does everything',
    files: {
      '.gitlab-ci.yml': 'include:\n  - template: Jobs/SAST.gitlab-ci.yml\n',
    },
    expect: {
      'CI-SAST': { state: 'present' },
      'CI-TESTS': { state: 'absent' },
      'CI-SCA': { state: 'absent' },
    },
  },
  {
    name: 'GitLab Auto DevOps',
    files: { '.gitlab-ci.yml': 'include:\n  template: Auto-DevOps.gitlab-ci.yml\n' },
    expect: {
      'CI-SAST': { state: 'present' },
      'CI-TESTS': { state: 'unknown', reason: '.gitlab-ci.yml:2 includes Auto-DevOps.gitlab-ci.yml' },
    },
  },
  {
    name: 'a GitLab template with a telling name only',
    files: { '.gitlab-ci.yml': 'include:\n  - template: Python.gitlab-ci.yml\n' },
    expect: all('.gitlab-ci.yml:2 includes Python.gitlab-ci.yml'),
  },
  {
    name: 'GitLab local files, wildcards, and parents in another file',
    files: {
      '.gitlab-ci.yml':
        'include:\n  - local: /.gitlab/base.yml\n  - local: .gitlab/jobs/*.yml\nunit:\n  extends: .base\n  allow_failure: false\n',
      '.gitlab/base.yml': '.base:\n  script:\n    - cargo test\n',
      '.gitlab/jobs/scan.yml':
        'scan:\n  script:\n    - !reference [.audit, script]\n.audit:\n  script:\n    - cargo audit\n',
    },
    expect: {
      'CI-TESTS': { state: 'present', strength: 'medium', at: '.gitlab/base.yml:3' },
      'CI-SCA': { state: 'present', at: '.gitlab/jobs/scan.yml:6' },
      'CI-SAST': { state: 'absent' },
    },
  },
  {
    name: 'a GitLab local file that is missing',
    files: { '.gitlab-ci.yml': 'include: ci/gone.yml\n' },
    expect: all('.gitlab-ci.yml:1 includes ci/gone.yml'),
  },
  {
    name: 'GitLab files that include each other',
    files: {
      '.gitlab-ci.yml': 'include: .gitlab/a.yml\n',
      '.gitlab/a.yml': 'include: .gitlab-ci.yml\nunit:\n  script: [go test ./...]\n',
    },
    expect: { 'CI-TESTS': { state: 'present' }, 'CI-SCA': { state: 'absent' } },
  },
  {
    name: 'GitLab child pipelines',
    files: {
      '.gitlab-ci.yml':
        'child:\n  trigger:\n    include: .gitlab/child.yml\nmade:\n  trigger:\n    include:\n      - artifact: made.yml\n        job: x\n',
      '.gitlab/child.yml': 'unit:\n  script: [npm test]\n',
    },
    expect: {
      'CI-TESTS': { state: 'present', at: '.gitlab/child.yml:2' },
      'CI-SCA': { state: 'unknown', reason: '.gitlab-ci.yml:7 includes made.yml' },
    },
  },
]

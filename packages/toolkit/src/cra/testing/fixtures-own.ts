/** Table of data: signals of our own beside the catalogue's, with what each must say. */
import type { Fixture } from './fixture.ts'
import { component, inventoryOf } from './given.ts'

const scheduled =
  'on:\n  schedule:\n    - cron: "0 4 * * 1"\njobs:\n  a:\n    steps:\n      - run: osv-scanner scan .\n'

export const ownFixtures: readonly Fixture[] = [
  {
    name: 'a scan by the clock, and images with an SBOM',
    files: {
      '.github/workflows/weekly.yml': scheduled,
      '.github/workflows/release.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          sbom: true\n      - run: syft . -o spdx-json\n',
    },
    expect: {
      'CI-SCA-SCHEDULE': {
        state: 'present',
        facts: { scheduled: true, workflows: ['.github/workflows/weekly.yml'] },
        at: '.github/workflows/weekly.yml:7',
      },
      'CI-SBOM': { state: 'present', facts: { tools: ['Docker', 'Syft'] } },
    },
  },
  {
    name: 'a scan on changes only, and an image without an SBOM',
    files: {
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  a:\n    steps:\n      - run: osv-scanner scan .\n      - uses: docker/build-push-action@v6\n        with:\n          sbom: false\n',
    },
    expect: {
      'CI-SCA-SCHEDULE': { state: 'absent', facts: { scheduled: false } },
      'CI-SBOM': { state: 'absent', facts: { tools: [] } },
    },
  },
  {
    name: 'GoReleaser makes the SBOM; another CI system cannot be read',
    files: {
      '.goreleaser.yaml': 'builds:\n  - id: a\nsboms:\n  - artifacts: archive\n',
      '.circleci/config.yml': 'version: 2\n',
    },
    expect: {
      'CI-SBOM': { state: 'present', facts: { tools: ['GoReleaser'] }, at: '.goreleaser.yaml:3' },
      'CI-SCA-SCHEDULE': { state: 'unknown' },
    },
  },
  {
    name: 'a client with its service',
    files: {
      'app/src/main.ts': 'export {}\n',
      'server/package.json': '{}',
      'package-lock.json': '{}',
      'app/.env':
        'API_BASE_URL=https://api.acme.test.invalid.example/v1\nSYNC_URL=https://sync.acme-tools.io/v1\n',
      'README.md': '# Vault\n\nA password manager for teams.\n',
      'package.json':
        '{"name":"vault","version":"1.2.0","author":"Acme Tools <security@acme-tools.io>","homepage":"https://acme-tools.io"}',
    },
    given: {
      inventory: inventoryOf([component('pkg:npm/axios@1.7.0'), component('pkg:npm/left-pad@1.0.0')]),
    },
    expect: {
      BACKEND: { state: 'present', facts: { paths: ['server'], urls: ['https://sync.acme-tools.io/v1'] } },
      'SBOM-NETWORK-LIBS': { state: 'present', facts: { libs: ['axios'] } },
      'PURPOSE-WORDS': { state: 'present', facts: { categories: ['CAT-I-03'] }, at: 'README.md:3' },
      'PACKAGE-META': {
        state: 'present',
        facts: {
          name: 'vault',
          version: '1.2.0',
          author: 'Acme Tools',
          contacts: ['security@acme-tools.io'],
        },
      },
    },
  },
  {
    name: 'a plain tool',
    files: {
      'README.md': '# Tool\n\nIt counts words. Put it behind your router.\n',
      'server/README.md': 'nothing',
    },
    given: { inventory: inventoryOf([component('pkg:npm/left-pad@1.0.0')]) },
    expect: {
      BACKEND: { state: 'absent', facts: { paths: [], urls: [] } },
      'SBOM-NETWORK-LIBS': { state: 'absent', facts: { libs: [] } },
      'PURPOSE-WORDS': { state: 'absent', facts: { categories: [] } },
      'PACKAGE-META': { state: 'absent', facts: { name: null, author: null } },
    },
  },
  {
    name: 'manifests in TOML, a workspace among them',
    files: {
      'Cargo.toml': '[package]\nname = "crate"\nauthors = ["A Group <mail@acme-tools.io>"]\n',
    },
    expect: {
      'PACKAGE-META': {
        state: 'present',
        facts: { name: 'crate', author: 'A Group', contacts: ['mail@acme-tools.io'], version: null },
      },
      'PURPOSE-WORDS': { state: 'unknown', reason: 'README' },
      'SBOM-NETWORK-LIBS': { state: 'unknown' },
    },
  },
  {
    name: 'a change log that is older than the first tag',
    files: {
      'ChangeLog.txt':
        '1.4 - 20150218\n===\n- fix\n\n0.2 - 20091204\n===\n- first\n\nSince 0.1 of 2001-01-01 nothing changed\n',
    },
    given: {
      history: {
        head: { commit: 'c', at: '2026-05-01T00:00:00Z' },
        isShallow: false,
        commits: [],
        hasAllCommits: true,
        tags: [{ name: 'v1.3.2', commit: 'b', at: '2014-11-10T00:00:00Z', signature: 'none' }],
        hasAllTags: true,
        lastChange: () => undefined,
      },
    },
    expect: {
      'REL-FIRST': {
        state: 'present',
        strength: 'medium',
        facts: { date: '2009-12-04', version: '0.2' },
        at: 'ChangeLog.txt:5',
      },
    },
  },
]

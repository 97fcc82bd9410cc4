/** What pipelines, container builds and infrastructure files use: yes and no, pinned and floating. */
import { describe, expect, test } from 'vitest'
import { readRows } from '../testing/rows.ts'
import { compose } from './compose.ts'
import { dockerfile } from './dockerfile.ts'
import { gitModules } from './git-modules.ts'
import { githubWorkflow } from './github-workflow.ts'
import { gitlabCi } from './gitlab-ci.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'
const digest = `sha256:${'ab'.repeat(32)}`

function purlsOf(read: ReturnType<typeof readRows>): readonly string[] {
  return read.packages.map(({ purl }) => purl)
}

describe('workflows and actions of GitHub', () => {
  test('a commit and a release are versions; branches and short tags are requirements', () => {
    const read = readRows(
      githubWorkflow,
      [
        'jobs:',
        '  test:',
        '    container: node:20',
        '    services:',
        '      db:',
        `        image: registry.example/team/db:1@${digest}`,
        '    steps:',
        '      - uses: Actions/Checkout@v4.1.7',
        `      - uses: actions/setup-node@${commit} # v4.0.2`,
        '      - uses: actions/cache@v4',
        '      - uses: github/codeql-action/init@main',
        '      - uses: ./.github/actions/own',
        '      - uses: docker://alpine:3.20',
        '      - run: uses nothing',
        '  call:',
        `    uses: team/flows/.github/workflows/x.yml@v2`,
      ].join('\n'),
    )
    expect(read.rows).toEqual([
      '2 pkg:oci/node direct build wants 20',
      `5 pkg:oci/db@sha256:${'ab'.repeat(32)} direct build`,
      '8 pkg:github/actions/checkout@v4.1.7 direct build',
      `9 pkg:github/actions/setup-node@${commit} direct build wants v4.0.2`,
      '10 pkg:github/actions/cache direct build wants v4',
      '11 pkg:github/github/codeql-action direct build wants main',
      '13 pkg:oci/alpine direct build wants 3.20',
      '15 pkg:github/team/flows direct build wants v2',
    ])
    expect(purlsOf(read)[5]).toBe('pkg:github/github/codeql-action#init')
    expect(purlsOf(read)[6]).toBe('pkg:oci/alpine?repository_url=docker.io%2Flibrary%2Falpine&tag=3.20')
    expect([read.status, read.issues]).toEqual(['parsed', ['VERSION_UNRESOLVED:2', 'REFERENCE_MISSING:2']])
  })

  test('all pinned by commit: no note', () => {
    const read = readRows(githubWorkflow, `jobs:\n  a:\n    steps:\n      - uses: a/b@${commit}\n`)
    expect([read.rows, read.issues]).toEqual([[`4 pkg:github/a/b@${commit} direct build`], []])
  })

  test('a composite action and one that is a container', () => {
    const steps = 'runs:\n  using: composite\n  steps:\n    - uses: a/b@v1.0.0\n'
    expect(readRows(githubWorkflow, steps).rows).toEqual(['4 pkg:github/a/b@v1.0.0 direct build'])
    const image = 'runs:\n  using: docker\n  image: docker://alpine:3\n'
    expect(readRows(githubWorkflow, image).rows).toEqual(['1 pkg:oci/alpine direct build wants 3'])
    expect(readRows(githubWorkflow, 'runs:\n  image: Dockerfile\n').rows).toEqual([])
  })

  test('anchors are followed; a flood of aliases is looked at once', () => {
    const shared = 'x: &s\n  - uses: a/b@v1.0.0\njobs:\n  one:\n    steps: *s\n  two:\n    steps: *s\n'
    expect(readRows(githubWorkflow, shared).rows).toEqual(['2 pkg:github/a/b@v1.0.0 direct build'])
    const list = `x: &j {steps: [${'{uses: a/b@v1.0.0}, '.repeat(5_000)}]}\njobs:\n`
    const jobs = Array.from({ length: 5_000 }, (_, at) => `  j${at}: *j\n`)
    const start = performance.now()
    expect(readRows(githubWorkflow, list + jobs.join('')).rows).toHaveLength(1)
    expect(performance.now() - start).toBeLessThan(8_000)
    expect(readRows(githubWorkflow, 'a: &a [*a]\n').status).toBe('unreadable')
  })

  test.each([
    ['uses: ${{ matrix.action }}', 'ENTRY_UNREADABLE:4'],
    ['uses: no-owner@v1', 'ENTRY_UNREADABLE:4'],
    ['uses: a/b', 'ENTRY_UNREADABLE:4'],
  ])('%s cannot be read, and is said', (step, issue) => {
    const read = readRows(githubWorkflow, `jobs:\n  a:\n    steps:\n      - ${step}\n`)
    expect([read.status, read.rows, read.issues]).toEqual(['partial', [], [issue]])
  })
})

describe('Dockerfile', () => {
  const from = (text: string): readonly string[] => readRows(dockerfile, text).rows

  test('the last stage and what it stands on is shipped, the others build; stages are no images', () => {
    const read = readRows(
      dockerfile,
      [
        '# syntax=docker/dockerfile:1',
        'ARG NODE=20',
        'FROM --platform=$BUILDPLATFORM node:${NODE}-alpine AS base',
        'FROM golang:1.22 AS build',
        'COPY --from=busybox:1.36 /bin/sh /sh',
        'FROM base AS final',
        'COPY --from=build /a /b',
        `COPY --from=registry.example:5000/x/y@${digest} /c /d`,
        'RUN --mount=type=bind,from=alpine:3,source=/x,target=/y \\',
        '    # a comment inside',
        '    true',
        'COPY <<EOF /etc/x',
        'FROM nowhere:1',
        'EOF',
      ].join('\n'),
    )
    expect(read.rows).toEqual([
      '1 pkg:oci/dockerfile direct build [syntax] wants 1',
      '3 pkg:oci/node direct runtime wants 20-alpine',
      '4 pkg:oci/golang direct build wants 1.22',
      '5 pkg:oci/busybox direct build wants 1.36',
      `8 pkg:oci/y@sha256:${'ab'.repeat(32)} direct runtime`,
      '9 pkg:oci/alpine direct build wants 3',
    ])
    expect(purlsOf(read)[4]).toContain('repository_url=registry.example:5000%2Fx%2Fy')
    expect([read.status, read.issues]).toEqual(['parsed', ['VERSION_UNRESOLVED:1', 'REFERENCE_MISSING:1']])
  })

  test.each([
    ['FROM scratch', []],
    ['FROM node', ['1 pkg:oci/node direct runtime wants latest']],
    ['from ubuntu:24.04 as a\nfrom A', ['1 pkg:oci/ubuntu direct runtime wants 24.04']],
    ['FROM localhost/own:1', ['1 pkg:oci/own direct runtime wants 1']],
  ])('%s', (text, rows) => {
    expect(from(text)).toEqual(rows)
  })

  test('an image that only the builder knows is an issue, and so is a file without FROM', () => {
    expect(readRows(dockerfile, 'FROM $BASE').issues).toEqual(['ENTRY_UNREADABLE:1'])
    expect(readRows(dockerfile, 'RUN true').issues).toEqual(['SHAPE_UNEXPECTED:1'])
  })

  test('defaults that double, and stages that name themselves, end soon', () => {
    const args = Array.from({ length: 60 }, (_, at) => `ARG A${at + 1}=$A${at}$A${at}`)
    expect(from(`ARG A0=xx\n${args.join('\n')}\nFROM $A60`)).toEqual([])
    expect(from('FROM a AS a\nFROM a AS a\nFROM a')).toEqual(['1 pkg:oci/a direct runtime wants latest'])
  })
})

describe('Compose', () => {
  test('images of services, with defaults and merged tables; what is built here is the product’s own', () => {
    const read = readRows(
      compose,
      [
        'x-base: &base',
        '  image: redis:7',
        'services:',
        '  db:',
        '    image: postgres:${PG:-16}',
        '  cache:',
        '    <<: *base',
        '  own:',
        '    image: team/own:1',
        '    build: .',
        '  gone:',
        '    image: ${IMAGE}',
      ].join('\n'),
    )
    expect(read.rows).toEqual([
      '4 pkg:oci/postgres direct runtime wants 16',
      '6 pkg:oci/redis direct runtime wants 7',
    ])
    expect(read.issues).toEqual(['ENTRY_UNREADABLE:11', 'VERSION_UNRESOLVED:4', 'REFERENCE_MISSING:4'])
  })

  test('a file for development is taken at its name', () => {
    const file = { path: 'docker-compose.dev.yml', text: 'services:\n  a:\n    image: b:1\n' }
    expect(compose.parse(file, () => undefined).packages.map((one) => one.scope)).toEqual(['development'])
  })
})

describe('GitLab', () => {
  test('images, services, projects, components and addresses; what GitLab brings itself is none', () => {
    const read = readRows(
      gitlabCi,
      [
        'variables:',
        '  TAG: "22"',
        'default:',
        '  image: node:$TAG',
        'include:',
        '  - local: /ci/own.yml',
        '  - template: Jobs/SAST.gitlab-ci.yml',
        '  - project: team/pipes',
        '    ref: v1.2.3',
        '    file: a.yml',
        '  - project: team/other',
        '    file: b.yml',
        '  - component: gitlab.com/acme/comp/scan@1',
        '  - component: git.example/acme/comp/scan@1.0.0',
        '  - remote: https://example.org/x.yml',
        'job:',
        '  image:',
        `    name: team/tool@${digest}`,
        '  services: [postgres:16, {name: redis:7}]',
        'odd:',
        '  image: $CI_REGISTRY_IMAGE:1',
      ].join('\n'),
    )
    expect(read.rows).toEqual([
      '3 pkg:oci/node direct build wants 22',
      `16 pkg:oci/tool@sha256:${'ab'.repeat(32)} direct build`,
      '16 pkg:oci/postgres direct build wants 16',
      '16 pkg:oci/redis direct build wants 7',
      '8 pkg:gitlab/team/pipes@v1.2.3 direct build',
      '11 pkg:gitlab/team/other direct build wants HEAD',
      '13 pkg:gitlab/acme/comp/scan direct build wants 1',
      '14 pkg:gitlab/acme/comp/scan@1.0.0 direct build',
      '15 pkg:generic/x.yml direct build url',
    ])
    expect(purlsOf(read)[7]).toContain('repository_url=https:%2F%2Fgit.example')
    expect(read.issues).toContain('ENTRY_UNREADABLE:20')
  })
})

describe('.gitmodules', () => {
  test('repositories without a version, each said once; secrets in addresses are dropped', () => {
    const read = readRows(
      gitModules,
      [
        '[submodule "a"]',
        '\tpath = a',
        '\turl = https://github.com/Team/A.git',
        '[submodule "b"]',
        '\turl = git@git.example:team/b.git',
        '\tbranch = stable',
        '[submodule "c"]',
        '\turl = ../c.git',
        '[submodule "d"]',
        '\turl = https://me:secret@git.example/d',
        '[submodule "e"]',
      ].join('\n'),
    )
    expect(read.rows).toEqual([
      '1 pkg:generic/A direct unknown git',
      '4 pkg:generic/b direct unknown git wants stable',
      '7 pkg:generic/c direct unknown path',
      '9 pkg:generic/d direct unknown git',
    ])
    expect(purlsOf(read)[0]).toBe('pkg:generic/A?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2FTeam%2FA.git')
    expect(purlsOf(read).join(' ')).not.toContain('secret')
    expect(read.issues).toEqual(['ENTRY_UNREADABLE:11', 'VERSION_UNRESOLVED:1'])
  })
})

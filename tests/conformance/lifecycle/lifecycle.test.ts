/** End of life: what stands for which product, which cycle a version belongs to, what is said on which day. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  findCycle,
  findRuntimes,
  lifecycleData,
  lifecycleOf,
  parseLifecycleFile,
  withUserData,
} from '../../../packages/toolkit/src/lifecycle/index.ts'
import { type Component, parsePurl, type Purl } from '../../../packages/toolkit/src/model/index.ts'
import { memoryRepoFiles } from '../../../packages/toolkit/src/cra/repo-files.ts'
import { toSignalInput } from '../../../packages/toolkit/src/cra/signal.ts'
import { sbomEol } from '../../../packages/toolkit/src/cra/signals/sbom/eol.ts'
import '../../property-seed.ts'

function component(text: string, path = 'x'): Component {
  const purl = parsePurl(text)
  if (!purl.ok) throw new Error(`${text}: ${purl.error.message}`)
  return {
    purl: purl.value,
    ecosystem: 'x',
    isVersionResolved: true,
    relation: 'unknown',
    scope: 'unknown',
    groups: [],
    origin: 'registry',
    isFirstParty: false,
    aliases: [],
    licenses: [],
    hashes: [],
    evidence: [{ path, line: 3 }],
    dependsOn: [],
  }
}

const rowsOf = (purls: readonly string[], today = '2026-11-23'): readonly string[] =>
  lifecycleOf(
    { components: purls.map((purl) => component(purl)), runtimes: [] },
    lifecycleData,
    today,
  ).rows.map(({ product, version, cycle, status, doubt }) =>
    `${product} ${version} ${cycle ?? '-'} ${status} ${doubt ?? ''}`.trim(),
  )

test.each([
  ['pkg:npm/%40angular/core@12.2.1', 'angular 12.2.1 12 ended'],
  ['pkg:pypi/django@5.2.3', 'django 5.2.3 5.2 security-only'],
  ['pkg:pypi/django@6.1', 'django 6.1 6.1 supported'],
  ['pkg:generic/openssl@1.1.1w', 'openssl 1.1.1w 1.1.1 ended'],
  ['pkg:golang/stdlib@1.27.1', 'go 1.27.1 1.27 unknown END_UNPUBLISHED'],
  ['pkg:npm/next@99.1.0', 'nextjs 99.1.0 - unknown CYCLE_UNKNOWN'],
  ['pkg:npm/vue', 'vue  - unknown VERSION_UNKNOWN'],
  [
    'pkg:oci/node?repository_url=docker.io/library/node&tag=16.20-buster',
    'debian 10 10 ended|nodejs 16.20 16 ended',
  ],
  ['pkg:oci/node?repository_url=docker.io/library/node&tag=latest', 'nodejs  - unknown VERSION_UNKNOWN'],
  ['pkg:oci/alpine?repository_url=docker.io/library/alpine&tag=3.24', 'alpine 3.24 3.24 supported'],
  ['pkg:docker/python@3.9-alpine3.18', 'alpine 3.18 3.18 ended|python 3.9 3.9 ended'],
  ['pkg:oci/debian?repository_url=docker.io/library/debian&tag=bookworm-slim', 'debian 12 12 security-only'],
  ['pkg:oci/aspnet?repository_url=mcr.microsoft.com/dotnet/aspnet&tag=6.0', 'dotnet 6.0 6 ended'],
  ['pkg:oci/ubi?repository_url=registry.access.redhat.com/ubi9/ubi&tag=9.4', 'rhel 9 9 supported'],
  ['pkg:oci/node?repository_url=example.org/mine/node&tag=16', ''],
  ['pkg:deb/debian/openssl@1.1.1n-0?distro=debian-11', 'debian 11 11 ended'],
  ['pkg:deb/ubuntu/bash@5?distro=noble', 'ubuntu 24.04 24.04 supported'],
  ['pkg:apk/alpine/zlib@1.3?distro=alpine-3.20.1', 'alpine 3.20.1 3.20 ended'],
  ['pkg:npm/left-pad@1.0.0', ''],
])('%s', (purl, expected) => {
  expect(rowsOf([purl]).join('|')).toBe(expected)
})

test('the last day counts; the day after does not', () => {
  const purl = ['pkg:generic/node@20.1.0']
  expect(rowsOf(purl, '2024-10-22')).toEqual(['nodejs 20.1.0 20 supported'])
  expect(rowsOf(purl, '2024-10-23')).toEqual(['nodejs 20.1.0 20 security-only'])
  expect(rowsOf(purl, '2026-04-30')).toEqual(['nodejs 20.1.0 20 security-only'])
  expect(rowsOf(purl, '2026-05-01')).toEqual(['nodejs 20.1.0 20 ended'])
})

test('hundreds of packages of one distribution are one row with the file as its place', () => {
  const components = ['a', 'b', 'c'].map((name) =>
    component(`pkg:deb/debian/${name}@1?distro=debian-12`, 'status'),
  )
  const { rows } = lifecycleOf({ components, runtimes: [] }, lifecycleData, '2026-11-23')
  expect(rows.map(({ places }) => places)).toEqual([[{ path: 'status', line: 1 }]])
})

test('old data says so', () => {
  const ask = (today: string): boolean =>
    lifecycleOf({ components: [], runtimes: [] }, lifecycleData, today).isOld
  expect(ask('2027-02-18')).toBe(false)
  expect(ask('2027-02-19')).toBe(true)
})

test('a cycle is a whole number of parts of the version', () => {
  const python = lifecycleData.products.find(({ id }) => id === 'python')
  if (python === undefined) throw new Error('no Python')
  expect(
    ['3.1', '3.12.4', '3.12rc1', '3', '33.12'].map((version) => findCycle(python, version)?.[0]),
  ).toEqual([undefined, '3.12', '3.12', undefined, undefined])
})

test('version files: pinned versions and their lines; ranges and words say nothing', () => {
  const files: Readonly<Record<string, string>> = {
    '.nvmrc': '# here\nv20.11.1\n',
    'a/.nvmrc': 'lts/*',
    '.python-version': '3.12\n3.11\n',
    'runtime.txt': 'python-3.9.18',
    '.tool-versions': '# x\nnodejs 18.19.0 16.0.0\njava temurin-17.0.9+9\nrust 1.70\npython system\n',
    'global.json': '{\n "sdk": {\n  "version": "8.0.401"\n }\n}',
    'package.json': '{\n "version": "9.9.9",\n "engines": {\n  "npm": "10",\n  "node": "^22.1"\n }\n}',
    'b/package.json': '{"engines":{"node":">=14"}}',
    'go.mod': 'module x\n\ngo 1.21\n\ntoolchain go1.26.1\n',
    'b/go.mod': 'module y\ngo 1.16\n',
    'README.md': '18',
  }
  const found = findRuntimes({ paths: Object.keys(files), read: (path) => files[path] })
  expect(found.map(({ product, version, path, line }) => `${product} ${version} ${path}:${line}`)).toEqual([
    'nodejs 20.11.1 .nvmrc:2',
    'python 3.12 .python-version:1',
    'python 3.9.18 runtime.txt:1',
    'nodejs 18.19.0 .tool-versions:2',
    'temurin 17 .tool-versions:3',
    'dotnet 8.0 global.json:3',
    'nodejs 22.1 package.json:5',
    'go 1.26.1 go.mod:5',
  ])
  const { rows } = lifecycleOf({ components: [], runtimes: found }, lifecycleData, '2026-11-23')
  expect(rows[0]).toMatchObject({ name: '.NET', status: 'ended', places: [{ path: 'global.json', line: 3 }] })
})

test("the user's file adds products and wins over our dates, and the row says whose date it is", () => {
  const file = parseLifecycleFile(`schema: occtet.lifecycle/1
products:
  - id: acme-rtos
    name: Acme RTOS
    source: https://acme.example/support
    packages: [pkg:generic/acme-rtos]
    cycles:
      - cycle: "4.2"
        securityEnds: 2030-01-01
  - id: nodejs
    source: https://vendor.example/extended
    cycles:
      - cycle: "16"
        securityEnds: 2028-01-01
`)
  if (!file.ok) throw new Error(file.error.message)
  const data = withUserData(lifecycleData, file.value)
  const components = [
    'pkg:generic/acme-rtos@4.2.7',
    'pkg:generic/node@16.1.0',
    'pkg:generic/node@14.1.0',
  ].map((purl) => component(purl))
  const { rows } = lifecycleOf({ components, runtimes: [] }, data, '2026-11-23')
  expect(rows.map(({ name, version, status, checked }) => [name, version, status, checked])).toEqual([
    ['Node.js', '14.1.0', 'ended', 'user'],
    ['Acme RTOS', '4.2.7', 'supported', 'user'],
    ['Node.js', '16.1.0', 'supported', 'user'],
  ])
  expect(parseLifecycleFile('schema: occtet.lifecycle/1\nproducts:\n  - id: x\n').ok).toBe(false)
})

test('the table is well formed: sorted, days in order, each product with an address and an identity', () => {
  const { products, identities, asOf } = lifecycleData
  expect(products.map(({ id }) => id)).toEqual(products.map(({ id }) => id).toSorted())
  const day = /^\d{4}-\d{2}-\d{2}$/
  const problems = products.flatMap(({ id, source, cycles }) => [
    ...(source.startsWith('https://') ? [] : [`${id}: ${source}`]),
    ...(new Set(cycles.map(([cycle]) => cycle)).size === cycles.length ? [] : [`${id}: a cycle twice`]),
    ...cycles.flatMap(([cycle, ...days]) => {
      const stated = days.filter((one) => one !== '')
      const isOrdered = stated.every(
        (one, at) => day.test(one) && (at === 0 || one >= (stated[at - 1] ?? '')),
      )
      return isOrdered && days[0] !== '' && (days[0] ?? '') <= asOf
        ? []
        : [`${id} ${cycle}: ${days.join(' ')}`]
    }),
  ])
  expect(problems).toEqual([])
  expect(identities.map(({ product }) => product)).toEqual(products.map(({ id }) => id))
  for (const purl of identities.flatMap(({ packages }) => packages))
    expect(parsePurl(purl)).toEqual({ ok: true, value: purl as Purl })
})

test('no purl and no file throws', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.constantFrom('.nvmrc', 'package.json', 'go.mod', '.tool-versions'),
      (tag, text, path) => {
        const purl = parsePurl(`pkg:oci/node?tag=${encodeURIComponent(tag)}`)
        const components = purl.ok ? [component(purl.value)] : []
        const runtimes = findRuntimes({ paths: [path], read: () => text })
        lifecycleOf({ components, runtimes }, lifecycleData, '2026-11-23')
      },
    ),
  )
})

test('the example in the documentation is read, and the schema is that of the code', () => {
  const page = readFileSync(new URL('../../../docs/reference/files.md', import.meta.url), 'utf8')
  const example = /```yaml lifecycle\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const read = parseLifecycleFile(example)
  expect(read.ok && read.value.map(({ id, cycles }) => [id, cycles.length])).toEqual([['harbour-rtos', 1]])
})

test('the CRA signal: what ships past its end is contrary; what only develops, and what nobody dated, is not', () => {
  const collect = (components: readonly Component[]): ReturnType<typeof sbomEol.collect> => {
    const inventory = { name: 'x', components, roots: [], files: [], issues: [] }
    return sbomEol.collect(
      toSignalInput(memoryRepoFiles(new Map()), inventory, { asOf: '2026-11-23T00:00:00Z' }),
    )
  }
  const ended = collect([component('pkg:npm/%40angular/core@12.0.0'), component('pkg:npm/x@1.0.0')])
  expect(ended).toMatchObject({
    state: 'contrary',
    facts: { components: ['pkg:npm/%40angular/core@12.0.0'] },
    evidence: [{ path: 'x', line: 3 }],
  })
  expect(ended.statement).toBe('1 shipped product past the end of support: Angular 12.0.0 (2022-11-12).')
  const develops: Component = { ...component('pkg:npm/%40angular/core@12.0.0'), scope: 'development' }
  expect(collect([develops]).state).toBe('unknown')
  expect(collect([component('pkg:npm/x@1.0.0')]).state).toBe('unknown')
})

test('a commit that begins like a cycle belongs to none: what release it is of nobody knows', () => {
  const of = (commit: string): readonly string[] => rowsOf([`pkg:generic/node@${commit}`])
  const commit = `20${'ab'.repeat(19)}`
  expect(of(commit)).toEqual([`nodejs ${commit} - unknown CYCLE_UNKNOWN`])
  expect(of('20.1.0')[0]).toContain('nodejs 20.1.0 20 ')
})

/** What is not in the vectors: refusals, configurations that are wrong, and the bridge to today's purls. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Purl, parsePurl, splitPurl } from '../purl/purl.ts'
import { parseFederation } from './federation-config.ts'
import { bucketOf, hashPurl } from './hash.ts'
import { hashCorePurl } from './legacy-purl.ts'
import { locatePurl } from './locate.ts'
import { vcidPath } from './vcid.ts'

const TEMPLATE = '{/namespace}/{name}/{version}/x.yml'

function config(
  change: Readonly<Record<string, unknown>> = {},
  cluster: Readonly<Record<string, unknown>> = {},
): unknown {
  const spreads = [{ purl_type: 'npm', number_of_repos: 4, number_of_dirs: 16 }]
  const clusters = [
    { data_kind: 'x', datafile_path_template: TEMPLATE, purl_type_configs: spreads, ...cluster },
  ]
  return { name: 'test', data_clusters: clusters, ...change }
}

function codeOf(result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string {
  return result.error?.code ?? 'ok'
}

test('the frozen spelling, where it differs from the canonical one or from plain text', () => {
  const rows: readonly (readonly [text: string, core: string | undefined])[] = [
    ['pkg:npm/Foo_Bar@1', 'pkg:npm/foo_bar'],
    ['pkg:deb/Debian/Curl@1', 'pkg:deb/Debian/Curl'],
    ['pkg:cpan/drolsky/DateTime', 'pkg:cpan/DROLSKY/DateTime'],
    ['pkg:cpan/drolsky/datetime', 'pkg:cpan/DROLSKY/datetime'],
    ['pkg:hackage/foo_bar', 'pkg:hackage/foo-bar'],
    ['pkg:pypi/foo_bar?x=y', 'pkg:pypi/foo-bar'],
    ['pkg:pub/a.b', 'pkg:pub/a_b'],
    ['pkg:mlflow/Fraud?repository_url=https://x.databricks.example', 'pkg:mlflow/fraud'],
    ['pkg:mlflow/Fraud', 'pkg:mlflow/Fraud'],
    ['pkg:npm/@angular/core@1', 'pkg:npm/%40angular/core'],
    ['pkg:npm/%40angular/core@1', 'pkg:npm/%40angular/core'],
    ['pkg:generic/a%zz%ff', 'pkg:generic/a%25zz%EF%BF%BD'],
    ['pkg:github/É/É', 'pkg:github/%C3%A9/%c3%a9'],
    ['pkg:generic/x\ud800', undefined],
    ['npm/x', undefined],
    ['pkg:npm', undefined],
    ['pkg:npm/@1', undefined],
    ['pkg:1/x', undefined],
  ]
  expect(rows.map(([text]) => [text, hashCorePurl(text)])).toEqual(rows)
})

test('text and parts hash alike, and any text at all is hashed or not, but never thrown at', () => {
  const texts = fc.oneof(
    fc.stringMatching(
      /^pkg:(npm|pypi|pub|deb|cpan|hackage|golang|unknown)\/([a-z@%40_.-]{0,5}\/)?[A-Za-z0-9_.+-]{1,8}(@[0-9.+]{1,4})?$/,
    ),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(texts, (text) => {
      hashPurl(text)
      locatePurl(text)
      const purl = parsePurl(text)
      if (purl.ok) expect(hashPurl(splitPurl(purl.value))).toEqual(hashPurl(purl.value))
    }),
    { numRuns: 2000 },
  )
})

test('a purl of today always has a bucket', () => {
  const purl: Purl | undefined = [parsePurl('pkg:npm/lodash@4.17.21')].flatMap((read) =>
    read.ok ? [read.value] : [],
  )[0]
  const core = purl === undefined ? undefined : hashCorePurl(purl)
  expect(core === undefined ? undefined : bucketOf(core)).toBe(105)
})

test('places are refused by name', () => {
  const codes = [
    locatePurl('lodash'),
    locatePurl('pkg:npm/lodash', { kind: 'constructor' }),
    locatePurl('pkg:npm/lodash', { kind: 'purldb' }),
    locatePurl('pkg:generic/..'),
    locatePurl('pkg:generic/%2E%2E', { generation: 'a' }),
    locatePurl('pkg:generic/a/%2E%2E/b', { generation: 'a' }),
    locatePurl('pkg:npm/a@..', { kind: 'x', config: config() }),
    locatePurl('pkg:npm/a@1', { kind: 'x', config: config({}, { datafile_path_template: '/../{name}' }) }),
    locatePurl('pkg:npm/a@1', { kind: 'x', config: null }),
  ].map(codeOf)
  expect(codes).toEqual([
    'PURL_INVALID',
    'KIND_UNKNOWN',
    'VERSION_REQUIRED',
    'PATH_UNSAFE',
    'PATH_UNSAFE',
    'PATH_UNSAFE',
    'PATH_UNSAFE',
    'PATH_UNSAFE',
    'CONFIG_SHAPE_UNEXPECTED',
  ])
})

test('a configuration decides the run of folders; a type without an entry has one repository', () => {
  const found = ['pkg:npm/lodash@1', 'pkg:deb/debian/curl@1'].map((purl) =>
    locatePurl(purl, { kind: 'x', config: config() }),
  )
  expect(found.map((place) => place.ok && place.value)).toEqual([
    { repo: 'x-npm-0008', path: 'npm-0009/lodash/1/x.yml' },
    { repo: 'x-deb-0000', path: 'deb-0320/debian/curl/1/x.yml' },
  ])
})

test('wrong configurations are refused by name', () => {
  const type = { purl_type: 'npm', number_of_repos: 1, number_of_dirs: 1024 }
  const spread = (repos: unknown, dirs: unknown): unknown =>
    config({}, { purl_type_configs: [{ purl_type: 'npm', number_of_repos: repos, number_of_dirs: dirs }] })
  const cluster = { data_kind: 'x', datafile_path_template: TEMPLATE }
  const rows: readonly (readonly [value: unknown, code: string])[] = [
    [config(), 'ok'],
    [undefined, 'CONFIG_SHAPE_UNEXPECTED'],
    [[], 'CONFIG_SHAPE_UNEXPECTED'],
    [config({ name: 'other' }), 'CONFIG_NAME_MISMATCH'],
    [config({ data_clusters: [cluster, cluster] }), 'CONFIG_KIND_DUPLICATE'],
    [config({ data_clusters: ['x'] }), 'CONFIG_SHAPE_UNEXPECTED'],
    [config({}, { data_kind: '../x' }), 'CONFIG_SHAPE_UNEXPECTED'],
    [config({}, { purl_type_configs: [type, type] }), 'CONFIG_TYPE_DUPLICATE'],
    [config({}, { purl_type_configs: [{ number_of_repos: 1 }] }), 'CONFIG_SHAPE_UNEXPECTED'],
    [spread(3, 1024), 'CONFIG_SPREAD_INVALID'],
    [spread(16, 8), 'CONFIG_SPREAD_INVALID'],
    [spread(0, 8), 'CONFIG_SPREAD_INVALID'],
    [spread('4', 16), 'CONFIG_SPREAD_INVALID'],
    [spread(1, 16384), 'CONFIG_SPREAD_INVALID'],
    [config({}, { datafile_path_template: '{name}/{other}' }), 'CONFIG_TEMPLATE_INVALID'],
    [config({}, { datafile_path_template: '{+name}' }), 'CONFIG_TEMPLATE_INVALID'],
  ]
  expect(rows.map(([value]) => codeOf(parseFederation(value, 'test')))).toEqual(rows.map(([, code]) => code))
})

test('only a whole VCID has a path', () => {
  const ids = [
    'VCID-aajv-ep4e-mywh',
    'VCID-aajv-ep4e-mywh/..',
    'VCID-aajv-ep4e',
    'vcid-aajv-ep4e-mywh',
    'VCID-0000-aaaa-aaaa',
  ]
  expect(ids.map((id) => vcidPath(id)).map((path) => (path.ok ? path.value : path.error.code))).toEqual([
    'aboutcode-vulnerabilities/aa/VCID-aajv-ep4e-mywh.yml',
    'VCID_INVALID',
    'VCID_INVALID',
    'VCID_INVALID',
    'VCID_INVALID',
  ])
})

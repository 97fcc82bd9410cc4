import { describe, expect, test } from 'vitest'
import { readRows } from '../testing/rows.ts'
import { helmChart } from './helm-chart.ts'
import { helmLock } from './helm-lock.ts'
import { terraformLock } from './terraform-lock.ts'
import { terraformModules } from './terraform-modules.ts'

describe('Helm', () => {
  test('a chart names itself and what it asks for; ranges are unresolved, folders are its own', () => {
    const read = readRows(
      helmChart,
      [
        'apiVersion: v2',
        'name: shop',
        'version: 1.2.3',
        'dependencies:',
        '  - name: redis',
        '    version: 18.0.0',
        '    repository: https://charts.example',
        '  - name: postgres',
        '    version: ^12',
        '    repository: oci://charts.example/x',
        '    alias: db',
        '  - name: own',
        '    repository: file://../own',
      ].join('\n'),
    )
    expect(read.rows).toEqual([
      '5 pkg:helm/redis@18.0.0 direct runtime',
      '8 pkg:helm/postgres direct runtime alias db wants ^12',
      '12 pkg:helm/own direct runtime path first-party',
      '1 pkg:helm/shop@1.2.3 unknown unknown workspace first-party',
    ])
    expect(read.issues).toEqual(['VERSION_UNRESOLVED:8'])
    expect(read.packages[0]?.purl).toContain('repository_url=https:%2F%2Fcharts.example')
  })

  test('the lock file resolves; a requirements file of another tool is not one of Helm', () => {
    const lock =
      'dependencies:\n- name: a\n  repository: https://c.example\n  version: 1.0.0\ndigest: sha256:00\n'
    expect(readRows(helmLock, lock).rows).toEqual(['2 pkg:helm/a@1.0.0 direct runtime'])
    expect(helmLock.accepts?.('flask==2.0\n')).toBe(false)
    expect(helmLock.accepts?.(lock)).toBe(true)
  })
})

describe('Terraform', () => {
  const zip = 'ab'.repeat(32)
  const provider = (name: string, version: string): string =>
    `provider "registry.example/${name}" {\n  ${version}\n  constraints = "~> 5.0"\n  hashes = [\n    "h1:AAAA=",\n    "zh:${zip}",\n  ]\n}\n`

  test('providers with versions and digests', () => {
    const read = readRows(terraformLock, `# locked\n${provider('acme/cloud', 'version     = "5.1.0"')}`)
    expect(read.rows).toEqual(['2 pkg:terraform/acme/cloud@5.1.0 direct build wants ~> 5.0 SHA-256 abab'])
    expect(read.packages[0]?.purl).toContain('?repository_url=registry.example')
    expect(read.issues).toEqual([])
  })

  test('a block without a version or without an end is said', () => {
    expect(readRows(terraformLock, provider('a/b', '')).issues).toEqual(['VERSION_UNRESOLVED:1'])
    const cut = readRows(terraformLock, provider('a/b', 'version = "1.0.0"').slice(0, -2))
    expect([cut.rows.length, cut.issues]).toEqual([1, ['SYNTAX_INVALID:1']])
    expect(readRows(terraformLock, 'what is this').issues).toEqual(['SHAPE_UNEXPECTED:1'])
  })

  test('modules from elsewhere, pinned and floating', () => {
    const module = (name: string, rest: string): string =>
      `module "${name}" {\n  ${rest}\n  x = {\n    source = "no/no/no"\n  }\n}\n`
    const read = readRows(
      terraformModules,
      [
        module('a', 'source = "acme/vpc/aws"\n  version = "5.1.0"'),
        module('b', 'source = "host.example/acme/vpc/aws//modules/x"\n  version = "~> 5"'),
        module('c', 'source = "git::https://git.example/t/m.git//sub?ref=v1.0.0"'),
        module('d', 'source = "github.com/T/M?ref=main"'),
        module('e', 'source = "./own"'),
        module('f', 'source = "https://files.example/m.zip"'),
        'resource "x" "y" {\n  source = "acme/not/module"\n}\n',
      ].join(''),
    )
    expect(read.rows).toEqual([
      '1 pkg:terraform/acme/vpc/aws@5.1.0 direct build',
      '8 pkg:terraform/acme/vpc/aws direct build wants ~> 5',
      '15 pkg:generic/m@v1.0.0 direct build git',
      '21 pkg:generic/M direct build git wants main',
      '33 pkg:generic/m.zip direct build url',
    ])
    expect(read.issues).toEqual(['VERSION_UNRESOLVED:8'])
    expect(terraformModules.accepts?.('resource "a" "b" {}')).toBe(false)
  })
})

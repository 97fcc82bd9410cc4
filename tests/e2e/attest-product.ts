/** A small product with a report, and the program run on it: what the tests of `occtet attest` start from. */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import type * as z from 'zod/mini'
import { type SchemaName, schemas } from '../../packages/contract/src/index.ts'
import { occtet, type Ran, scratch } from '../cli.ts'

const integrity = `sha512-${'A'.repeat(86)}==`

const files: Readonly<Record<string, string>> = {
  'package.json':
    '{"name":"ledger-lite","version":"1.2.0","dependencies":{"lodash":"4.17.20","left-pad":"1.3.0"}}',
  'package-lock.json': JSON.stringify({
    name: 'ledger-lite',
    version: '1.2.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'ledger-lite', version: '1.2.0', dependencies: { lodash: '4.17.20', 'left-pad': '1.3.0' } },
      'node_modules/lodash': { version: '4.17.20', integrity },
      'node_modules/left-pad': { version: '1.3.0', integrity },
    },
  }),
  '../advisories/github-reviewed/2021/05/GHSA-35jh-r3h4-6jhm/GHSA-35jh-r3h4-6jhm.json': JSON.stringify({
    id: 'GHSA-35jh-r3h4-6jhm',
    modified: '2026-11-20T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'lodash' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '4.17.21' }] }],
      },
    ],
  }),
  '../known_exploited_vulnerabilities.json': JSON.stringify({
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: '2026.11.20',
    dateReleased: '2026-11-20T00:00:00.000Z',
    count: 1,
    vulnerabilities: [
      {
        cveID: 'CVE-2026-0001',
        vendorProject: 'Another',
        product: 'Something else',
        vulnerabilityName: 'Of another product',
        dateAdded: '2026-11-01',
        shortDescription: 'Of another product.',
        requiredAction: 'Update.',
        dueDate: '2026-11-30',
        knownRansomwareCampaignUse: 'Unknown',
        notes: '',
        cwes: [],
      },
    ],
  }),
  '../app.tgz': 'the artefact that is shipped',
  '../other.tgz': 'another artefact',
}

export interface Product {
  /** The tree; artefacts lie in the folder above it. */
  readonly dir: string
  readonly home: string
  readonly at: (path: string) => string
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Ran
  /** The value of `--json`, held against its schema. */
  readonly ask: <N extends SchemaName>(
    name: N,
    args: readonly string[],
    more?: { readonly code?: number; readonly env?: Readonly<Record<string, string>> },
  ) => z.infer<(typeof schemas)[N]>
}

/** With the public key of the product's own attestations in `pub.pem` above the tree. */
export function createProduct(name: string, { hasData = false } = {}): Product {
  const dir = join(scratch(`attest-${name}`), 'tree')
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  const home = scratch('attest-home')
  const product = on(dir, home)
  if (hasData)
    expect(
      product.run(['db', 'import', '../advisories', '../known_exploited_vulnerabilities.json']).code,
    ).toBe(0)
  return product
}

export function on(dir: string, home: string): Product {
  const run: Product['run'] = (args, env = {}) =>
    occtet(args, { cwd: dir, env: { OCCTET_HOME: home, OCCTET_BY: 'maintainer', ...env } })
  const ask: Product['ask'] = (name, args, { code = 0, env = {} } = {}) => {
    const ran = run([...args, '--json'], env)
    expect([args, ran.code, ran.stderr]).toEqual([args, code, expect.anything()])
    const value = schemas[name].safeParse(JSON.parse(ran.stdout))
    expect([args, value.error?.issues ?? []]).toEqual([args, []])
    return value.data as never
  }
  return { dir, home, run, ask, at: (path) => join(dir, path) }
}

/** Puts the public key where a customer would keep it. */
export function handOutKey(product: Product): string {
  const { pem } = product.ask('attest-key', ['attest', 'key'])
  writeFileSync(product.at('../pub.pem'), pem)
  return '../pub.pem'
}

export interface Line {
  readonly payload: string
  readonly payloadType: string
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[]
}

export function readLines(path: string): readonly Line[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
}

/** What was signed, as JSON. */
export function openStatement({ payload }: Line): {
  readonly _type: string
  readonly subject: readonly { readonly name?: string; readonly digest: { readonly sha256: string } }[]
  readonly predicateType: string
  readonly predicate: Readonly<Record<string, unknown>>
} {
  return JSON.parse(Buffer.from(payload, 'base64').toString()) as never
}

export function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/** DSSE 1.0.2, "Signature Definition": written from the specification, apart from the program's own code. */
export function paeOf({ payload, payloadType }: Line): Buffer {
  const body = Buffer.from(payload, 'base64')
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${body.length} `
  return Buffer.concat([Buffer.from(head), body])
}

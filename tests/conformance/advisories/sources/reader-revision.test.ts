/**
 * What a store holds was read by some revision of the readers, and rows of two revisions are not mixed. So whoever makes
 * a reader say something else about the same text raises the revision: the digests of all that is said are kept here.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import {
  findFormat,
  listFormats,
  packageKeyOf,
  READER_REVISION,
  recogniseFormat,
  type SourceFile,
} from '../../../../packages/toolkit/src/advisories/index.ts'
import { samples } from '../../../../packages/toolkit/src/advisories/sources/testing/samples.ts'
import { sha256Hex } from '../../../../packages/toolkit/src/base/index.ts'
import { describeShared, sharedPath } from '../../../shared.ts'
import { readArchive } from './read-archive.ts'

const path = fileURLToPath(new URL('reader-outputs.json', import.meta.url))

/** By what was read: a format and one of its samples, or all real files of a format. */
type Digests = Readonly<Record<string, string>>

/** Each part with its own revision: where the real files are absent, only the samples can be renewed. */
type Golden = Readonly<Record<'samples' | 'real', { readonly revision: number; readonly digests: Digests }>>

/** Two forms that many feeds have, and that no sample of the contract stands for. */
const more: readonly (readonly [format: string, file: SourceFile])[] = [
  [
    'osv',
    {
      path: 'EX-1.json',
      text: JSON.stringify({
        id: 'EX-1',
        modified: '2025-01-02T03:04:05Z',
        aliases: ['CVE-2031-1111'],
        severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
        affected: [
          {
            package: { ecosystem: 'npm', name: '@acme/Lamp' },
            ranges: [
              {
                type: 'SEMVER',
                events: [
                  { introduced: '0' },
                  { fixed: '1.2.0' },
                  { introduced: '2.0.0' },
                  { last_affected: '2.1.0' },
                ],
              },
            ],
            versions: ['1.0.0'],
          },
          {
            package: { ecosystem: 'Debian:12', name: 'lamp' },
            ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
          },
          { ranges: [{ type: 'GIT', repo: 'https://example.org/lamp', events: [{ introduced: '0' }] }] },
        ],
      }),
    },
  ],
]

/** Their suites keep whole records of their own. */
const withoutSample = ['aboutcode-a', 'aboutcode-b', 'review', 'vulnerablecode']

/** Everything that becomes a row, with the keys it is kept under; pieces are what is stored. */
function outputOf(id: string, file: SourceFile): string {
  const format = findFormat(id)
  if (format === undefined) throw new Error(`no format ${id}`)
  const pieces = format.split === undefined ? [file] : Array.from(format.split(file))
  const said = pieces.map((piece) => {
    const read = format.read(piece, { source: id, digest: '', now: Date.UTC(2026, 10, 22) })
    if (!read.ok) return [piece.path, sha256Hex(piece.text), read.error]
    const { facts: _facts, ...record } = read.value
    const keys = record.claims.map(({ ecosystem, name }) => packageKeyOf(ecosystem, name))
    return [piece.path, sha256Hex(piece.text), record, keys]
  })
  return sha256Hex(JSON.stringify(said))
}

function digestSamples(): Digests {
  const all = [...samples, ...more].map(([id, file]): readonly [string, string] => [
    // The text is a part of the name: another sample says nothing about the reader.
    `${id} ${file.path} ${sha256Hex(file.text).slice(0, 16)}`,
    outputOf(id, file),
  ])
  return sorted(all)
}

const singles = [
  'kev/known_exploited_vulnerabilities.json',
  'kev/known_exploited_vulnerabilities.csv',
  'epss/epss_scores-slice.csv',
  'retirejs/jsrepository.json',
  'retirejs/npmrepository.json',
  'nvd/vunnel-full-page-2.0.json',
  'openrewrite-advisories/advisories-npm.csv',
]
const feeds =
  'alma alpine amazon arch bitnami chainguard debian echo fedora mariner minimos oracle photon rocky sles ubuntu wolfi'
const archives = [
  ...feeds.split(' ').map((name) => `distro-feeds/${name}.tar.gz`),
  'csaf/redhat-csaf-samples.tar.gz',
  'csaf/oasis-csaf-examples.tar.gz',
  'cve5/golang-cna-cve5.tar.gz',
  'friendsofphp/security-advisories.tar.gz',
  'golang-native/reports-2025-2026.tar.gz',
  'nodejs-security-wg/vuln.tar.gz',
  'rubysec/ruby-advisory-db.tar.gz',
  'rustsec-native/advisory-db.tar.gz',
]

async function digestReal(): Promise<Digests> {
  const files: SourceFile[] = singles.map((name) => ({
    path: basename(name),
    text: readFileSync(sharedPath(`data/other/${name}`), 'utf8'),
  }))
  for (const archive of archives) files.push(...(await readArchive(archive)))
  const byFormat = new Map<string, string[]>()
  for (const file of files) {
    const id = recogniseFormat(file)?.id
    if (id === undefined) continue
    const lines = byFormat.get(id) ?? []
    lines.push(`${file.path} ${outputOf(id, file)}`)
    byFormat.set(id, lines)
  }
  return sorted([...byFormat].map(([id, lines]) => [id, sha256Hex(lines.sort().join('\n'))]))
}

function sorted(entries: readonly (readonly [string, string])[]): Digests {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function readGolden(): Golden {
  const none = { revision: 0, digests: {} }
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Golden>) : {}
  return { samples: none, real: none, ...kept }
}

/** What both know, and know differently. */
function changesOf(before: Digests, after: Digests): readonly string[] {
  return Object.keys(before).filter((key) => after[key] !== undefined && after[key] !== before[key])
}

const RAISE =
  'raise READER_REVISION in packages/toolkit/src/advisories/layer.ts: the same text is read differently'
const RENEW = 'new samples or a new revision: run this file with UPDATE_GOLDEN=1'

/** The old digests go only when the revision was raised. */
function compare(part: keyof Golden, digests: Digests): void {
  const golden = readGolden()
  const isRaised = golden[part].revision !== READER_REVISION
  if (!isRaised) expect(changesOf(golden[part].digests, digests), RAISE).toEqual([])
  const found = { revision: READER_REVISION, digests }
  if (process.env['UPDATE_GOLDEN'] === '1') {
    writeFileSync(path, `${JSON.stringify({ ...golden, [part]: found }, undefined, 2)}\n`)
    return
  }
  expect(golden[part], RENEW).toEqual(found)
}

test('what readers say of the samples is what this revision said before', () => {
  compare('samples', digestSamples())
})

test('every format has a sample, but for those that are listed', () => {
  const known = new Set([...samples, ...more].map(([id]) => id))
  const missing = listFormats().flatMap(({ id }) => (known.has(id) ? [] : [id]))
  expect(missing.sort()).toEqual(withoutSample)
})

test('a reader that says something else is noticed; a new sample is not taken for one', () => {
  const found = digestSamples()
  const [key = ''] = Object.keys(found)
  expect(changesOf(found, { ...found, [key]: 'other' })).toEqual([key])
  expect(changesOf(found, { ...found, more: 'x' })).toEqual([])
  // A text that reads differently has another digest, down to one bound.
  const [, file] = samples.find(([id]) => id === 'fedora') ?? []
  if (file === undefined) throw new Error('no sample')
  const edited = { ...file, text: file.text.replace('"epoch": 2', '"epoch": 3') }
  expect(outputOf('fedora', edited)).not.toBe(outputOf('fedora', file))
})

describeShared('real files', () => {
  test('what readers say of them is what this revision said before', { timeout: 120_000 }, async () => {
    compare('real', await digestReal())
  })
})

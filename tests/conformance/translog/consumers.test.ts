/** Which test runs which file of the ledger's vectors: a file that nobody runs is a promise that nobody keeps. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { describeShared, sharedPath } from '../../shared.ts'
import { checks } from './portable/run.ts'
import { readVectors } from './signatures.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** By file of `vectors/ledger`, the test that runs all of its cases. Others of translog run them once more in a browser. */
const consumers: Readonly<Record<string, string>> = {
  'article14-deadlines': 'packages/toolkit/src/cra/cases/clock.test.ts',
  attestation: 'tests/conformance/attestations/attestations.test.ts',
  checkpoint: 'tests/conformance/translog/notes.test.ts',
  'cose-receipt': 'tests/conformance/receipts/vectors.test.ts',
  cosignature: 'tests/conformance/translog/notes.test.ts',
  dsse: 'tests/conformance/attestations/dsse.test.ts',
  'ed25519-wycheproof': 'tests/conformance/translog/wycheproof.test.ts',
  'entry-bundles': 'tests/conformance/translog/tiles.test.ts',
  jcs: 'tests/conformance/translog/jcs.test.ts',
  'ledger-event': 'tests/conformance/ledger/events.test.ts',
  'merkle-consistency': 'tests/conformance/translog/merkle.test.ts',
  'merkle-inclusion': 'tests/conformance/translog/merkle.test.ts',
  'merkle-roots': 'tests/conformance/translog/merkle.test.ts',
  'ml-dsa-44-wycheproof': 'tests/conformance/translog/wycheproof.test.ts',
  policy: 'tests/conformance/translog/proofs.test.ts',
  rfc3161: 'tests/conformance/timestamps/vectors.test.ts',
  'signed-note': 'tests/conformance/translog/notes.test.ts',
  'sigstore-bundle': 'tests/conformance/sigstore/vectors.test.ts',
  'split-view': 'tests/conformance/ledger/split-view.test.ts',
  'tile-paths': 'tests/conformance/translog/tiles.test.ts',
  'tlog-own': 'tests/conformance/translog/tiles.test.ts',
  'tlog-proof': 'tests/conformance/translog/proofs.test.ts',
  'tlog-tessera': 'tests/conformance/translog/tiles.test.ts',
  'vc-eddsa-jcs': 'tests/conformance/attestations/credentials.test.ts',
  'witness-add-checkpoint': 'tests/conformance/ledger/witness-protocol.test.ts',
}

describeShared('the vectors of the ledger', () => {
  const names = readdirSync(sharedPath('vectors/ledger'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace(/\.json$/, ''))
    .sort()

  test('each file has a test, and each test of the table is there and reads its file', () => {
    expect(Object.keys(consumers).sort()).toEqual(names)
    const wrong = Object.entries(consumers).flatMap(([name, path]) => findFault(name, path) ?? [])
    expect(wrong).toEqual([])
  })

  test('no file has lost cases since it was counted', () => {
    const counted = names.map((name) => {
      const { _meta, cases } = readVectors<{ _meta: { count?: number }; cases: unknown[] }>(name)
      return { name, count: _meta.count, found: cases.length }
    })
    expect(counted.filter(({ count, found }) => count !== found)).toEqual([])
    // With the 12 verifier keys of signed-note, the 987 of the README.
    expect(counted.reduce((sum, { found }) => sum + found, 0)).toBe(975)
  })

  test('the files of translog are all run in the browser as well', () => {
    const own = Object.entries(consumers).filter(([, path]) => path.startsWith('tests/conformance/translog/'))
    expect(own.length).toBeGreaterThan(12)
    expect(own.filter(([name]) => checks[name] === undefined)).toEqual([])
  })
})

function findFault(name: string, path: string): string | undefined {
  if (!existsSync(`${root}${path}`)) return `${name}: ${path} does not exist`
  const text = readFileSync(`${root}${path}`, 'utf8')
  if (!text.includes(`'${name}'`) && !text.includes(`${name}.json`))
    return `${name}: ${path} does not read it`
  const skipped = /\b(?:test|describe|it)\.(?:skip|todo|only|fails)\(/.exec(text)
  return skipped === null ? undefined : `${name}: ${path} has a ${skipped[0]}`
}

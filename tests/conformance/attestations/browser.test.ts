/** The module in a browser: one script without anything of Node gives the same answer to every vector. */
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { nodeSignatureCheck } from '../../../packages/toolkit/src/adapters/attestations/index.ts'
import { sha256, sha256Hex } from '../../../packages/toolkit/src/base/index.ts'
import { describeShared } from '../../shared.ts'
import { readVectors } from './vectors.ts'

interface Row {
  readonly id: string
  readonly expect: 'accept' | 'reject'
}

const entry = fileURLToPath(new URL('../../../packages/toolkit/src/attestations/index.ts', import.meta.url))

/** The hash comes from outside, as a page swaps it. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'attestations',
    plugins: [
      {
        name: 'hash of the page',
        setup: (page) => {
          page.onResolve({ filter: /\/digest\.ts$/ }, () => ({ path: 'digest', namespace: 'page' }))
          page.onLoad({ filter: /^digest$/, namespace: 'page' }, () => ({
            contents: 'export const { sha256, sha256Hex } = globalThis.pageHash',
          }))
        },
      },
    ],
    external: ['node:*'],
  })
  return outputFiles[0]?.text ?? ''
}

describeShared('in a browser', () => {
  test('all attestation vectors, and a small script without Node', async () => {
    const script = await bundle()
    expect(script.length).toBeLessThan(160 * 1024)
    expect(script.match(/require\(|\bBuffer\b|\bprocess\b/g)).toBeNull()
    const vectors = readVectors<{ readonly cases: readonly Row[] }>('attestation')
    const page = { TextEncoder, TextDecoder, pageHash: { sha256, sha256Hex }, check: nodeSignatureCheck }
    const context = createContext({ ...page, vectors: JSON.stringify(vectors) })
    runInContext(script, context)
    const states: unknown = runInContext(
      `const { cases, keys } = JSON.parse(vectors)
       const records = keys.map(({ keyid, spki, notBefore, notAfter }) =>
         ({ keyid, spki, notAfter, purpose: 'attestation', algorithm: 'ed25519', addedAt: { index: 0n, time: notBefore } }))
       JSON.stringify(cases.map((row) => attestations.verifyAttestation({
         envelope: JSON.stringify(row.envelope), artefactSha256: row.artifactSha256, at: row.verificationTime,
         expectedPredicateType: row.expectedPredicateType, knownAsOf: row.verificationTime, keys: records, check,
       }).state))`,
      context,
    )
    const expected = vectors.cases.map((row) => (row.expect === 'accept' ? 'valid' : 'invalid'))
    expect(JSON.parse(String(states))).toEqual(expected)
  })
})

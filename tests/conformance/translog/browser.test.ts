/** The module in a browser: it bundles without anything of Node, runs without it, and can use the asynchronous WebCrypto. */
import { webcrypto } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import { openNote, type Verifier } from '../../../packages/toolkit/src/translog/index.ts'
import { describeShared } from '../../shared.ts'
import { readVectors, toBase64, toVerifiers } from './signatures.ts'

interface NoteRow {
  readonly id: string
  readonly note: string
  readonly verifierKeys: readonly string[]
  readonly verifiedSigners?: readonly string[]
}

const entry = fileURLToPath(new URL('../../../packages/toolkit/src/translog/index.ts', import.meta.url))

test('the bundle for a browser holds nothing of Node and reads a proof file without it', async () => {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'translog',
    // The ground floor names node:crypto; nothing that stays in the bundle may use it.
    external: ['node:*'],
  })
  const script = outputFiles[0]?.text ?? ''
  expect(script.length).toBeGreaterThan(5000)
  // Verifier, writer and witness protocol: what a page loads before it can say anything.
  expect(script.length).toBeLessThan(48 * 1024)
  expect(script.match(/node:|require\(|\bBuffer\b|\bprocess\b/g)).toBeNull()
  const context = createContext({
    TextEncoder,
    TextDecoder,
    btoa,
    hash: (bytes: Uint8Array) => sha256(bytes),
  })
  runInContext(script, context)
  const answers: unknown = runInContext(
    `const { translog: t } = globalThis
     const leaf = t.hashLeaf(hash, new TextEncoder().encode('x'))
     const growth = t.growTree(hash, { size: 0n, root: t.rootOf(hash, []), read: () => undefined }, [leaf, leaf])
     const text = t.formatCheckpoint({ origin: 'o', size: 2n, root: growth.value.root, extensions: [] }).value
     const proof = t.formatTlogProof({ index: 1n, hashes: [leaf], extra: undefined, checkpoint: text })
     JSON.stringify([t.parseCheckpoint(text).ok, t.parseTlogProof(proof.value).value.hashes.length])`,
    context,
  )
  expect(answers).toBe('[true,1]')
})

describeShared('WebCrypto', () => {
  test('verifies notes in two passes: collect the questions, then look up the answers', async () => {
    const { cases } = readVectors<{ readonly cases: readonly NoteRow[] }>('signed-note')
    const rows = cases.filter(({ id }) =>
      ['c2sp-example', 'go-both', 'own-two-signers', 'go-corrupt'].includes(id),
    )
    expect(rows.length).toBe(4)
    for (const row of rows) {
      const { verifiers } = toVerifiers(row.verifierKeys)
      const answers = await askWebCrypto(row.note, verifiers)
      const note = openNote(
        row.note,
        verifiers.map(({ key }) => ({
          key,
          verify: (...question) => answers.get(labelOf(question)) === true,
        })),
      )
      const signers = note.ok ? note.value.verified.map(({ key }) => `${key.name}+${key.id}`) : undefined
      expect([row.id, signers?.sort()]).toEqual([row.id, row.verifiedSigners?.toSorted()])
    }
  })
})

type Question = readonly [publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array]
const labelOf = (question: Question): string => question.map(toBase64).join()

async function askWebCrypto(
  note: string,
  verifiers: readonly Verifier[],
): Promise<ReadonlyMap<string, boolean>> {
  const questions: Question[] = []
  const collectors = verifiers.map(({ key }) => ({
    key,
    // Says yes, or the first line would end the pass.
    verify: (...question: Question) => questions.push(question) > 0,
  }))
  openNote(note, collectors)
  const answers = new Map<string, boolean>()
  for (const question of questions) {
    const [publicKey, message, signature] = question.map((bytes) => Uint8Array.from(bytes))
    if (publicKey === undefined || message === undefined || signature === undefined) continue
    const key = await webcrypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify'])
    answers.set(labelOf(question), await webcrypto.subtle.verify('Ed25519', key, signature, message))
  }
  return answers
}

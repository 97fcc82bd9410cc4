/** The page that runs the vectors: translog with cryptography in JavaScript alone, then once more with the browser's own Ed25519. */
import type { VerifyFunction } from '../../../../packages/toolkit/src/translog/index.ts'
import * as noble from '../../../../packages/toolkit/src/translog/testing/noble.ts'
import { toHex, type Outcome, type Tools } from './outcome.ts'
import { runVectors, type VectorFile } from './run.ts'

export interface PageReport {
  readonly outcomes: readonly Outcome[]
  /** Ed25519 questions that WebCrypto was asked as well; absent where the browser has no Ed25519. */
  readonly webCrypto: { readonly asked: number; readonly differing: readonly string[] } | undefined
}

interface Question {
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly answer: boolean
}

const questions: Question[] = []

/** Remembers what was asked. */
const verifyEd25519: VerifyFunction = (publicKey, message, signature) => {
  const answer = noble.verifyEd25519(publicKey, message, signature)
  questions.push({ publicKey, message, signature, answer })
  return answer
}

const tools: Tools = {
  hash: noble.hash,
  toVerifier: (key) => ({
    key,
    verify:
      key.type === 'ed25519' || key.type === 'cosignature' ? verifyEd25519 : noble.verifyFunctionOf(key),
  }),
  verifyEd25519,
  verifyMlDsaIn: noble.verifyMlDsaIn,
}

async function askWebCrypto(): Promise<PageReport['webCrypto']> {
  const { subtle } = globalThis.crypto
  const probe = await subtle.generateKey('Ed25519', false, ['sign', 'verify']).catch(() => undefined)
  if (probe === undefined) return undefined
  const differing: string[] = []
  for (const { publicKey, message, signature, answer } of questions) {
    const [key, text, line] = [publicKey, message, signature].map((bytes) => Uint8Array.from(bytes)) as [
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>,
      Uint8Array<ArrayBuffer>,
    ]
    const found = await subtle
      .importKey('raw', key, 'Ed25519', false, ['verify'])
      .then((imported) => subtle.verify('Ed25519', imported, line, text))
      .catch(() => false)
    if (found !== answer) differing.push(`${toHex(publicKey)}: ${found}, by JavaScript ${answer}`)
  }
  return { asked: questions.length, differing }
}

/** For the test that drives the browser. */
export async function report(files: Readonly<Record<string, VectorFile>>): Promise<PageReport> {
  const outcomes = runVectors(files, tools)
  return { outcomes, webCrypto: await askWebCrypto() }
}

/** What a run of vectors says, and the bytes that it is made of; nothing of Node, since it runs in a browser as well. */
import {
  type HashFunction,
  parseBase64,
  type Verifier,
  type VerifierKey,
  type VerifyFunction,
} from '../../../../packages/toolkit/src/translog/index.ts'

/** One case of one file. */
export interface Outcome {
  readonly file: string
  readonly id: string
  /** `right`, or what was found instead of what the case expects. */
  readonly found: string
}

/** The cryptography of the place where the vectors run. */
export interface Tools {
  readonly hash: HashFunction
  readonly toVerifier: (key: VerifierKey) => Verifier
  readonly verifyEd25519: VerifyFunction
  /** ML-DSA-44 in a context. */
  readonly verifyMlDsaIn: (context: Uint8Array) => VerifyFunction
}

export type Verdict = 'accept' | 'reject'

/** `right` where the found verdict is the expected one. */
export function judge(expected: string, found: string): string {
  return expected === found ? 'right' : `${found}, not ${expected}`
}

export function verdictOf({ ok }: { readonly ok: boolean }): Verdict {
  return ok ? 'accept' : 'reject'
}

export function fromBase64(text: string): Uint8Array {
  const bytes = parseBase64(text)
  if (bytes === undefined) throw new Error(`no base64: ${text.slice(0, 40)}`)
  return bytes
}

export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)))
}

/** A signature scheme for tests, in which the public key is the seed: anybody can sign, so it proves nothing but the plumbing. */
import { sha256 } from '../../base/index.ts'
import { createVerifierKey, type KeyType, type Signer, type Verifier } from '../index.ts'

/** Bytes of key and signature, as the real schemes have them. */
const lengths: Readonly<Record<KeyType, readonly [key: number, signature: number]>> = {
  ed25519: [32, 64],
  ecdsa: [91, 72],
  cosignature: [32, 64],
  'ml-dsa-44': [1312, 2420],
}

export function createSigner(name: string, type: KeyType = 'ed25519', label = name): Signer {
  const [keyBytes, signatureBytes] = lengths[type]
  const publicKey = fill(sha256(label), keyBytes)
  const key = createVerifierKey(sha256, { name, type, publicKey })
  if (!key.ok) throw new Error(key.error.message)
  return { key: key.value, sign: (message) => fakeSign(publicKey, message, signatureBytes) }
}

export function toVerifier({ key }: Pick<Signer, 'key'>): Verifier {
  return {
    key,
    verify: (publicKey, message, signature) =>
      Buffer.compare(fakeSign(publicKey, message, signature.length), signature) === 0,
  }
}

/** The value of a result that a test needs to be one. */
export function valueOf<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** `ok`, or the code of the error. */
export function codeOf(result: { readonly ok: boolean; readonly error?: { readonly code: string } }): string {
  return result.ok ? 'ok' : (result.error?.code ?? '')
}

function fakeSign(publicKey: Uint8Array, message: Uint8Array, length: number): Uint8Array {
  return fill(sha256(Buffer.concat([publicKey, message])), length)
}

function fill(digest: Uint8Array, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => digest[at % digest.length] ?? 0)
}

/** The signature functions of the page: JavaScript alone, so that every browser gives the same answer. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js'
import type { Platform } from '@occtet/toolkit/evidence-package'
import type { VerifierKey, VerifyFunction } from '@occtet/toolkit/translog'

/** Strict (RFC 8032, section 5.1.7), as Node's is; not the lenient rules of ZIP 215. */
const verifyEd25519: VerifyFunction = (publicKey, message, signature) =>
  orNo(() => ed25519.verify(signature, message, publicKey, { zip215: false }))

/** ECDSA on P-256 with SHA-256; high `s` is as good as low `s`, as in Node. */
function verifyP256(format: 'der' | 'compact', point: Uint8Array, signed: Signed): boolean {
  return orNo(() => p256.verify(signed.signature, signed.message, point, { format, lowS: false }))
}

interface Signed {
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

/** DER of a SubjectPublicKeyInfo up to the key (RFC 5480; RFC 8410). */
const P256_HEAD = '3059301306072a8648ce3d020106082a8648ce3d030107034200'
const ED25519_HEAD = '302a300506032b6570032100'

function bareKey(spki: Uint8Array, head: string): Uint8Array | undefined {
  const length = head.length / 2
  const hex = Array.from(spki.subarray(0, length), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex === head ? spki.subarray(length) : undefined
}

function noteFunction({ type }: VerifierKey): VerifyFunction {
  switch (type) {
    case 'ed25519':
    case 'cosignature':
      return verifyEd25519
    case 'ml-dsa-44':
      return (publicKey, message, signature) => orNo(() => ml_dsa44.verify(signature, message, publicKey))
    case 'ecdsa':
      return (spki, message, signature) => {
        const point = bareKey(spki, P256_HEAD)
        return point !== undefined && verifyP256('der', point, { message, signature })
      }
    default:
      return type satisfies never
  }
}

const BREATH_MS = 40
let breathed = 0

/** Lets the page answer the user while many signatures are checked. */
async function breathe(): Promise<void> {
  if (performance.now() - breathed < BREATH_MS) return
  await new Promise((resolve) => setTimeout(resolve))
  breathed = performance.now()
}

export const platform: Platform = {
  toVerifier: (key) => ({ key, verify: noteFunction(key) }),
  verifyEvent: async ({ algorithm, spki }, message, signature) => {
    await breathe()
    const der = orNothing(() => Uint8Array.from(atob(spki), (letter) => letter.charCodeAt(0)))
    const key = der && bareKey(der, algorithm === 'ed25519' ? ED25519_HEAD : P256_HEAD)
    if (key === undefined) return false
    if (algorithm === 'ed25519') return signature.length === 64 && verifyEd25519(key, message, signature)
    return verifyP256('der', key, { message, signature })
  },
  signatures: {
    ed25519: verifyEd25519,
    ecdsaP256: (point, message, signature) => verifyP256('compact', point, { message, signature }),
  },
}

function orNothing<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof Error) return undefined
    throw cause
  }
}

/** What cannot be read verifies nothing. */
function orNo(verify: () => boolean): boolean {
  return orNothing(verify) ?? false
}

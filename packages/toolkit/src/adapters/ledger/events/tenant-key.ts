/** The key above all data keys of one organisation: without it nothing in the vault can be read. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import type { LedgerDisk } from '../disk.ts'
import { LedgerError } from '../errors.ts'
import { guard, replaceFile } from '../store.ts'
import { readPrivateFile } from './private-file.ts'

const HEAD = 'OCCTET-TENANT-KEY+'
const IV_BYTES = 12
const TAG_BYTES = 16
/** Kept in memory: types and products come again and again. */
const MAX_TAGS = 4096

/** Secret and trusted: whoever has it and the data keys reads the vault. */
export interface TenantKey {
  /** AES-256-GCM; `purpose` is authenticated, so that nothing wrapped for one use passes for another. */
  readonly wrap: (purpose: string, bytes: Uint8Array) => Uint8Array
  /** Undefined if it was not wrapped so by this key. */
  readonly unwrap: (purpose: string, bytes: Uint8Array) => Uint8Array | undefined
  /** Eight bytes by which equal words are found again without being readable. */
  readonly tag: (kind: string, word: string) => Uint8Array
}

export function toTenantKey(key: Uint8Array, random: (bytes: number) => Uint8Array): TenantKey {
  const part = (info: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), `occtet-vault/${info}/v1`, 32))
  const wrapping = part('wrap')
  const tags = part('tags')
  const known = new Map<string, Uint8Array>()
  const makeTag = (text: string): Uint8Array => {
    if (known.size >= MAX_TAGS) known.clear()
    const made = new Uint8Array(createHmac('sha256', tags).update(text).digest().subarray(0, 8))
    known.set(text, made)
    return made
  }
  return {
    wrap: (purpose, bytes) => encrypt(wrapping, bytes, { iv: random(IV_BYTES), bound: Buffer.from(purpose) }),
    unwrap: (purpose, bytes) => decrypt(wrapping, bytes, Buffer.from(purpose)),
    tag: (kind, word) => known.get(`${kind}:${word}`) ?? makeTag(`${kind}:${word}`),
  }
}

/** Makes one where there is none. The folder is there. */
export async function createTenantKey(disk: LedgerDisk, path: string, key: Uint8Array): Promise<void> {
  if (disk.sizeOf(path) !== undefined) return
  const bytes = Buffer.from(`${HEAD}${Buffer.from(key).toString('base64')}\n`)
  await guard(path, () => replaceFile(disk, { path, bytes }))
}

/** Throws KEY_INVALID. */
export function readTenantKey(path: string): Uint8Array {
  const text = Buffer.from(readPrivateFile(path) ?? []).toString()
  const key = Buffer.from(text.slice(HEAD.length).trim(), 'base64')
  if (text.startsWith(HEAD) && key.length === 32) return new Uint8Array(key)
  throw new LedgerError('KEY_INVALID', `${path}: expected the tenant key of this ledger`)
}

/** Initialisation vector, cipher text, tag. `bound` is authenticated with it. */
export function encrypt(
  key: Uint8Array,
  bytes: Uint8Array,
  { iv, bound }: { readonly iv: Uint8Array; readonly bound: Uint8Array },
): Uint8Array {
  return Buffer.concat(encryptParts(key, [bytes], { iv, bound }))
}

/** Bytes, as they are or as text that is read by the cipher itself, without a copy. */
export type Part = Uint8Array | { readonly text: string; readonly encoding: 'utf8' | 'base64' }

/** The same, and what is encrypted is what the parts make together. Not joined yet. */
export function encryptParts(
  key: Uint8Array,
  parts: readonly Part[],
  { iv, bound }: { readonly iv: Uint8Array; readonly bound: Uint8Array },
): readonly Uint8Array[] {
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(bound)
  // In counter mode each byte comes out at once: nothing is left for the end.
  const texts = parts.map((part) =>
    part instanceof Uint8Array ? cipher.update(part) : cipher.update(part.text, part.encoding),
  )
  return [iv, ...texts, cipher.final(), cipher.getAuthTag()]
}

export function decrypt(key: Uint8Array, bytes: Uint8Array, bound: Uint8Array): Uint8Array | undefined {
  if (bytes.length < IV_BYTES + TAG_BYTES) return undefined
  const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
  cipher.setAAD(bound)
  cipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
  try {
    return Buffer.concat([cipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)), cipher.final()])
  } catch {
    // Another key, or changed bytes: the same answer for both.
    return undefined
  }
}

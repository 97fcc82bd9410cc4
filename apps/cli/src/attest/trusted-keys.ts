/** Whose signature counts: public keys and did:web documents that the user received another way. */
import { statSync } from 'node:fs'
import { parseDidDocument, parsePublicKey } from '@occtet/toolkit/attestations'
import { readTextFile } from '@occtet/toolkit/adapters'
import { parseJson } from '@occtet/toolkit/base'
import type { KeyRecord } from '@occtet/toolkit/ledger'
import { listOption, type Options, textOption } from '../options.ts'
import { misused, unfit } from './guard-attest.ts'

/** Throws (exit 2) where none is given, (exit 3) where one cannot be read. */
export function readTrustedKeys(options: Options): readonly KeyRecord[] {
  const pinned = listOption(options, 'key').map(readPem)
  const did = textOption(options, 'did')
  const documented = did === undefined ? [] : readDid(did)
  if (pinned.length + documented.length > 0) return [...pinned, ...documented]
  const hint =
    'Give the public key of the issuer with --key, or its did.json with --did; receive it another way than the bundle.'
  throw misused('KEY_NOT_GIVEN', 'say whose signature you expect', hint)
}

const MAX_BYTES = 1024 * 1024
const BEGINNING = '1970-01-01T00:00:00Z'

/** A pinned key counts at any time: whoever pins it says so. */
function readPem(path: string): KeyRecord {
  const text = readSmall(path)
  if (/PRIVATE KEY-----/.test(text)) {
    const hint = 'The public key comes from: occtet attest key'
    throw unfit('KEY_IS_PRIVATE', `${path} is a private key: it belongs to its owner alone`, hint)
  }
  const blocks = [...text.matchAll(/-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----/g)]
  const [block, second] = blocks
  if (block === undefined || second !== undefined) {
    throw unfit('KEY_MALFORMED', `${path}: expected one public key in PEM, found ${blocks.length}`)
  }
  const key = parsePublicKey((block[1] ?? '').replace(/\s+/g, ''))
  if (!key.ok) throw unfit(key.error.code, `${path}: ${key.error.message}`)
  const { keyid, algorithm, spki } = key.value
  return { keyid, purpose: 'attestation', algorithm, spki, addedAt: { index: 0n, time: BEGINNING } }
}

/** Whose document it is, it says itself: the user chose the file. */
function readDid(path: string): readonly KeyRecord[] {
  const text = readSmall(path)
  const document = parseJson(text)
  const value: unknown = document.ok ? document.value.value : undefined
  const id: unknown = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined
  const read = parseDidDocument(new TextEncoder().encode(text), typeof id === 'string' ? id : '')
  if (!read.ok) throw unfit(read.error.code, `${path}: ${read.error.message}`)
  if (read.value.methods.length === 0) throw unfit('DID_WITHOUT_KEY', `${path} names no key for attestations`)
  return read.value.methods.map(({ record }) => record)
}

function readSmall(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat !== undefined && !stat.isFile()) throw unfit('FILE_UNREADABLE', `${path} is not a file`)
  const text = readTextFile(path, MAX_BYTES)
  if (text.ok) return text.value
  throw unfit(text.error.code, text.error.message)
}

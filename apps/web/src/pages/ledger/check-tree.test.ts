import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import {
  createVerifierKey,
  formatTilePath,
  formatVerifierKey,
  growEntryBundles,
  growTree,
  hashLeaf,
  rootOf,
  signCheckpoint,
} from '@occtet/toolkit/translog'
import { describe, expect, test } from 'vitest'
import { checkTree, type SeenLog, type TreeAnswer } from './check-tree.ts'

const origin = 'example.org/ledger/a'
const secret = new Uint8Array(32).fill(7)

interface Log {
  readonly key: string
  readonly note: string
  readonly tiles: Map<string, Uint8Array>
}

function unwrap<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!result.ok) throw new Error('a log of our own')
  return result.value
}

function makeLog(size: number, { signsWith = secret, text = 'entry' } = {}): Log {
  const publicKey = ed25519.getPublicKey(secret)
  const key = unwrap(createVerifierKey(sha256, { name: origin, type: 'ed25519', publicKey }))
  const entries = Array.from({ length: size }, (_, at) => new TextEncoder().encode(`${text} ${at}`))
  const empty = { size: 0n, root: rootOf(sha256, []), read: () => undefined }
  const leaves = entries.map((entry) => hashLeaf(sha256, entry))
  const { root, tiles } = unwrap(growTree(sha256, empty, leaves))
  const files = [...tiles, ...unwrap(growEntryBundles(() => undefined, 0n, entries))]
  const signer = { key, sign: (message: Uint8Array) => ed25519.sign(message, signsWith) }
  const note = unwrap(signCheckpoint({ origin, size: BigInt(size), root, extensions: [] }, [signer]))
  const stored = new Map(files.map(({ tile, bytes }) => [formatTilePath(tile), bytes]))
  return { key: formatVerifierKey(key), note, tiles: stored }
}

function check({ key, note, tiles }: Log, seen?: SeenLog): TreeAnswer {
  return checkTree({
    origin,
    key,
    checkpoint: note,
    read: (tile) => tiles.get(formatTilePath(tile)),
    seen,
    hash: sha256,
    verifyEd25519: (publicKey, message, signature) => ed25519.verify(signature, message, publicKey),
  })
}

function seenOf(log: Log): SeenLog {
  const answer = check(log)
  if (answer.kind !== 'intact') throw new Error('expected an intact log')
  return answer.seen
}

/** Changes the last byte of a stored file. */
function damage(log: Log, path: string): Log {
  const tiles = new Map(log.tiles)
  const bytes = Uint8Array.from(tiles.get(path) ?? [])
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  tiles.set(path, bytes)
  return { ...log, tiles }
}

describe('the check in the browser', () => {
  test.each([1, 2, 255, 256, 257, 700])('finds a log of %i entries intact, and what it grew from', (size) => {
    const answer = check(makeLog(size), seenOf(makeLog(Math.ceil(size / 2))))
    expect(answer).toMatchObject({ kind: 'intact', seen: { size }, witnesses: [] })
  })

  test('names the first entry that is another one, and what is proven before it', () => {
    const log = makeLog(300)
    expect(check(damage(log, 'tile/entries/001.p/44'))).toEqual({ kind: 'entry', index: 299, before: 299 })
    expect(check(damage(log, 'tile/entries/000'))).toEqual({ kind: 'entry', index: 255, before: 255 })
  })

  test('does not pass over a part that is missing', () => {
    const log = makeLog(300)
    for (const path of log.tiles.keys()) {
      const tiles = new Map(log.tiles)
      tiles.delete(path)
      expect([path, check({ ...log, tiles }).kind]).not.toEqual([path, 'intact'])
    }
  })

  test('sees hashes that do not give the signed root', () => {
    expect(check(damage(makeLog(300), 'tile/0/000')).kind).toBe('tree')
    expect(check({ ...makeLog(300), tiles: makeLog(300, { text: 'other' }).tiles }).kind).toBe('tree')
  })

  test('believes nobody but the key', () => {
    expect(check(makeLog(3, { signsWith: new Uint8Array(32).fill(8) })).kind).toBe('signature')
    expect(check({ ...makeLog(3), key: 'nonsense' }).kind).toBe('signature')
    const seen = seenOf(makeLog(3))
    expect(check(makeLog(4), { ...seen, key: `${seen.key}x` }).kind).toBe('newKey')
  })

  test('notices an older copy, and a history that was written anew', () => {
    expect(check(makeLog(3), seenOf(makeLog(5)))).toEqual({ kind: 'older', size: 5 })
    expect(check(makeLog(5, { text: 'other' }), seenOf(makeLog(3))).kind).toBe('other')
  })
})

/** The signature functions that notes are checked with, against the edge cases of Wycheproof (RFC 8032, FIPS 204). */
import { expect, test } from 'vitest'
import { toVerifier as toNodeVerifier } from '../../../packages/toolkit/src/adapters/feddb/exchange/ed25519.ts'
import { toMlDsaVerifier, verifyMlDsaIn } from '../../../packages/toolkit/src/adapters/ledger/ml-dsa.ts'
import { sha256 } from '../../../packages/toolkit/src/base/index.ts'
import {
  createVerifierKey,
  type KeyType,
  type VerifyFunction,
} from '../../../packages/toolkit/src/translog/index.ts'
import { verifyEd25519 as verifyByNoble } from '../../../packages/toolkit/src/translog/testing/noble.ts'
import { describeShared } from '../../shared.ts'
import { fromHex, readVectors } from './signatures.ts'

interface Row {
  readonly id: string
  readonly publicKeyHex: string
  readonly messageHex: string
  readonly contextHex?: string
  readonly signatureHex: string
  readonly expect: 'accept' | 'reject'
}

function keyOf(type: KeyType, publicKeyHex: string): Parameters<typeof toMlDsaVerifier>[0] {
  const key = createVerifierKey(sha256, { name: 'wycheproof', type, publicKey: fromHex(publicKeyHex) })
  if (!key.ok) throw new Error(key.error.message)
  return key.value
}

/** The cases that a function decides otherwise; a throw is one as well. */
function findMismatches(rows: readonly Row[], verify: (row: Row) => boolean): readonly string[] {
  return rows.filter((row) => verify(row) !== (row.expect === 'accept')).map(({ id }) => id)
}

const callWith =
  (verify: VerifyFunction) =>
  ({ publicKeyHex, messageHex, signatureHex }: Row): boolean =>
    verify(fromHex(publicKeyHex), fromHex(messageHex), fromHex(signatureHex))

describeShared('Ed25519', () => {
  const { cases } = readVectors<{ readonly cases: readonly Row[] }>('ed25519-wycheproof')

  test("Node's own and the one of the offline page agree on all 151 cases", () => {
    expect(cases.length).toBe(151)
    const node = findMismatches(cases, (row) =>
      callWith(toNodeVerifier(keyOf('ed25519', row.publicKeyHex)).verify)(row),
    )
    const noble = findMismatches(cases, callWith(verifyByNoble))
    expect({ node, noble }).toEqual({ node: [], noble: [] })
  })
})

describeShared('ML-DSA-44', () => {
  const { cases } = readVectors<{ readonly cases: readonly Row[] }>('ml-dsa-44-wycheproof')

  test('all 16 cases, those with a context by the function itself', () => {
    expect(cases.length).toBe(16)
    const mismatches = findMismatches(cases, (row) =>
      callWith(verifyMlDsaIn(fromHex(row.contextHex ?? '')))(row),
    )
    expect(mismatches).toEqual([])
  })

  test('a verifier has the empty context: what was signed in another one is no cosignature', () => {
    const accepted = cases.filter((row) =>
      callWith(toMlDsaVerifier(keyOf('ml-dsa-44', row.publicKeyHex)).verify)(row),
    )
    expect(accepted.map(({ id }) => id)).toEqual(['tc1', 'tc2', 'tc20', 'tc21'])
    const [first] = cases
    if (first === undefined) throw new Error('no cases')
    const ed25519Key = keyOf('ed25519', '00'.repeat(32))
    expect(callWith(toMlDsaVerifier(ed25519Key).verify)(first)).toBe(false)
  })
})

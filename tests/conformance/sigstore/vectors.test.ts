/** Bundles of the Sigstore conformance suite with Rekor v2 entries: accepted and refused as the suite says, and for the right reason. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type SigstoreAnswer,
  type SigstoreFaultCode,
  type SigstoreSigner,
  verifySigstoreBundle,
} from '../../../packages/toolkit/src/adapters/sigstore/index.ts'
import { describeShared, sharedPath } from '../../shared.ts'

interface Vectors {
  readonly trustedRoots: Readonly<Record<string, unknown>>
  readonly artifact: string
  readonly certificateIdentity: string
  readonly certificateIssuer: string
  readonly cases: readonly {
    readonly id: string
    readonly bundle: unknown
    readonly trustedRoot: string
    readonly expect: 'accept' | 'reject'
  }[]
}

const reasons: Readonly<Record<string, SigstoreFaultCode>> = {
  'rekor2-checkpoint-missing-log-signature_fail': 'SIGSTORE_LOG_INVALID',
  'rekor2-checkpoint-missing-origin_fail': 'SIGSTORE_LOG_INVALID',
  'rekor2-checkpoint-missing-root-hash_fail': 'SIGSTORE_LOG_INVALID',
  'rekor2-checkpoint-missing-size_fail': 'SIGSTORE_LOG_INVALID',
  'rekor2-checkpoint-no-matching-signature_fail': 'SIGSTORE_LOG_INVALID',
  'rekor2-no-inclusion-proof_fail': 'SIGSTORE_MALFORMED',
  'rekor2-no-timestamp_fail': 'SIGSTORE_TIME_INVALID',
  'rekor2-dsse-invalid-sig_fail': 'SIGSTORE_LOG_INVALID',
  'rekor2-dsse-mismatch-envelope_fail': 'SIGSTORE_LOG_INVALID',
  'rekor2-dsse-mismatch-sig_fail': 'SIGSTORE_LOG_INVALID',
  'rekor2-timestamp-payload-mismatch_fail': 'SIGSTORE_TIME_INVALID',
  'rekor2-timestamp-with-incorrect-time_fail': 'SIGSTORE_CERTIFICATE_INVALID',
  'rekor2-timestamp-untrusted-tsa-with-embedded-cert_fail': 'SIGSTORE_TIME_INVALID',
  'rekor2-timestamp-outside-trust-root-tsa-validity_fail': 'SIGSTORE_TIME_INVALID',
}

describeShared('Sigstore bundles', () => {
  const vectors = JSON.parse(
    readFileSync(sharedPath('vectors/ledger/sigstore-bundle.json'), 'utf8'),
  ) as Vectors
  const { cases, trustedRoots } = vectors
  const signer: SigstoreSigner = { identity: vectors.certificateIdentity, issuer: vectors.certificateIssuer }
  const artifact = Buffer.from(vectors.artifact, 'base64')
  const find = (id: string): { bundle: string; trustedRoot: string } => {
    const row = cases.find((one) => one.id === id)
    return {
      bundle: JSON.stringify(row?.bundle),
      trustedRoot: JSON.stringify(trustedRoots[row?.trustedRoot ?? '']),
    }
  }
  const file = find('rekor2-happy-path')
  const statement = find('rekor2-dsse-happy-path')
  const codeOf = (answer: SigstoreAnswer): string => (answer.kind === 'invalid' ? answer.code : answer.kind)

  test('there are 21', () => {
    expect(cases.length).toBe(21)
  })

  test.each(cases.map((row) => [row.id, row] as const))('%s', async (id, row) => {
    const answer = await verifySigstoreBundle({ ...find(id), artifact, expected: signer })
    expect(codeOf(answer)).toBe(row.expect === 'accept' ? 'valid' : reasons[id])
  })

  test('says who signed, when, and in which log', async () => {
    const answer = await verifySigstoreBundle({ ...statement, artifact, expected: signer })
    expect(answer).toMatchObject({
      kind: 'valid',
      artifact: 'same',
      signer,
      entries: [
        { log: 'https://log2025-alpha3.rekor.sigstage.dev', index: 4_026_478n, kind: 'hashedrekord 0.0.2' },
      ],
      content: { kind: 'envelope', payloadType: 'application/vnd.in-toto+json' },
    })
    if (answer.kind === 'invalid') throw new Error(answer.reason)
    expect(answer.times.map(({ kind }) => kind)).toEqual(['time-stamp'])
    expect(answer.times[0]?.time).toMatch(/^2026-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/)
    const payload = answer.content.kind === 'envelope' ? answer.content.payload : []
    expect(Buffer.from(payload).toString()).toContain('"https://slsa.dev/provenance/v1"')
  })

  test('a good signature that nobody asked for is not valid', async () => {
    const answer = await verifySigstoreBundle({ ...file, artifact, expected: undefined })
    expect(answer).toMatchObject({ kind: 'signer-not-asked-for', signer })
  })

  test.each([
    ['another workflow', { ...signer, identity: `${signer.identity}x` }],
    ['a beginning of it', { ...signer, identity: signer.identity.slice(0, -1) }],
    ['a pattern', { ...signer, identity: '.*' }],
    ['another issuer', { ...signer, issuer: 'https://accounts.example' }],
    ['nobody', { identity: '', issuer: '' }],
  ])('signed by the wrong one: expected %s', async (_, expected) => {
    const answer = await verifySigstoreBundle({ ...file, artifact, expected })
    expect(answer).toMatchObject({ kind: 'invalid', code: 'SIGSTORE_SIGNER_MISMATCH', signer })
  })

  test('the file decides: another one, none for a signature over a file, none for a statement', async () => {
    const other = Buffer.from('another file')
    const ask = async (bundle: typeof file, given?: Uint8Array): Promise<string> =>
      codeOf(
        await verifySigstoreBundle({ ...bundle, expected: signer, ...(given ? { artifact: given } : {}) }),
      )
    expect(await ask(file, other)).toBe('SIGSTORE_SIGNATURE_INVALID')
    expect(await ask(statement, other)).toBe('SIGSTORE_ARTIFACT_MISMATCH')
    expect(await ask(file)).toBe('SIGSTORE_ARTIFACT_NEEDED')
    const unseen = await verifySigstoreBundle({ ...statement, expected: signer })
    expect(unseen).toMatchObject({ kind: 'valid', artifact: 'not-compared' })
  })

  test.each([
    ['no JSON', '{', 'SIGSTORE_ROOT_MALFORMED'],
    ['nothing in it', '{}', 'SIGSTORE_ROOT_MALFORMED'],
    ['null', 'null', 'SIGSTORE_ROOT_MALFORMED'],
    ['a member twice', '{"tlogs":[],"tlogs":[]}', 'SIGSTORE_ROOT_MALFORMED'],
  ])('a trusted root with %s trusts nobody', async (_, trustedRoot, code) => {
    const answer = await verifySigstoreBundle({ ...file, trustedRoot, artifact, expected: signer })
    expect(codeOf(answer)).toBe(code)
  })

  test('a bare key names nobody', async () => {
    const bundle = JSON.parse(file.bundle) as { verificationMaterial: Record<string, unknown> }
    const { certificate: _, ...material } = bundle.verificationMaterial
    const bare = JSON.stringify({
      ...bundle,
      verificationMaterial: { ...material, publicKey: { hint: 'x' } },
    })
    const answer = await verifySigstoreBundle({ ...file, bundle: bare, artifact, expected: signer })
    expect(codeOf(answer)).toBe('SIGSTORE_KEY_UNSUPPORTED')
  })

  /** Paths of all values in a bundle. */
  function paths(
    value: unknown,
    path: readonly (string | number)[] = [],
  ): readonly (readonly (string | number)[])[] {
    if (typeof value !== 'object' || value === null) return [path]
    return [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))]
  }
  function replace(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
    if (key === undefined) return by
    const copy: Record<string, unknown> = Array.isArray(value)
      ? ([...(value as unknown[])] as unknown as Record<string, unknown>)
      : { ...(value as Record<string, unknown>) }
    copy[key] = replace(copy[key], rest, by)
    return copy
  }

  test('whatever stands in a bundle, there is an answer and no exception', async () => {
    const whole: unknown = JSON.parse(statement.bundle)
    const places = paths(whole)
    const value = fc.oneof(
      fc.jsonValue(),
      fc.base64String(),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    )
    const original = await verifySigstoreBundle({ ...statement, artifact, expected: signer })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), value, async (path, by) => {
        const bundle = JSON.stringify(replace(whole, path, by)) ?? 'null'
        const answer = await verifySigstoreBundle({ ...statement, bundle, artifact, expected: signer })
        // Some members are hints that nothing signs; where they change, what we say of the bundle does not.
        if (answer.kind !== 'invalid') expect(answer).toEqual(original)
      }),
      { numRuns: 250 },
    )
  })
})

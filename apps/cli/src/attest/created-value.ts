/** A statement that was signed, as one JSON value. */
import type { Placed } from './issue-recorded.ts'
import type { Subjects } from './subjects.ts'

export type AttestKind = 'sbom' | 'vex' | 'scan' | 'result' | 'assessment' | 'diligence' | 'foss' | 'document'

interface Told {
  readonly kind: AttestKind
  readonly bundle: string
  readonly subjects: Subjects
  readonly notes: readonly string[]
  readonly origin: string | undefined
  readonly product: string | undefined
}

export type CreatedValue = ReturnType<typeof toCreatedValue>

export function toCreatedValue(told: Told, { key, issued, envelopeSha256 }: Placed) {
  const { kind, bundle, subjects, notes, origin = null, product = null } = told
  const { keyid, algorithm } = key.signer.publicKey
  const { predicateType, predicate } = issued.statement
  const { kind: stated, content } = predicate
  return {
    schema: 'urn:occtet:schema:attest-create:1',
    kind,
    predicateType,
    product,
    subjects: subjects.map(({ name, digest }) => ({ name, sha256: digest.sha256 })),
    bundle,
    envelopeSha256,
    key: { keyid, algorithm, file: key.path, isNew: key.isNew },
    validUntil: stated === 'cra-assessment' || stated === 'foss-security' ? content.validUntil : null,
    /** Origin of the ledger that holds its fingerprint; null: nobody can prove later when it was signed. */
    ledger: origin,
    notes,
  }
}

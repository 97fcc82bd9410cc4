/** SBOMs as statements: the document itself where it is small and JSON, else its digest and place. */
import { canonicalizeJson, decodeUtf8, err, ok, parseJson, type Result, sha256Hex } from '../../base/index.ts'
import type { SbomPredicate } from '../predicates/foreign.ts'
import { type Members, membersOf } from '../shapes.ts'
import type { NewStatement } from '../statement.ts'
import type { Subject } from '../resource.ts'
import { fromDocument } from './from-document.ts'

/** Bytes up to which an SBOM stands in the statement itself. */
export const INLINE_SBOM_BYTES = 1024 * 1024

export interface SbomInput {
  /** The SBOM file, byte for byte. */
  readonly bytes: Uint8Array
  /** Its file name, for a reference. */
  readonly name: string
  readonly mediaType?: string
  readonly downloadLocation?: string
  /** The product's artefacts, never the SBOM itself. */
  readonly subject: readonly [Subject, ...Subject[]]
  /** Who vouches for the reference: a `did:web`, or an address of the tool's operator. */
  readonly attesterId: string
  /** Bytes; `INLINE_SBOM_BYTES` where absent, 0 for always a reference. */
  readonly inlineUpTo?: number
}

export interface SbomError {
  readonly code: 'SBOM_MALFORMED'
  readonly message: string
}

/**
 * Of CycloneDX and SPDX in JSON the content is kept, not the bytes: whoever needs the very file asks for a reference
 * (`inlineUpTo: 0`). XML, tag-value and whatever canonical JSON cannot hold go by reference.
 */
export function fromSbom(input: SbomInput): Result<NewStatement, SbomError> {
  const { bytes, subject, inlineUpTo = INLINE_SBOM_BYTES } = input
  const text = decodeUtf8(bytes)
  const document = text.ok ? parseJson(text.value) : undefined
  if (document?.ok === true && document.value.duplicates.length > 0) {
    return err({
      code: 'SBOM_MALFORMED',
      message: 'a member is there twice: two readers would see two documents',
    })
  }
  if (!text.ok || document?.ok !== true) return ok(toReference(input))
  const content = membersOf(document.value.value)
  const kind = kindOf(content)
  if (kind === undefined) {
    return err({ code: 'SBOM_MALFORMED', message: 'expected CycloneDX or SPDX in this JSON document' })
  }
  const isInline = bytes.length <= inlineUpTo && keepsNumbers(text.value)
  if (!isInline) return ok(toReference(input))
  const predicate: SbomPredicate = content
  return ok({ kind, subject, predicate })
}

function kindOf(content: Members): 'sbom-cyclonedx' | 'sbom-spdx' | undefined {
  if (content['bomFormat'] === 'CycloneDX') return 'sbom-cyclonedx'
  const isSpdx = typeof content['spdxVersion'] === 'string' || Array.isArray(content['@graph'])
  return isSpdx ? 'sbom-spdx' : undefined
}

/** Whole numbers beyond 2^53 would come out as others. */
function keepsNumbers(text: string): boolean {
  return canonicalizeJson(text).ok && !/[:[,]\s*-?\d{16,}/.test(text)
}

function toReference({
  bytes,
  name,
  mediaType,
  downloadLocation,
  subject,
  attesterId,
}: SbomInput): NewStatement {
  const file = {
    name,
    sha256: sha256Hex(bytes),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(downloadLocation === undefined ? {} : { downloadLocation }),
  }
  return fromDocument({ documents: [file], subject, attesterId })
}

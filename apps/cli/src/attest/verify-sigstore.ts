/** Sigstore bundles: who signed with an identity of the moment, checked offline against a trusted root of the user's choice. */
import { statSync } from 'node:fs'
import { readTextFile, type SigstoreAnswer, verifySigstoreBundle } from '@occtet/toolkit/adapters'
import { isExpectedType } from '@occtet/toolkit/attestations'
import { decodeUtf8, parseJson } from '@occtet/toolkit/base'
import { type Options, textOption } from '../options.ts'
import { readBytes } from '../read-bytes.ts'
import { misused, unfit } from './guard-attest.ts'

const SUFFIX = '.sigstore.json'
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.bundle/
const MAX_BYTES = 4 * 1024 * 1024

/** The text of a Sigstore bundle, by its name or by what it says of itself; undefined for anything else. */
export function readSigstoreBundle(path: string): string | undefined {
  const isNamed = path.toLowerCase().endsWith(SUFFIX)
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isFile() !== true || (stat.size > MAX_BYTES && !isNamed)) return undefined
  const text = readTextFile(path, MAX_BYTES)
  if (!text.ok) {
    if (isNamed) throw unfit(text.error.code, text.error.message)
    return undefined
  }
  if (isNamed) return text.value
  const mediaType = membersOf(text.value)['mediaType']
  return typeof mediaType === 'string' && MEDIA_TYPE.test(mediaType) ? text.value : undefined
}

export interface SigstoreVerdict {
  readonly answer: SigstoreAnswer
  /** Of the statement that was signed; undefined where a file was. */
  readonly predicateType: string | undefined
  readonly isOfType: boolean
}

/** Throws (exit 2) unless the user says whom to trust and who must have signed: else anybody could. */
export async function verifySigstore(
  bundle: string,
  { artefact, types, options }: { artefact: string; types: readonly string[] | undefined; options: Options },
): Promise<SigstoreVerdict> {
  const [root, identity, issuer] = ['trustedRoot', 'identity', 'issuer'].map((name) =>
    textOption(options, name),
  )
  if (root === undefined || identity === undefined || issuer === undefined) {
    const hint = 'Without them anybody with an account could have signed it.'
    throw misused('SIGNER_NOT_GIVEN', 'a Sigstore bundle needs --trusted-root, --identity and --issuer', hint)
  }
  const trusted = readTextFile(root, MAX_BYTES)
  if (!trusted.ok) throw unfit(trusted.error.code, trusted.error.message)
  const answer = await verifySigstoreBundle({
    bundle,
    trustedRoot: trusted.value,
    // Whole: the signature may be over the file itself.
    artifact: readBytes(artefact),
    expected: { identity, issuer },
  })
  const predicateType = typeOf(answer)
  const isOfType =
    types === undefined ||
    (predicateType !== undefined && types.some((type) => isExpectedType(predicateType, type)))
  return { answer, predicateType, isOfType }
}

function typeOf(answer: SigstoreAnswer): string | undefined {
  if (answer.kind === 'invalid' || answer.content.kind === 'file') return undefined
  const text = decodeUtf8(answer.content.payload)
  const type = text.ok ? membersOf(text.value)['predicateType'] : undefined
  return typeof type === 'string' ? type : undefined
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  const document = parseJson(text)
  const value: unknown = document.ok ? document.value.value : undefined
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

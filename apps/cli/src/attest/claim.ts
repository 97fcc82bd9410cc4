/** What a statement claims to be, before anybody checked it: only to know which question to ask. */
import type { DsseEnvelope } from '@occtet/toolkit/attestations'
import { decodeUtf8, parseJson } from '@occtet/toolkit/base'

/** Undefined where nothing can be read. */
export function decodeClaim({ payload }: DsseEnvelope): string | undefined {
  const text = decodeUtf8(payload)
  const document = text.ok ? parseJson(text.value) : undefined
  const value: unknown = document?.ok === true ? document.value.value : undefined
  const claimed: unknown =
    typeof value === 'object' && value !== null && 'predicateType' in value ? value.predicateType : undefined
  return typeof claimed === 'string' && claimed !== '' ? claimed : undefined
}

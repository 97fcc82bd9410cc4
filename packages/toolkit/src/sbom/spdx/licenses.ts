/** Declared licenses as SPDX 2.3 holds them: one expression, with the text of each license that is not on the list. */
import { compareCodeUnits, sha256Hex } from '../../base/index.ts'
import type { Component } from '../../model/index.ts'
import { type DeclaredLicense, toDeclaredLicenses } from '../declared-license.ts'

export interface ExtractedLicense {
  readonly licenseId: string
  readonly extractedText: string
  readonly name?: string
}

/** Our references start with this; the rest is a digest of the text as written. */
export const textReferencePrefix = 'LicenseRef-occtet-'

/** Stands where a text must be and none is known. */
export const textUnknown = 'The inventory names this license and holds no text of it.'

/** Several statements of one component all count, so they are joined by AND. */
export function toLicenseField(licenses: readonly string[]): string {
  const declared = toDeclaredLicenses(licenses)
  const texts = declared.map((license) => {
    const text = toExpression(license)
    return license.kind === 'expression' && license.isCompound && declared.length > 1 ? `(${text})` : text
  })
  return texts.length === 0 ? 'NOASSERTION' : texts.join(' AND ')
}

/** One entry for each reference that some component uses (SPDX 2.3, clause 10.1). */
export function toExtractedLicenses(components: readonly Component[]): readonly ExtractedLicense[] {
  const entries = new Map<string, ExtractedLicense>()
  for (const { licenses } of components) {
    for (const license of toDeclaredLicenses(licenses)) {
      for (const licenseId of toExpression(license).match(/LicenseRef-[A-Za-z0-9.-]+/g) ?? []) {
        const text = license.kind === 'text' ? license.text : textUnknown
        entries.set(licenseId, {
          licenseId,
          extractedText: text,
          ...(license.kind === 'text' ? { name: license.text } : {}),
        })
      }
    }
  }
  return [...entries.values()].sort((a, b) => compareCodeUnits(a.licenseId, b.licenseId))
}

function toExpression(license: DeclaredLicense): string {
  return license.kind === 'expression'
    ? license.text
    : `${textReferencePrefix}${sha256Hex(license.text).slice(0, 16)}`
}

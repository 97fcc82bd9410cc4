/** A declared license as the SBOM formats need it: an expression of the SPDX list, or text that is none. */
import { formatLicenseExpression, parseLicenseExpression } from '../model/index.ts'

export type DeclaredLicense =
  | {
      readonly kind: 'expression'
      /** Canonical SPDX expression. */
      readonly text: string
      /** Set where the expression is one identifier of the list and nothing else. */
      readonly id?: string
      readonly isCompound: boolean
    }
  | { readonly kind: 'text'; readonly text: string }

/** An empty text declares nothing. */
export function toDeclaredLicenses(licenses: readonly string[]): readonly DeclaredLicense[] {
  return licenses.filter((written) => written !== '').map(toDeclaredLicense)
}

/** Only what SPDX 2.3 can say counts as an expression, and nothing that refers to another document. */
function toDeclaredLicense(written: string): DeclaredLicense {
  const parsed = parseLicenseExpression(written)
  if (!parsed.ok) return { kind: 'text', text: written }
  const text = formatLicenseExpression(parsed.value)
  if (text.includes('DocumentRef-') || !parseLicenseExpression(text, '2.3').ok)
    return { kind: 'text', text: written }
  const { value } = parsed
  const isId = value.kind === 'license' && !value.isOrLater && value.exception === undefined
  return { kind: 'expression', text, isCompound: 'operands' in value, ...(isId ? { id: value.id } : {}) }
}

/** The words of SPDX for "no license stated" and "not known": statements about licenses, and no license themselves. */
export function saysNothing(license: string): boolean {
  return license === 'NONE' || license === 'NOASSERTION'
}

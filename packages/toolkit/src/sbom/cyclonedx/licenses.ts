/** Declared licenses as CycloneDX 1.6 holds them: a list of single licenses, or one expression. */
import { toDeclaredLicenses } from '../declared-license.ts'

export type LicenseChoice =
  | {
      readonly license: { readonly id?: string; readonly name?: string; readonly acknowledgement: 'declared' }
    }
  | { readonly expression: string; readonly acknowledgement: 'declared' }

/** Identifiers of the SPDX list that the license enumeration of the 1.6 schema does not have yet (data). */
export const idsNewerThanSchema: ReadonlySet<string> = new Set([
  'BSD-2-Clause-pos-unchanged',
  'BSD-3-Clause-OpenWebUI',
  'BSD-Source-Code-no-disclaimer',
  'BSD-Source-alt-GPL',
  'BSD-ask-to-endorse',
  'Brian-Gladman-3-Clause-no-conversion',
  'Bugroff',
  'CC-BY-NC-3.0-IGO',
  'FDK-MPEG-H',
  'Hippocratic-3.0-core',
  'Informatica',
  'MVT-1.1',
  'atc-game',
])

/** The schema allows one expression or any number of single licenses, never both: beside others it becomes a name. */
export function toLicenseChoices(licenses: readonly string[]): readonly LicenseChoice[] {
  const acknowledgement = 'declared'
  const declared = toDeclaredLicenses(licenses)
  return declared.map((license): LicenseChoice => {
    if (license.kind === 'text') return { license: { name: license.text, acknowledgement } }
    if (license.id !== undefined && !idsNewerThanSchema.has(license.id)) {
      return { license: { id: license.id, acknowledgement } }
    }
    return declared.length === 1
      ? { expression: license.text, acknowledgement }
      : { license: { name: license.text, acknowledgement } }
  })
}

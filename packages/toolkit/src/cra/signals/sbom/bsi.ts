/** SIG-SBOM-BSI: how much of what BSI TR-03183-2 (2.1.0, section 5.2) requires is filled. A national guideline, not the CRA. */
import { placeOf, withSbom } from '../../choose-sbom.ts'
import type { SbomDocument } from '../../sbom-document.ts'
import type { SbomFields } from '../../sbom-header.ts'
import type { Signal } from '../../signal.ts'
import { say, terms } from '../../say.ts'

const id = 'SIG-SBOM-BSI'
const enough = 0.9

const componentFields = [
  'creator',
  'name',
  'version',
  'filename',
  'dependencies',
  'licence',
  'hash',
  'executable',
  'archive',
  'structured',
] as const satisfies readonly (keyof SbomFields)[]

export const sbomBsi: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) =>
    withSbom(id, input, {
      facts: { score: null, missing_by_field: null },
      on: (document) => {
        const missing = countMissing(document)
        const asked = 3 + componentFields.length * document.header.components.length
        const lost = Object.values(missing).reduce((sum, number) => sum + number, 0)
        const score = Math.floor(((asked - lost) * 1000) / asked) / 1000
        const facts = { score, missing_by_field: missing }
        const names = Object.keys(missing)
        const rest = names.length === 0 ? '' : say`; not everywhere filled: ${terms(names)}`
        const statement = say`${document.path} fills ${Math.floor(score * 100)} % of the fields that BSI TR-03183-2 requires${rest}.`
        const evidence = [placeOf(document)]
        if (score < enough) return { state: 'absent', statement, facts, evidence }
        return { state: 'present', statement, facts, evidence, strength: score === 1 ? 'strong' : 'medium' }
      },
    }),
}

/** Field to how often it is not filled; fields that are filled everywhere are left out. */
function countMissing({ header }: SbomDocument): Readonly<Record<string, number>> {
  const missing: Record<string, number> = {}
  if (header.creators.length === 0) missing['sbom_creator'] = 1
  if (header.timestamp === undefined) missing['timestamp'] = 1
  if (!header.hasUri) missing['sbom_uri'] = 1
  for (const field of componentFields) {
    const lost = header.components.filter((component) => !component[field]).length
    if (lost > 0) missing[field] = lost
  }
  return missing
}

/** SIG-SBOM-PRESENT: is there an SBOM that the manufacturer made. */
import { chooseSbom, originOf, placeOf } from '../../choose-sbom.ts'
import { reasonWithout, type Signal, toSignalResult } from '../../signal.ts'
import { count, say } from '../../say.ts'

const id = 'SIG-SBOM-PRESENT'

export const sbomPresent: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const none = { present: null, format: null, spec_version: null, origin: null }
    if (input.sboms === undefined) {
      const statement = say`Whether the manufacturer keeps an SBOM is unknown.`
      return toSignalResult(id, {
        state: 'unknown',
        statement,
        facts: none,
        reason: reasonWithout(input, 'sboms'),
      })
    }
    const document = chooseSbom(input)
    if (document === undefined) {
      const isOurs = input.sboms.some((one) => originOf(input, one) === 'tool')
      const found = isOurs
        ? say`Only output of this tool that nobody committed was found`
        : say`No SBOM was found in the tree`
      const statement = say`${found}; one that this tool generates says nothing about how the manufacturer works.`
      const facts = { ...none, present: false, origin: 'tool' }
      return toSignalResult(id, { state: 'absent', statement, facts })
    }
    const { format, formatVersion } = document.sbom
    const name = format === undefined ? say`in a form that is not read` : `${format} ${formatVersion}`.trim()
    const more =
      input.sboms.length > 1 ? say`; ${count(input.sboms.length - 1, 'other document')} beside it` : ''
    return toSignalResult(id, {
      state: 'present',
      statement: say`${document.path} is an SBOM (${name})${more}.`,
      facts: {
        present: true,
        format: format ?? null,
        spec_version: formatVersion === '' ? null : formatVersion,
        origin: 'manufacturer',
      },
      evidence: [placeOf(document)],
      ...(document.problem === undefined ? {} : { strength: 'weak' as const }),
    })
  },
}

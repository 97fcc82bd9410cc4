/** SIG-SBOM-EOL: components that nobody keeps up any more, as far as advisories say so. */
import { isShipped, placesOf } from '../../production.ts'
import { reasonWithout, type Signal, toSignalResult } from '../../signal.ts'
import { count, say } from '../../say.ts'

const id = 'SIG-SBOM-EOL'

export const sbomEol: Signal = {
  id,
  looksFor: 'danger',
  collect: (input) => {
    const unknown = {
      state: 'unknown',
      statement: say`Whether components are past their end of life is unknown.`,
    } as const
    if (input.findings === undefined)
      return toSignalResult(id, {
        ...unknown,
        facts: { components: null },
        reason: reasonWithout(input, 'findings'),
      })
    const hits = input.findings.findings.filter(
      (one) => isShipped(one) && one.informational === 'unmaintained',
    )
    const components = [...new Set(hits.map(({ purl }) => String(purl)))].sort()
    if (components.length === 0) {
      const reason = say`end-of-life dates are not loaded yet; advisories call none of the shipped components unmaintained`
      return toSignalResult(id, { ...unknown, facts: { components: null }, reason })
    }
    return toSignalResult(id, {
      state: 'contrary',
      statement: say`Advisories call ${count(components.length, 'shipped component')} unmaintained: ${components.slice(0, 3).join(', ')}.`,
      facts: { components },
      evidence: placesOf(input, hits),
    })
  },
}

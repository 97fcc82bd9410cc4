/** SIG-VULN-OPEN: known vulnerabilities of what ships. */
import { mostItems, openFindings, placesOf, silenceReason } from '../../production.ts'
import { type Signal, toSignalResult } from '../../signal.ts'
import { join, say, term } from '../../say.ts'

const id = 'SIG-VULN-OPEN'
const levels = ['critical', 'high', 'medium', 'low', 'unknown'] as const

export const vulnOpen: Signal = {
  id,
  looksFor: 'danger',
  collect: (input) => {
    const open = openFindings(input)
    const items = open.slice(0, mostItems).map(({ group, purl, level }) => ({ id: group, purl, level }))
    const numbers = levels.map(
      (level) => [level, open.filter((one) => levelOf(one.level) === level).length] as const,
    )
    const silence = silenceReason(input)
    if (open.length > 0) {
      const shown = numbers
        .filter(([, number]) => number > 0)
        .map(([level, number]) => say`${number} ${term(level)}`)
      const rest = silence === undefined ? '' : say`; more may exist`
      return toSignalResult(id, {
        state: 'contrary',
        statement: say`${open.length} known ${open.length === 1 ? say`vulnerability` : say`vulnerabilities`} in shipped components (${join(shown, ', ')})${rest}.`,
        facts: { ...Object.fromEntries(numbers), items },
        evidence: placesOf(input, open),
      })
    }
    const zero = Object.fromEntries(levels.map((level) => [level, silence === undefined ? 0 : null]))
    if (silence === undefined) {
      const statement = say`No vulnerability of the shipped components is known to the loaded sources.`
      return toSignalResult(id, { state: 'absent', statement, facts: { ...zero, items: [] } })
    }
    const statement = say`Whether shipped components have known vulnerabilities is unknown.`
    return toSignalResult(id, {
      state: 'unknown',
      statement,
      facts: { ...zero, items: null },
      reason: silence,
    })
  },
}

/** A score of zero is no reason to hide a finding. */
function levelOf(level: string): (typeof levels)[number] {
  return levels.find((known) => known === level) ?? (level === 'none' ? 'low' : 'unknown')
}

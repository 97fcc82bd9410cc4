/** SIG-VULN-VEX: are open findings answered with a reason, by VEX statements or by decisions of the product's own. */
import type { Finding } from '../../../model/index.ts'
import { share } from '../../choose-sbom.ts'
import { isDecided, placesOfDecisions } from '../../decision-answers.ts'
import { openFindings, silenceReason } from '../../production.ts'
import { reasonWithout, type Signal, type SignalInput, toSignalResult } from '../../signal.ts'
import { isAnswer, isBare } from '../../vex-match.ts'
import { say } from '../../say.ts'

const id = 'SIG-VULN-VEX'
const enough = 0.9

export const vulnVex: Signal = {
  id,
  looksFor: 'practice',
  collect: (input) => {
    const nothing = { covered_share: null, without_justification: null }
    const unknown = {
      state: 'unknown',
      statement: say`Whether VEX statements or decisions answer the open findings is unknown.`,
    } as const
    const { vex, findings } = input
    if (findings === undefined)
      return toSignalResult(id, { ...unknown, facts: nothing, reason: reasonWithout(input, 'findings') })
    const open = openFindings(input)
    const isSettled = open.length > 0 && open.every(isDecided)
    if (vex === undefined && !isSettled)
      return toSignalResult(id, { ...unknown, facts: nothing, reason: reasonWithout(input, 'vex') })
    const first = isSettled ? undefined : vex?.unread[0]
    if (open.length === 0) {
      const reason = silenceReason(input) ?? say`there is no open finding that a statement could answer`
      return toSignalResult(id, { ...unknown, facts: nothing, reason })
    }
    if (first !== undefined)
      return toSignalResult(id, { ...unknown, facts: nothing, reason: say`${first.path}: ${first.reason}` })
    return judge(input, open)
  },
}

function judge(input: SignalInput, open: readonly Finding[]): ReturnType<Signal['collect']> {
  const answers = open.map(input.statementsOn)
  const decided = open.filter(isDecided)
  const isAnswered = (finding: Finding, at: number): boolean =>
    isDecided(finding) || (answers[at] ?? []).some(isAnswer)
  const covered = open.filter(isAnswered).length
  const bare = open.filter((finding, at) => (answers[at] ?? []).some(isBare) && !isAnswered(finding, at))
  const part = Math.floor((covered * 1000) / open.length) / 1000
  const facts = { covered_share: part, without_justification: bare.map(({ group }) => group).slice(0, 500) }
  const places = [
    ...answers.flatMap((found) => found.slice(0, 1)).map(({ path, line }) => ({ path, line })),
    ...placesOfDecisions(input, decided),
  ]
  const evidence = [...new Map(places.map((place) => [`${place.path}:${place.line}`, place])).values()].slice(
    0,
    50,
  )
  const without = bare.length === 0 ? '' : say`; ${bare.length} without a reason`
  const own = decided.length === 0 ? '' : say`; ${decided.length} by decisions in force`
  const statement = say`VEX statements or decisions answer ${share(covered, open.length)} open findings in shipped components${own}${without}.`
  if (covered === 0) return toSignalResult(id, { state: 'absent', statement, facts, evidence })
  return toSignalResult(id, {
    state: 'present',
    statement,
    facts,
    evidence,
    strength: part >= enough ? 'strong' : 'weak',
  })
}

/** SIG-VULN-UNREVIEWED: critical and high findings with a fix that was not taken, and without a statement or decision why. */
import type { Finding } from '../../../model/index.ts'
import { isDecided } from '../../decision-answers.ts'
import { mostItems, openFindings, placesOf, silenceReason } from '../../production.ts'
import { reasonWithout, type Signal, type SignalInput, toSignalResult } from '../../signal.ts'
import { isAnswer } from '../../vex-match.ts'
import { count, say, type Spoken } from '../../say.ts'

const id = 'SIG-VULN-UNREVIEWED'

export const vulnUnreviewed: Signal = {
  id,
  looksFor: 'danger',
  collect: (input) => {
    const nothing = { count: null, items: null }
    const statement = say`Whether grave findings with a fix were looked at is unknown.`
    const undecided = findUndecided(input)
    const blind = blindReason(input, undecided)
    if (blind !== undefined)
      return toSignalResult(id, { state: 'unknown', statement, facts: nothing, reason: blind })
    const left = withoutStatement(input, undecided)
    const items = left.slice(0, mostItems).map(({ group, purl, level }) => ({ id: group, purl, level }))
    if (left.length > 0) {
      const text = say`${count(left.length, 'critical or high finding')} with a known fix and neither VEX statement nor decision in shipped components.`
      const facts = { count: left.length, items }
      return toSignalResult(id, {
        state: 'contrary',
        statement: text,
        facts,
        evidence: placesOf(input, left),
      })
    }
    const reason = silenceReason(input) ?? unreadReason(input, undecided)
    if (reason !== undefined)
      return toSignalResult(id, { state: 'unknown', statement, facts: nothing, reason })
    const text = say`No critical or high finding with a known fix is without a VEX statement or decision.`
    return toSignalResult(id, { state: 'absent', statement: text, facts: { count: 0, items } })
  },
}

function findGrave(input: SignalInput): readonly Finding[] {
  return openFindings(input).filter(
    ({ level, fix }) => (level === 'critical' || level === 'high') && fix.nearest !== undefined,
  )
}

function findUndecided(input: SignalInput): readonly Finding[] {
  return findGrave(input).filter((finding) => !isDecided(finding))
}

/** Nobody looked for findings, or for the statements that could answer what no decision answers. */
function blindReason(input: SignalInput, undecided: readonly Finding[]): Spoken | undefined {
  if (input.findings === undefined) return reasonWithout(input, 'findings')
  return input.vex === undefined && !isSettled(input, undecided) ? reasonWithout(input, 'vex') : undefined
}

/** Every grave finding was decided: no VEX file can change that. */
function isSettled(input: SignalInput, undecided: readonly Finding[]): boolean {
  return undecided.length === 0 && findGrave(input).length > 0
}

function withoutStatement(input: SignalInput, undecided: readonly Finding[]): readonly Finding[] {
  return undecided.filter((finding) => !input.statementsOn(finding).some(isAnswer))
}

function unreadReason(input: SignalInput, undecided: readonly Finding[]): Spoken | undefined {
  const unread = input.vex?.unread[0]
  if (unread === undefined || isSettled(input, undecided)) return undefined
  return say`${unread.path}: ${unread.reason}`
}

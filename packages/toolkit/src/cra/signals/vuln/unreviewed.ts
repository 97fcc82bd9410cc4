/** SIG-VULN-UNREVIEWED: critical and high findings with a fix that was not taken, and without a statement why. */
import { corePurl } from '../../../model/index.ts'
import { mostItems, openFindings, placesOf, silenceReason } from '../../production.ts'
import { reasonWithout, type Signal, toSignalResult } from '../../signal.ts'
import { isAbout, isAnswer } from '../../vex-match.ts'
import { count, say } from '../../say.ts'

const id = 'SIG-VULN-UNREVIEWED'

export const vulnUnreviewed: Signal = {
  id,
  looksFor: 'danger',
  collect: (input) => {
    const { findings, vex } = input
    const nothing = { count: null, items: null }
    const statement = say`Whether grave findings with a fix were looked at is unknown.`
    if (findings === undefined || vex === undefined) {
      const reason = reasonWithout(input, findings === undefined ? 'findings' : 'vex')
      return toSignalResult(id, { state: 'unknown', statement, facts: nothing, reason })
    }
    const components = new Set<string>(input.inventory.components.map(({ purl }) => corePurl(purl)))
    const left = openFindings(input)
      .filter(({ level, fix }) => (level === 'critical' || level === 'high') && fix.nearest !== undefined)
      .filter((finding) => !vex.statements.some((one) => isAnswer(one) && isAbout(one, finding, components)))
    const items = left.slice(0, mostItems).map(({ group, purl, level }) => ({ id: group, purl, level }))
    if (left.length > 0) {
      const text = say`${count(left.length, 'critical or high finding')} with a known fix and no VEX statement in shipped components.`
      const facts = { count: left.length, items }
      return toSignalResult(id, {
        state: 'contrary',
        statement: text,
        facts,
        evidence: placesOf(input, left),
      })
    }
    const unread = vex.unread[0]
    const reason =
      silenceReason(input) ?? (unread === undefined ? undefined : say`${unread.path}: ${unread.reason}`)
    if (reason !== undefined)
      return toSignalResult(id, { state: 'unknown', statement, facts: nothing, reason })
    const text = say`No critical or high finding with a known fix is without a VEX statement.`
    return toSignalResult(id, { state: 'absent', statement: text, facts: { count: 0, items } })
  },
}

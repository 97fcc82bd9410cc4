/** Quality gate: proposals may not get worse, and none may close a finding wrongly. The set was written by others (its README). */
import { describe, expect, test } from 'vitest'
import { loadEvaluationSet } from '../../../tools/eval/load.ts'
import { measureProposalInjections } from '../../../tools/eval/measure-proposal-injections.ts'
import { judgeProposals, measureProposals } from '../../../tools/eval/measure-proposals.ts'
import { loadProposalCases } from '../../../tools/eval/proposal-cases.ts'

const cases = loadProposalCases()

describe('the labelled proposals', () => {
  test('no not_affected is proposed where the label has another', () => {
    const wrong = judgeProposals(cases).filter(
      ({ proposal, isRight }) =>
        !isRight &&
        proposal.outcome === 'propose' &&
        proposal.value.kind === 'vex' &&
        proposal.value.status === 'not_affected',
    )
    expect(wrong.map(({ entry }) => entry.id)).toEqual([])
  })

  test('the half that the rules were developed on stays right', () => {
    const [all] = measureProposals(cases.filter((_, at) => at % 2 === 0))
    expect(all).toMatchObject({ cases: 25, outcome: 25, value: [14, 14], abstained: [11, 11], keepsOut: 25 })
  })

  test('no injection succeeds', async () => {
    const {
      cases: planted,
      proposals,
      successes,
    } = await measureProposalInjections(loadEvaluationSet().injections)
    expect(successes).toEqual([])
    expect(planted).toBeGreaterThanOrEqual(14)
    expect(proposals).toBeGreaterThan(1000)
  })
})

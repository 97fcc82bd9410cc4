/** Counts what each kind of proposal makes of the labelled cases of its own type. */
import {
  type Draft,
  type ProposalKind,
  proposalKinds,
} from '../../packages/toolkit/src/vex/proposals/model.ts'
import { draftOf } from '../../packages/toolkit/src/vex/proposals/propose.ts'
import { proposers } from '../../packages/toolkit/src/vex/proposals/registry.ts'
import type { Measured } from '../../packages/toolkit/src/vex/proposals/enabled.ts'
import { factsOfCase, findingOfCase, type LabelledCase } from './proposal-cases.ts'

/** `tooSure`: right, but high where the label says medium. */
export type Counts = Measured & { readonly tooSure: number }

export interface Row {
  readonly kind: ProposalKind
  readonly open: Counts
  readonly heldOut: Counts
}

export function measureProposals(cases: readonly LabelledCase[]): readonly Row[] {
  return proposalKinds.map((kind) => {
    const own = cases.filter(({ type }) => type === kind)
    return {
      kind,
      open: count(
        kind,
        own.filter(({ set }) => set === 'open'),
      ),
      heldOut: count(
        kind,
        own.filter(({ set }) => set === 'held-out'),
      ),
    }
  })
}

/** Before the table of settings: what the kind itself claims. */
function count(kind: ProposalKind, cases: readonly LabelledCase[]): Counts {
  const proposer = proposers.find((one) => one.kind === kind)
  if (proposer === undefined) throw new Error(`${kind} is not in the registry`)
  const made = cases.flatMap((one) => {
    const draft = draftOf(proposer, findingOfCase(one), factsOfCase(one))
    return draft === undefined ? [] : [{ draft, isRight: isRight(draft, one), one }]
  })
  const high = made.filter(({ draft }) => draft.confidence === 'high')
  return {
    cases: cases.length,
    wanted: cases.filter(({ expected }) => expected.proposal).length,
    made: made.length,
    right: made.filter((one) => one.isRight).length,
    high: high.length,
    highRight: high.filter((one) => one.isRight).length,
    tooSure: high.filter(
      ({ one, isRight: right }) => right && one.expected.proposal && one.expected.confidence !== 'high',
    ).length,
  }
}

function isRight({ verdict }: Draft, { expected }: LabelledCase): boolean {
  if (!expected.proposal || verdict.status !== expected.status) return false
  const accepted = [expected.justification, ...(expected.alsoAccepted ?? [])]
  return verdict.justification === undefined
    ? expected.justification === undefined
    : accepted.includes(verdict.justification)
}

export function together(a: Counts, b: Counts): Counts {
  return {
    cases: a.cases + b.cases,
    wanted: a.wanted + b.wanted,
    made: a.made + b.made,
    right: a.right + b.right,
    high: a.high + b.high,
    highRight: a.highRight + b.highRight,
    tooSure: a.tooSure + b.tooSure,
  }
}

/** One line for people. */
export function sayCounts({ cases, wanted, made, right, high, highRight, tooSure }: Counts): string {
  const precision = high === 0 ? 'no high ones' : `${highRight}/${high} right at high`
  return `${cases} cases, ${wanted} wanted; ${made} made, ${right} right, ${made - right} wrong; ${precision}, ${tooSure} too sure; recall ${right}/${wanted}`
}

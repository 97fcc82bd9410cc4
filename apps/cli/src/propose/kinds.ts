/** The kinds of proposals by their word on the command line. */
import type { ProposalKind } from '@occtet/toolkit/assistant'

export const kindWords = {
  vex: 'vex_justification',
  impact: 'impact_statement',
  notice: 'user_notice',
  licence: 'license_conclusion',
  answer: 'answer_from_evidence',
  risk: 'risk_entry',
  policy: 'policy_text',
} as const satisfies Readonly<Record<string, ProposalKind>>

export type KindWord = keyof typeof kindWords

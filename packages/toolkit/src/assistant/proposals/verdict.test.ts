import { describe, expect, test } from 'vitest'
import type { Proposal } from './model.ts'
import { propose } from './propose.ts'
import { toStatistics } from './statistics.ts'
import { applyVerdict, toEvents, type Verdict } from './verdict.ts'

const proposal = propose({
  kind: 'policy_text',
  language: 'en',
  question: 'Draft the section on coordinated disclosure.',
  facts: { contact: 'web form' },
  evidence: [],
})
const empty = propose({
  kind: 'risk_entry',
  language: 'en',
  product: 'sensor',
  question: 'Jamming',
  evidence: [],
})
const judged = { proposal: proposal.id, by: 'user:1', at: '2026-11-23T08:00:00Z' }

function ofAccepted(of: Proposal): Verdict {
  return { ...judged, proposal: of.id, verdict: 'accepted' }
}

describe('a verdict', () => {
  test('that accepts keeps what was proposed; one that edits, what the person wrote; one that rejects, nothing', () => {
    expect(applyVerdict(proposal, ofAccepted(proposal))).toMatchObject({
      ok: true,
      value: { text: proposal.text },
    })
    const edited: Verdict = { ...judged, verdict: 'edited', text: 'Our own words.' }
    expect(applyVerdict(proposal, edited)).toMatchObject({
      ok: true,
      value: { text: 'Our own words.', value: { kind: 'text' } },
    })
    expect(applyVerdict(proposal, { ...judged, verdict: 'rejected' })).toEqual({ ok: true, value: undefined })
  })

  test.each([
    ['OTHER_PROPOSAL', proposal, { ...judged, proposal: 'another', verdict: 'accepted' }],
    ['NOTHING_PROPOSED', empty, ofAccepted(empty)],
    ['NOT_CHANGED', proposal, { ...judged, verdict: 'edited', text: proposal.text }],
    [
      'OTHER_KIND',
      proposal,
      { ...judged, verdict: 'edited', text: 'x', value: { kind: 'license', expression: 'MIT' } },
    ],
  ] satisfies readonly [string, Proposal, Verdict][])('is refused: %s', (code, of, verdict) => {
    expect(applyVerdict(of, verdict)).toMatchObject({ ok: false, error: { code } })
    expect(toEvents(of, verdict)).toMatchObject({ ok: false, error: { code } })
  })

  test('becomes an event of digests, without the words', () => {
    const events = toEvents(proposal, { ...judged, verdict: 'edited', text: 'Our own words.' })
    expect(events).toMatchObject({
      ok: true,
      value: [
        {
          type: 'assistant.proposal.judged',
          actor: 'user:1',
          data: { verdict: 'edited', inputDigest: proposal.inputDigest },
        },
      ],
    })
    expect(JSON.stringify(events)).not.toContain('own words')
    expect(JSON.stringify(toEvents(proposal, { ...judged, verdict: 'rejected' }))).not.toContain(
      'finalDigest',
    )
  })
})

describe('statistics', () => {
  test('rate and precision are absent where nobody judged and nothing is labelled', () => {
    expect(toStatistics([{ proposal }, { proposal: empty }])).toEqual([
      { kind: 'risk_entry', proposed: 0, abstained: 1, accepted: 0, edited: 0, rejected: 0 },
      { kind: 'policy_text', proposed: 1, abstained: 0, accepted: 0, edited: 0, rejected: 0 },
    ])
  })

  test('count verdicts and labels apart', () => {
    const records = [
      { proposal, verdict: 'accepted', isRight: true },
      { proposal, verdict: 'edited', isRight: false },
      { proposal, verdict: 'rejected' },
      { proposal, verdict: 'accepted' },
      { proposal },
    ] as const
    expect(toStatistics(records)).toMatchObject([
      { proposed: 5, accepted: 2, acceptanceRate: 0.5, precision: 0.5 },
    ])
  })
})

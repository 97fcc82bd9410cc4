/** A kept proposal for tests. */
import type { ProposalView } from '../view.ts'

export function proposalFor(digest: string, more: Partial<ProposalView> = {}): ProposalView {
  return {
    id: `policy_text/${digest}`,
    product: 'shop',
    subject: { kind: 'topic', id: 'contact' },
    kind: 'policy_text',
    language: 'en',
    outcome: 'propose',
    text: 'Write to us.',
    value: { kind: 'text' },
    confidence: 'medium',
    passages: [],
    evidence: [],
    by: { kind: 'rules', version: 'rules/1' },
    inputDigest: '0'.repeat(64),
    madeBy: 'Ada Example',
    madeAt: '2026-11-23T10:00:00Z',
    ...more,
  }
}

/** From a finding and the facts at hand to what a person could decide; the same input gives the same proposals. */
import { formatCanonicalJson, type Json, sha256Hex } from '../../base/index.ts'
import type { Finding } from '../../model/index.ts'
import { checkVerdict } from '../decisions/verdict.ts'
import { atMost } from './draft.ts'
import { kindSettings, measuredOn } from './enabled.ts'
import type { Confidence, Draft, Proposal, ProposalFacts, ProposalKind, Proposer } from './model.ts'
import { proposers } from './registry.ts'

/** Surest first, then in the order of `proposalKinds`; kinds that are switched off say nothing. Never throws. */
export function propose(finding: Finding, facts: ProposalFacts): readonly Proposal[] {
  return proposers
    .filter(({ kind }) => kindSettings[kind].isOn)
    .flatMap((proposer) => {
      const draft = draftOf(proposer, finding, facts)
      return draft === undefined ? [] : [toProposal(finding, proposer.kind, capped(proposer.kind, draft))]
    })
    .sort((a, b) => order[a.confidence] - order[b.confidence])
}

/** No kind claims more than its measurement carries; where it would, the evidence says so. */
function capped(kind: ProposalKind, draft: Draft): Draft {
  const { ceiling, why } = kindSettings[kind]
  const confidence = atMost(draft.confidence, ceiling)
  if (confidence === draft.confidence || why === undefined) return draft
  return {
    ...draft,
    confidence,
    evidence: [...draft.evidence, { text: `no surer than ${ceiling}: ${why} (measured ${measuredOn})` }],
  }
}

const order: Readonly<Record<Confidence, number>> = { high: 0, medium: 1, low: 2 }

/** What one kind finds out, before the table of measurements; nothing that could not be decided as it stands. */
export function draftOf(
  { propose: look }: Proposer,
  finding: Finding,
  facts: ProposalFacts,
): Draft | undefined {
  const draft = look(finding, facts)
  if (draft === undefined || !checkVerdict(draft.verdict, '1970-01-01').ok) return undefined
  return draft
}

/** The records, the version and everything that is shown: where one of them changes, the digest does. */
function toProposal(finding: Finding, kind: ProposalKind, draft: Draft): Proposal {
  const { verdict, confidence, message, evidence } = draft
  const matched = finding.matched.map(({ source, record, digest, range }) => ({
    source,
    record,
    digest,
    range,
  }))
  const facts = {
    kind,
    purl: finding.purl,
    aliases: finding.aliases,
    matched,
    verdict,
    confidence,
    message,
    evidence,
  }
  const basis = sha256Hex(formatCanonicalJson(facts as unknown as Json))
  return { kind, verdict, confidence, message, evidence, basis }
}

/** Binds a draft to the request that it answers. */
import { formatCanonicalJson, type Json, sha256Hex } from '../../base/index.ts'
import type { Drafted, Proposal, ProposalRequest, Proposer } from './model.ts'

/** SHA-256 of the canonical JSON of the request: says later on what a proposal was made from. */
export function digestOfRequest(request: ProposalRequest): string {
  // A request is plain data; its interface lacks the index signature that `Json` asks for.
  return sha256Hex(formatCanonicalJson(request as unknown as Json))
}

export function toProposal(request: ProposalRequest, draft: Drafted, by: Proposer): Proposal {
  const inputDigest = digestOfRequest(request)
  const author = by.kind === 'rules' ? by.version : `${by.promptVersion}/${by.model}`
  const id = `${request.kind}/${sha256Hex(`${inputDigest}\n${author}`).slice(0, 24)}`
  return { ...draft, id, kind: request.kind, language: request.language, by, inputDigest }
}

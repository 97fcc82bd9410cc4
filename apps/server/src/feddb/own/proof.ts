/** Proofs on request (`proof=1`): for the answer that is given, or none at all. */
import type { AdvisoryStore } from '@occtet/toolkit/advisories'
import { err, ok, type Result } from '@occtet/toolkit/base'
import type { Purl } from '@occtet/toolkit/model'
import type { FeddbContext, Shared } from '../app-context.ts'
import { problemResponse } from '../http/respond.ts'
import type { PackageProof } from '../options.ts'

export type ProvePackage = (store: AdvisoryStore, purl: Purl) => Result<PackageProof, Response>

/** Undefined where no proof is wanted; the error is the response to send. */
export function readProofWish(
  c: FeddbContext,
  { options }: Shared,
): Result<ProvePackage | undefined, Response> {
  const wish = c.req.query('proof') ?? '0'
  if (wish === '0') return ok(undefined)
  if (wish !== '1') {
    return err(problemResponse({ status: 400, code: 'SHAPE_UNEXPECTED', message: 'expected proof=0 or 1' }))
  }
  const { prove } = options
  if (prove === undefined) {
    const message = 'this server cannot prove answers: fetch the snapshot below /feddb/ and verify it'
    return err(problemResponse({ status: 501, code: 'PROOF_UNSUPPORTED', message }))
  }
  return ok((store, purl) => {
    const proof = prove(purl)
    return proof.ok && proof.value.entry.root === store.snapshot.root ? proof : err(unpublished())
  })
}

/** Also where the answer is of another snapshot than the proof: the two would contradict each other. */
function unpublished(): Response {
  const message =
    'what answers here was not published: the node must publish it first, or another was published this moment'
  return problemResponse({ status: 409, code: 'PROOF_UNPUBLISHED', message })
}

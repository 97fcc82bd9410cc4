/** A value that a person gives instead of the proposed one, over HTTP. */
import {
  type GivenValue,
  type ProposalRequest,
  type ProposalValue,
  readGivenValue,
} from '@occtet/toolkit/assistant'
import { err, type Result } from '@occtet/toolkit/base'
import { refuse, type Refused } from '../../products/refuse.ts'

/** Whether its kind is that of the proposal is not looked at here. */
export function readValue(given: GivenValue, request: ProposalRequest): Result<ProposalValue, Refused> {
  const read = readGivenValue(given, request.kind === 'answer_from_evidence' ? request.options : undefined)
  return read.ok ? read : err(refuse(422, read.error.code, read.error.message))
}

/** A value that a person gives instead of the proposed one, read as strictly as one that a model gives. */
import type { BodyOf, proposalRoutes } from '@occtet/contract/api'
import type { ProposalRequest, ProposalValue } from '@occtet/toolkit/assistant'
import { err, ok, type Result } from '@occtet/toolkit/base'
import {
  formatLicenseExpression,
  parseLicenseExpression,
  vexJustifications,
  vexStatuses,
} from '@occtet/toolkit/model'
import { refuse, type Refused } from '../../products/refuse.ts'

type Given = NonNullable<BodyOf<(typeof proposalRoutes)['proposals.judge']>['value']>

/** Whether its kind is that of the proposal is not looked at here. */
export function readValue(given: Given, request: ProposalRequest): Result<ProposalValue, Refused> {
  switch (given.kind) {
    case 'vex':
      return readVex(given)
    case 'license': {
      const parsed = parseLicenseExpression(given.expression)
      return parsed.ok
        ? ok({ kind: 'license', expression: formatLicenseExpression(parsed.value) })
        : invalid('expected an SPDX licence expression')
    }
    case 'answer':
      return request.kind !== 'answer_from_evidence' || request.options.includes(given.answer)
        ? ok({ kind: 'answer', answer: given.answer })
        : invalid(`expected ${request.options.join(', ')}`)
    case 'text':
      return ok({ kind: 'text' })
    default:
      return given satisfies never
  }
}

/** A justification with `not_affected`, and only there. */
function readVex({
  status: wanted,
  justification: why,
}: Extract<Given, { readonly kind: 'vex' }>): Result<ProposalValue, Refused> {
  const status = vexStatuses.find((one) => one === wanted)
  const justification = vexJustifications.find((one) => one === why)
  if (status === undefined || (why !== undefined && justification === undefined))
    return invalid('expected a status and a justification of VEX')
  if ((status === 'not_affected') !== (justification !== undefined))
    return invalid('expected a justification with not_affected, and only there')
  return ok({ kind: 'vex', status, ...(justification !== undefined && { justification }) })
}

function invalid(message: string): Result<never, Refused> {
  return err(refuse(422, 'VALUE_INVALID', message))
}

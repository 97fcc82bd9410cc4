/** A value that a person gives instead of the proposed one, read as strictly as one that a model gives. */
import { err, ok, type Result } from '../../base/index.ts'
import {
  formatLicenseExpression,
  parseLicenseExpression,
  vexJustifications,
  vexStatuses,
} from '../../model/index.ts'
import { type AnswerOption, answerOptions, type ProposalValue } from './model.ts'

/** As it comes from a form or a command line. */
export type GivenValue =
  | { readonly kind: 'vex'; readonly status: string; readonly justification?: string | undefined }
  | { readonly kind: 'license'; readonly expression: string }
  | { readonly kind: 'answer'; readonly answer: string }
  | { readonly kind: 'text' }

export interface GivenValueError {
  readonly code: 'VALUE_INVALID'
  readonly message: string
}

/** `options`: of the question, where it is known. Whether the kind is that of a proposal is looked at with the verdict. */
export function readGivenValue(
  given: GivenValue,
  options: readonly AnswerOption[] = answerOptions,
): Result<ProposalValue, GivenValueError> {
  switch (given.kind) {
    case 'vex':
      return readVex(given)
    case 'license': {
      const parsed = parseLicenseExpression(given.expression)
      return parsed.ok
        ? ok({ kind: 'license', expression: formatLicenseExpression(parsed.value) })
        : invalid('expected an SPDX licence expression')
    }
    case 'answer': {
      const answer = options.find((one) => one === given.answer)
      return answer === undefined ? invalid(`expected ${options.join(', ')}`) : ok({ kind: 'answer', answer })
    }
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
}: Extract<GivenValue, { readonly kind: 'vex' }>): Result<ProposalValue, GivenValueError> {
  const status = vexStatuses.find((one) => one === wanted)
  const justification = vexJustifications.find((one) => one === why)
  if (status === undefined || (why !== undefined && justification === undefined))
    return invalid('expected a status and a justification of VEX')
  if ((status === 'not_affected') !== (justification !== undefined))
    return invalid('expected a justification with not_affected, and only there')
  return ok({ kind: 'vex', status, ...(justification !== undefined && { justification }) })
}

function invalid(message: string): Result<never, GivenValueError> {
  return err({ code: 'VALUE_INVALID', message })
}

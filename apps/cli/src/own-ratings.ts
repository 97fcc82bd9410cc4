/** `--own 4.3=2`: what the user rates of the ENISA self-check, kept in `plan.yaml`. */
import { type PlanFile, questionnaire } from '@occtet/toolkit/cra'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

export interface OwnRating {
  readonly ref: string
  /** Undefined takes an earlier rating back. */
  readonly value: number | undefined
}

/** Throws (exit 2) where item or value do not exist. */
export function readOwnRating(text: string): OwnRating {
  const [, ref = '', value = ''] = /^(\d\.\d)=([1-5]|-)$/.exec(text) ?? []
  if (questionnaire.enisa.some((item) => item.ref === ref)) {
    return { ref, value: value === '-' ? undefined : Number(value) }
  }
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'RATING_INVALID',
    message: `--own ${text}: expected an item and 1 to 5, such as 4.3=2, or 4.3=- to take it back`,
  })
}

export function withRatings(plan: PlanFile, ratings: readonly OwnRating[]): PlanFile {
  const enisa = new Map(Object.entries(plan.enisa ?? {}))
  for (const { ref, value } of ratings) {
    if (value === undefined) enisa.delete(ref)
    else enisa.set(ref, value)
  }
  const { enisa: _, ...rest } = plan
  return enisa.size === 0 ? rest : { ...rest, enisa: Object.fromEntries(enisa) }
}

/** Refusals that several handlers of accounts give. */
import type { Reply } from '../kernel/model.ts'

export type Refusal = Extract<Reply<never>, { readonly kind: 'refused' }>

export function refuse(status: number, code: string, message: string): Refusal {
  return { kind: 'refused', status, code, message }
}

export const missing = refuse(404, 'NOT_FOUND', '')

export const linkSpent = refuse(410, 'LINK_SPENT', 'this link was used, taken back, or is too old')
export const passwordWrong = refuse(403, 'PASSWORD_WRONG', 'the current password is wrong')
export const codeWrong = refuse(403, 'CODE_WRONG', 'the code is wrong, or was used already')
export const slugTaken = refuse(409, 'SLUG_TAKEN', 'another organisation has this short name')

/** On one machine nobody has signed in: there is no password to change. */
export const localAccount = refuse(409, 'LOCAL_ACCOUNT', 'make an account first: this machine has none yet')

export function tooMany(seconds: number): Refusal {
  const wait = Math.max(1, Math.ceil(seconds))
  return {
    ...refuse(429, 'TOO_MANY', `expected fewer attempts; try again in ${wait} s`),
    headers: { 'retry-after': String(wait) },
  }
}

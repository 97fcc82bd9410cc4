/** How far a caller's decisions may reach: one that is bound to products says nothing about the others, and learns nothing of them. */
import type { DecisionScope } from '@occtet/toolkit/model'
import type { Caller } from '../kernel/model.ts'
import type { Refused } from './triage-desk.ts'

export function mayReach({ products }: Pick<Caller, 'products'>, scope: DecisionScope | undefined): boolean {
  return products === undefined || scope !== 'organisation'
}

export function reachesTooFar(): Refused {
  const message = 'your access is bound to products; a decision of the organisation reaches all of them'
  return { status: 403, code: 'PERMISSION_MISSING', message }
}

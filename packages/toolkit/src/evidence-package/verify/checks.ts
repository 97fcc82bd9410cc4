/** Makes the lines of a check, and says what a list of them comes to. */
import type { Check, CheckId, Outcome, RecordState } from '../model.ts'

type Values = Readonly<Record<string, string>>

export function passed(id: CheckId, values: Values = {}): Check {
  return { id, outcome: 'passed', values }
}

export interface Fault {
  readonly code: string
  readonly message: string
}

export function failed(id: CheckId, { code, message }: Fault, values: Values = {}): Check {
  return { id, outcome: 'failed', code, message, values }
}

/** Nobody could decide it here. */
export function open(id: CheckId, { code, message }: Fault, values: Values = {}): Check {
  return { id, outcome: 'open', code, message, values }
}

/** No check at all is no proof. */
export function stateOf(checks: readonly { readonly outcome: Outcome }[]): RecordState {
  if (checks.some(({ outcome }) => outcome === 'failed')) return 'broken'
  return checks.length > 0 && checks.every(({ outcome }) => outcome === 'passed') ? 'proven' : 'not-checked'
}

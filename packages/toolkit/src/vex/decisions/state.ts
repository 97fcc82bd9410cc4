/** What a history of entries amounts to: the decision that counts and how far it got. */
import type { DecisionEntry } from '../model.ts'

export type DecideEntry = Extract<DecisionEntry, { readonly kind: 'decide' | 'import' }>

export interface DecisionState {
  /** The verdict that counts; of a revoked or rejected one, the last that did. */
  readonly decision: DecideEntry
  readonly phase: 'waiting' | 'decided' | 'revoked'
  /** RFC 3339: when it began to speak, that is when it was confirmed where that was needed. */
  readonly since: string
  readonly confirmedBy?: string
}

interface Stack {
  readonly top: DecisionState
  /** What a rejection of `top` leads back to. */
  readonly before: DecisionState | undefined
}

/**
 * Entries in their order; the first must be a decision. While a new verdict waits, the one before does not speak: it is
 * in question. It speaks again when the new one is rejected.
 */
export function stateOf(entries: readonly DecisionEntry[]): DecisionState {
  let stack: Stack | undefined
  for (const entry of entries) {
    if (isDecideEntry(entry)) stack = takeDecision(stack, entry)
    else if (stack !== undefined) stack = takeStep(stack, entry)
  }
  if (stack === undefined) throw new Error('a decision record begins with a decision')
  return stack.top
}

export function isDecideEntry(entry: DecisionEntry): entry is DecideEntry {
  return entry.kind === 'decide' || entry.kind === 'import'
}

function takeDecision(stack: Stack | undefined, decision: DecideEntry): Stack {
  const since = decision.at
  if (!decision.needsConfirmation) return { top: { decision, phase: 'decided', since }, before: undefined }
  const before = stack?.top.phase === 'waiting' ? stack.before : stack?.top
  return { top: { decision, phase: 'waiting', since }, before }
}

function takeStep({ top, before }: Stack, entry: Exclude<DecisionEntry, DecideEntry>): Stack {
  switch (entry.kind) {
    case 'confirm':
      return {
        top: { ...top, phase: 'decided', since: entry.at, confirmedBy: entry.by },
        before: undefined,
      }
    case 'reject':
      return { top: before ?? { ...top, phase: 'revoked' }, before: undefined }
    case 'revoke':
      return { top: { ...top, phase: 'revoked' }, before: undefined }
    case 'note':
      return { top, before }
    default:
      return entry satisfies never
  }
}

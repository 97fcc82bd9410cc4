/** The three answers that a check can give. */
import type { Answer } from './model.ts'

export const met: Answer = { verdict: 'met' }
export const notMet = (reason: string): Answer => ({ verdict: 'not-met', reason })
export const cannotTell = (reason: string): Answer => ({ verdict: 'cannot-tell', reason })

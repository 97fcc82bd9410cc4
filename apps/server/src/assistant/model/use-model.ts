/** One use of a model: a place of a few, tokens held and settled, and an event of the ledger, whatever becomes of it. */
import type { LanguageModel, ModelRequest } from '@occtet/toolkit/assistant'
import { sha256Hex } from '@occtet/toolkit/base'
import type { AssistantModelRow } from '../../db/tables/assistant.ts'
import { toActor } from '../../kernel/actor.ts'
import type { Kernel, OrgId } from '../../kernel/model.ts'
import { type Held, holdTokens, settleTokens } from './budget.ts'
import { type MeteredModel, openMeteredModel } from './metered-model.ts'
import type { Acting } from './model-store.ts'

/** At once, of one organisation and one process. */
export const mostUses = 4

export interface Use {
  readonly row: AssistantModelRow
  readonly request: ModelRequest
  readonly promptVersion: string
}

/** As the ledger tells it. */
export type UseOutcome = 'used' | 'nothing-left' | 'rejected' | 'failed' | 'stopped'

export type Used<T> =
  | { readonly kind: 'used'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: 'BUSY' | 'MODEL_BUDGET'; readonly message: string }

const running = new WeakMap<Kernel, Map<OrgId, number>>()

export function isCrowded({ kernel, org }: Acting): boolean {
  return (running.get(kernel)?.get(org.id) ?? 0) >= mostUses
}

/** `work` asks the model once. What it throws is thrown on, after the use was settled as one that was stopped. */
export async function useModel<T>(
  at: Acting,
  use: Use,
  work: (model: LanguageModel) => Promise<{ readonly value: T; readonly outcome: UseOutcome }>,
): Promise<Used<T>> {
  if (isCrowded(at)) return crowded
  move(at, 1)
  try {
    const metered = openMeteredModel(at.kernel, use.row)
    const held = await hold(at, use)
    if (held === undefined) return overBudget
    return { kind: 'used', value: await run(at, { ...use, held, metered }, work) }
  } finally {
    move(at, -1)
  }
}

async function hold({ org, kernel }: Acting, { row, request }: Use): Promise<Held | undefined> {
  const now = kernel.now()
  const { monthly_tokens: budget, timeout_seconds: seconds } = row
  const { value } = await org.change(async ({ db }) =>
    holdTokens({ id: org.id, db }, { request, budget, patience: seconds * 1000, now }),
  )
  return value
}

export const crowded = {
  kind: 'refused',
  code: 'BUSY',
  message: `expected at most ${mostUses} questions to the model at once`,
} as const

export const overBudget = {
  kind: 'refused',
  code: 'MODEL_BUDGET',
  message: 'the tokens that are left this month are too few for it',
} as const

function move({ kernel, org }: Acting, by: 1 | -1): void {
  const counts = running.get(kernel) ?? new Map<OrgId, number>()
  running.set(kernel, counts)
  counts.set(org.id, (counts.get(org.id) ?? 0) + by)
}

interface UnderWay extends Use {
  readonly held: Held
  readonly metered: MeteredModel
}

async function run<T>(
  at: Acting,
  use: UnderWay,
  work: (model: LanguageModel) => Promise<{ readonly value: T; readonly outcome: UseOutcome }>,
): Promise<T> {
  let outcome: UseOutcome = 'stopped'
  try {
    const done = await work(use.metered.model)
    outcome = done.outcome
    return done.value
  } finally {
    await settle(at, use, outcome)
  }
}

/** No text: digests say later what was sent, to whoever has it. */
async function settle({ org, caller }: Acting, use: UnderWay, outcome: UseOutcome): Promise<void> {
  const { held, metered, request, promptVersion } = use
  const [{ name, host }, tokens] = [metered.model, metered.tokens()]
  await org.change(async (change) => {
    await settleTokens({ id: org.id, db: change.db }, held, tokens)
    const inputDigest = sha256Hex(JSON.stringify(request.messages))
    const data = { model: name, host, promptVersion, inputDigest, outcome, tokens }
    change.record({ type: 'assistant.model.asked', actor: toActor(caller), data })
  })
}

/** The model that an organisation lets its assistant use. Its key is sealed, opened for a request alone, and shown to nobody. */
import type { AnswerOf, assistantModelRoutes, BodyOf } from '@occtet/contract/api'
import type { PassageSource } from '@occtet/toolkit/assistant'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { fitText } from '@occtet/toolkit/ledger'
import type { AssistantModelRow } from '../../db/tables/assistant.ts'
import { toActor } from '../../kernel/actor.ts'
import type { Caller, Change, Changed, Kernel, OrgScope } from '../../kernel/model.ts'
import { places } from '../../kernel/vault.ts'
import { missing, refuse, type Refused } from '../../products/refuse.ts'
import type { OrgRows } from '../../triage/org-rows.ts'
import { readModelUrl, rulesOf } from './model-address.ts'

type Routes = typeof assistantModelRoutes
type ModelWish = BodyOf<Routes['assistant.setModel']>
export type ModelView = AnswerOf<Routes['assistant.setModel']>['model']

export interface Acting {
  readonly org: OrgScope
  readonly caller: Caller
  readonly now: string
  readonly kernel: Kernel
}

/** Undefined: none is set. */
export async function readModel({ db, id }: OrgRows): Promise<AssistantModelRow | undefined> {
  return db.selectFrom('assistant_model').selectAll().where('org_id', '=', id).executeTakeFirst()
}

export function sourcesOf({ sources }: AssistantModelRow): readonly PassageSource[] {
  return JSON.parse(sources) as readonly PassageSource[]
}

export function toModelView(row: AssistantModelRow, tokensUsed: number): ModelView {
  return {
    url: row.url,
    name: row.name,
    send: row.send,
    sources: [...sourcesOf(row)],
    monthlyTokens: row.monthly_tokens,
    timeoutSeconds: row.timeout_seconds,
    hasKey: row.api_key !== null,
    tokensUsed,
    setBy: row.set_by,
    setAt: row.set_at,
  }
}

/** A key goes to the address that it was given for, and to no other one. */
export async function setModel(
  { org, caller, now, kernel }: Acting,
  wish: ModelWish,
): Promise<Changed<Result<AssistantModelRow, Refused>> | Refused> {
  const url = readModelUrl(wish.url, rulesOf(kernel))
  if (!url.ok) return refuse(422, url.error.code, url.error.message)
  return org.change(async (change) => {
    const former = await readModel({ id: org.id, db: change.db })
    const isElsewhere = former !== undefined && former.url !== url.value.href
    if (wish.key === undefined && isElsewhere && former.api_key !== null) return err(keyNeeded)
    const row: Omit<AssistantModelRow, 'org_id'> = {
      url: url.value.href,
      // As the ledger can tell it.
      name: fitText(wish.name, 200),
      send: wish.send,
      sources: JSON.stringify([...new Set(wish.sources)]),
      monthly_tokens: wish.monthlyTokens,
      timeout_seconds: wish.timeoutSeconds,
      api_key: wish.key === undefined ? (former?.api_key ?? null) : seal(org, kernel, wish.key),
      set_by: caller.name,
      set_at: now,
    }
    await change.db
      .insertInto('assistant_model')
      .values({ org_id: org.id, ...row })
      .onConflict((conflict) => conflict.column('org_id').doUpdateSet(row))
      .execute()
    const data = { model: row.name, host: url.value.host, send: row.send }
    change.record({ type: 'assistant.model.set', actor: toActor(caller), data })
    return ok({ org_id: org.id, ...row })
  })
}

const keyNeeded = refuse(
  422,
  'MODEL_KEY_NEEDED',
  'the key that is kept was given for another address: give the key of the new one, or an empty one',
)

function seal({ id }: OrgScope, { vault }: Kernel, key: string): string | null {
  return key === '' ? null : vault.seal(key, places.model(id))
}

export async function removeModel({ org, caller }: Acting): Promise<Changed<Result<undefined, Refused>>> {
  return org.change(async (change) => {
    const former = await readModel({ id: org.id, db: change.db })
    if (former === undefined) return err(missing)
    await change.db.deleteFrom('assistant_model').where('org_id', '=', org.id).execute()
    recordRemoval(change, caller, former)
    return ok(undefined)
  })
}

function recordRemoval(change: Change, caller: Caller, { name, url }: AssistantModelRow): void {
  const data = { model: name, host: new URL(url).host }
  change.record({ type: 'assistant.model.removed', actor: toActor(caller), data })
}

/** Triage over HTTP: parse, one domain call, respond. */
import { type triageRoutes, type QueueGroup } from '@occtet/contract/api'
import type { Result } from '@occtet/toolkit/base'
import type { DecisionScope } from '@occtet/toolkit/model'
import type { Verdict } from '@occtet/toolkit/vex'
import type { Changed, Handlers, Reply } from '../kernel/model.ts'
import { type Acting, saveDecisions } from './decide.ts'
import type { Wish } from './drafts.ts'
import { readEvidence } from './evidence.ts'
import { listDecisions } from './list-decisions.ts'
import { columnsThatDiffer, differencesOf, planDecisions, touchedBy, waitsForSecond } from './plan.ts'
import { readQueue } from './queue.ts'
import { changeDecision, noteDecision, revokeDecision, secondPerson, type Stepped } from './steps.ts'
import { listSuggestions } from './suggestions.ts'
import { applyOn, type Refused } from './triage-desk.ts'
import { toDecisionView } from './views.ts'

type Routes = typeof triageRoutes

export function refuse({ status, code, message }: Refused): Extract<Reply<never>, { kind: 'refused' }> {
  return { kind: 'refused', status, code, message }
}

export function reply<T>(result: Result<T, Refused>): Reply<T> {
  return result.ok ? { kind: 'value', value: result.value } : refuse(result.error)
}

interface AskedWish {
  readonly verdict: VerdictBody
  readonly reason: string
  readonly scope: DecisionScope
  readonly expires?: string | undefined
  readonly releases?: string | undefined
  readonly versions?: string | undefined
  readonly embargoUntil?: string | undefined
  readonly isPrivate?: boolean | undefined
  readonly proposal?: string | undefined
}

type VerdictBody = { readonly [Name in keyof Verdict]: Verdict[Name] | undefined } & Pick<
  Verdict,
  'status' | 'responses'
>

function toWish(body: AskedWish, { caller, now }: Pick<Acting, 'caller' | 'now'>): Wish {
  return {
    ...body,
    verdict: toVerdict(body.verdict),
    isPrivate: body.isPrivate === true,
    by: caller.name,
    at: now,
  }
}

/** Absent stays absent: files hold no empty members. */
function toVerdict(body: VerdictBody): Verdict {
  const { status, responses, justification, analysis, impact, action, deadline } = body
  return {
    status,
    responses: [...responses],
    ...(justification === undefined ? {} : { justification }),
    ...(analysis === undefined ? {} : { analysis }),
    ...(impact === undefined ? {} : { impact }),
    ...(action === undefined ? {} : { action }),
    ...(deadline === undefined ? {} : { deadline }),
  }
}

type StepReply = Awaited<ReturnType<Handlers<Routes>['triage.confirm']>>

async function replyStep(changed: Changed<Result<Stepped, Refused>>, now: string): Promise<StepReply> {
  if (!changed.value.ok) return refuse(changed.value.error)
  const { desk, file, touched } = changed.value.value
  const { applied } = applyOn(desk, now.slice(0, 10))
  const own = applied.filter(({ record }) => record.id === file.record.id)
  const shown = own.find(({ standing }) => standing !== 'in-force') ?? own[0]
  if (shown === undefined) {
    const message = 'written; it is bound to no finding of this release any more'
    return refuse({ status: 409, code: 'DECISION_UNBOUND', message })
  }
  const known = desk.decisions.files.find(({ record }) => record.id === file.record.id) ?? file
  const decision = toDecisionView(known, shown)
  return { kind: 'value', value: { decision, touched, recorded: await changed.recorded() } }
}

export const triageHandlers: Handlers<Routes> = {
  'triage.queue': async ({ org, caller, query }) => {
    const { is, product, cursor, limit, q, state } = query
    const group: QueueGroup | undefined = query.group
    const question = { is, product, cursor, limit, q, group, state: state ?? 'open' } as const
    const read = await readQueue(org, caller, question)
    return read.ok ? { kind: 'value', value: read.value, isKept: true } : reply(read)
  },
  'triage.finding': async ({ org, caller, now, params, query }) =>
    reply(
      await readEvidence(
        { org, caller, now },
        {
          product: params.product,
          finding: params.finding,
          release: query.release,
          isOpened: query.opened === 'true',
        },
      ),
    ),
  'triage.preview': async ({ org, caller, now, body }) => {
    const wish = toWish(body, { caller, now })
    const planned = await planDecisions(org, caller, { refs: body.findings, wish })
    if (!planned.ok) return refuse(planned.error)
    const touched = await touchedBy(org, planned.value, { caller, today: now.slice(0, 10) })
    const differences = differencesOf(planned.value)
    return {
      kind: 'value',
      value: {
        touched: touched.map(({ slug, finding, purl, effect, instead }) => ({
          product: slug,
          finding,
          purl,
          effect,
          ...(instead === undefined ? {} : { instead }),
        })),
        takenOut: takenOutOf(planned.value),
        differences,
        differs: columnsThatDiffer(differences),
        needsConfirmation: waitsForSecond(planned.value, wish),
      },
    }
  },
  'triage.decide': async ({ org, caller, now, body }) => {
    const wish = toWish(body, { caller, now })
    const changed = await saveDecisions({ org, caller, now }, { refs: body.findings, wish })
    if (!changed.value.ok) return refuse(changed.value.error)
    const { saved, planned, touched } = changed.value.value
    const takenOut = takenOutOf(planned)
    if (saved.length === 0) {
      const message = takenOut.map((one) => one.message).join(' ')
      return refuse({ status: 422, code: 'NOTHING_TO_DECIDE', message })
    }
    const decisions = saved.map(({ file, desk, finding }) => ({
      id: file.record.id,
      product: desk.slug,
      finding,
      standing: waitsForSecond(planned, wish) ? ('waiting' as const) : ('in-force' as const),
    }))
    return { kind: 'value', value: { decisions, takenOut, touched, recorded: await changed.recorded() } }
  },
  'triage.decisions': async ({ org, caller, now, params }) =>
    reply(await listDecisions({ org, caller, now }, params.product)),
  'triage.confirm': async ({ org, caller, now, params, body }) => {
    const how = { kind: 'confirm', reason: body.reason } as const
    return replyStep(await secondPerson({ org, caller, now }, params, how), now)
  },
  'triage.reject': async ({ org, caller, now, params, body }) => {
    const how = { kind: 'reject', reason: body.reason } as const
    return replyStep(await secondPerson({ org, caller, now }, params, how), now)
  },
  'triage.revoke': async ({ org, caller, now, params, body }) =>
    replyStep(await revokeDecision({ org, caller, now }, params, body.reason), now),
  'triage.note': async ({ org, caller, now, params, body }) =>
    replyStep(await noteDecision({ org, caller, now }, params, body.reason), now),
  'triage.change': async ({ org, caller, now, params, body }) => {
    const { finding, scope, expires, reason } = body
    return replyStep(
      await changeDecision({ org, caller, now }, params, { finding, scope, expires, reason }),
      now,
    )
  },
  'triage.suggestions': async ({ org, caller, now, params }) =>
    reply(await listSuggestions({ org, caller, now }, params.product)),
}

function takenOutOf(planned: Parameters<typeof differencesOf>[0]) {
  return planned.flatMap(({ desk, drafted }) =>
    drafted.takenOut.map(({ finding, error }) => ({
      product: desk.slug,
      finding: finding.key,
      code: error.code,
      message: error.message,
    })),
  )
}

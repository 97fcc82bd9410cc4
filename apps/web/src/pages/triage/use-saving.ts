/** Saving decisions: at once on screen and honestly, with undo as a new entry. */
import { type RouteShape, triageRoutes } from '@occtet/contract/api'
import { triageWords } from '@occtet/ui'
import { useQueryClient } from '@tanstack/react-query'
import { type SaveState, useChange } from '../../api/use-change.ts'
import { outdate } from '../../api/use-route.ts'
import { useRef } from 'react'
import { announce } from '../../app/announce.ts'
import { useWords } from '../../app/language.tsx'
import { closeToast, showToast } from '../../app/toasts.ts'
import { type Draft, toWish } from './draft.ts'
import { type QueueRow, statusOf } from './model.ts'
import type { Triage } from './use-triage.ts'

export interface Saving {
  readonly decide: (draft: Draft, rows: readonly QueueRow[]) => void
  readonly undo: () => void
  readonly confirm: () => void
  readonly reject: (reason: string) => void
  readonly note: (reason: string) => void
  readonly change: (wish: { scope?: Draft['scope']; expires?: string; reason: string }) => void
}

const read: readonly RouteShape[] = [triageRoutes['triage.finding']]
const both: readonly RouteShape[] = [...read, triageRoutes['triage.queue']]

// oxlint-disable-next-line eslint/max-lines-per-function -- a table of six changes with their words
export function useSaving(triage: Triage): Saving {
  const t = useWords(triageWords)
  const client = useQueryClient()
  const { org, evidence, current } = triage
  const decide = useChange(triageRoutes['triage.decide'], { outdates: read })
  const revoke = useChange(triageRoutes['triage.revoke'], { outdates: both, saved: t('undo.done') })
  const confirm = useChange(triageRoutes['triage.confirm'], { outdates: both, saved: t('standing.in-force') })
  const reject = useChange(triageRoutes['triage.reject'], { outdates: both, saved: t('standing.revoked') })
  const note = useChange(triageRoutes['triage.note'], { outdates: read, saved: t('comment.done') })
  const change = useChange(triageRoutes['triage.change'], { outdates: both, saved: t('change.done') })
  const decision = evidence.data?.decisions[0]
  const offered = useRef(0)
  const params = { org, product: evidence.data?.product.slug ?? '', decision: decision?.id ?? '' }

  const takeBack = async (made: readonly { id: string; product: string }[], ids: readonly string[]) => {
    for (const { id, product } of made)
      await revoke.send({ params: { org, product, decision: id }, body: { reason: t('undo.reason') } })
    triage.mark(ids, undefined)
    closeToast(offered.current)
    announce(t('undo.done'))
  }
  const save = async (draft: Draft, rows: readonly QueueRow[]): Promise<void> => {
    const ids = rows.map(({ id }) => id)
    const status = statusOf[draft.kind]
    const mark = (state: SaveState): void => triage.mark(ids, { status, state })
    mark('sending')
    const answer = await decide.send({ params: { org }, body: toWish(draft, rows) })
    if (answer === undefined) return mark('refused')
    mark(answer.recorded.state === 'off' ? 'saved' : answer.recorded.state)
    const isWaiting = answer.decisions.some(({ standing }) => standing === 'waiting')
    const text = t(isWaiting ? 'saved.toastWaiting' : 'saved.toast', { status: t(`status.${status}`) })
    const out = answer.takenOut.map(({ message }) => message)
    offered.current = showToast({
      text: out.length === 0 ? text : `${text} ${t('bulk.takenOut')} ${out.join(' ')}`,
      action: { label: t('undo.button'), run: () => void takeBack(answer.decisions, ids) },
    })
    announce(text)
    if (answer.takenOut.length > 0) await outdate(client, both)
  }
  return {
    decide: (draft, rows) => void save(draft, rows),
    undo: () => {
      if (decision === undefined || current === undefined) return void showToast({ text: t('noDecision') })
      void takeBack([{ id: decision.id, product: params.product }], [current.id])
    },
    confirm: () => void confirm.send({ params, body: {} }),
    reject: (reason) => void reject.send({ params, body: { reason } }),
    note: (reason) => void note.send({ params, body: { reason } }),
    change: ({ scope, expires, reason }) =>
      void change.send({
        params,
        body: {
          finding: evidence.data?.finding.key ?? '',
          reason,
          ...(scope === undefined ? {} : { scope }),
          ...(expires === undefined ? {} : { expires }),
        },
      }),
  }
}

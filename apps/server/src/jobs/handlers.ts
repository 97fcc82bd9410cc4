/** Jobs over HTTP: list, look, follow, stop. */
import { setTimeout } from 'node:timers/promises'
import type { jobRoutes } from '@occtet/contract/api'
import { parseCursor, readLimit, toPage } from '../kernel/cursor.ts'
import type { Handlers, Reply } from '../kernel/model.ts'
import { findJob, type JobView, toJobView } from './job-view.ts'

const notThere = { kind: 'refused', status: 404, code: 'NOT_FOUND', message: 'no such job' } as const

/** How often a follower looks; progress is written no more often. */
const LOOK = 400

export const jobHandlers: Handlers<typeof jobRoutes> = {
  'jobs.list': async ({ org, query, caller }) => {
    const limit = readLimit(query.limit)
    const after = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['string'])
    if (after?.ok === false) return cursorInvalid
    let jobs = org.db.selectFrom('job').selectAll().where('org_id', '=', org.id)
    if (after !== undefined) jobs = jobs.where('id', '<', String(after.value[0]))
    if (query.product !== undefined) jobs = jobs.where('product', '=', query.product)
    if (caller.products !== undefined) jobs = jobs.where('product', 'in', ['', ...caller.products])
    const rows = await jobs
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const page = toPage(rows, limit, ({ id }) => [id])
    return { kind: 'value', value: { ...page, rows: page.rows.map(toJobView) } }
  },

  'jobs.show': async ({ org, params, caller }) => {
    const row = await findJob(org, params.job, caller.products)
    return row === undefined ? notThere : { kind: 'value', value: toJobView(row) }
  },

  'jobs.watch': async ({ org, params, caller }) => {
    const first = await findJob(org, params.job, caller.products)
    if (first === undefined) return notThere
    const stream = async (send: (view: JobView) => Promise<void>, signal: AbortSignal): Promise<void> => {
      let sent = ''
      for (let row: typeof first | undefined = first; row !== undefined && !signal.aborted; ) {
        const view = toJobView(row)
        const text = JSON.stringify(view)
        if (text !== sent) await send(view)
        sent = text
        if (view.endedAt !== undefined) return
        await setTimeout(LOOK, undefined, { signal }).catch(() => undefined)
        row = await findJob(org, params.job, caller.products)
      }
    }
    return { kind: 'events', stream }
  },

  'jobs.cancel': async ({ org, params, caller, now }) => {
    const row = await findJob(org, params.job, caller.products)
    if (row === undefined) return notThere
    await org.change(async ({ db }) =>
      db
        .updateTable('job')
        .set({ state: 'cancelled', ended_at: now, lease_until: null })
        .where('org_id', '=', org.id)
        .where('id', '=', row.id)
        .where('state', 'in', ['queued', 'running'])
        .execute(),
    )
    const after = (await findJob(org, params.job, caller.products)) ?? row
    return { kind: 'value', value: toJobView(after) }
  },
}

const cursorInvalid: Reply<never> = {
  kind: 'refused',
  status: 400,
  code: 'CURSOR_INVALID',
  message: 'start again from the first page',
}

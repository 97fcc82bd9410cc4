/** The ledger over HTTP. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ledgerRoutes, QueryOf } from '@occtet/contract/api'
import type { EventQuery } from '@occtet/toolkit/adapters'
import { listEventTypes } from '@occtet/toolkit/ledger'
import { formatTilePath, parseTilePath } from '@occtet/toolkit/translog'
import { formatCursor, parseCursor, readLimit } from '../kernel/cursor.ts'
import type { Caller, Handlers } from '../kernel/model.ts'
import { showHead } from './head.ts'
import { makePackage } from './package.ts'
import { type Looking, toEntry, toRow } from './rows.ts'
import { LEDGER_VERIFY } from './verify-job.ts'
import { type NoView, viewLedgerOf } from './view.ts'

const notThere = { kind: 'refused', status: 404, code: 'NOT_FOUND', message: 'no such entry' } as const

function unreadable({ code, reason }: NoView) {
  if (code !== 'LEDGER_UNREADABLE') return notThere
  const message = `the ledger cannot be read here: ${reason}`
  return { kind: 'refused', status: 503, code, message } as const
}

function looking(caller: Caller, lang: 'en' | 'de' | undefined): Looking {
  return { language: lang ?? 'en', mayReadPrivate: caller.permissions.has('private.read') }
}

/** Undefined where no type is of this kind. */
function toQuery(
  { kind, product, from, to, limit }: QueryOf<(typeof ledgerRoutes)['ledger.events']>,
  cursor: number | undefined,
): EventQuery | undefined {
  const types =
    kind === undefined ? undefined : listEventTypes().filter((type) => type.startsWith(`${kind}.`))
  if (types?.length === 0) return undefined
  return {
    limit: readLimit(limit),
    ...(types === undefined ? {} : { type: types }),
    ...(product === undefined ? {} : { product }),
    ...(from === undefined ? {} : { from: `${from}T00:00:00.000Z` }),
    ...(to === undefined ? {} : { to: `${to}T23:59:59.999Z` }),
    ...(cursor === undefined ? {} : { cursor: BigInt(cursor) }),
  }
}

export const ledgerHandlers: Handlers<typeof ledgerRoutes> = {
  'ledger.head': async ({ org, kernel }) => ({ kind: 'value', value: await showHead(org, kernel) }),

  'ledger.events': async ({ org, kernel, query, caller }) => {
    const after = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['number'])
    if (after?.ok === false) {
      return { kind: 'refused', status: 400, code: 'CURSOR_INVALID', message: 'start from the first page' }
    }
    const view = await viewLedgerOf(org, kernel)
    if (!view.ok) {
      return view.error.code === 'LEDGER_UNREADABLE'
        ? unreadable(view.error)
        : { kind: 'value', value: { rows: [] } }
    }
    const wish = toQuery(query, after === undefined ? undefined : Number(after.value[0]))
    if (wish === undefined) return { kind: 'value', value: { rows: [] } }
    const page = view.value.source.events(wish)
    const rows = page.events.map((stored) => toRow(stored, looking(caller, query.lang)))
    const next = page.next === undefined ? {} : { next: formatCursor([Number(page.next)]) }
    return { kind: 'value', value: { rows, ...next } }
  },

  'ledger.entry': async ({ org, kernel, params, query, caller }) => {
    if (!/^(?:0|[1-9]\d{0,14})$/.test(params.index)) return notThere
    const view = await viewLedgerOf(org, kernel)
    if (!view.ok) return unreadable(view.error)
    const stored = view.value.source.event(BigInt(params.index))
    if (stored === undefined) return notThere
    return { kind: 'value', value: toEntry(view.value, stored, looking(caller, query.lang)) }
  },

  'ledger.tile': async ({ org, kernel, query }) => {
    const tile = parseTilePath(query.path)
    if (!tile.ok) return notThere
    const view = await viewLedgerOf(org, kernel)
    if (!view.ok) return unreadable(view.error)
    try {
      // Written anew from what was parsed: nothing else of the query reaches the disk.
      const bytes = readFileSync(join(view.value.home.log.dir, formatTilePath(tile.value)))
      return { kind: 'file', name: 'tile', media: 'application/octet-stream', bytes }
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return notThere
      throw cause
    }
  },

  'ledger.package': async ({ org, kernel, query, now }) => {
    const view = await viewLedgerOf(org, kernel)
    if (!view.ok) return unreadable(view.error)
    const bytes = makePackage(view.value, { product: query.product, now })
    if (!bytes.ok) return { kind: 'refused', status: 422, ...bytes.error }
    const name = `ledger-${query.product ?? org.slug}-${now.slice(0, 10)}.occtet-evidence.zip`
    return { kind: 'file', name, media: 'application/zip', bytes: bytes.value }
  },

  'ledger.verify': async ({ org }) => {
    const { value: job } = await org.change(async (change) =>
      change.enqueue({ kind: LEDGER_VERIFY, input: null, key: LEDGER_VERIFY }),
    )
    return { kind: 'value', value: { job } }
  },
}

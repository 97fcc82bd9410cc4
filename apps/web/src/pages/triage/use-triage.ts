/** The state of the page: rows, the open one, what is selected, and what was just said of them. */
import { type QueryOfQueue, queueQuery } from './query.ts'
import { triageRoutes } from '@occtet/contract/api'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Refusal } from '../../api/refusal.ts'
import { toRefusal } from '../../api/refusal.ts'
import { send } from '../../api/send.ts'
import { prefetch, type Reading, useRoute } from '../../api/use-route.ts'
import { decode, useAppRouter, useHere, useParam, useSearchChange } from '../../app/place.ts'
import { useMedia } from '../../parts/use-media.ts'
import { type Evidence, nextToDecide, type Queue, type QueueRow, type RowMark } from './model.ts'

export interface Triage {
  readonly org: string
  readonly query: QueryOfQueue
  readonly reading: Reading<Queue>
  readonly rows: readonly QueueRow[]
  readonly current: QueueRow | undefined
  readonly index: number
  readonly evidence: Reading<Evidence>
  readonly isNarrow: boolean
  /** One finding fills a phone; the queue is one step back. */
  readonly isOpen: boolean
  readonly selected: ReadonlySet<string>
  readonly marks: ReadonlyMap<string, RowMark>
  readonly more: (() => void) | undefined
  readonly moreFailure: Refusal | undefined
  readonly open: (id: string | undefined) => void
  readonly move: (step: 1 | -1) => void
  /** To the next row of which nothing was said yet, from the end on to the beginning; stays where there is none. */
  readonly moveOn: (said: readonly QueueRow[]) => void
  readonly toggle: (id: string) => void
  readonly extend: (step: 1 | -1) => void
  readonly clear: () => void
  readonly mark: (ids: readonly string[], mark: RowMark | undefined) => void
}

// oxlint-disable-next-line eslint/max-lines-per-function -- one state machine; its parts are the hooks below
export function useTriage(): Triage {
  const org = useParam('org')
  const { search, hash } = useHere()
  const client = useQueryClient()
  const isNarrow = useMedia('(max-width: 760px)')
  const query = useMemo(() => queueQuery(search), [search])
  const reading = useRoute(triageRoutes['triage.queue'], { params: { org }, query }, { keepsFormer: true })
  const pages = useMorePages(org, query, reading)
  const rows = pages.rows
  const [id, open] = useOpenId(hash)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [marks, setMarks] = useState<ReadonlyMap<string, RowMark>>(new Map())
  const found = rows.findIndex((row) => row.id === id)
  const index = found >= 0 ? found : id === '' && !isNarrow && rows.length > 0 ? 0 : -1
  const current = rows[index]
  const evidence = useEvidence(org, current)
  useNext(client, org, rows[index + 1])

  const move = useCallback(
    (step: 1 | -1) => {
      const next = rows[Math.max(0, Math.min(rows.length - 1, index + step))]
      if (next !== undefined) open(next.id)
    },
    [rows, index, open],
  )
  const moveOn = (said: readonly QueueRow[]): void => {
    const next = nextToDecide(rows, index, (row) => said.includes(row) || isSaid(marks.get(row.id)))
    if (next !== undefined) open(next.id)
  }
  const toggle = useCallback((one: string) => setSelected((old) => flip(old, one)), [])
  const extend = useCallback(
    (step: 1 | -1) => {
      const next = rows[index + step]
      const ids = [current?.id, next?.id].filter((one) => one !== undefined)
      setSelected((old) => new Set([...old, ...ids]))
      move(step)
    },
    [rows, index, current, move],
  )
  const mark = useCallback((ids: readonly string[], next: RowMark | undefined) => {
    setMarks((old) => {
      const all = new Map(old)
      for (const one of ids) {
        if (next === undefined) all.delete(one)
        else all.set(one, next)
      }
      return all
    })
  }, [])
  return {
    org,
    query,
    reading,
    rows,
    current,
    index,
    evidence,
    isNarrow,
    isOpen: current !== undefined && (!isNarrow || id !== ''),
    selected,
    marks,
    more: pages.more,
    moreFailure: pages.failure,
    open,
    move,
    moveOn,
    toggle,
    extend,
    clear: () => setSelected(new Set()),
    mark,
  }
}

/** The open finding by the hash of the address, and how to open another: painted at once, the address follows. */
function useOpenId(hash: string): readonly [string, (id: string | undefined) => void] {
  const { history } = useAppRouter()
  const change = useSearchChange()
  const [id, setId] = useState(hash)
  const isAhead = useRef(false)
  // A link or the way back names another finding. Our own addresses come back late, when the next one may be open already.
  useEffect(() => {
    const isNewest = !isAhead.current && decode(history.location.hash.replace(/^#/, '')) === hash
    if (isNewest) setId(hash)
  }, [hash, history])
  const open = useCallback(
    (next: string | undefined) => {
      setId(next ?? '')
      isAhead.current = true
      setTimeout(() => {
        isAhead.current = false
        change({}, { hash: next ?? '' })
      }, 0)
    },
    [change],
  )
  return [id, open]
}

/** What was refused is still to be said. */
function isSaid(mark: RowMark | undefined): boolean {
  return mark !== undefined && mark.state !== 'refused' && mark.state !== 'conflict'
}

function flip(old: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(old)
  if (!next.delete(id)) next.add(id)
  return next
}

/** What waits is asked for as shown: only then may the reader confirm it. */
function useEvidence(org: string, row: QueueRow | undefined): Reading<Evidence> {
  const place = row?.places[0]
  const params = { org, product: place?.product ?? '', finding: place?.finding ?? '' }
  const query = row?.state === 'waiting' ? { opened: 'true' as const } : {}
  return useRoute(triageRoutes['triage.finding'], { params, query }, { isWanted: place !== undefined })
}

function useNext(client: ReturnType<typeof useQueryClient>, org: string, row: QueueRow | undefined): void {
  const place = row?.state === 'waiting' ? undefined : row?.places[0]
  useEffect(() => {
    if (place === undefined) return
    const params = { org, product: place.product, finding: place.finding }
    void prefetch(client, triageRoutes['triage.finding'], { params, query: {} })
  }, [client, org, place])
}

interface Pages {
  readonly rows: readonly QueueRow[]
  readonly more: (() => void) | undefined
  readonly failure: Refusal | undefined
}

/** The first page comes with the reading; later ones are added until the filter changes. */
function useMorePages(org: string, query: QueryOfQueue, reading: Reading<Queue>): Pages {
  const [added, setAdded] = useState<readonly Queue[]>([])
  const [failure, setFailure] = useState<Refusal>()
  const first = reading.data
  useEffect(() => setAdded([]), [first])
  const next = (added.at(-1) ?? first)?.next
  const more = (): void => {
    if (next === undefined) return
    setFailure(undefined)
    send(triageRoutes['triage.queue'], { params: { org }, query: { ...query, cursor: next } }).then(
      (page) => setAdded((old) => [...old, page]),
      (error: unknown) => setFailure(toRefusal(error)),
    )
  }
  const rows = useMemo(() => [first, ...added].flatMap((page) => page?.rows ?? []), [first, added])
  return { rows, more: next === undefined ? undefined : more, failure }
}

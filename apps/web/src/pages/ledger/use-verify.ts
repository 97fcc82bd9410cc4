/** Runs the check in a worker, and remembers what this browser saw. */
import { type AnswerOf, ledgerRoutes } from '@occtet/contract/api'
import { useEffect, useRef, useState } from 'react'
import { urlOf } from '../../api/send.ts'
import type { SeenLog, TreeAnswer } from './check-tree.ts'
import type { VerifyNews, VerifyOrder } from './verify-worker.ts'

export type Head = AnswerOf<(typeof ledgerRoutes)['ledger.head']>
export type OnHead = Extract<Head, { state: 'on' }>

export type Verifying =
  | { readonly kind: 'idle' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'answer'
      readonly answer: TreeAnswer
      readonly milliseconds: number
      /** Entries that this browser had seen before. */
      readonly seenBefore: number | undefined
    }

export function useVerify(org: string): readonly [Verifying, (head: OnHead) => void] {
  const [state, setState] = useState<Verifying>({ kind: 'idle' })
  const worker = useRef<Worker>(undefined)
  useEffect(() => () => worker.current?.terminate(), [])
  const start = (head: OnHead): void => {
    worker.current?.terminate()
    const seen = readSeen(head.origin)
    const own = new Worker(new URL('verify-worker.ts', import.meta.url), { type: 'module' })
    worker.current = own
    setState({ kind: 'running', done: 0, total: 0 })
    own.addEventListener('error', () => setState({ kind: 'failed' }))
    own.addEventListener('message', ({ data }: MessageEvent<VerifyNews>) => {
      if (data.kind === 'progress') return setState({ ...data, kind: 'running' })
      own.terminate()
      if (data.kind === 'failed') return setState({ kind: 'failed' })
      if (data.answer.kind === 'intact') writeSeen(head.origin, data.answer.seen)
      return setState({ ...data, seenBefore: seen?.size })
    })
    const { origin, key, checkpoint, size } = head
    const tile = urlOf(ledgerRoutes['ledger.tile'], { params: { org }, query: { path: '' } })
    const tileUrl = new URL(tile, location.origin).href
    const order: VerifyOrder = { origin, key, checkpoint, size, tileUrl, seen }
    own.postMessage(order)
  }
  return [state, start]
}

function placeOf(origin: string): string {
  return `occtet.ledger.${origin}`
}

function readSeen(origin: string): SeenLog | undefined {
  try {
    const value = JSON.parse(localStorage.getItem(placeOf(origin)) ?? 'null') as Partial<SeenLog> | null
    const { key, size, root } = value ?? {}
    const isWhole = typeof key === 'string' && typeof root === 'string' && Number.isSafeInteger(size)
    return isWhole ? { key, size: Number(size), root } : undefined
  } catch {
    // Storage is forbidden, or holds something else: then nothing was seen.
    return undefined
  }
}

function writeSeen(origin: string, seen: SeenLog): void {
  try {
    localStorage.setItem(placeOf(origin), JSON.stringify(seen))
  } catch {
    // Storage is forbidden: the next check starts anew.
  }
}

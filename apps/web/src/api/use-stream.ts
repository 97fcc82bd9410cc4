/** Follows an answer that comes as events over one request; each is read with the contract's own schema. */
import type { AnswerOf, RouteShape } from '@occtet/contract/api'
import { useEffect, useRef, useState } from 'react'
import { readEvents } from './event-stream.ts'
import { Refusal, toRefusal } from './refusal.ts'
import { request, type RouteInput } from './send.ts'

/** `ended`: the server had no more to say; whether it had said everything is for the caller to see. */
export type StreamState = 'idle' | 'open' | 'ended' | 'stopped' | 'failed'

export interface Stream<R extends RouteShape> {
  readonly state: StreamState
  /** In the order in which they came; those before a failure stay. */
  readonly events: readonly AnswerOf<R>[]
  readonly refusal: Refusal | undefined
  /** Begins anew; what came before is forgotten. */
  readonly start: (input: RouteInput<R>) => void
  readonly stop: () => void
}

interface Progress<R extends RouteShape> {
  readonly state: StreamState
  readonly events: readonly AnswerOf<R>[]
  readonly refusal: Refusal | undefined
}

export function useStream<R extends RouteShape>(route: R): Stream<R> {
  const [progress, setProgress] = useState<Progress<R>>({ state: 'idle', events: [], refusal: undefined })
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const start = (input: RouteInput<R>): void => {
    running.current?.abort()
    const control = new AbortController()
    running.current = control
    setProgress({ state: 'open', events: [], refusal: undefined })
    const tell = (change: (old: Progress<R>) => Progress<R>): void => {
      if (running.current === control) setProgress(change)
    }
    follow(route, input, {
      signal: control.signal,
      onEvent: (event) => tell((old) => ({ ...old, events: [...old.events, event] })),
    }).then(
      () => tell((old) => ({ ...old, state: 'ended' })),
      (error: unknown) => {
        if (!control.signal.aborted) tell((old) => ({ ...old, state: 'failed', refusal: toRefusal(error) }))
      },
    )
  }
  const stop = (): void => {
    running.current?.abort()
    setProgress((old) => ({ ...old, state: 'stopped' }))
  }
  return { ...progress, start, stop }
}

interface Following<R extends RouteShape> {
  readonly signal: AbortSignal
  readonly onEvent: (event: AnswerOf<R>) => void
}

async function follow<R extends RouteShape>(
  route: R,
  input: RouteInput<R>,
  { signal, onEvent }: Following<R>,
): Promise<void> {
  if (route.answer.kind !== 'events') throw new Error(`${route.path} gives no events`)
  const response = await request(route, input, { signal })
  if (response.body === null) throw new Refusal('UNREADABLE', response.status)
  try {
    for await (const data of readEvents(response.body)) {
      const read = route.answer.schema.safeParse(toJson(data))
      if (!read.success) throw new Refusal('UNREADABLE', 0, { title: `${route.method} ${route.path}` })
      onEvent(read.data as AnswerOf<R>)
    }
  } catch (error) {
    // The line was cut: the same as no answer.
    throw error instanceof Refusal ? error : new Refusal('OFFLINE', 0, { title: String(error) })
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

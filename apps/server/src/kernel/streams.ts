/** Open event streams: so many for each caller, and each only for as long as the caller may see what it tells. */
import type { Reply } from './model.ts'

export interface Follower {
  readonly caller: string
  /** Asked again and again; false ends the stream. */
  readonly mayStay: () => Promise<boolean>
}

export interface Streams {
  /** Any other reply than a stream goes through as it is. */
  readonly watch: <T>(reply: Reply<T>, follower: Follower) => Reply<T>
}

export interface StreamLimits {
  readonly streams: number
  readonly recheckSeconds: number
}

type EventReply<T> = Extract<Reply<T>, { readonly kind: 'events' }>

export function createStreams(limits: StreamLimits): Streams {
  const open = new Map<string, number>()
  const leave = (caller: string): void => {
    const left = (open.get(caller) ?? 1) - 1
    if (left > 0) open.set(caller, left)
    else open.delete(caller)
  }
  const isFull = (caller: string): boolean => (open.get(caller) ?? 0) >= limits.streams
  const enter = <T>(reply: EventReply<T>, follower: Follower): Reply<T> => {
    if (isFull(follower.caller)) return tooMany
    return {
      kind: 'events',
      // Counted once somebody reads: one that nobody ever reads never comes to its end.
      stream: async (send, signal) => {
        if (isFull(follower.caller)) return
        open.set(follower.caller, (open.get(follower.caller) ?? 0) + 1)
        const right = followRight(follower, limits.recheckSeconds)
        try {
          await reply.stream(send, AbortSignal.any([signal, right.signal]))
        } finally {
          right.end()
          leave(follower.caller)
        }
      },
    }
  }
  return { watch: (reply, follower) => (reply.kind === 'events' ? enter(reply, follower) : reply) }
}

const tooMany = {
  kind: 'refused',
  status: 429,
  code: 'TOO_MANY',
  message: 'expected fewer event streams at once',
  headers: { 'retry-after': '5' },
} as const

function followRight(
  { mayStay }: Follower,
  seconds: number,
): { readonly signal: AbortSignal; readonly end: () => void } {
  const gone = new AbortController()
  const timer = setInterval(() => {
    // Where nobody can say whether they may, they may not.
    void mayStay().then(
      (may) => {
        if (!may) gone.abort()
      },
      () => gone.abort(),
    )
  }, seconds * 1000)
  timer.unref()
  return { signal: gone.signal, end: () => clearInterval(timer) }
}

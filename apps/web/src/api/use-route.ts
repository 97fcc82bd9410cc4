/** Reads a route and keeps the answer; everything that is shown from the server comes through here. */
import type { AnswerOf, RouteShape } from '@occtet/contract/api'
import { keepPreviousData, type QueryClient, useQuery } from '@tanstack/react-query'
import { isPassing, type Refusal, toRefusal } from './refusal.ts'
import { type RouteInput, send } from './send.ts'

export interface ReadOptions {
  /** Default true. */
  readonly isWanted?: boolean
  /** Asks again by itself, in seconds. */
  readonly every?: number
  /** Keeps showing the answer for the former parameters until the new one is there. */
  readonly keepsFormer?: boolean
}

/** `data` stays while `failure` tells that the newest try failed: show both. */
export interface Reading<T> {
  readonly data: T | undefined
  readonly failure: Refusal | undefined
  readonly isLoading: boolean
  /** The answer is for former parameters, or a new one is on the way. */
  readonly isRefreshing: boolean
  /** When `data` arrived, RFC 3339; undefined where there is none. */
  readonly readAt: string | undefined
  readonly again: () => void
}

/** The cache key of a route: `client.setQueryData(keyOf(route, input), …)` for optimistic changes. */
export function keyOf<R extends RouteShape>(route: R, input: RouteInput<R>): readonly unknown[] {
  const { params, query = {}, body } = input
  return [route.path, params, query, ...(body === undefined ? [] : [body])]
}

export function useRoute<R extends RouteShape>(
  route: R,
  input: RouteInput<R>,
  options: ReadOptions = {},
): Reading<AnswerOf<R>> {
  const query = useQuery({
    queryKey: keyOf(route, input),
    queryFn: async ({ signal }) => send(route, input, { signal }),
    enabled: options.isWanted ?? true,
    retry: (count, error) => count < 2 && isPassing(toRefusal(error)),
    ...(options.every === undefined ? {} : { refetchInterval: options.every * 1000 }),
    ...(options.keepsFormer === true ? { placeholderData: keepPreviousData } : {}),
  })
  return {
    data: query.data as AnswerOf<R> | undefined,
    failure: query.error === null ? undefined : toRefusal(query.error),
    isLoading: query.isPending && query.fetchStatus !== 'idle',
    isRefreshing: query.isFetching && !query.isPending,
    readAt: query.dataUpdatedAt === 0 ? undefined : new Date(query.dataUpdatedAt).toISOString(),
    again: () => void query.refetch(),
  }
}

/** Starts reading before it is asked for, such as the next finding of a queue. */
export async function prefetch<R extends RouteShape>(
  client: QueryClient,
  route: R,
  input: RouteInput<R>,
): Promise<void> {
  await client.prefetchQuery({ queryKey: keyOf(route, input), queryFn: async () => send(route, input) })
}

/** All answers of these routes are old now, whatever their parameters. */
export async function outdate(client: QueryClient, routes: readonly RouteShape[]): Promise<void> {
  await Promise.all(routes.map(async (route) => client.invalidateQueries({ queryKey: [route.path] })))
}

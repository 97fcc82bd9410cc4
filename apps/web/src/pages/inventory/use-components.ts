/** The table's rows: filters from the address, pages asked for as the reader comes near the end. */
import { type AnswerOf, inventoryRoutes, type QueryOf } from '@occtet/contract/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type Refusal, toRefusal } from '../../api/refusal.ts'
import { keyOf } from '../../api/use-route.ts'
import { send } from '../../api/send.ts'
import { useHere } from '../../app/place.ts'

const route = inventoryRoutes['inventory.components']

export type ComponentRow = AnswerOf<typeof route>['rows'][number]
type Query = QueryOf<typeof route>

/** Names of the filters in the address. */
export const filterNames = ['q', 'type', 'scope', 'direct', 'license', 'worst', 'order'] as const

export interface Place {
  readonly org: string
  readonly product: string
  readonly release: string
}

export interface Components {
  readonly rows: readonly ComponentRow[] | undefined
  readonly total: number
  readonly failure: Refusal | undefined
  readonly more: () => void
  readonly again: () => void
}

export function useComponents(params: Place): Components {
  const query = readQuery(useHere().search)
  const answer = useInfiniteQuery({
    queryKey: [...keyOf(route, { params, query }), 'pages'],
    queryFn: async ({ pageParam, signal }) =>
      send(
        route,
        { params, query: { ...query, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    retry: 1,
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = answer
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const pages = answer.data?.pages
  return {
    rows: pages?.flatMap(({ rows }) => rows),
    total: pages?.[0]?.total ?? 0,
    failure: answer.error === null ? undefined : toRefusal(answer.error),
    more,
    again: () => void answer.refetch(),
  }
}

/** What the address says; a value that the server does not know is its to refuse. */
function readQuery(search: Readonly<Record<string, string>>): Query {
  const { order, ...rest } = Object.fromEntries(filterNames.map((name) => [name, search[name]]))
  const wished = { ...rest, sort: order }
  const given = Object.entries(wished).filter(([, value]) => value !== undefined && value !== '')
  return { limit: '200', ...Object.fromEntries(given) } as Query
}

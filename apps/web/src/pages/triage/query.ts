/** The address of the page as a question to the server; what the server would refuse is left out. */
import { queueGroup, triageFilters, type triageRoutes, type QueryOf } from '@occtet/contract/api'

export type QueryOfQueue = QueryOf<(typeof triageRoutes)['triage.queue']>

const states = ['open', 'waiting', 'stale', 'decided', 'all'] as const

export function queueQuery(search: Readonly<Record<string, string>>): QueryOfQueue {
  const { product, is, q } = search
  const group = queueGroup.options.find((one) => one === search['why'])
  const state = states.find((one) => one === search['state'])
  const filters = (is ?? '').split(',').filter((name) => triageFilters.some((filter) => filter === name))
  return {
    ...(product === undefined || product === '' ? {} : { product }),
    ...(group === undefined ? {} : { group }),
    ...(state === undefined ? {} : { state }),
    ...(filters.length === 0 ? {} : { is: filters.join(',') }),
    ...(q === undefined || q === '' ? {} : { q: q.slice(0, 200) }),
  }
}

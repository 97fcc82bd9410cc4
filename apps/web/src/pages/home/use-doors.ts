/** What stands behind the doors of the first run. */
import { accountRoutes } from '@occtet/contract/api'
import { useRoute } from '../../api/use-route.ts'

/** The sample where there is one, and where a new product goes: this organisation, else the first that is no sample. */
export function useDoors(org: string) {
  const { data } = useRoute(accountRoutes['session.show'], { params: {} })
  const organisations = data?.organisations ?? []
  const own = organisations.filter(({ isSample }) => !isSample)
  const sample = organisations.find(({ isSample }) => isSample)
  const isLocal = data?.mode === 'local'
  return {
    sample,
    target: own.find(({ slug }) => slug === org) ?? own[0],
    isLocal,
    count: 1 + (isLocal ? 1 : 0) + (sample === undefined ? 0 : 1),
  }
}

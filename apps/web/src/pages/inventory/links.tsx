/** Links out of the inventory: to an advisory, and to the drawing of one package. */
import { Link as PageLink } from '../../parts/link.tsx'
import type { Place } from './use-components.ts'

export function Link({ org, advisory }: { org: string; advisory: string }) {
  return <PageLink to={{ page: 'feddbAdvisory', params: { org, id: advisory } }}>{advisory}</PageLink>
}

export function LinkLike({ place, purl, word }: { place: Place; purl: string; word: string }) {
  return (
    <PageLink to={{ page: 'inventory', params: { ...place }, search: { view: 'graph', open: purl } }}>
      {word}
    </PageLink>
  )
}

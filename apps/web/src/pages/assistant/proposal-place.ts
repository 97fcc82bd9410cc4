/** Where a proposal belongs: the page whose form it can be taken into. */
import type { Place } from '../../app/paths.ts'
import type { Proposal } from './proposal-types.ts'

export function placeOfSubject(
  org: string,
  { product, release = 'current', subject }: Pick<Proposal, 'product' | 'release' | 'subject'>,
): Place {
  const at = { org, product, release }
  const { kind, id } = subject
  switch (kind) {
    case 'finding':
      return { page: 'triage', params: { org }, search: { product, q: id.split('#').at(-1) } }
    case 'component':
      return { page: 'licences', params: { org }, search: { product, show: 'all' }, hash: id }
    case 'question':
      return { page: 'question', params: { ...at, id } }
    case 'requirement':
      return { page: 'requirement', params: { ...at, ref: id } }
    case 'risk':
      return { page: 'risk', params: at }
    case 'topic':
      return { page: 'publicPage', params: { org, product }, search: { section: id } }
    default:
      return kind satisfies never
  }
}

/** What the frame knows: who looks, the products, the age of the data; every page may ask. */
import { type AnswerOf, homeRoutes, type Permission } from '@occtet/contract/api'
import { type Reading, useRoute } from '../api/use-route.ts'
import { useHere } from './place.ts'

export type Frame = AnswerOf<(typeof homeRoutes)['frame.show']>

/** Not asked for on pages outside an organisation. */
export function useFrame(): Reading<Frame> {
  const { org } = useHere().params
  return useRoute(
    homeRoutes['frame.show'],
    { params: { org: org ?? '' } },
    { isWanted: org !== undefined, every: 60, keepsFormer: true },
  )
}

/** The name of a product as people know it; its slug until the frame is known. */
export function useProductName(slug: string): string {
  return useFrame().data?.products.find((one) => one.slug === slug)?.name ?? slug
}

/** Whether the reader may; false until the frame is known. Only to choose what to offer: the server decides. */
export function useMay(permission: Permission): boolean {
  const { data } = useFrame()
  return data !== undefined && !data.isSample && data.caller.permissions.includes(permission)
}

/** What a product shows to everybody, as the contract gives it. */
import type { AnswerOf, publicRoutes } from '@occtet/contract/api'

export type Settings = AnswerOf<(typeof publicRoutes)['public.settings']>

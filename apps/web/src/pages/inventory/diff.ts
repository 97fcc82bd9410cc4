/** What differs between two releases, as the contract gives it. */
import type { AnswerOf, inventoryRoutes } from '@occtet/contract/api'

export type Diff = AnswerOf<(typeof inventoryRoutes)['releases.diff']>

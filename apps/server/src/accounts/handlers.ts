/** Handlers of everything about one's own account. */
import type { accountRoutes } from '@occtet/contract/api'
import type { Handlers } from '../kernel/model.ts'
import { ownHandlers } from './own-handlers.ts'
import { sessionHandlers, setUpHandlers } from './session-handlers.ts'

export const accountHandlers: Handlers<typeof accountRoutes> = {
  ...sessionHandlers,
  ...setUpHandlers,
  ...ownHandlers,
}

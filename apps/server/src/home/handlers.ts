/** Frame and start page over HTTP. */
import type { homeRoutes } from '@occtet/contract/api'
import type { Handlers } from '../kernel/model.ts'
import { frameOf } from './frame.ts'
import { homeOf } from './home.ts'

export const homeHandlers: Handlers<typeof homeRoutes> = {
  'frame.show': async ({ org, caller, kernel, now }) => ({
    kind: 'value',
    value: await frameOf({ org, caller, kernel, now }),
  }),
  'home.show': async ({ org, caller, now, query }) => ({
    kind: 'value',
    value: await homeOf({ org, caller, now, language: query.lang ?? 'en' }),
  }),
}

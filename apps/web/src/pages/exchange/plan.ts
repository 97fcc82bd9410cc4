/** What an upload would change, as the contract gives it. */
import type { AnswerOf, exchangeRoutes } from '@occtet/contract/api'

export type Plan = AnswerOf<(typeof exchangeRoutes)['exchange.upload']>

/** Shapes of the start page, as the contract says them. */
import type { AnswerOf, homeRoutes } from '@occtet/contract/api'
import type { homeWords, Translator } from '@occtet/ui'

export type HomeView = AnswerOf<(typeof homeRoutes)['home.show']>
export type HomeClock = NonNullable<HomeView['clocks']>[number]
export type Todo = HomeView['todos'][number]
export type HomeWords = Translator<keyof (typeof homeWords)['en']>

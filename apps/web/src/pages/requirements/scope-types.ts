/** Shapes of the scope wizard as the contract gives them. */
import type { AnswerOf, scopeRoutes } from '@occtet/contract/api'

export type ScopeView = AnswerOf<(typeof scopeRoutes)['scope.show']>
export type ScopePreview = AnswerOf<(typeof scopeRoutes)['scope.preview']>
export type ScopeQuestionView = ScopeView['questions'][number]

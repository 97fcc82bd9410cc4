/** Shapes of plan, trend and risk as the contract gives them. */
import type { AnswerOf, planRoutes, riskRoutes } from '@occtet/contract/api'

export type PlanView = AnswerOf<(typeof planRoutes)['plan.show']>
export type SavedView = AnswerOf<(typeof planRoutes)['assessments.list']>
export type RiskView = AnswerOf<(typeof riskRoutes)['risk.show']>
export type Risk = NonNullable<RiskView['risk']>
export type DiligenceView = AnswerOf<(typeof riskRoutes)['diligence.show']>

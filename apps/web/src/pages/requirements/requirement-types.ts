/** A requirement and what its answer rests on, as the contract gives it. */
import type { AnswerOf, requirementRoutes } from '@occtet/contract/api'

export type RequirementView = AnswerOf<(typeof requirementRoutes)['requirements.show']>

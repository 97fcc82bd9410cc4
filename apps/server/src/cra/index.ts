/** The self-assessment: what `app/wire.ts` binds, and what other pages read. */
import { planHandlers } from './plan.ts'
import { questionHandlers } from './questions.ts'
import { requirementHandlers } from './requirements.ts'
import { riskHandlers } from './risk.ts'
import { scopeHandlers } from './scope.ts'

export const craHandlers = {
  ...scopeHandlers,
  ...questionHandlers,
  ...requirementHandlers,
  ...planHandlers,
  ...riskHandlers,
}

/** Routes whose answers are old once an answer, the plan or the risk assessment changed. */
import { planRoutes, questionRoutes, requirementRoutes, riskRoutes, scopeRoutes } from '@occtet/contract/api'

export const changedRoutes = [
  questionRoutes['questions.list'],
  questionRoutes['questions.show'],
  requirementRoutes['requirements.list'],
  requirementRoutes['requirements.show'],
  planRoutes['plan.show'],
  planRoutes['assessments.list'],
  planRoutes['assessments.compare'],
  scopeRoutes['scope.show'],
  riskRoutes['risk.show'],
] as const

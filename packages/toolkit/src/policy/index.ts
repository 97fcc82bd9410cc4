/** Policy as data: rules over findings, components and the product, judged in three values, with tests beside them. */
export { type FactSpec, factTable } from './fact-table.ts'
export { type LicenseKnowledge, type PolicyInput, toSubjects } from './facts-of.ts'
export {
  classOfExpression,
  type ComponentLicense,
  lookAtLicense,
  toLicenseKnowledge,
} from './license-knowledge.ts'
export { defaultPolicy, defaultPolicyText } from './default-policy.ts'
export { type Judged, judgePolicy, judgeRule } from './judge.ts'
export { judgeCondition } from './judge-condition.ts'
export type {
  Condition,
  DecisionRules,
  Policy,
  PolicyException,
  PolicyReport,
  PolicyResult,
  PolicyRule,
  PolicySubject,
  RuleCategory,
  RuleLevel,
  Trace,
} from './model.ts'
export type { PolicyFault } from './read-condition.ts'
export { parsePolicy, policySchema } from './read-policy.ts'
export { sayTrace, sayValue } from './say-trace.ts'
export {
  type CaseResult,
  type PolicyCase,
  parsePolicyCases,
  policyCasesSchema,
  runPolicyCases,
  untriedRules,
} from './test-cases.ts'

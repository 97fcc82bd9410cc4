/** The policy of a product: rules as data, what they say now, their test cases, and why. */
import * as z from 'zod/mini'
import { policyExplanation, policyReport } from '../policy.ts'
import { count } from '../shapes.ts'
import { recorded } from './common.ts'
import { defineRoute } from './route.ts'

const base = '/api/orgs/:org/products/:product/policy'
const text = z.string().check(z.maxLength(200_000))

const fault = z.strictObject({
  code: z.string(),
  message: z.string(),
  line: z.optional(z.int()),
})

const rule = z.strictObject({
  id: z.string(),
  about: z.enum(['finding', 'component', 'product']),
  category: z.string(),
  level: z.enum(['fail', 'warn', 'note']),
  because: z.string(),
  hint: z.optional(z.string()),
  line: z.int(),
})

const expectation = z.enum(['breach', 'pass', 'unknown'])

export const policyView = z.strictObject({
  text,
  /** Nobody wrote one yet: this is the default. */
  isDefault: z.boolean(),
  /** For saving; 0 where nothing is saved. */
  version: count,
  name: z.optional(z.string()),
  fourEyes: z.array(z.enum(['not_affected', 'accept'])),
  expireAfterDays: count,
  rules: z.array(rule),
  /** Test cases, as text; empty where there are none. */
  cases: text,
  casesVersion: count,
  /** A policy that cannot be read passes nothing. */
  fault: z.optional(fault),
})

export const policyRoutes = {
  'policy.show': defineRoute({
    method: 'GET',
    path: base,
    summary: 'Show the policy of a product and its test cases',
    access: { kind: 'organisation', permission: 'read' },
    answer: { kind: 'json', schema: policyView },
  }),
  'policy.save': defineRoute({
    method: 'PUT',
    path: base,
    summary: 'Save the policy and its test cases; what cannot be read is refused with its line',
    access: { kind: 'organisation', permission: 'policy.write' },
    body: z.strictObject({
      text,
      version: count,
      cases: z.optional(text),
      casesVersion: z.optional(count),
    }),
    answer: { kind: 'json', schema: z.strictObject({ policy: policyView, recorded }) },
    errors: ['POLICY_INVALID', 'POLICY_TESTS_INVALID'],
  }),
  'policy.check': defineRoute({
    method: 'GET',
    path: `${base}/check`,
    summary: 'Judge the current release by the policy',
    access: { kind: 'organisation', permission: 'read' },
    query: z.strictObject({ category: z.optional(z.string()) }),
    answer: { kind: 'json', schema: policyReport },
    errors: ['POLICY_INVALID', 'NO_FINDINGS_YET'],
  }),
  'policy.test': defineRoute({
    method: 'POST',
    path: `${base}/test`,
    summary: 'Run test cases against a policy text, saved or not',
    access: { kind: 'organisation', permission: 'read' },
    body: z.strictObject({ text, cases: text }),
    answer: {
      kind: 'json',
      schema: z.strictObject({
        passed: count,
        results: z.array(
          z.strictObject({
            name: z.string(),
            line: z.int(),
            rule: z.string(),
            expected: expectation,
            found: expectation,
          }),
        ),
        untried: z.array(z.strictObject({ rule: z.string(), lacks: z.enum(['breach', 'pass']) })),
        fault: z.optional(fault),
      }),
    },
  }),
  'policy.explain': defineRoute({
    method: 'GET',
    path: `${base}/explain`,
    summary: 'Tell what every rule says of one component, finding, vulnerability, or the product',
    access: { kind: 'organisation', permission: 'read' },
    query: z.strictObject({ subject: z.string().check(z.minLength(1), z.maxLength(500)) }),
    answer: { kind: 'json', schema: policyExplanation },
    errors: ['POLICY_INVALID', 'SUBJECT_UNKNOWN', 'NO_FINDINGS_YET'],
  }),
} as const

/** `occtet cra classify --json`: what applies to a product, with the reasons. Null is "does not apply" or, where it says so, "not known". */
import * as z from 'zod/mini'
import { answerError } from './shapes.ts'

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const instant = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/))
const language = z.enum(['en', 'de'])

const scope = z.enum([
  'in_scope',
  'steward_regime',
  'part_of_product',
  'not_a_product',
  'out_of_scope',
  'excluded',
  'not_placed_on_market',
  'no_role',
  'undetermined',
])
const role = z.enum([
  'manufacturer',
  'importer',
  'distributor',
  'authorised_representative',
  'open_source_steward',
  'none',
  'undetermined',
])
const applies = z.enum(['full', 'reporting_only', 'steward_only', 'none', 'undetermined'])
const subject = z.enum(['product', 'paid_edition', 'community_edition'])
const tier = z.nullable(z.enum(['TIER-1', 'TIER-2', 'TIER-3']))
const productClass = z.nullable(
  z.enum(['default', 'important_class_I', 'important_class_II', 'critical', 'undetermined']),
)
const outcome = z.string().check(z.regex(/^OUT-[A-Z]+$/))
/** What an assessment tells of a classification. */
export const situation = z.strictObject({
  scope,
  outcome: z.nullable(outcome),
  roles: z.array(role),
  class: productClass,
  applies,
  steward_tier: tier,
})
/** Every statement names its article and how far it was checked. */
const source = { ref: z.string(), verification: z.string() }

const route = z.strictObject({
  id: z.enum(['A', 'B+C', 'H', 'CERT', 'AI_ACT_PROCEDURE', 'EHDS_PROCEDURE']),
  name: z.string(),
  /** Null: depends on an open question. */
  allowed: z.nullable(z.literal(true)),
  /** On the day of the answer; null: not known. */
  availableAt: z.nullable(z.boolean()),
  thirdParty: z.nullable(z.boolean()),
  note: z.nullable(z.string()),
  ...source,
})

const duty = z.strictObject({
  id: z.string().check(z.regex(/^OBL-/)),
  title: z.string(),
  duty: z.string(),
  kind: z.enum(['obligation', 'option', 'prohibition']),
  applies_from: day,
  binds_from: day,
  in_force: z.boolean(),
  /** `depends`: only if an open question says so. */
  status: z.enum(['applies', 'depends']),
  trigger: z.string(),
  deadline: z.nullable(z.string()),
  retention: z.nullable(z.string()),
  penalty_tier: z.nullable(z.enum(['T1', 'T2', 'T3', 'NONE'])),
  notes: z.nullable(z.string()),
  ...source,
})

/** By stage id; null: this clock has not started. */
const deadlines = z.record(z.string().check(z.regex(/^REP-(AEV|INC)-(EW|72H|FIN)$/)), z.nullable(instant))

const event = z.strictObject({
  event: day,
  at: instant,
  type: z.string(),
  /** Null: depends on an open question, or the event asks for no report of its own. */
  mandatory: z.nullable(z.boolean()),
  why: z.string(),
  deadlines,
})

const factValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])

const step = z.strictObject({
  id: z.string(),
  subject,
  question: z.string(),
  answer: z.string(),
  /** Null: not known. */
  facts: z.record(z.string(), factValue),
  consequence: z.string(),
  ...source,
})

const openQuestion = z.strictObject({
  id: z.string(),
  subject,
  question: z.string(),
  facts: z.array(z.string()),
  meanings: z.array(z.strictObject({ answer: z.string(), means: z.string() })).check(z.minLength(1)),
})

const found = z.strictObject({
  schema: z.literal('occtet.classification/1'),
  at: day,
  catalogue: z.strictObject({ version: z.string(), as_of: day }),
  language,
  scope,
  /** Null: several are possible. */
  outcome: z.nullable(outcome),
  possible_outcomes: z.array(outcome).check(z.minLength(1)),
  applies,
  roles: z.array(role).check(z.minLength(1)),
  roles_detail: z.array(z.strictObject({ subject, role, steward_tier: tier, why: z.string(), ...source })),
  steward_tier: tier,
  class: productClass,
  category: z.nullable(z.string().check(z.regex(/^CAT-/))),
  conformity_routes: z.array(route),
  conformity_routes_of_manufacturer: z.array(route),
  route_reason: z.nullable(z.string()),
  obligations: z.array(duty),
  support: z.nullable(
    z.strictObject({
      minimum_years: z.number(),
      /** Null: not stated. */
      expected_years: z.nullable(z.number()),
      /** Month; null: cannot be said yet. */
      end_not_before: z.nullable(z.string().check(z.regex(/^\d{4}-\d{2}$/))),
      ref: z.string(),
    }),
  ),
  retention: z.record(z.string(), day),
  substantial_modification: z.nullable(z.boolean()),
  new_placing_on_market: z.nullable(day),
  before: z.nullable(z.strictObject({ applies, until: day })),
  events: z.array(event),
  deadlines,
  /** Null: depends on an open question. */
  inform_users: z.nullable(z.boolean()),
  fines: z.enum(['none', 'possible', 'undetermined']),
  fine_tiers: z.array(z.enum(['T1', 'T2', 'T3'])),
  micro_small_relief: z.array(z.string()),
  not_allowed: z.array(z.string()),
  dates: z.array(
    z.strictObject({
      date: z.string().check(z.regex(/^\d{4}-\d{2}(-\d{2})?$/)),
      what: z.string(),
      ...source,
    }),
  ),
  open: z.array(openQuestion),
  reasoning: z.array(step).check(z.minLength(1)),
  notes: z.array(z.strictObject({ id: z.string(), point: z.nullable(z.int()), text: z.string(), ...source })),
  disclaimer: z.string(),
})

const refusal = z.strictObject({ input: z.string(), ok: z.literal(false), error: answerError })

/** One product; of `-` one line each, with a refusal for a line that cannot be read. */
export const craClassification = z.union([found, refusal])

/** What the commands of `occtet case` print, and the file of a case. */
import * as z from 'zod/mini'
import { timestamp } from './shapes.ts'

const text = z.string()
const some = text.check(z.minLength(1))
const day = text.check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const caseId = text.check(z.regex(/^(DRILL-)?(AEV|INC)-\d{8}-[1-9]\d{0,3}$/))
const track = z.enum(['AEV', 'INC'])
const step = z.enum(['early_warning', 'notification', 'final_report'])
const certain = z.enum(['yes', 'no', 'unknown'])

const subject = z.strictObject({
  productId: text.check(z.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/)),
  productName: some,
  role: z.enum(['manufacturer', 'open_source_steward', 'unknown']),
  tier: z.optional(z.enum(['TIER-1', 'TIER-2', 'TIER-3'])),
  companySize: z.optional(z.enum(['micro', 'small', 'medium', 'large'])),
  placedOnMarket: z.optional(day),
})

const said = { text: some }
const why = { reason: some }
const reference = { reference: z.optional(some) }

const fact = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('opened'),
    track,
    drill: z.boolean(),
    title: some,
    subject,
    catalogue: some,
  }),
  z.strictObject({ type: z.literal('subject'), subject, ...why }),
  z.strictObject({ type: z.literal('signal-arrived'), ...said }),
  z.strictObject({ type: z.literal('assessment-started'), ...said }),
  z.strictObject({ type: z.literal('assessment-ended'), ...said }),
  z.strictObject({ type: z.literal('became-aware'), decidedBy: some, ...why }),
  z.strictObject({ type: z.literal('details'), fields: z.record(text, text) }),
  z.strictObject({ type: z.literal('submitted'), step, ...reference }),
  z.strictObject({ type: z.literal('already-provided'), step, ...why }),
  z.strictObject({
    type: z.literal('measure-available'),
    measure: z.enum(['corrective', 'mitigating']),
    ...said,
  }),
  z.strictObject({ type: z.literal('interim-requested'), ...said, due: z.optional(timestamp) }),
  z.strictObject({ type: z.literal('interim-submitted'), ...reference }),
  z.strictObject({ type: z.literal('users-informed'), ...said }),
  z.strictObject({
    type: z.literal('not-reportable'),
    ground: some,
    groundText: some,
    decidedBy: some,
    ...why,
  }),
  z.strictObject({ type: z.literal('closed'), ...why }),
  z.strictObject({ type: z.literal('reopened'), ...why }),
  z.strictObject({ type: z.literal('note'), ...said }),
  z.strictObject({ type: z.literal('withdrawn'), entry: z.int().check(z.positive()), ...why }),
])

const entry = z.strictObject({
  number: z.int().check(z.positive()),
  at: timestamp,
  recordedAt: timestamp,
  by: some,
  fact,
})
const entries = z.array(entry).check(z.minLength(1))

/** `$OCCTET_HOME/private/PRODUCT-ID/cases/CASE-ID.json`. */
export const caseFile = z.strictObject({ schema: z.literal('occtet.case/1'), id: caseId, entries })

const duty = z.strictObject({
  isMandatory: certain,
  reason: z.enum([
    'manufacturer',
    'manufacturer-before-start',
    'steward',
    'steward-before-start',
    'steward-tier-no-duty',
    'role-unknown',
    'tier-unknown',
  ]),
  ref: some,
  informsUsers: certain,
  notes: z.array(z.enum(['legacy', 'small-relief', 'size-unknown', 'no-fines', 'steward-clock'])),
})

const stage = z.strictObject({
  id: some,
  stage: step,
  ref: some,
  state: z.enum(['submitted', 'already-provided', 'running', 'overdue', 'waiting', 'not-needed']),
  due: z.nullable(timestamp),
  waitsFor: z.optional(z.enum(['awareness', 'measure', 'notification'])),
  doneAt: z.optional(timestamp),
  reference: z.optional(some),
  /** Negative when late. */
  remainingSeconds: z.optional(z.int()),
})

const action = z.strictObject({
  code: z.enum([
    'start-assessment',
    'finish-assessment',
    'decide',
    'send-early-warning',
    'send-notification',
    'send-interim',
    'send-final-report',
    'provide-measure',
    'inform-users',
    'close',
  ]),
  ref: some,
  due: z.optional(timestamp),
  isOverdue: z.boolean(),
})

const status = {
  id: caseId,
  track,
  drill: z.boolean(),
  title: some,
  subject,
  phase: z.enum([
    'assessing',
    'open',
    'early-warning-submitted',
    'notification-submitted',
    'measure-available',
    'final-report-submitted',
    'not-reportable',
    'closed',
  ]),
  now: timestamp,
  awareAt: z.nullable(timestamp),
  measureAt: z.nullable(timestamp),
  duty,
  stages: z.array(stage).check(z.minLength(3), z.maxLength(3)),
  interim: z.nullable(z.strictObject({ requestedAt: timestamp, due: z.optional(timestamp) })),
  users: z.strictObject({ duty: certain, informedAt: z.nullable(timestamp) }),
  overdue: z.array(text),
  actions: z.array(action),
}

const routingStep = z.enum([
  'decisions',
  'employees',
  'representative',
  'importer',
  'distributor',
  'users',
  'address',
])

/** By the order of Art. 14(7). */
const routing = z.strictObject({
  certainty: z.enum(['stated', 'assumed', 'unknown']),
  country: z.optional(text.check(z.regex(/^[A-Z]{2}$/))),
  step: z.optional(routingStep),
  passed: z.array(z.strictObject({ step: routingStep, why: z.enum(['not-stated', 'not-in-the-union']) })),
  ref: some,
})

/** `occtet case status ID`, and every command that changes a case. */
export const caseStatus = z.strictObject({ ...status, routing, entries })

/** `occtet case list`, and `status` without an id: real cases, or only drills. */
export const caseList = z.strictObject({
  drills: z.boolean(),
  cases: z.array(z.strictObject(status)),
  problems: z.array(z.strictObject({ code: z.enum(['CASE_UNKNOWN', 'CASE_DAMAGED']), message: text })),
})

const item = z.strictObject({
  item: some,
  label: some,
  isOptional: z.boolean(),
  value: z.nullable(some),
  missing: z.array(some),
  from: z.array(some),
})

/** `occtet case package`: a report to be copied into the platform. */
export const casePackage = z.strictObject({
  schema: z.literal('occtet.case-package/1'),
  drill: z.boolean(),
  watermark: z.optional(some),
  caseId,
  stage: z.enum(['early_warning', 'notification', 'final_report', 'interim']),
  stageId: some,
  title: some,
  ref: some,
  due: z.nullable(timestamp),
  dueNote: some,
  isMandatory: certain,
  recipients: z.array(some).check(z.minLength(1)),
  csirt: routing,
  channel: some,
  platform: z.strictObject({ url: some, warning: some, note: some }),
  fields: z.array(item),
  legalContent: z.array(item),
  missing: z.array(some),
  disclaimer: some,
})

/** `occtet case notify`: the notice as Markdown, and a CSAF 2.0 draft, null where its mandatory members are missing. */
export const caseNotice = z.strictObject({
  caseId,
  drill: z.boolean(),
  markdown: some,
  csaf: z.nullable(z.looseObject({ document: z.looseObject({}) })),
  missing: z.array(some),
})

/** Art. 14: cases and drills with their clocks, what the platform asks, what was written down, and papers to send by hand. */
import * as z from 'zod/mini'
import { instant, pageOf, pageQuery, recorded, slug } from './common.ts'
import { defineRoute } from './route.ts'

const text = z.string()
const some = text.check(z.minLength(1))
const said = some.check(z.maxLength(20_000))
const name = some.check(z.maxLength(200))
/** RFC 3339 with a zone: `2026-11-20T10:30:00+01:00`. A time without one is refused. */
const moment = some.check(z.maxLength(40))
const language = z.enum(['en', 'de'])
const track = z.enum(['AEV', 'INC'])
const step = z.enum(['early_warning', 'notification', 'final_report'])
const stageName = z.enum(['early_warning', 'notification', 'final_report', 'interim'])
const certain = z.enum(['yes', 'no', 'unknown'])
const role = z.enum(['manufacturer', 'steward'])
const tier = z.enum(['1', '2', '3'])

export const caseFieldId = z.enum([
  'title',
  'summary',
  'memberStates',
  'versions',
  'fixedVersions',
  'cve',
  'generalInformation',
  'exploit',
  'suspectedUnlawful',
  'occurredAt',
  'initialAssessment',
  'measuresTaken',
  'userMeasures',
  'sensitivity',
  'severity',
  'impact',
  'actor',
  'cause',
  'mitigation',
  'measureDetails',
  'fixExpected',
  'affectedUsers',
])

const stageState = z.enum(['submitted', 'already-provided', 'running', 'overdue', 'waiting', 'not-needed'])

const caseStage = z.strictObject({
  id: some,
  stage: step,
  name: some,
  ref: some,
  state: stageState,
  /** Null while its clock has not started. */
  due: z.nullable(instant),
  waitsFor: z.optional(z.enum(['awareness', 'measure', 'notification'])),
  doneAt: z.optional(instant),
  reference: z.optional(some),
  /** Until due, negative when late; of what was sent: how early it was. */
  remainingSeconds: z.optional(z.int()),
})

/** The clock that matters first: overdue ones, then what is due next. */
export const nearestClock = z.strictObject({
  /** `interim` where the CSIRT asked for a report. */
  stage: stageName,
  name: some,
  due: instant,
  isOverdue: z.boolean(),
})

export const caseRow = z.strictObject({
  id: some,
  product: slug,
  productName: some,
  track,
  drill: z.boolean(),
  title: some,
  phase: some,
  phaseText: some,
  openedAt: instant,
  awareAt: z.nullable(instant),
  isMandatory: certain,
  nearest: z.optional(nearestClock),
  /** First thing to do, in words. */
  next: z.optional(some),
})

const logEntry = z.strictObject({
  number: z.int().check(z.minimum(1)),
  at: instant,
  recordedAt: instant,
  by: some,
  kind: some,
  heading: some,
  /** In the words of who wrote it. */
  text: z.optional(text),
  isWithdrawn: z.boolean(),
})

const fieldValue = z.strictObject({
  id: caseFieldId,
  label: some,
  /** As it stands; absent: nobody said. */
  value: z.optional(text),
})

export const caseView = z.strictObject({
  row: caseRow,
  /** Server's clock: the page counts on from here. */
  now: instant,
  subject: z.strictObject({ role: some, tier: z.optional(some) }),
  measureAt: z.nullable(instant),
  duty: z.strictObject({
    isMandatory: certain,
    text: some,
    ref: some,
    notes: z.array(some),
  }),
  csirt: z.strictObject({ certainty: z.enum(['stated', 'assumed', 'unknown']), text: some }),
  stages: z.array(caseStage),
  interim: z.nullable(z.strictObject({ requestedAt: instant, due: z.optional(instant) })),
  users: z.strictObject({ duty: certain, informedAt: z.nullable(instant) }),
  overdue: z.array(text),
  actions: z.array(
    z.strictObject({
      code: some,
      text: some,
      ref: some,
      due: z.optional(instant),
      isOverdue: z.boolean(),
    }),
  ),
  /** Before the clock: when the signal came, when the assessment began and ended. */
  assessment: z.strictObject({
    signalAt: z.nullable(instant),
    startedAt: z.nullable(instant),
    endedAt: z.nullable(instant),
  }),
  fields: z.array(fieldValue),
  grounds: z.array(
    z.strictObject({ id: some, text: some, kind: z.enum(['exception', 'test-not-met']), ref: some }),
  ),
  log: z.array(logEntry),
  /** The words on everything that a drill shows and writes. */
  watermark: z.optional(some),
})

const packageItem = z.strictObject({
  item: some,
  label: some,
  /** `unsure`: said in part, or as unknown; `optional`: only where it applies or is known. */
  state: z.enum(['ready', 'missing', 'unsure', 'optional']),
  value: z.nullable(text),
  missing: z.array(text),
  from: z.array(text),
  /** Details that fill it. */
  fields: z.array(caseFieldId),
})

/** A report to be copied into the platform; nothing is sent from here. */
export const casePackageView = z.strictObject({
  stage: stageName,
  stageId: some,
  title: some,
  ref: some,
  due: z.nullable(instant),
  dueNote: some,
  recipients: z.array(some),
  channel: some,
  platform: z.strictObject({ url: some, warning: some, note: some }),
  fields: z.array(packageItem),
  legalContent: z.array(packageItem),
  missing: z.array(some),
  disclaimer: some,
  watermark: z.optional(some),
})

const why = { reason: said }

/** One more entry. The same facts as `occtet.case/1`, without what the server adds. */
export const caseAddition = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('signal-arrived'), text: said }),
  z.strictObject({ type: z.literal('assessment-started'), text: said }),
  z.strictObject({ type: z.literal('assessment-ended'), text: said }),
  z.strictObject({ type: z.literal('became-aware'), decidedBy: name, ...why }),
  z.strictObject({
    type: z.literal('details'),
    fields: z.partialRecord(caseFieldId, z.string().check(z.maxLength(20_000))),
  }),
  z.strictObject({ type: z.literal('submitted'), step, reference: z.optional(name) }),
  z.strictObject({ type: z.literal('already-provided'), step, ...why }),
  z.strictObject({
    type: z.literal('measure-available'),
    measure: z.enum(['corrective', 'mitigating']),
    text: said,
  }),
  z.strictObject({ type: z.literal('interim-requested'), text: said, due: z.optional(moment) }),
  z.strictObject({ type: z.literal('interim-submitted'), reference: z.optional(name) }),
  z.strictObject({ type: z.literal('users-informed'), text: said }),
  /** `ground`: an id of the case's `grounds`. */
  z.strictObject({ type: z.literal('not-reportable'), ground: name, decidedBy: name, ...why }),
  z.strictObject({ type: z.literal('subject'), role: z.optional(role), tier: z.optional(tier), ...why }),
  z.strictObject({ type: z.literal('closed'), ...why }),
  z.strictObject({ type: z.literal('reopened'), ...why }),
  z.strictObject({ type: z.literal('note'), text: said }),
  z.strictObject({ type: z.literal('withdrawn'), entry: z.int().check(z.minimum(1)), ...why }),
])

const langQuery = z.strictObject({ lang: z.optional(language) })
const base = '/api/orgs/:org/products/:product/cases'

/** Why an entry does not fit; nothing was written. All of them answer 422. */
export const caseRefusals = [
  'TIME_SYNTAX',
  'TIME_ZONE_MISSING',
  'TIME_IMPOSSIBLE',
  'TIME_IN_FUTURE',
  'WHO_MISSING',
  'FACT_SHAPE',
  'ALREADY_RECORDED',
  'CASE_CLOSED',
  'CASE_NOT_CLOSED',
  'NOT_AWARE',
  'BEFORE_AWARE',
  'STAGE_ORDER',
  'MEASURE_MISSING',
  'NOT_REQUESTED',
  'DECISION_STANDS',
  'GROUND_UNKNOWN',
  'STAGES_OPEN',
  'ENTRY_UNKNOWN',
  'OTHER_PRODUCT',
  'TOO_MANY_ENTRIES',
  'PROFILE_MISSING',
] as const

const changed = z.strictObject({ case: caseView, recorded })

export const caseRoutes = {
  'cases.list': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/cases',
    summary: 'List cases, or only drills, the nearest clock first',
    access: { kind: 'organisation', permission: 'private.read', isNarrowed: true },
    query: z.strictObject({
      ...pageQuery,
      /** Real cases where absent: the two are never listed together. */
      drills: z.optional(z.enum(['true', 'false'])),
      state: z.optional(z.enum(['open', 'closed', 'all'])),
      product: z.optional(slug),
      lang: z.optional(language),
    }),
    answer: {
      kind: 'json',
      schema: z.extend(pageOf(caseRow), {
        drills: z.boolean(),
        now: instant,
        /** Files that lie there and cannot be read as cases. */
        damaged: z.array(z.strictObject({ product: slug, file: some, message: some })),
      }),
    },
  }),
  'cases.open': defineRoute({
    method: 'POST',
    path: base,
    summary: 'Open a case or a drill',
    access: { kind: 'organisation', permission: 'cases.write' },
    query: langQuery,
    body: z.strictObject({
      track,
      drill: z.boolean(),
      title: name,
      role: z.optional(role),
      tier: z.optional(tier),
      /** How it came to be known, and when. */
      signal: z.optional(z.strictObject({ at: moment, text: said })),
      /** Starts the clocks at once. */
      aware: z.optional(z.strictObject({ at: moment, decidedBy: name, reason: said })),
    }),
    answer: { kind: 'json', schema: changed },
    status: 201,
    errors: caseRefusals,
  }),
  'cases.find': defineRoute({
    method: 'GET',
    path: '/api/orgs/:org/cases/:case',
    summary: 'Show a case by its id alone',
    access: { kind: 'organisation', permission: 'private.read', isNarrowed: true },
    query: langQuery,
    answer: { kind: 'json', schema: caseView },
    errors: ['CASE_AMBIGUOUS', 'CASE_DAMAGED'],
  }),
  'cases.show': defineRoute({
    method: 'GET',
    path: `${base}/:case`,
    summary: 'Show a case with all its clocks',
    access: { kind: 'organisation', permission: 'private.read' },
    query: langQuery,
    answer: { kind: 'json', schema: caseView },
    errors: ['CASE_DAMAGED'],
  }),
  'cases.append': defineRoute({
    method: 'POST',
    path: `${base}/:case/entries`,
    summary: 'Write one more entry, or several that belong together',
    access: { kind: 'organisation', permission: 'cases.write' },
    query: langQuery,
    body: z.strictObject({
      /** When it happened; absent: now. */
      at: z.optional(moment),
      facts: z.array(caseAddition).check(z.minLength(1), z.maxLength(10)),
    }),
    answer: { kind: 'json', schema: changed },
    errors: [...caseRefusals, 'CASE_DAMAGED'],
  }),
  'cases.package': defineRoute({
    method: 'GET',
    path: `${base}/:case/packages/:stage`,
    summary: 'Show the fields of one report, ready to be copied',
    access: { kind: 'organisation', permission: 'private.read' },
    query: langQuery,
    answer: { kind: 'json', schema: casePackageView },
    errors: ['CASE_DAMAGED'],
  }),
  'cases.notice': defineRoute({
    method: 'GET',
    path: `${base}/:case/notice`,
    summary: 'Show the notice to users and whether an advisory can be made',
    access: { kind: 'organisation', permission: 'private.read' },
    query: langQuery,
    answer: {
      kind: 'json',
      schema: z.strictObject({ markdown: some, missing: z.array(text), hasAdvisory: z.boolean() }),
    },
    errors: ['CASE_DAMAGED'],
  }),
  'cases.file': defineRoute({
    method: 'GET',
    path: `${base}/:case/files/:file`,
    summary: 'Download a paper of a case: a report, the notice to users, the advisory, the decision',
    access: { kind: 'organisation', permission: 'private.read' },
    query: langQuery,
    answer: { kind: 'file', media: ['text/plain', 'application/json', 'text/markdown'] },
    errors: ['CASE_DAMAGED'],
  }),
} as const

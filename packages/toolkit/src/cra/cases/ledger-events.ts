/** Which events of the ledger an added entry of an Art. 14 case is (ledger reference, section 5); pure. */
import { sha256Hex } from '../../base/index.ts'
import { type EventData, type EventDraft, fitText, personActor } from '../../ledger/index.ts'
import type { CaseEntry, CaseFact, CaseFile, StepName } from './events.ts'
import { statusOf } from './status.ts'
import { parseInstant } from './time.ts'

/** One draft or two, without id and time, for each entry that `after` has more than `before`, under the case's own data key. */
export function caseEvents(after: CaseFile, before: CaseFile | undefined): readonly EventDraft[] {
  return after.entries.slice(before?.entries.length ?? 0).flatMap((entry) =>
    tell(after, entry).map(({ type, data }) => ({
      type,
      product: fitText(productOf(after), 256),
      actor: personActor(entry.by),
      subject: [{ name: after.id, digest: { sha256: sha256Hex(JSON.stringify(after.entries)) } }],
      data: { caseId: after.id, ...data },
      caseId: after.id,
    })),
  )
}

interface Told {
  readonly type: string
  readonly data: EventData
}

const stages: Readonly<Record<StepName, string>> = {
  early_warning: 'early-warning',
  notification: 'notification',
  final_report: 'final-report',
}

function tell(file: CaseFile, entry: CaseEntry): readonly Told[] {
  const { fact, at } = entry
  if (isNoted(fact)) return [tellNote(entry, fact)]
  switch (fact.type) {
    case 'opened': {
      const track = fact.track === 'AEV' ? 'vulnerability' : 'incident'
      return [{ type: 'case.opened', data: { track, isDrill: fact.drill } }]
    }
    case 'became-aware': {
      const data = { awareAt: toInstant(at), reason: fitText(fact.reason, 2000) }
      return [{ type: 'incident.aware', data }, ...startClock(file, at)]
    }
    case 'submitted':
    case 'interim-submitted':
      return [{ type: 'notification.submitted', data: submission(file, entry) }]
    case 'not-reportable': {
      const reason = fitText(`${fact.ground}: ${fact.reason}`, 2000)
      return [{ type: 'notification.declined', data: { reason } }]
    }
    case 'closed':
      return [{ type: 'case.closed', data: { outcome: fitText(fact.reason, 2000) } }]
    case 'measure-available':
    case 'interim-requested':
    case 'users-informed':
      return [tellStep(fact, toInstant(at))]
    default:
      return fact satisfies never
  }
}

type Step = Extract<CaseFact, { type: 'measure-available' | 'interim-requested' | 'users-informed' }>

function tellStep(fact: Step, at: string): Told {
  switch (fact.type) {
    case 'measure-available': {
      const measure = fitText(`${fact.measure}: ${fact.text}`, 2000)
      return { type: 'corrective.available', data: { availableAt: at, measure } }
    }
    case 'interim-requested': {
      const due = fact.due === undefined ? {} : { dueAt: toInstant(fact.due) }
      return { type: 'intermediate.requested', data: { requestedAt: at, by: 'CSIRT', ...due } }
    }
    case 'users-informed': {
      const data = { channel: fitText(fact.text, 200), textSha256: sha256Hex(fact.text), informedAt: at }
      return { type: 'users.informed', data }
    }
    default:
      return fact satisfies never
  }
}

const notedTypes = [
  'subject',
  'signal-arrived',
  'assessment-started',
  'assessment-ended',
  'details',
  'already-provided',
  'reopened',
  'note',
  'withdrawn',
] as const

type Noted = Extract<CaseFact, { type: (typeof notedTypes)[number] }>

function isNoted(fact: CaseFact): fact is Noted {
  return notedTypes.some((type) => type === fact.type)
}

/** Everything that is no step of the law's own: kept in the case, fixed here by its digest. */
function tellNote(entry: CaseEntry, fact: Noted): Told {
  const data = { entry: entry.number, kind: fact.type, entrySha256: sha256Hex(JSON.stringify(entry)) }
  return { type: 'case.noted', data }
}

function startClock(file: CaseFile, awareAt: string): readonly Told[] {
  const deadlines = stagesOf(file).flatMap(({ stage, due }) =>
    due === null ? [] : [{ stage: stages[stage], dueAt: toInstant(due) }],
  )
  return deadlines.length === 0
    ? []
    : [{ type: 'clock.started', data: { startedAt: toInstant(awareAt), deadlines } }]
}

function submission(file: CaseFile, { fact, at }: CaseEntry): EventData {
  const isInterim = fact.type === 'interim-submitted'
  const step = fact.type === 'submitted' ? fact.step : undefined
  const due = isInterim ? interimDue(file) : stagesOf(file).find(({ stage }) => stage === step)?.due
  const reference = 'reference' in fact ? fact.reference : undefined
  return {
    stage: step === undefined ? 'intermediate-report' : stages[step],
    channel: 'single reporting platform',
    submittedAt: toInstant(at),
    ...(due === undefined || due === null
      ? {}
      : { dueAt: toInstant(due), late: Date.parse(at) > Date.parse(due) }),
    ...(reference === undefined ? {} : { reference: fitText(reference, 200) }),
  }
}

function interimDue(file: CaseFile): string | undefined {
  return file.entries
    .flatMap(({ fact }) => (fact.type === 'interim-requested' && fact.due !== undefined ? [fact.due] : []))
    .at(-1)
}

/** As they stand with the last entry. */
function stagesOf(file: CaseFile): ReturnType<typeof statusOf>['stages'] {
  const last = file.entries.at(-1)
  const now = parseInstant(last?.recordedAt ?? '')
  return statusOf(file, now.ok ? now.value : Date.now()).stages
}

function productOf({ entries }: CaseFile): string {
  const subjects = entries.flatMap(({ fact }) => ('subject' in fact ? [fact.subject.productId] : []))
  return subjects.at(-1) ?? ''
}

/** `at`: RFC 3339 as our files hold it; times of events have milliseconds. */
function toInstant(at: string): string {
  return new Date(at).toISOString()
}

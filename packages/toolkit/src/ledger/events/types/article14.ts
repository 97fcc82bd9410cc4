/** Cases under Art. 14 CRA, from awareness to their end (ledger reference, section 5). Table of data. */
import {
  choice,
  count,
  digest,
  type EventType,
  evidence,
  type EventTypes,
  flag,
  list,
  type Members,
  object,
  optional,
  text,
  time,
  urgent,
} from './fields.ts'

const inCase = { caseId: text(128) }
const stage = choice('early-warning', 'notification', 'final-report', 'intermediate-report')

function step(legal: readonly string[], data: Members, say: EventType['say']): EventType {
  return urgent(evidence(legal, { ...inCase, ...data }, say))
}

export const caseTypes: EventTypes = {
  'incident.aware': step(
    ['CRA:14(1)', 'CRA:14(3)'],
    {
      awareAt: time,
      sourceSha256: optional(digest),
      reason: text(2000),
    },
    {
      en: '{actor} noted: aware of case {caseId} since {awareAt}',
      de: '{actor} hat festgehalten: Kenntnis vom Fall {caseId} seit {awareAt}',
    },
  ),
  'case.opened': step(
    ['CRA:14'],
    { track: choice('vulnerability', 'incident'), isDrill: optional(flag) },
    {
      en: '{actor} opened the case {caseId} ({track})',
      de: '{actor} hat den Fall {caseId} eröffnet ({track})',
    },
  ),
  'clock.started': step(
    ['CRA:14(2)', 'CRA:14(4)'],
    {
      startedAt: time,
      deadlines: list(object({ stage, dueAt: time }), 8),
    },
    {
      en: 'The clock of case {caseId} runs since {startedAt}',
      de: 'Die Uhr des Falls {caseId} läuft seit {startedAt}',
    },
  ),
  'notification.prepared': step(
    ['CRA:14(2)', 'CRA:14(4)'],
    { stage, payloadSha256: digest },
    {
      en: '{actor} prepared for case {caseId}: {stage}',
      de: '{actor} hat für den Fall {caseId} vorbereitet: {stage}',
    },
  ),
  'notification.submitted': step(
    ['CRA:14(2)', 'CRA:14(4)'],
    {
      stage,
      channel: text(200),
      dueAt: optional(time),
      submittedAt: time,
      late: optional(flag),
      lateReason: optional(text(2000)),
      reference: optional(text(200)),
      csirt: optional(text(200)),
      payloadSha256: optional(digest),
    },
    {
      en: '{actor} submitted for case {caseId}: {stage}, on {submittedAt}[; it was due {dueAt}][; late: {lateReason}]',
      de: '{actor} hat für den Fall {caseId} eingereicht: {stage}, am {submittedAt}[; fällig am {dueAt}][; verspätet: {lateReason}]',
    },
  ),
  'notification.acknowledged': step(
    ['CRA:14(2)', 'CRA:14(4)'],
    {
      stage,
      acknowledgedAt: time,
      reference: optional(text(200)),
      receiptSha256: optional(digest),
    },
    {
      en: 'The receipt for case {caseId} came in: {stage}[ ({reference})]',
      de: 'Die Bestätigung für den Fall {caseId} ging ein: {stage}[ ({reference})]',
    },
  ),
  'notification.amended': step(
    ['CRA:14(2)', 'CRA:14(4)'],
    { stage, payloadSha256: digest, reason: text(2000) },
    {
      en: '{actor} amended for case {caseId}: {stage}, because {reason}',
      de: '{actor} hat für den Fall {caseId} berichtigt: {stage}, weil {reason}',
    },
  ),
  'notification.declined': step(
    ['CRA:14'],
    { reason: text(2000), fourEyes: optional(list(text(100))) },
    {
      en: '{actor} decided not to report case {caseId}: {reason}',
      de: '{actor} hat entschieden, den Fall {caseId} nicht zu melden: {reason}',
    },
  ),
  'intermediate.requested': step(
    ['CRA:14(6)'],
    { requestedAt: time, by: text(200), dueAt: optional(time) },
    {
      en: '{by} asked for an intermediate report on case {caseId}',
      de: '{by} hat einen Zwischenbericht zum Fall {caseId} verlangt',
    },
  ),
  'corrective.available': step(
    ['CRA:14(2)(c)'],
    { availableAt: time, measure: text(2000) },
    {
      en: 'A corrective or mitigating measure for case {caseId} is available since {availableAt}',
      de: 'Eine Abhilfe für den Fall {caseId} ist seit {availableAt} verfügbar',
    },
  ),
  'users.informed': step(
    ['CRA:14(8)'],
    { channel: text(200), textSha256: digest, informedAt: time },
    {
      en: '{actor} informed users about case {caseId} by {channel}',
      de: '{actor} hat die Nutzer über {channel} zum Fall {caseId} informiert',
    },
  ),
  'case.noted': step(
    ['CRA:14'],
    { entry: count(), kind: text(64), entrySha256: digest },
    {
      en: '{actor} wrote entry {entry} of case {caseId}: {kind}',
      de: '{actor} hat Eintrag {entry} des Falls {caseId} geschrieben: {kind}',
    },
  ),
  'case.closed': step(
    ['CRA:14'],
    { outcome: text(2000) },
    {
      en: '{actor} closed the case {caseId}: {outcome}',
      de: '{actor} hat den Fall {caseId} geschlossen: {outcome}',
    },
  ),
}

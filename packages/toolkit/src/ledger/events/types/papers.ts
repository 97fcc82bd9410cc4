/** Assessment, evidence, papers, approvals and attestations. Table of data. */
import {
  choice,
  count,
  digest,
  eventId,
  evidence,
  type EventTypes,
  flag,
  list,
  optional,
  text,
  time,
} from './fields.ts'

const duties = ['CRA:13(2)', 'CRA:13(3)', 'CRA:13(4)']
const technical = ['CRA:31', 'CRA:Annex VII']
const papers = ['CRA:13(12)', 'CRA:28', 'CRA:31']
const assessment = { assessment: text(128) }
const file = { requirements: list(text(64)), fileSha256: digest, size: count(), mediaType: text(128) }
const paper = {
  kind: choice('technical-documentation', 'declaration-of-conformity', 'user-information', 'report', 'other'),
  documentSha256: digest,
  version: optional(text(100)),
  template: optional(text(200)),
}
const approval = {
  kind: choice('document', 'decision', 'declaration', 'assistant-proposal', 'report'),
  sha256: digest,
  role: text(100),
  comment: optional(text(2000)),
  /** As of findings: kept back from readers outside, for now. */
  isPrivate: optional(flag),
}
const attested = { predicateType: text(512), envelopeSha256: digest }

export const paperTypes: EventTypes = {
  'risk.assessed': evidence(
    duties,
    { documentSha256: digest, version: optional(text(100)), risks: optional(count()) },
    {
      en: '{actor} recorded the cybersecurity risk assessment[, version {version}]',
      de: '{actor} hat die Bewertung der Cybersicherheitsrisiken festgehalten[, Version {version}]',
    },
  ),
  'assessment.started': evidence(
    duties,
    { ...assessment, questionnaireSha256: optional(digest) },
    {
      en: '{actor} started the assessment {assessment}',
      de: '{actor} hat die Bewertung {assessment} begonnen',
    },
  ),
  'assessment.answered': evidence(
    duties,
    {
      ...assessment,
      question: text(128),
      answerSha256: digest,
      previous: optional(eventId),
    },
    {
      en: '{actor} answered question {question}',
      de: '{actor} hat die Frage {question} beantwortet',
    },
  ),
  'assessment.completed': evidence(
    duties,
    {
      ...assessment,
      score: optional(count(100)),
      questionnaireSha256: digest,
      answersSha256: optional(digest),
    },
    {
      en: '{actor} completed the assessment {assessment}[ with {score} of 100]',
      de: '{actor} hat die Bewertung {assessment} abgeschlossen[, {score} von 100]',
    },
  ),
  'evidence.attached': evidence(technical, file, {
    en: '{actor} attached {subject} as evidence for {requirements}',
    de: '{actor} hat {subject} als Nachweis für {requirements} beigefügt',
  }),
  'evidence.replaced': evidence(
    technical,
    { ...file, previousSha256: digest, previous: optional(eventId) },
    {
      en: '{actor} replaced the evidence {subject} for {requirements}',
      de: '{actor} hat den Nachweis {subject} für {requirements} ersetzt',
    },
  ),
  'evidence.expired': evidence(
    technical,
    {
      requirements: file.requirements,
      fileSha256: digest,
      expiredAt: time,
    },
    {
      en: 'The evidence {subject} for {requirements} expired',
      de: 'Der Nachweis {subject} für {requirements} ist abgelaufen',
    },
  ),
  'duediligence.recorded': evidence(
    ['CRA:13(5)', 'CRA:Recital 34'],
    {
      component: text(1024),
      checks: list(text(128)),
      decision: choice('accept', 'accept-with-measures', 'replace', 'reject'),
      recordSha256: optional(digest),
    },
    {
      en: '{actor} checked the component {component}: {decision}',
      de: '{actor} hat die Komponente {component} geprüft: {decision}',
    },
  ),
  'document.generated': evidence(papers, paper, {
    en: '{actor} made the document {subject}[, version {version}]',
    de: '{actor} hat das Dokument {subject} erzeugt[, Version {version}]',
  }),
  'document.issued': evidence(papers, paper, {
    en: '{actor} issued the document {subject}[, version {version}]',
    de: '{actor} hat das Dokument {subject} herausgegeben[, Version {version}]',
  }),
  'approval.requested': evidence(
    [],
    { ...approval, fourEyes: optional(list(text(100))) },
    {
      en: '{actor} asked {role} for approval ({kind})',
      de: '{actor} hat {role} um Freigabe gebeten ({kind})',
    },
  ),
  'approval.granted': evidence(
    [],
    { ...approval, fourEyes: optional(list(text(100))) },
    {
      en: '{actor} approved as {role} ({kind})',
      de: '{actor} hat als {role} freigegeben ({kind})',
    },
  ),
  'approval.rejected': evidence([], approval, {
    en: '{actor} refused approval as {role} ({kind})[: {comment}]',
    de: '{actor} hat als {role} die Freigabe verweigert ({kind})[: {comment}]',
  }),
  'approval.withdrawn': evidence([], approval, {
    en: '{actor} withdrew an approval as {role} ({kind})[: {comment}]',
    de: '{actor} hat als {role} eine Freigabe zurückgezogen ({kind})[: {comment}]',
  }),
  'attestation.issued': evidence(
    [],
    { ...attested, subjects: list(digest), validUntil: optional(time) },
    {
      en: '{actor} issued an attestation ({predicateType})',
      de: '{actor} hat eine Bescheinigung ausgestellt ({predicateType})',
    },
  ),
  'attestation.revoked': evidence(
    [],
    { ...attested, reason: text(1000) },
    {
      en: '{actor} revoked an attestation ({predicateType}): {reason}',
      de: '{actor} hat eine Bescheinigung widerrufen ({predicateType}): {reason}',
    },
  ),
  'attestation.received': evidence(
    [],
    { ...attested, issuer: text(512) },
    {
      en: 'An attestation by {issuer} was received ({predicateType})',
      de: 'Eine Bescheinigung von {issuer} ging ein ({predicateType})',
    },
  ),
  'attestation.verified': evidence(
    [],
    {
      ...attested,
      issuer: text(512),
      result: choice('valid', 'valid-but-stale', 'invalid'),
      reason: optional(text(200)),
      policySha256: optional(digest),
      isOffline: optional(flag),
    },
    {
      en: 'An attestation by {issuer} was checked: {result}[ ({reason})]',
      de: 'Eine Bescheinigung von {issuer} wurde geprüft: {result}[ ({reason})]',
    },
  ),
}

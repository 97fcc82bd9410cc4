/** Vulnerabilities, what was decided about them, and what was told to others. Table of data. */
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
  urgent,
} from './fields.ts'

const handling = ['CRA:Annex I.II(2)']
const status = choice('not_affected', 'affected', 'fixed', 'under_investigation')
const justification = choice(
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
)
const finding = {
  vulnerability: text(128),
  component: optional(text(1024)),
  version: optional(text()),
  /** Kept back from readers outside, for now: left out of packages unless it is named. */
  isPrivate: optional(flag),
}
const vex = {
  format: choice('CSAF', 'OpenVEX', 'CycloneDX', 'SPDX'),
  documentSha256: digest,
  version: text(100),
}
const advisory = {
  advisory: text(128),
  documentSha256: digest,
  tlp: optional(choice('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  version: optional(text(100)),
}

export const vulnerabilityTypes: EventTypes = {
  'vuln.discovered': evidence(
    handling,
    { ...finding, source: optional(text()) },
    {
      en: '{vulnerability} was found[ in {component}][ by {source}]',
      de: '{vulnerability} wurde gefunden[ in {component}][ durch {source}]',
    },
  ),
  'vuln.triaged': evidence(
    handling,
    {
      ...finding,
      decision: status,
      justification: optional(justification),
      decisionId: optional(text(200)),
      decisionSha256: optional(digest),
      previous: optional(eventId),
    },
    {
      en: '{actor} decided ‘{decision}’ for {vulnerability}[ in {component}]',
      de: '{actor} hat über {vulnerability}[ in {component}] entschieden: „{decision}“',
    },
  ),
  'vuln.noted': evidence(
    handling,
    { ...finding, decisionId: text(200), decisionSha256: digest, note: text(2000) },
    {
      en: '{actor} added a note to the decision on {vulnerability}[ in {component}]',
      de: '{actor} hat zur Entscheidung über {vulnerability}[ in {component}] eine Notiz geschrieben',
    },
  ),
  'vuln.fixed': evidence(
    handling,
    { ...finding, fixedIn: text(), previous: optional(eventId) },
    {
      en: '{vulnerability}[ in {component}] was fixed in version {fixedIn}',
      de: '{vulnerability}[ in {component}] wurde in Version {fixedIn} behoben',
    },
  ),
  'vuln.reopened': evidence(
    handling,
    { ...finding, reason: text(1000), previous: optional(eventId) },
    {
      en: '{actor} opened {vulnerability}[ in {component}] again: {reason}',
      de: '{actor} hat {vulnerability}[ in {component}] wieder geöffnet: {reason}',
    },
  ),
  'vuln.exploitation.suspected': urgent(
    evidence(
      ['CRA:14(1)'],
      { ...finding, source: text(), seenAt: optional(time), caseId: optional(text(128)) },
      {
        en: '{vulnerability}[ in {component}] may be exploited, says {source}',
        de: '{vulnerability}[ in {component}] wird möglicherweise ausgenutzt, sagt {source}',
      },
    ),
  ),
  'vex.issued': evidence(
    handling,
    { ...vex, statements: optional(count()) },
    {
      en: '{actor} issued VEX as {format}, version {version}',
      de: '{actor} hat VEX als {format} herausgegeben, Version {version}',
    },
  ),
  'vex.superseded': evidence(
    handling,
    { ...vex, previousSha256: digest },
    {
      en: '{actor} replaced a VEX document ({format}) by version {version}',
      de: '{actor} hat ein VEX-Dokument ({format}) durch Version {version} ersetzt',
    },
  ),
  'advisory.drafted': evidence(['CRA:Annex I.II(4)'], advisory, {
    en: '{actor} drafted the advisory {advisory}',
    de: '{actor} hat den Sicherheitshinweis {advisory} entworfen',
  }),
  'advisory.reviewed': evidence(
    ['CRA:Annex I.II(4)'],
    { ...advisory, result: choice('accepted', 'rejected') },
    {
      en: '{actor} reviewed the advisory {advisory}: {result}',
      de: '{actor} hat den Sicherheitshinweis {advisory} geprüft: {result}',
    },
  ),
  'advisory.published': evidence(
    ['CRA:Annex I.II(4)'],
    { ...advisory, path: optional(text(1024)) },
    {
      en: '{actor} published the advisory {advisory}[ ({tlp})]',
      de: '{actor} hat den Sicherheitshinweis {advisory} veröffentlicht[ ({tlp})]',
    },
  ),
  'patch.released': evidence(
    ['CRA:Annex I.II(7)', 'CRA:Annex I.II(8)'],
    {
      version: text(),
      artefacts: optional(list(digest)),
      fixes: list(text(128)),
      isFree: optional(flag),
    },
    {
      en: '{actor} released {version}, which fixes {fixes}',
      de: '{actor} hat {version} freigegeben; es behebt {fixes}',
    },
  ),
  'upstream.reported': evidence(
    ['CRA:13(6)'],
    {
      component: text(1024),
      vulnerability: optional(text(128)),
      channel: text(),
      isFixOffered: flag,
      reference: optional(text(1024)),
    },
    {
      en: '{actor} told the maintainers of {component} about[ {vulnerability},] a weakness, by {channel}',
      de: '{actor} hat den Verantwortlichen von {component} über {channel} eine Schwachstelle gemeldet[ ({vulnerability})]',
    },
  ),
}

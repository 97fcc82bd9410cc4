/** People, products and what they are made of. Table of data. */
import {
  choice,
  count,
  day,
  digest,
  eventId,
  evidence,
  type EventTypes,
  flag,
  list,
  object,
  optional,
  record,
  text,
  time,
} from './fields.ts'

const document = {
  format: choice('CycloneDX', 'SPDX'),
  specVersion: text(40),
  components: count(),
  documentSha256: optional(digest),
  tool: optional(text()),
  toolVersion: optional(text()),
  sourceCommit: optional(text(128)),
}
const role = { role: text(100) }
const severities = object({
  critical: optional(count()),
  high: optional(count()),
  medium: optional(count()),
  low: optional(count()),
  none: optional(count()),
  unknown: optional(count()),
})

export const productTypes: EventTypes = {
  'member.added': record(role, {
    en: '{actor} added a member as {role}',
    de: '{actor} hat ein Mitglied als {role} aufgenommen',
  }),
  'member.removed': record(
    { ...role, reason: optional(text(1000)) },
    {
      en: '{actor} removed a member, {role}[: {reason}]',
      de: '{actor} hat ein Mitglied entfernt, {role}[: {reason}]',
    },
  ),
  'role.changed': record(
    { ...role, previousRole: text(100) },
    {
      en: '{actor} changed a member’s role from {previousRole} to {role}',
      de: '{actor} hat die Rolle eines Mitglieds von {previousRole} zu {role} geändert',
    },
  ),
  'token.created': record(
    { token: text(100), scopes: list(text(100), 64) },
    {
      en: '{actor} made an API token ({token})',
      de: '{actor} hat ein API-Token angelegt ({token})',
    },
  ),
  'token.revoked': record(
    { token: text(100) },
    {
      en: '{actor} revoked an API token ({token})',
      de: '{actor} hat ein API-Token widerrufen ({token})',
    },
  ),
  'product.registered': evidence(
    ['CRA:13'],
    { name: text(), profileSha256: optional(digest) },
    {
      en: '{actor} registered the product {name}',
      de: '{actor} hat das Produkt {name} angelegt',
    },
  ),
  'product.classified': evidence(
    ['CRA:7', 'CRA:8', 'CRA:Annex III', 'CRA:Annex IV'],
    {
      class: choice('default', 'important-1', 'important-2', 'critical', 'out-of-scope', 'unknown'),
      rationaleSha256: optional(digest),
      catalogue: optional(text(100)),
      previous: optional(eventId),
    },
    {
      en: '{actor} classified {subject} as {class}',
      de: '{actor} hat {subject} eingestuft: {class}',
    },
  ),
  'product.version.released': evidence(
    ['CRA:13(13)'],
    {
      version: text(),
      artefacts: optional(list(digest)),
      releasedAt: optional(time),
    },
    {
      en: '{actor} released version {version}[ of {product}]',
      de: '{actor} hat Version {version}[ von {product}] freigegeben',
    },
  ),
  'support.period.set': evidence(
    ['CRA:13(8)'],
    {
      until: day,
      from: optional(day),
      rationaleSha256: optional(digest),
    },
    {
      en: '{actor} set the support period to end on {until}',
      de: '{actor} hat das Ende des Unterstützungszeitraums auf den {until} gesetzt',
    },
  ),
  'support.ended': evidence(
    ['CRA:13(8)'],
    { on: day },
    {
      en: 'Support ended on {on}',
      de: 'Die Unterstützung endete am {on}',
    },
  ),
  'sbom.imported': evidence(
    ['CRA:Annex I.II(1)'],
    { ...document, from: optional(text(1000)) },
    {
      en: '{actor} imported an SBOM with {components} components ({format} {specVersion})[ for {product}]',
      de: '{actor} hat eine SBOM mit {components} Komponenten übernommen ({format} {specVersion})[ für {product}]',
    },
  ),
  'sbom.generated': evidence(['CRA:Annex I.II(1)'], document, {
    en: '{actor} made an SBOM with {components} components ({format} {specVersion})[ for {product}]',
    de: '{actor} hat eine SBOM mit {components} Komponenten erzeugt ({format} {specVersion})[ für {product}]',
  }),
  'scan.completed': evidence(
    ['CRA:Annex I.II(2)', 'CRA:Annex I.II(3)'],
    {
      scanner: text(),
      scannerVersion: optional(text()),
      database: text(),
      databaseTime: optional(time),
      sbomSha256: optional(digest),
      findings: severities,
      isPartial: optional(flag),
      resultSha256: digest,
    },
    {
      en: '{scanner} checked[ {product}][ with data of {databaseTime}][: {findings.critical} critical][, {findings.high} high][, {findings.medium} medium][, {findings.low} low][, {findings.unknown} of unknown severity][; incomplete: {isPartial}]',
      de: '{scanner} hat[ {product}] geprüft[, mit Daten vom {databaseTime}][: {findings.critical} kritisch][, {findings.high} hoch][, {findings.medium} mittel][, {findings.low} niedrig][, {findings.unknown} unbekannter Schwere][; unvollständig: {isPartial}]',
    },
  ),
}

/** What happened to the ledger and its data: access, erasure, checks, anchors, alarms. Table of data. */
import {
  base64,
  choice,
  count,
  day,
  digest,
  type EventTypes,
  flag,
  list,
  object,
  optional,
  record,
  text,
  time,
  urgent,
} from './fields.ts'

/** Entries from `first` to `last`, both included. */
const range = object({ first: count(), last: count() })

export const keepingTypes: EventTypes = {
  'access.exported': record(
    {
      what: text(200),
      events: optional(count()),
      recipient: optional(text(200)),
      packageSha256: optional(digest),
    },
    {
      en: '{actor} exported {what}[ for {recipient}]',
      de: '{actor} hat {what} exportiert[ für {recipient}]',
    },
  ),
  'data.erased': record(
    {
      depth: choice('disclosures', 'payload', 'key'),
      scope: choice('event', 'person', 'case'),
      entries: list(range),
      disclosures: list(base64(44)),
      reason: text(1000),
      ground: choice('data-subject-request', 'retention-ended', 'court-order', 'legal-obligation', 'other'),
      reference: optional(text(200)),
      retentionUntil: optional(day),
    },
    {
      en: '{actor} erased data ({depth}): {reason}',
      de: '{actor} hat Daten gelöscht ({depth}): {reason}',
    },
  ),
  'retention.applied': record(
    { policy: text(200), before: time, entries: list(range) },
    {
      en: 'The retention rule {policy} was applied to what is older than {before}',
      de: 'Die Aufbewahrungsregel {policy} wurde auf alles vor {before} angewandt',
    },
  ),
  'config.changed': record(
    { setting: text(200), sha256: optional(digest), previousSha256: optional(digest) },
    {
      en: '{actor} changed the setting {setting}',
      de: '{actor} hat die Einstellung {setting} geändert',
    },
  ),
  'backup.restored': urgent(
    record(
      { takenAt: optional(time), size: count(), missing: optional(count()), reason: optional(text(1000)) },
      {
        en: '{actor} restored a backup with {size} entries[; {missing} were missing in it]',
        de: '{actor} hat eine Sicherung mit {size} Einträgen eingespielt[; {missing} fehlten darin]',
      },
    ),
  ),
  'integrity.checked': record(
    { size: count(), root: base64(44), isIntact: flag, faults: count() },
    {
      en: 'All {size} entries were checked; faults: {faults}',
      de: 'Alle {size} Einträge wurden geprüft; Fehler: {faults}',
    },
  ),
  'peer.checkpoint.observed': record(
    { origin: text(), size: count(), root: base64(44), noteSha256: digest },
    {
      en: 'The checkpoint of {origin} at {size} entries was noted',
      de: 'Der Checkpoint von {origin} bei {size} Einträgen wurde festgehalten',
    },
  ),
  'anchor.timestamped': record(
    {
      size: count(),
      root: base64(44),
      noteSha256: digest,
      authority: text(512),
      genTime: time,
      tokenSha256: digest,
    },
    {
      en: '{authority} time-stamped the checkpoint at {size} entries: {genTime}',
      de: '{authority} hat den Checkpoint bei {size} Einträgen mit einem Zeitstempel versehen: {genTime}',
    },
  ),
  'alarm.raised': urgent(
    record(
      { alarm: text(64), message: text(2000), origin: optional(text()), evidenceSha256: optional(digest) },
      {
        en: 'Alarm {alarm}[ for {origin}]: {message}',
        de: 'Alarm {alarm}[ für {origin}]: {message}',
      },
    ),
  ),
}

/** The life of a log and its keys: leaves that everybody can read. Table of data. */
import {
  announcement,
  base64,
  choice,
  count,
  digest,
  type EventTypes,
  object,
  optional,
  text,
  time,
} from './fields.ts'

const key = {
  purpose: choice('log', 'event', 'attestation', 'witness', 'tsa'),
  algorithm: choice('ed25519', 'ecdsa-p256'),
  keyid: digest,
  spki: base64(512),
  notAfter: optional(time),
}

export const logLifeTypes: EventTypes = {
  'org.registered': announcement(
    { organisation: text(), origin: text(), verifierKey: text(512), policySha256: optional(digest) },
    {
      en: '{organisation} was registered with the log {origin}',
      de: '{organisation} wurde mit dem Protokoll {origin} eingetragen',
    },
  ),
  'log.created': announcement(
    { organisation: text(), origin: text(), key: object(key), policySha256: optional(digest) },
    {
      en: 'The log {origin} was opened for {organisation}',
      de: 'Das Protokoll {origin} wurde für {organisation} eröffnet',
    },
  ),
  'log.closed': announcement(
    { origin: text(), size: count(), root: base64(44), reason: text(1000) },
    {
      en: 'The log {origin} was closed at {size} entries: {reason}',
      de: 'Das Protokoll {origin} wurde bei {size} Einträgen geschlossen: {reason}',
    },
  ),
  'log.successor': announcement(
    { origin: text(), previousOrigin: text(), size: count(), root: base64(44), reason: text(1000) },
    {
      en: 'The log {origin} follows {previousOrigin}, which ended at {size} entries: {reason}',
      de: 'Das Protokoll {origin} folgt auf {previousOrigin}, das bei {size} Einträgen endete: {reason}',
    },
  ),
  'key.added': announcement(key, {
    en: 'A key for {purpose} was added: {keyid}',
    de: 'Ein Schlüssel für {purpose} kam hinzu: {keyid}',
  }),
  'key.rotated': announcement(
    { ...key, replaces: digest, reason: optional(text(1000)) },
    {
      en: 'The key for {purpose} was replaced by {keyid}[: {reason}]',
      de: 'Der Schlüssel für {purpose} wurde durch {keyid} ersetzt[: {reason}]',
    },
  ),
  'key.revoked': announcement(
    { purpose: key.purpose, keyid: digest, reason: text(1000), compromisedSince: optional(time) },
    {
      en: 'The key {keyid} for {purpose} was revoked[, in other hands since {compromisedSince}]: {reason}',
      de: 'Der Schlüssel {keyid} für {purpose} wurde widerrufen[, in fremden Händen seit {compromisedSince}]: {reason}',
    },
  ),
}

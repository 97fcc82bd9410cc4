/** What a verification says, in German. Table of data; `{name}` is filled from the check. */
import type { AttestationTexts } from './types.ts'

export const de: AttestationTexts = {
  headings: {
    envelope: 'Die Datei',
    signature: 'Die Unterschrift',
    revocation: 'Zurückgezogen?',
    key: 'Der Schlüssel',
    time: 'Wann sie unterschrieben wurde',
    log: 'Die öffentliche Aufzeichnung',
    statement: 'Die Aussage',
    'predicate-type': 'Worum es geht',
    subject: 'Ihr Artefakt',
    predicate: 'Ihr Inhalt',
    validity: 'Wie lange sie gilt',
    freshness: 'Wie neu unser Wissen ist',
    successor: 'Gibt es eine neuere?',
  },
  outcomes: {
    passed: 'in Ordnung',
    doubtful: 'wissenswert',
    failed: 'nicht in Ordnung',
    'not-checked': 'nicht geprüft',
  },
  verdicts: {
    valid:
      'Gültig. Der Aussteller hat genau dies über genau dieses Artefakt unterschrieben, und nichts spricht dagegen.',
    'valid-but-stale':
      'Gültig, aber vielleicht überholt. Der Aussteller hat genau dies über genau dieses Artefakt unterschrieben. Lesen Sie die Punkte mit dem Vermerk „wissenswert“.',
    invalid:
      'Nicht gültig. Verlassen Sie sich nicht darauf. Der Grund steht bei dem Punkt mit dem Vermerk „nicht in Ordnung“.',
  },
  codes: {
    ENVELOPE_READ: 'Die Datei ist lesbar. Ihr Fingerabdruck ist {sha256}.',
    ENVELOPE_MALFORMED: 'Die Datei ist beschädigt oder keine Bescheinigung.',
    SIGNATURE_GOOD:
      'Unterschrieben mit {count} Schlüssel(n), denen Sie vertrauen: {keys}. Seither wurde nichts geändert.',
    PAYLOAD_TYPE_WRONG: 'Was unterschrieben wurde, ist keine Bescheinigung über ein Artefakt.',
    SIGNATURE_MISSING: 'Niemand hat sie unterschrieben.',
    SIGNER_UNKNOWN:
      'Kein Schlüssel, dem Sie vertrauen, hat dies unterschrieben, oder es wurde danach geändert. Wer es schrieb, ist unbekannt.',
    THRESHOLD_NOT_MET:
      'Zu wenige der Schlüssel, denen Sie vertrauen, haben unterschrieben: {count} statt {threshold}.',
    ATTESTATION_REVOKED: 'Der Aussteller hat sie am {time} zurückgezogen: {reason}',
    NOT_REVOKED: 'Soweit hier bekannt, hat der Aussteller sie nicht zurückgezogen.',
    REVOCATIONS_UNKNOWN: 'Über zurückgezogene Bescheinigungen ist hier nichts bekannt.',
    KEY_GOOD: 'Der Schlüssel gehört dem Aussteller und gilt heute: {keys}.',
    KEY_GOOD_THEN:
      'Der Schlüssel gehörte dem Aussteller und galt, als unterschrieben wurde, spätestens am {at}: {keys}.',
    KEY_RECORD_UNREADABLE:
      'Was über den Schlüssel {key} bekannt ist, lässt sich nicht lesen; ihm kann man nicht vertrauen.',
    KEY_PURPOSE_WRONG:
      'Der Schlüssel {key} dient einem anderen Zweck; Bescheinigungen darf er nicht unterschreiben.',
    KEY_REVOKED:
      'Der Schlüssel {key} wurde widerrufen, und niemand sonst sagt, dass dies unterschrieben wurde, bevor er in fremde Hände kam.',
    KEY_NOT_YET_VALID: 'Der Schlüssel {key} galt zu dieser Zeit noch nicht.',
    KEY_EXPIRED:
      'Der Schlüssel {key} war abgelaufen, und niemand sonst sagt, dass dies vorher unterschrieben wurde.',
    KEY_RETIRED:
      'Der Schlüssel {key} wurde ersetzt, und niemand sonst sagt, dass dies vorher unterschrieben wurde.',
    TIME_TRUSTED: 'Es gab sie spätestens am {at}. Das sagt {by}, nicht der Aussteller.',
    TIME_CLAIMED_ONLY:
      'Nur der Aussteller sagt, wann unterschrieben wurde; niemand Unabhängiges bestätigt es.',
    TIME_AHEAD: 'Die Zeit {at} von {by} liegt nach dem Tag dieser Prüfung und sagt darüber nichts.',
    TIME_OTHER_ENVELOPE: 'Der Zeitstempel gehört zu einer anderen Datei.',
    LOG_GOOD:
      'Sie steht in der Aufzeichnung {origin}, in der jede spätere Änderung auffällt, als Eintrag Nummer {index} (gezählt ab 0) von {size}.',
    LOG_ABSENT: 'Es liegt kein Nachweis bei, dass sie aufgezeichnet wurde.',
    LOG_EVIDENCE_INVALID: 'Der Nachweis, dass sie aufgezeichnet wurde, trägt nicht.',
    LOG_EVIDENCE_MISSING: 'Sie verlangen einen Nachweis der Aufzeichnung, und es gibt keinen.',
    STATEMENT_READ: 'Was unterschrieben wurde, ist lesbar, und nur auf eine Weise.',
    STATEMENT_MALFORMED: 'Was unterschrieben wurde, ist nicht lesbar oder auf zwei Weisen lesbar.',
    STATEMENT_TYPE_UNKNOWN: 'Was unterschrieben wurde, hat eine Form, die hier nicht bekannt ist.',
    PREDICATE_TYPE_RIGHT: 'Es ist die Art von Aussage, nach der Sie fragen: {type}.',
    PREDICATE_TYPE_WRONG: 'Es ist eine andere Art von Aussage, als Sie verlangen: {found}.',
    PREDICATE_TYPE_UNKNOWN:
      'Diese Art von Aussage ist hier nicht bekannt und lässt sich deshalb nicht prüfen.',
    SUBJECT_RIGHT: 'Es geht um genau die Datei, die Ihnen vorliegt: {name}.',
    SUBJECT_INVALID: 'Sie nennt kein Artefakt mit einem Fingerabdruck, der stark genug ist.',
    SUBJECT_MISMATCH: 'Es geht um eine andere Datei als die, die Ihnen vorliegt.',
    PREDICATE_GOOD: 'Ihr Inhalt ist vollständig und widerspricht sich nicht.',
    PREDICATE_INVALID: 'Ihr Inhalt ist unvollständig oder widerspricht sich.',
    SCAN_EMPTY:
      'Der Scanner {scanner} hat mit Daten vom {data} nichts gefunden. Das heißt nicht, dass es keine Schwachstellen gibt.',
    SCAN_INCOMPLETE: 'Der Scan hat nicht alles gesehen: {gaps}.',
    VALIDITY_RUNS: 'Sie gilt bis {until}.',
    VALIDITY_NEAR_END: 'Sie gilt nur noch bis {until}; fragen Sie bald nach einer neueren.',
    VALIDITY_NOT_STATED: 'Sie nennt kein Ende; sie spricht von dem Tag, an dem sie entstand.',
    VALIDITY_OVER: 'Sie galt bis {until}. Fragen Sie nach einer neueren.',
    VALIDITY_NOT_BEGUN: 'Sie gilt erst ab {from}.',
    FRESH: 'Schlüssel und Zurückgezogenes sind mit Stand {asOf} bekannt.',
    FRESHNESS_UNKNOWN:
      'Ohne Netz geprüft: Ob seither etwas zurückgezogen oder ersetzt wurde, ist hier nicht bekannt.',
    KNOWLEDGE_OLD:
      'Schlüssel und Zurückgezogenes sind mit Stand {asOf} bekannt, vor {days} Tagen; mehr als {limit} ist zu alt.',
    SUCCESSOR_NONE: 'Eine neuere Aussage des Ausstellers zu derselben Sache liegt nicht vor.',
    SUCCESSOR_UNKNOWN: 'Ob es eine neuere Aussage gibt, wurde nicht nachgesehen.',
    SUPERSEDED: 'Der Aussteller hat eine neuere Aussage zu derselben Sache gemacht. Nehmen Sie diese.',
    REVIEW_OVERDUE:
      'Der Aussteller wollte bis {reviewBy} wieder nachsehen, und nichts zeigt, dass es geschah.',
    NOT_REACHED: 'Nicht geprüft, weil etwas davor nicht in Ordnung war.',
  },
}

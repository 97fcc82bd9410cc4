/** The answer of a check in German. Table of sentences, exempt from the length limit. */
import type { Words } from './words.ts'

function day(time: string): string {
  const [year = '', month = '', date = ''] = time.slice(0, 10).split('-')
  return `${date}.${month}.${year}`
}

function count(n: number, one: string, many: string): string {
  return `${number(n)} ${n === 1 ? one : many}`
}

function number(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, '.')
}

const records = (n: number): string => count(n, 'Eintrag', 'Einträge')
const witnesses = (n: number): string =>
  n === 0 ? 'kein unabhängiger Zeuge' : count(n, 'unabhängiger Zeuge', 'unabhängige Zeugen')

const stamps = (n: number): string => (n === 0 ? '' : `, ${count(n, 'Zeitstempel', 'Zeitstempel')}`)

export const de: Words = {
  day,
  dayAndTime: (time) => `${day(time)}, ${time.slice(11, 16)} UTC`,
  number,
  headline: {
    valid: (f) =>
      `Nichts wurde verändert: ${records(f.records)}, signiertes Protokoll, ${witnesses(f.witnesses)}${stamps(f.stamps)}.`,
    alone: (f) =>
      `Die Einträge sind so, wie das Protokoll des Herstellers sie signiert hat: ${records(f.records)}, kein unabhängiger Zeuge.`,
    stale: {
      CHECKPOINT_OLD: (f) =>
        `Nichts wurde verändert${f.asOf === undefined ? '' : `, Stand ${f.asOf}`}. Was danach kam, steht nicht in diesem Paket.`,
      ATTESTATION_STALE: (f) => `Nichts wurde verändert, aber die Aussage ${f.where} gilt nicht mehr.`,
    },
    unknown: {
      LOG_KEY_NOT_COMPARED: (f) =>
        `${f.records === 1 ? 'Der Eintrag passt' : `Die ${number(f.records)} Einträge passen`} zusammen. Von wem sie sind, müssen Sie vergleichen.`,
      CHECK_NOT_RUN: () => 'Nicht alles konnte geprüft werden.',
    },
    invalid: {
      NOT_A_PACKAGE: () => 'Das ist kein Nachweispaket, oder ein beschädigtes.',
      FILE_MISSING: (f) => `Verlassen Sie sich nicht darauf: ${f.where} fehlt.`,
      FILE_CHANGED: (f) => `Verlassen Sie sich nicht darauf: ${f.where} wurde nachträglich geändert.`,
      FILE_UNLISTED: (f) => `Verlassen Sie sich nicht darauf: ${f.where} wurde nachträglich hinzugefügt.`,
      POLICY_INVALID: () => 'Verlassen Sie sich nicht darauf: Die Schlüsselliste ist nicht lesbar.',
      LOG_UNKNOWN: () =>
        'Verlassen Sie sich nicht darauf: Das Protokoll, aus dem es stammt, steht nicht in der Schlüsselliste.',
      LOG_KEY_DIFFERS: () =>
        'Verlassen Sie sich nicht darauf: Der Schlüssel des Protokolls ist nicht der, den Sie angegeben haben.',
      LOG_SIGNATURE_INVALID: () => 'Verlassen Sie sich nicht darauf: Das Protokoll hat es nicht signiert.',
      WITNESSES_TOO_FEW: () => 'Verlassen Sie sich nicht darauf: Zu wenige Zeugen haben signiert.',
      HISTORY_REWRITTEN: () => 'Verlassen Sie sich nicht darauf: Vom Protokoll gibt es zwei Fassungen.',
      RECORD_BROKEN: (f) => `Verlassen Sie sich nicht darauf: Eintrag ${f.where} passt nicht zum Protokoll.`,
      TIMESTAMP_INVALID: (f) => `Verlassen Sie sich nicht darauf: Der Zeitstempel ${f.where} passt nicht.`,
      ATTESTATION_INVALID: (f) =>
        `Verlassen Sie sich nicht darauf: Die signierte Aussage ${f.where} hält nicht.`,
      DOCUMENT_NOT_RECORDED: (f) =>
        `Verlassen Sie sich nicht darauf: Kein Eintrag kennt das Dokument ${f.where}.`,
      NOTHING_RECORDED: () => 'Es gibt nichts zu prüfen: Das Paket enthält keinen Eintrag.',
    },
  },
  advice: {
    valid:
      'Jeder Eintrag steht im Protokoll, so wie er signiert wurde, an seiner Stelle. Dabei steht, wann er spätestens dort war. Ob das Aufgeschriebene wahr ist, sagt das nicht.',
    alone:
      'Die Einträge passen zum Protokoll und zu dem Schlüssel, den Sie verglichen haben. Niemand anderes hat das Protokoll gesehen: Der Hersteller könnte es ganz neu geschrieben haben oder anderen ein anderes zeigen.',
    stale: {
      CHECKPOINT_OLD:
        'Die Einträge halten. Ein Schlüssel, der seitdem widerrufen wurde, fiele hier nicht auf: Verlangen Sie ein neues Paket, wenn das für Sie zählt.',
      ATTESTATION_STALE: 'Die Einträge halten. Verlangen Sie vom Hersteller eine neue Aussage.',
    },
    unknown: {
      LOG_KEY_NOT_COMPARED:
        'Ein Paket, dessen Teile zusammenpassen, kann jeder machen. Vergleichen Sie den Fingerabdruck unten mit dem, den Sie auf anderem Weg bekommen haben.',
      CHECK_NOT_RUN:
        'Was nicht geprüft werden konnte, gilt als nicht gezeigt. Sehen Sie unten nach, und versuchen Sie das Programm oder einen anderen Browser.',
    },
    invalid: {
      NOT_A_PACKAGE: 'Laden Sie die Datei neu. Bleibt es dabei, sagen Sie es dem Absender.',
      FILE_MISSING: 'Laden Sie das Paket neu. Bleibt es dabei, fragen Sie den Absender nach dem Grund.',
      FILE_CHANGED: 'Laden Sie das Paket neu. Bleibt es dabei, fragen Sie den Absender nach dem Grund.',
      FILE_UNLISTED: 'Laden Sie das Paket neu. Bleibt es dabei, fragen Sie den Absender nach dem Grund.',
      POLICY_INVALID: 'Holen Sie die Schlüsselliste neu, dort, wo der Hersteller sie veröffentlicht.',
      LOG_UNKNOWN: 'Ist es die Schlüsselliste dieses Herstellers? Dann ist das Paket von jemand anderem.',
      LOG_KEY_DIFFERS:
        'Prüfen Sie auf Tippfehler. Bleibt es dabei, ist das Paket von jemand anderem, oder der Hersteller hat einen neuen Schlüssel: Fragen Sie auf einem Weg, den Sie kennen.',
      LOG_SIGNATURE_INVALID:
        'Jemand, der den Schlüssel des Protokolls nicht hat, hat das Paket gemacht oder geändert.',
      WITNESSES_TOO_FEW:
        'Das Protokoll hat signiert, aber die, die es beobachten sollen, haben es nicht. Der Hersteller könnte anderen andere Einträge zeigen.',
      HISTORY_REWRITTEN:
        'Zwei Stände des Protokolls folgen nicht auseinander: Wer es führt, oder wer seinen Schlüssel hat, hat Festgehaltenes umgeschrieben. Heben Sie dieses Paket auf, es ist der Beweis.',
      RECORD_BROKEN:
        'Was dieser Eintrag zeigt, wurde so nicht festgehalten. Welche Einträge halten, steht unten.',
      TIMESTAMP_INVALID: 'Die Einträge können halten; die Zeit des Stempels hält nicht.',
      ATTESTATION_INVALID: 'Die Einträge können halten; was diese Aussage sagt, ist nicht gezeigt.',
      DOCUMENT_NOT_RECORDED:
        'Die Datei ist eine andere als die festgehaltene, oder sie wurde nie festgehalten. Die Einträge selbst können halten.',
      NOTHING_RECORDED: 'Verlangen Sie vom Absender ein Paket mit Einträgen.',
    },
  },
  stillProven: (f) =>
    f.proven === 0
      ? 'Für nichts im Paket ist gezeigt, dass es hält.'
      : `Weiterhin gezeigt: ${f.proven} von ${f.records === 1 ? '1 Eintrag' : `${number(f.records)} Einträgen`}. Nur die gekennzeichneten halten nicht.`,
  limits: {
    EMBEDDED_COPY: () =>
      'Das ist die Kopie in dieser Seite. Die Dateien daneben wurden nicht angesehen: Legen Sie das .zip hier ab, um sie zu prüfen.',
    DOCUMENT_IN_PACKAGE: (v) =>
      `Im Paket, und nicht verglichen: ${v['names'] ?? ''}. Zum Vergleichen legen Sie ${v['documents'] === 1 ? 'die Datei' : 'die Dateien'} oder das .zip hier ab.`,
    LOG_KEY_NOT_COMPARED: () =>
      'Nicht verglichen: der Schlüssel des Protokolls. Er stammt aus dem Paket selbst.',
    WITNESSES_NOT_COMPARED: (v) =>
      `Nicht verglichen: wer die Zeugen sind (${v['names'] ?? ''}). Ihre Schlüssel stammen aus dem Paket selbst; laden Sie eine Schlüsselliste, die Sie auf anderem Weg bekommen haben.`,
    NO_WITNESS: () =>
      'Kein unabhängiger Zeuge hat signiert. Der Hersteller allein könnte anderen ein anderes Protokoll zeigen oder dessen Stand anders datieren.',
    NO_INDEPENDENT_TIME: () =>
      'Kein Zeuge und kein Zeitstempel sagt, wann. Alle Zeiten sind die, die der Hersteller aufgeschrieben hat.',
    TIMESTAMP_NOT_COMPARED: (v) =>
      `Nicht gezählt: ${v['names'] ?? ''}. Der Zeitstempel ließ sich auf keinen Dienst zurückführen, dem Sie trauen.`,
    SELECTION: (v) =>
      `Das Paket zeigt ${v['shown'] ?? ''} von ${v['size'] ?? ''} Einträgen des Protokolls. Welche, hat ausgesucht, wer es gemacht hat; ein weggelassener fällt nicht auf${v['keys'] === 'all' ? ', außer bei Schlüsseln: Alle, auch die zurückgezogenen, sind da' : ', auch nicht der, mit dem ein Schlüssel zurückgezogen wurde'}.`,
    LATER_UNKNOWN: (v) =>
      `${v['asOf'] === undefined ? `Kein unabhängiges Datum${v['made'] === undefined ? '' : `: ${v['made']} sagt allein der Hersteller`}.` : `Gezeigt ist der Stand vom ${v['asOf']}.`} Was später festgehalten wurde, weiß man hier nicht.`,
    WRITTEN_LATE: (v) =>
      `Später aufgeschrieben, als er sagt: Eintrag ${v['records'] ?? ''}. Zu der Zeit, die er nennt, sahen andere das Protokoll ohne ihn.`,
    TIME_GAP: (v) =>
      `Zwischen der Zeit, die ein Eintrag nennt, und der, zu der er sicher im Protokoll stand, ${v['days'] === 1 ? 'liegt bis zu 1 Tag' : `liegen bis zu ${v['days'] ?? ''} Tage`}. Gezeigt ist nur die spätere.`,
    DOCUMENT_ABSENT: (v) =>
      `Nicht zur Hand: ${v['names'] ?? ''}. ${v['documents'] === 1 ? 'Der Fingerabdruck ist festgehalten; legen Sie die Datei auf die Seite, um sie zu vergleichen.' : 'Ihre Fingerabdrücke sind festgehalten; legen Sie die Dateien auf die Seite, um sie zu vergleichen.'}`,
    FIELDS_WITHHELD: (v) =>
      `Namen von Personen und Ähnliches fehlen in ${v['records'] ?? ''} ${v['records'] === 1 ? 'Eintrag' : 'Einträgen'}: gelöscht oder zurückgehalten. Ihre Fingerabdrücke bleiben.`,
    CONTENT_TRUE: () =>
      'Das zeigt keine Prüfung: dass das Aufgeschriebene wahr ist, und dass alles aufgeschrieben wurde.',
    CLOSED_RECORDS: (v) =>
      `Eintrag ${v['records'] ?? ''}: Hier ist nur sein Fingerabdruck, der Inhalt wurde gelöscht oder zurückgehalten. Gezeigt ist, dass es ihn gibt und wo er steht.`,
  },
  checks: {
    files: {
      title: 'Sind alle Dateien wie aufgelistet?',
      passed: (v) =>
        v['scope'] === 'page'
          ? `Die ${v['files'] ?? ''} Dateien in dieser Seite sind es: Einträge, Schlüssel, Beweise${v['documents'] === '0' ? '' : `, nicht die Dokumente (${v['documents'] ?? ''})`}. Die Dateien neben der Seite wurden nicht angesehen.`
          : `Alle ${v['files'] ?? ''} Dateien sind, wie die Liste sagt.`,
      failed: 'Die Dateien sind nicht wie aufgelistet.',
      open: 'Die Liste konnte nicht verglichen werden.',
    },
    'log-key': {
      title: 'Wessen Protokoll ist es?',
      passed: (v) =>
        v['byEye'] !== undefined
          ? `Sie haben am ${v['byEye']} gesagt, dass Sie ihn mit den Augen verglichen haben.`
          : v['listSaid'] !== undefined
            ? `Er ist der aus der Liste, die auch im Paket liegt. Sie haben am ${v['listSaid']} gesagt, dass sie auf anderem Weg zu Ihnen kam.`
            : 'Der Schlüssel ist der, den Sie angegeben haben.',
      failed: 'Der Schlüssel ist nicht der, den Sie angegeben haben.',
      open: 'Der Schlüssel wurde mit keinem aus anderer Quelle verglichen.',
    },
    'log-signature': {
      title: 'Hat das Protokoll seinen Stand signiert?',
      passed: (v) => `Ja, bei ${v['size'] ?? ''} Einträgen.`,
      failed: 'Nein.',
      open: 'Konnte nicht geprüft werden.',
    },
    witnesses: {
      title: 'Haben andere dasselbe Protokoll gesehen?',
      passed: (v) =>
        `Ja: ${v['cosigned'] ?? ''} von ${v['listed'] ?? ''} Zeugen haben signiert, ${v['needed'] ?? ''} müssen es sein.`,
      failed: 'Zu wenige Zeugen haben signiert.',
      open: 'Nicht gezeigt.',
    },
    history: {
      title: 'Führen ältere Stände des Protokolls zu diesem?',
      passed: (v) => `Ja: Die Stände bei ${v['states'] ?? ''} Einträgen sind Teile des neuesten.`,
      failed: 'Nein: Das Protokoll wurde umgeschrieben.',
      open: 'Konnte nicht geprüft werden.',
    },
    leaves: {
      title: 'Sind alle Schlüssel da, auch die zurückgezogenen?',
      passed: (v) =>
        `Ja: Alle ${v['public'] ?? ''} Einträge, die jeder lesen darf, von ${v['size'] ?? ''} im Protokoll, sind im Paket.`,
      failed: 'Nein.',
      open: 'Nicht gezeigt.',
    },
    age: {
      title: 'Wie alt ist der neueste Stand?',
      passed: (v) => `Stand ${v['asOf'] ?? ''}.`,
      failed: 'Alt.',
      open: 'Niemand anderes bürgt für seine Zeit.',
    },
    inclusion: {
      title: 'Steht er im Protokoll, an dieser Stelle?',
      passed: (v) => `Ja, Eintrag ${v['index'] ?? ''} (ab 0 gezählt) von ${v['size'] ?? ''}.`,
      failed: 'Nein: Dort steht im Protokoll etwas anderes.',
      open: 'Konnte nicht geprüft werden.',
    },
    signature: {
      title: 'Hat der Hersteller signiert, mit einem gültigen Schlüssel?',
      passed: () => 'Ja.',
      failed: 'Nein.',
      open: 'Konnte nicht geprüft werden.',
    },
    disclosures: {
      title: 'Gehören die gezeigten Namen dazu?',
      passed: () => 'Ja.',
      failed: 'Nein.',
      open: 'Konnte nicht geprüft werden.',
    },
    logged: {
      title: 'Ist es festgehalten?',
      passed: (v) => `Ja, in Eintrag ${v['records'] ?? ''}.`,
      failed: 'Kein Eintrag nennt es.',
      open: 'Konnte nicht geprüft werden.',
    },
    digest: {
      title: 'Ist die Datei die festgehaltene?',
      passed: () => 'Ja, Byte für Byte.',
      failed: 'Nein.',
      open: 'Die Datei ist nicht zur Hand.',
    },
    attestation: {
      title: 'Hält die signierte Aussage?',
      passed: () => 'Ja.',
      failed: 'Nein.',
      open: 'Konnte nicht geprüft werden.',
    },
    'time-stamp': {
      title: 'Passt der Zeitstempel?',
      passed: (v) => `Ja: ${v['time'] ?? ''}.`,
      failed: 'Nein.',
      open: 'Nicht gezählt.',
    },
  },
  times: {
    notAfter: ({ time, by }) => `Im Protokoll spätestens am ${time} (${by}).`,
    notBefore: ({ time }) => `Noch nicht darin am ${time}.`,
    notCompared: 'Wer das sagt, wurde nicht verglichen.',
  },
  states: { proven: 'hält', broken: 'passt nicht', 'not-checked': 'konnte nicht geprüft werden' },
  faults: {
    LEAVES_ABSENT: 'Das Paket enthält nicht die ganze Liste des Protokolls.',
    LEAVES_DIFFER: 'Die Liste im Paket ist nicht die, die das Protokoll signiert hat.',
    LEAVES_MALFORMED: 'Die Liste im Paket ist nicht lesbar.',
    PUBLIC_RECORD_MISSING: 'Ein Eintrag über Schlüssel wurde weggelassen.',
    STATE_MISSING: 'Den Stand des Protokolls, um den es geht, enthält das Paket nicht.',
    LOG_KEY_NOT_COMPARED: 'Ihn nennt das Paket selbst.',
    WITNESSES_NOT_COMPARED: 'Sie haben signiert, aber wer sie sind, sagt das Paket selbst.',
    NO_WITNESS: 'Kein unabhängiger Zeuge hat signiert.',
    NO_INDEPENDENT_TIME: 'Kein Zeuge und kein Zeitstempel datiert ihn.',
    TIMESTAMP_UNTRUSTED: 'Er stammt von keinem Dienst, dem Sie trauen.',
    TIMESTAMP_IMPRINT_MISMATCH: 'Er wurde für etwas anderes gemacht.',
    CHECKPOINT_QUORUM_MISSED: 'Die Schlüsselliste verlangt mehr.',
    PROOF_NOT_SIGNED: 'Den Stand, um den es im Beweis geht, hat das Protokoll nicht signiert.',
    TREE_UNRELATED: 'Sein Beweis gilt für einen Stand, den das Paket nicht mit dem neuesten verbindet.',
    PROOF_ROOT_MISMATCH: 'Sein Inhalt, seine Stelle oder sein Beweis wurde geändert.',
    PROOF_OUT_OF_RANGE: 'So lang ist das Protokoll nicht.',
    PROOF_MISSING: 'Der Beweis seiner Stelle im Protokoll fehlt.',
    RECORD_MISSING: 'Es gibt einen Beweis, und der Eintrag fehlt.',
    PROOF_OTHER_PLACE: 'Der Beweis gilt für eine andere Stelle im Protokoll.',
    TREE_DIFFERS: 'Der Beweis führt zu einer anderen Fassung des Protokolls.',
    SIGNER_UNKNOWN: 'Er ist mit keinem Schlüssel signiert, den der Hersteller festhalten ließ.',
    KEY_REVOKED: 'Der Schlüssel war widerrufen.',
    KEY_NOT_VALID: 'Der Schlüssel galt zu dieser Zeit nicht.',
    DISCLOSURE_UNKNOWN: 'Gezeigt wird ein Name, der nicht zum Eintrag gehört.',
    DISCLOSURE_MALFORMED: 'Gezeigt wird ein Name, der nicht zum Eintrag gehört.',
    ORIGIN_MISMATCH: 'Er wurde für ein anderes Protokoll gemacht.',
    CHECK_THREW: 'Die Prüfung selbst ist mit einem Fehler abgebrochen.',
    LOG_KEY_DIFFERS: 'Das Paket nennt einen anderen.',
  },
  otherFault: (code) => `Technischer Grund: ${code}.`,
}

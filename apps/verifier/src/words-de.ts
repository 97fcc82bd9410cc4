/** The page in German. Table of sentences. */
import type { PageWords } from './words-shape.ts'

export const de: PageWords = {
  title: 'Nachweispaket',
  skip: 'Zur Antwort',
  language: 'Sprache',
  theme: 'Farben',
  themes: { auto: 'Wie das Gerät', light: 'Hell', dark: 'Dunkel' },
  working: 'Wird geprüft …',
  stopped: 'Konnte nicht geprüft werden.',
  stoppedAdvice:
    'Die Prüfung ist mit einem Fehler abgebrochen. Das ist weder Ja noch Nein: Das Paket gilt als nicht geprüft. Versuchen Sie das Programm oder einen anderen Browser.',
  empty: 'Legen Sie hier ein Nachweispaket ab.',
  emptyAdvice: 'Diese Seite prüft Pakete in Ihrem Browser. Sie lädt nichts und sendet nichts.',
  open: 'Paket oder Dokument öffnen',
  openHint:
    'Oder legen Sie Dateien irgendwo auf dieser Seite ab: ein anderes Paket (.zip), oder ein Dokument, um zu sehen, ob es das festgehaltene ist. Nichts verlässt diese Seite.',
  ownPage:
    'Diese Seite kam mit dem Paket, von dem, der es gemacht hat. Wenn Sie sich auf niemanden verlassen wollen, nehmen Sie die Seite aus anderer Quelle und legen das .zip darauf.',
  facts: {
    title: 'Paket',
    source: 'Datei',
    carried: 'die Einträge, die diese Seite mitbringt',
    made: 'Erstellt',
    log: 'Protokoll',
    checked: 'Geprüft',
    fileDigest: 'SHA-256 der Datei',
  },
  key: {
    heading: 'Wessen Protokoll ist es? Vergleichen Sie den Schlüssel',
    why: 'Diesen Fingerabdruck sollten Sie auf anderem Weg bekommen haben: auf Papier, am Telefon, auf der Website des Herstellers. Alle 64 Zeichen müssen gleich sein.',
    fingerprint: 'Fingerabdruck des Schlüssels des Protokolls',
    input: 'Fingerabdruck oder Schlüssel, den Sie auf anderem Weg bekommen haben',
    compare: 'Vergleichen',
    byEye: 'Mit den Augen verglichen: Er ist gleich',
    policy: 'Schlüsselliste laden (policy.txt), die Sie auf anderem Weg bekommen haben',
    anchors: 'Zertifikate von Zeitstempeldiensten laden (PEM)',
    compared:
      'Verglichen: Der Schlüssel des Protokolls ist der, den Sie angegeben haben. Wer die Zeugen sind, ist nicht verglichen.',
    comparedPolicy:
      'Verglichen: Die Schlüssel des Protokolls und seiner Zeugen sind die der Liste, die Sie geladen haben.',
    other: 'Das ist nicht der Schlüssel dieses Protokolls. Suchen Sie zuerst nach einem Tippfehler.',
    forget: 'Vergessen, was ich angegeben habe',
    unreadable: 'Die Datei ließ sich nicht als Schlüsselliste oder Zertifikat lesen.',
    more: 'Andere Wege, und Zeitstempel',
    stampsLoaded: (n) => `${n} ${n === 1 ? 'Zertifikat' : 'Zertifikate'} geladen.`,
  },
  sections: {
    records: 'Was festgehalten wurde',
    broken: 'Was nicht passt',
    checks: 'Was geprüft wurde',
    limits: 'Was das nicht zeigt',
    documents: 'Dokumente',
    attestations: 'Signierte Aussagen',
  },
  outcome: { passed: 'hält', failed: 'hält nicht', open: 'nicht gezeigt' },
  fits: 'passt dazu',
  record: (index) => `Eintrag ${index}`,
  noDay: 'Ohne Tag',
  claimed: (time) => `Der Hersteller sagt: ${time}.`,
  closed: (by) =>
    by === undefined
      ? 'Inhalt gelöscht oder zurückgehalten, sein Fingerabdruck bleibt'
      : `Inhalt auf Verlangen gelöscht (Eintrag ${by}), sein Fingerabdruck bleibt`,
  unreadable: 'Ein Eintrag, der sich nicht lesen lässt',
  publicRecord: 'Eintrag über Schlüssel oder das Protokoll',
  hidden: (n, by) =>
    `${n === 1 ? '1 persönliche Angabe fehlt' : `${n} persönliche Angaben fehlen`}: ${by === undefined ? 'gelöscht oder zurückgehalten' : `auf Verlangen gelöscht (Eintrag ${by})`}, ${n === 1 ? 'ihr Fingerabdruck bleibt' : 'ihre Fingerabdrücke bleiben'}.`,
  details: 'Einzelheiten',
  says: 'Was er sagt',
  technical: 'Technische Werte',
  more: (n) => `${n} weitere zeigen`,
  document: {
    recorded: (records) => `Das ist die festgehaltene Datei, Byte für Byte (Eintrag ${records}).`,
    absent: (records) =>
      `Festgehalten (Eintrag ${records}), nicht zur Hand. Legen Sie die Datei hier ab, um sie zu vergleichen.`,
    stranger:
      'Kein Eintrag, der hält, nennt diese Datei. Sie ist eine andere, wurde geändert oder nie festgehalten.',
    drop: 'Legen Sie ein Dokument auf die Seite, um es zu vergleichen.',
    dropped: 'Von Ihnen abgelegt',
    none: 'Das Paket enthält keine Dokumente.',
  },
  attestation: {
    valid: 'Die Aussage hält.',
    stale: 'Die Aussage hielt; sie ist vielleicht nicht mehr das letzte Wort.',
    broken: 'Verlassen Sie sich nicht auf diese Aussage.',
    'not-checked': 'Konnte nicht geprüft werden.',
  },
  end: 'Eine Datei. Nichts wird gesendet, nichts wird geladen. Unbemerkt nicht änderbar heißt nicht wahr: Gezeigt wird, dass nach dem Festhalten nichts verändert wurde.',
}

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
    compared: 'Verglichen: Der Schlüssel des Protokolls ist der, den Sie angegeben haben.',
    witnessesOpen: 'Wer die Zeugen sind, ist nicht verglichen.',
    byEyeSaid: (time) => `Sie haben am ${time} gesagt, dass Sie ihn mit den Augen verglichen haben.`,
    listSaid: (time) =>
      `Die Liste ist dieselbe wie im Paket; Sie haben am ${time} gesagt, dass sie auf anderem Weg kam.`,
    typed: (text) => `Sie haben eingegeben: ${text}`,
    groups: (groups) =>
      groups.length === 16
        ? 'Alle 16 Gruppen sind anders.'
        : `${groups.length === 1 ? 'Diese Gruppe ist' : 'Diese Gruppen sind'} anders: ${groups.join(', ')} (ab 1 gezählt).`,
    slip: (signs) =>
      signs === 'empty'
        ? 'Es wurde nichts eingegeben.'
        : signs === 'none'
          ? 'Das ist kein Fingerabdruck.'
          : `Das ${signs === 1 ? 'ist 1 Zeichen' : `sind ${signs} Zeichen`}, nicht 64.`,
    ownList:
      'Das ist dieselbe Liste wie im Paket. Wenn Sie sie daraus genommen haben, ist nichts verglichen. Woher haben Sie sie?',
    ownListTaken:
      'Nichts ist verglichen: Die Liste ist die aus dem Paket. Bitten Sie den Hersteller auf anderem Weg um den Fingerabdruck oder die Liste.',
    otherList: 'Das ist eine Schlüsselliste. Sie entscheidet, wessen Protokoll das ist. Woher haben Sie sie?',
    listElsewhere: 'Sie kam auf anderem Weg',
    listOwn: 'Ich habe sie aus dem Paket',
    comparedPolicy:
      'Verglichen: Die Schlüssel des Protokolls und seiner Zeugen sind die der Liste, die Sie geladen haben.',
    other: 'Das ist nicht der Schlüssel dieses Protokolls.',
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
  counts: (product, log) =>
    `${product} ${product === 1 ? 'Eintrag' : 'Einträge'} zum Produkt, ${log} zum Protokoll`,
  noPackage: 'Es wurde noch kein Paket geöffnet.',
  detail: () => '',
  fault: (code) => `Technischer Grund: ${code}.`,
  appendix: 'Anhang: Einzelheiten jedes Eintrags',
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
    later: {
      replaced: (record) =>
        `Sie galt und ist nicht mehr das letzte Wort: Eine andere Datei trat an ihre Stelle (Eintrag ${record}).`,
      withdrawn: (record) => `Sie galt und wurde seither zurückgezogen (Eintrag ${record}).`,
    },
    absent: (records) =>
      `Festgehalten (Eintrag ${records}), nicht zur Hand. Legen Sie die Datei hier ab, um sie zu vergleichen.`,
    listed: (records) =>
      `Festgehalten (Eintrag ${records}), im Paket; legen Sie die Datei oder das .zip hier ab, um zu vergleichen.`,
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

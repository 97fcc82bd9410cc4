/** `README.txt`: what the package is and how to check it, for somebody who has never seen one. English, then German. */
import type { EvidenceParts } from './model.ts'

type Facts = Pick<EvidenceParts, 'title' | 'createdAt' | 'records' | 'artefacts' | 'attestations'>

/** Lines of at most 80 letters, but for the title. */
export function formatReadme({ title, createdAt, records, artefacts, attestations }: Facts): string {
  const day = createdAt.slice(0, 10)
  const counts = { records: records.length, documents: artefacts.length, statements: attestations.length }
  return [
    ...english(oneLine(title), day, counts),
    '',
    '-'.repeat(78),
    '',
    ...german(oneLine(title), day, counts),
    '',
  ].join('\n')
}

interface Counts {
  readonly records: number
  readonly documents: number
  readonly statements: number
}

function english(title: string, day: string, { records, documents, statements }: Counts): readonly string[] {
  return [
    'EVIDENCE PACKAGE',
    title,
    `Made on ${day}: records ${records}, documents ${documents}, signed statements ${statements}.`,
    '',
    'What it is for',
    'The maker of a product writes down what is done for its security: each step',
    'as it happens, in a log that cannot be changed later without being noticed.',
    'This package holds some of these records, with all that is needed to check',
    'that nobody changed, dropped, moved or back-dated them.',
    '',
    'How to check it',
    '1. Unpack the package and open verify.html with a double click. It needs no',
    '   network and sends nothing. It then shows the copy of the records inside it,',
    '   not the files beside it: drop the .zip on the page to check those too.',
    '2. Compare the key of the log that it shows with the one that you got another',
    '   way: on paper, by telephone, from the web site of the maker. Without this',
    '   you know that the records fit together, not whose they are.',
    '3. Drop a document on the page to see whether it is the one on record.',
    'Whoever made the package also put the page in it. To depend on nobody, take',
    'the page from somewhere else and drop the .zip on it, or use the program:',
    '   occtet ledger verify PACKAGE.zip --policy POLICY.txt',
    '',
    'What is inside',
    'verify.html     the page that checks',
    'manifest.json   list of the files with their fingerprints (SHA-256)',
    'policy.txt      keys of the log and of its witnesses, as the maker states them',
    'log/            signed states of the log',
    'events/         records, and the proof of the place of each in the log',
    'keys/           records about keys and the log itself, with their proofs',
    'attestations/   signed statements about products (in-toto, DSSE)',
    'timestamps/     time stamps of authorities (RFC 3161)',
    'artefacts/      documents',
    '',
    'What it does not show',
    'That what was written down is true, or that everything was written down.',
  ]
}

function german(title: string, day: string, { records, documents, statements }: Counts): readonly string[] {
  return [
    'NACHWEISPAKET',
    title,
    `Erstellt am ${day}: Einträge ${records}, Dokumente ${documents}, signierte Aussagen ${statements}.`,
    '',
    'Wozu es dient',
    'Der Hersteller eines Produkts schreibt auf, was er für dessen Sicherheit tut:',
    'jeden Schritt, sobald er geschieht, in einem Protokoll, das man später nicht',
    'unbemerkt ändern kann. Dieses Paket enthält einige dieser Einträge und alles,',
    'was man braucht, um zu prüfen, dass niemand sie geändert, weggelassen,',
    'umgestellt oder zurückdatiert hat.',
    '',
    'So prüfen Sie es',
    '1. Entpacken Sie das Paket und öffnen Sie verify.html mit einem Doppelklick.',
    '   Die Seite braucht kein Netz und sendet nichts. Sie zeigt dann die Kopie der',
    '   Einträge in ihr, nicht die Dateien daneben: Legen Sie das .zip auf die',
    '   Seite, um auch diese zu prüfen.',
    '2. Vergleichen Sie den Schlüssel des Protokolls, den die Seite zeigt, mit dem,',
    '   den Sie auf anderem Weg bekommen haben: auf Papier, am Telefon, von der',
    '   Website des Herstellers. Ohne diesen Vergleich wissen Sie, dass die Einträge',
    '   zueinander passen, aber nicht, von wem sie sind.',
    '3. Legen Sie ein Dokument auf die Seite: Sie sagt, ob es das festgehaltene ist.',
    'Wer das Paket gemacht hat, hat auch die Seite hineingelegt. Wenn Sie sich auf',
    'niemanden verlassen wollen, nehmen Sie die Seite aus anderer Quelle und legen',
    'Sie das .zip darauf, oder benutzen Sie das Programm:',
    '   occtet ledger verify PAKET.zip --policy POLICY.txt',
    '',
    ...germanContents,
    '',
    'Was es nicht zeigt',
    'Dass das Aufgeschriebene wahr ist, oder dass alles aufgeschrieben wurde.',
  ]
}

const germanContents: readonly string[] = [
  'Was darin ist',
  'verify.html     die Seite, die prüft',
  'manifest.json   Liste der Dateien mit ihren Fingerabdrücken (SHA-256)',
  'policy.txt      Schlüssel des Protokolls und seiner Zeugen, laut Hersteller',
  'log/            signierte Stände des Protokolls',
  'events/         Einträge, je mit dem Beweis ihrer Stelle im Protokoll',
  'keys/           Einträge über Schlüssel und das Protokoll selbst',
  'attestations/   signierte Aussagen über Produkte (in-toto, DSSE)',
  'timestamps/     Zeitstempel von Zeitstempeldiensten (RFC 3161)',
  'artefacts/      Dokumente',
]

/** A title is one line, whatever somebody put into it. */
function oneLine(text: string): string {
  return text.replace(/\p{C}+|\s+/gu, ' ').trim()
}

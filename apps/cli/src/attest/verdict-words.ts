/** Words about a whole bundle, and about signatures of the moment, that no single check says. */
import type { AttestationLanguage } from '@occtet/toolkit/attestations'

interface VerdictWords {
  readonly valid: string
  readonly 'valid-but-stale': string
  readonly invalid: string
  readonly 'none-asked': string
  readonly artefact: string
  readonly line: string
  readonly unknownType: string
  readonly notAsked: string
  readonly signedBy: string
  readonly vouchedBy: string
  readonly signedFile: string
  readonly signedStatement: string
  readonly 'time-stamp': string
  readonly log: string
  readonly entry: string
  readonly noIndex: string
  readonly wrong: string
}

const en: VerdictWords = {
  valid: 'VALID: everything that you asked for was signed by whom you expect, about this very file.',
  'valid-but-stale':
    'VALID, BUT PERHAPS OUT OF DATE: signed by whom you expect, about this very file. See what is marked "worth knowing".',
  invalid: 'NOT VALID: do not rely on it. See what is marked "not in order".',
  'none-asked': 'NOT THERE: the file holds no statement of the kind that you asked for.',
  artefact: 'Your file',
  line: 'Statement {line}: {type}',
  unknownType: 'kind unknown',
  notAsked: 'Not asked for, so it decides nothing.',
  signedBy: 'Signed by',
  vouchedBy: 'Vouched for by',
  signedFile: 'What was signed: the file itself.',
  signedStatement: 'What was signed: a statement about the file, {type}.',
  'time-stamp': 'A time-stamping authority says: signed by {time}.',
  log: 'The log says: recorded on {time}.',
  entry: 'Recorded in {log} as entry {index}.',
  noIndex: 'promised, not shown',
  wrong: 'Not in order: {message}',
}

const de: VerdictWords = {
  valid:
    'GÜLTIG: Alles, wonach Sie fragen, hat unterschrieben, wen Sie erwarten, und zwar über genau diese Datei.',
  'valid-but-stale':
    'GÜLTIG, ABER VIELLEICHT ÜBERHOLT: unterschrieben, von wem Sie es erwarten, über genau diese Datei. Lesen Sie, was als „wissenswert“ vermerkt ist.',
  invalid: 'NICHT GÜLTIG: Verlassen Sie sich nicht darauf. Der Grund ist mit „nicht in Ordnung“ vermerkt.',
  'none-asked': 'NICHT VORHANDEN: Die Datei enthält keine Aussage der Art, nach der Sie fragen.',
  artefact: 'Ihre Datei',
  line: 'Aussage {line}: {type}',
  unknownType: 'Art unbekannt',
  notAsked: 'Danach war nicht gefragt, sie entscheidet nichts.',
  signedBy: 'Unterschrieben von',
  vouchedBy: 'Dafür steht ein',
  signedFile: 'Unterschrieben wurde die Datei selbst.',
  signedStatement: 'Unterschrieben wurde eine Aussage über die Datei, {type}.',
  'time-stamp': 'Eine Zeitstempelstelle sagt: unterschrieben spätestens am {time}.',
  log: 'Das Log sagt: aufgezeichnet am {time}.',
  entry: 'Aufgezeichnet in {log} als Eintrag {index}.',
  noIndex: 'versprochen, nicht gezeigt',
  wrong: 'Nicht in Ordnung: {message}',
}

const all: Readonly<Record<AttestationLanguage, VerdictWords>> = { en, de }

/** `values` fill the places in braces. They may be hostile: whoever prints them makes them harmless. */
export function verdictWord(
  language: AttestationLanguage,
  word: keyof VerdictWords,
  values: Readonly<Record<string, string>> = {},
): string {
  return all[language][word].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '?')
}

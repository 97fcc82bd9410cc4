/** Attestations for people: what was signed, the key to hand out, and whether somebody's may be relied on. */
import type { AttestationLanguage } from '@occtet/toolkit/attestations'
import type { CreatedValue } from './attest/created-value.ts'
import type { VerdictValue } from './attest/verdict-value.ts'
import { verdictWord } from './attest/verdict-words.ts'
import { fold, formatTable, plain, shorten } from './layout.ts'

/** The dots say that a digest goes on. */
const SHOWN_DIGITS = 16

export function formatCreated(value: CreatedValue, width: number): string {
  const { kind, subjects, bundle, key, envelopeSha256, validUntil, ledger, notes } = value
  const rows = [
    ...subjects.map(({ name, sha256 }) => ['About', `${plain(name)}  ${shorten(sha256, SHOWN_DIGITS + 1)}`]),
    ['Kind', `${kind}  ${value.predicateType}`],
    ...(validUntil === null ? [] : [['Valid until', plain(validUntil)]]),
    [
      'Signed with',
      `${shorten(key.keyid, SHOWN_DIGITS + 1)}  ${plain(key.file)}${key.isNew ? '  (new)' : ''}`,
    ],
    ['Written to', plain(bundle)],
    ['Fingerprint', envelopeSha256],
    ['Recorded in', ledger === null ? 'no ledger' : plain(ledger)],
  ]
  const table = formatTable(rows, { right: new Set(), indent: 2 }).join('\n')
  return `Signed.\n${table}\n\n${[...notes, ...adviceOf(value)].map((text) => bullet(text, width)).join('')}`
}

function adviceOf({ key, ledger, bundle }: CreatedValue): readonly string[] {
  const proof =
    ledger === null
      ? 'The product has no ledger here, so nobody can prove later when this was signed. Make one with: occtet ledger init --origin example.org/log/NAME'
      : `A proof of when it was signed goes along with: occtet ledger export --attestation ${bundle} --out evidence.zip`
  const hand =
    'The key is new. Give the public part to your customers another way than the statements: occtet attest key'
  return [...(key.isNew ? [hand] : []), proof]
}

export interface KeyValue {
  readonly keyid: string
  readonly fingerprint: string
  readonly algorithm: string
  readonly pem: string
  readonly file: string
  readonly isNew: boolean
  readonly ledger: string | null
  readonly isRecorded: boolean
}

export function formatKey(value: KeyValue, width: number): string {
  const { pem, algorithm, fingerprint, file, isNew, ledger, isRecorded } = value
  const advice = [
    ...(isNew ? ['The key was made just now. Its private part stays in that file: back it up.'] : []),
    'Give the public key to others another way than what you sign with it, and let them compare the fingerprint.',
    ...(ledger === null || isRecorded
      ? []
      : [`${ledger} does not name the key yet; the first attestation has it recorded.`]),
  ]
  const rows = [
    ['Algorithm', algorithm],
    ['Private key', plain(file)],
    ...(ledger === null ? [] : [['Ledger', `${plain(ledger)}${isRecorded ? ', names the key' : ''}`]]),
  ]
  const table = formatTable(rows, { right: new Set(), indent: 2 }).join('\n')
  const print = fold('  Fingerprint', fingerprint, { indent: 15, width: 15 + 41 })
  return `${pem}\n${print}${table}\n\n${advice.map((text) => bullet(text, width)).join('')}`
}

export function formatVerdict(value: VerdictValue, language: AttestationLanguage, width: number): string {
  const say = (word: Parameters<typeof verdictWord>[1], values?: Readonly<Record<string, string>>): string =>
    verdictWord(language, word, values)
  const { state, artefact, attestations, sigstore } = value
  const head = fold('', say(state), { indent: 0, width, lines: 6 })
  const about = `${say('artefact')}: ${artefact.file}, SHA-256 ${artefact.sha256}`
  const file = fold('', about, { indent: 2, width })
  const lines = attestations.map((one) => formatLine(one, { say, width })).join('')
  return `${head}${file}${lines}${sigstore === null ? '' : formatIdentity(sigstore, { say, width })}`
}

interface Page {
  readonly say: (word: Parameters<typeof verdictWord>[1], values?: Readonly<Record<string, string>>) => string
  readonly width: number
}

type Row = VerdictValue['attestations'][number]

/** What was not checked follows from what was not in order, and is not repeated. */
function formatLine({ line, isAsked, predicateType, summary, checks }: Row, { say, width }: Page): string {
  const type = predicateType ?? say('unknownType')
  const title = `\n${fold('', say('line', { line: String(line), type }), { indent: 2, width })}`
  if (!isAsked) return `${title}${fold('  ', say('notAsked'), { indent: 2, width })}`
  const shown = checks.filter(({ code }) => code !== 'NOT_REACHED')
  const rows = shown.map(({ heading, said, sentence, outcome, values }) => {
    const detail = outcome === 'failed' && values['detail'] !== undefined ? ` (${values['detail']})` : ''
    const text = `${heading}: ${said}. ${sentence}${shorten(detail, 300)}`
    return fold('  - ', text, { indent: 4, width, lines: 8 })
  })
  return `${title}${fold('  ', summary, { indent: 2, width })}${rows.join('')}`
}

function formatIdentity(sigstore: NonNullable<VerdictValue['sigstore']>, { say, width }: Page): string {
  const { signer, signs, predicateType, times, entries, message } = sigstore
  const line = (text: string): string => fold('  ', text, { indent: 4, width, lines: 6 })
  return [
    '\n',
    ...(message === null ? [] : [line(say('wrong', { message }))]),
    ...(signer === null
      ? []
      : [line(`${say('signedBy')}: ${signer.identity}`), line(`${say('vouchedBy')}: ${signer.issuer}`)]),
    ...(signs === null
      ? []
      : [
          line(signs === 'file' ? say('signedFile') : say('signedStatement', { type: predicateType ?? '?' })),
        ]),
    ...times.map(({ kind, time }) => line(say(kind, { time }))),
    ...entries.map(({ log, index }) => line(say('entry', { log, index: index ?? say('noIndex') }))),
  ].join('')
}

function bullet(text: string, width: number): string {
  return fold('- ', text, { indent: 2, width, lines: 6 })
}

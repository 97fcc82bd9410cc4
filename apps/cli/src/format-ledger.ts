/** The ledger for people: a timeline by day, one event in full, what was checked. */
import type { ErasureReport } from '@occtet/toolkit/adapters'
import { fold, formatTable, plain } from './layout.ts'
import type { ProvenEvent } from './record/check-proof.ts'
import type { EventRow, EventValue, KeyValue } from './ledger-value.ts'

export interface NewLedgerValue {
  readonly origin: string
  readonly key: string
  readonly fingerprint: string
  readonly isNew: boolean
  readonly folder: string
  readonly secrets: string
  readonly link: string
}

export function formatNewLedger(value: NewLedgerValue, columns: number): string {
  const { origin, key, fingerprint, isNew, folder, secrets, link } = value
  const width = Math.min(columns, 100)
  const say = (text: string): string => fold('', text, { indent: 2, width })
  const head = isNew
    ? `The ledger ${plain(origin)} is made.\n`
    : `The ledger ${plain(origin)} is on this machine already.\n`
  const facts = formatTable(
    [
      ['  Log', plain(folder)],
      ['  Secrets', plain(secrets)],
      ['  Named in', plain(link)],
      ['  Its key', plain(key)],
      ['  Fingerprint', formatFingerprint(fingerprint)],
    ],
    { right: new Set() },
  ).join('\n')
  const advice = [
    'Give key or fingerprint to customers another way than the packages that you send them: on paper, on your website. Whoever has it can check what you show them.',
    'Back up the log and the secrets apart. Whoever has both can sign in your name; without the secrets the ledger can be verified, but not continued or read.',
    'From now on the commands that change something in this product record it.',
  ]
  return `${head}${facts}\n\n${advice.map(say).join('')}`
}

interface EventList {
  readonly origin: string
  readonly size: number
  readonly events: readonly EventRow[]
}

export function formatEvents(
  { origin, size, events }: EventList,
  { columns, isCut }: { readonly columns: number; readonly isCut: boolean },
): string {
  const head = `${plain(origin)}: ${size} ${size === 1 ? 'entry' : 'entries'}\n`
  if (events.length === 0) return `${head}  None of them is asked for.\n`
  const width = Math.min(columns, 110)
  let day = ''
  const lines = events.map((row) => {
    const own = row.time?.slice(0, 10) ?? 'Day unknown'
    const title = own === day ? '' : `\n${own}\n`
    day = own
    const mark = `${row.time?.slice(11, 16) ?? '  ?  '}  ${String(row.index).padStart(6)}  `
    return `${title}${fold(`  ${mark}`, plain(row.sentence), { indent: mark.length + 2, width })}`
  })
  return `${head}${lines.join('')}${isCut ? '\n  … and earlier ones: --limit, --since, --type\n' : ''}`
}

export function formatOneEvent(value: EventValue, columns: number): string {
  const width = Math.min(columns, 110)
  const { index, sentence, event, personal } = value
  const head = fold('', `Event ${index}: ${plain(sentence)}`, { indent: 2, width })
  if (event === undefined) return head
  const rows = [
    ['  When', event.time],
    ['  Type', event.type],
    ['  Id', event.id],
    ...(event.product === undefined ? [] : [['  Product', event.product]]),
    ...(event.legal ?? []).map((one) => ['  Provision', one]),
    ...event.subject.flatMap(({ name, digest }) => [['  About', `${name}  sha256 ${digest.sha256}`]]),
    ...Object.entries(event.data).map(([name, one]) => [`  ${name}`, textOf(one)]),
    ...Object.entries(personal ?? {}).map(([name, one]) => [`  ${name} (personal)`, textOf(one)]),
  ].map((cells) => cells.map((cell, at) => (at === 0 ? `  ${plain(cell)}` : plain(cell))))
  return `${head}${formatTable(rows, { right: new Set() }).join('\n')}\n`
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

interface TypeRow {
  readonly name: string
  readonly isPublic: boolean
  readonly isUrgent: boolean
  readonly sentence: string
  readonly members: readonly { readonly name: string; readonly isRequired: boolean }[]
}

export function formatTypes(types: readonly TypeRow[], columns: number): string {
  const width = Math.min(columns, 110)
  return types
    .map(({ name, isPublic, isUrgent, sentence, members }) => {
      const marks = [...(isPublic ? ['everybody reads it'] : []), ...(isUrgent ? ['published at once'] : [])]
      const notes = marks.length === 0 ? '' : `  (${marks.join(', ')})`
      const needed = members.filter(({ isRequired }) => isRequired).map((one) => one.name)
      const others = members.filter(({ isRequired }) => !isRequired).map((one) => one.name)
      const holds = [...needed, ...others.map((one) => `[${one}]`)].join(', ')
      return `${name}${notes}\n${fold('  ', sentence, { indent: 2, width })}${fold('  ', holds, { indent: 2, width })}`
    })
    .join('\n')
}

/** In groups that can be read out. */
export function formatFingerprint(digest: string): string {
  return (digest.match(/.{4}/g) ?? []).join(' ')
}

export function formatCheckpoint({
  key,
  fingerprint,
  note,
}: {
  readonly key: string
  readonly fingerprint: string
  readonly note: string
}): string {
  return `${note}\nVerifier key: ${plain(key)}\nFingerprint:  ${formatFingerprint(fingerprint)}\n`
}

export interface FsckValue {
  readonly origin: string
  readonly isIntact: boolean
  readonly size: number
  readonly pending: number
  readonly events: { readonly verified: number; readonly erased: number }
  readonly faults: readonly { readonly file: string; readonly code: string; readonly message: string }[]
}

export function formatFsck(value: FsckValue, columns: number): string {
  const { origin, isIntact, size, pending, events, faults } = value
  const width = Math.min(columns, 110)
  const head = isIntact
    ? `${size} entries, intact: ${plain(origin)}\n`
    : `NOT INTACT: ${plain(origin)}, ${size} entries, ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}\n`
  const waiting = pending === 0 ? '' : `  ${pending} are durable and not yet published.\n`
  const counts = `  ${events.verified} events were opened and match their leaves${events.erased === 0 ? '' : `; the content of ${events.erased} was erased on request`}.\n`
  const lines = faults.map(({ file, code, message }) =>
    fold(`  ${plain(file)}  `, `${code}: ${plain(message)}`, { indent: 4, width }),
  )
  return `${head}${waiting}${counts}${lines.join('')}`
}

export function formatErased({ entries, disclosures, keys }: ErasureReport): string {
  if (entries.length === 0) return 'Nothing was found that could be erased.\n'
  return `Erased in ${entries.length} ${entries.length === 1 ? 'event' : 'events'}: ${disclosures.length} personal fields, ${keys} data keys destroyed.\nThe fingerprints stay in the log, and the erasure is recorded.\n`
}

export function formatKeys(keys: readonly KeyValue[]): string {
  const rows = keys.map(({ keyid, purpose, algorithm, state, addedAt, reason }) => [
    `${keyid.slice(0, 16)}…`,
    purpose,
    algorithm,
    reason === undefined ? state : `${state}: ${plain(reason)}`,
    `since ${addedAt.slice(0, 10)}`,
  ])
  return `${formatTable(rows, { right: new Set() }).join('\n')}\n`
}

export type ProvenValue =
  | { readonly isProven: false; readonly reason: string; readonly message: string }
  | ({ readonly isProven: true } & ProvenEvent)

export function formatProven(value: ProvenValue, columns: number): string {
  const width = Math.min(columns, 100)
  const say = (text: string): string => fold('', text, { indent: 2, width })
  if (!value.isProven) return `NOT PROVEN: ${value.reason}\n${say(plain(value.message))}`
  const { origin, index, size, witnesses, event } = value
  const head = `Proven: entry ${index} of ${size} in the log ${plain(origin)}\n`
  const seen =
    witnesses.length === 0
      ? 'No independent witness vouches for this state of the log.'
      : `Seen by ${witnesses.map(({ name, time }) => `${plain(name)} at ${time}`).join(', ')}.`
  const what =
    event === undefined
      ? 'Its content is not in these files: that something was recorded is proven, not what.'
      : `It says: ${plain(event.type)}, ${event.time}, about ${plain(event.subject.map(({ name }) => name).join(', ') || 'nothing named')}.`
  const limit =
    'Which person or key of the organisation signed it is not checked here; an evidence package shows that.'
  return `${head}${say(what)}${say(seen)}${event === undefined ? '' : say(limit)}`
}

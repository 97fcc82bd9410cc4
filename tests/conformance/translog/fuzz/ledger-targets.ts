/** The parsers of the ledger's own files and of what witnesses are sent. */
import { canonicalizeJson, sha256 } from '../../../../packages/toolkit/src/base/index.ts'
import {
  formatJournalHeader,
  formatJournalRecord,
  formatLedgerEntry,
  formatLedgerIdentity,
  type Journal,
  parseJournal,
  parseLedgerEntry,
  parseLedgerIdentity,
} from '../../../../packages/toolkit/src/ledger/index.ts'
import { createSigner, valueOf as take } from '../../../../packages/toolkit/src/translog/testing/signers.ts'
import {
  accepted,
  acceptedIf,
  type Answer,
  type FuzzTarget,
  type Mutation,
  refused,
  textTarget,
  toText,
  valueOf,
} from './target.ts'

const nonce = Uint8Array.from({ length: 16 }, (_, at) => at)
const entryOf = (text: string) => ({ idHash: sha256(text).subarray(0, 16), entry: Buffer.from(text) })
const header = formatJournalHeader({ nonce, size: 7n, root: sha256('root') })
const journal = Buffer.concat([
  header,
  formatJournalRecord(nonce, 7n, [entryOf('a'), entryOf('bb')]),
  formatJournalRecord(nonce, 9n, [entryOf('')]),
])

const RECORD_HEAD_BYTES = 40

/** Makes the digest of the last record fit whatever its body says: damage then has to be found by reading it. */
const repairDigest: Mutation = (input) => {
  const bytes = Buffer.from(input)
  const at = bytes.lastIndexOf('OLJ1')
  if (at < 0 || bytes.length - at < RECORD_HEAD_BYTES) return input
  const body = bytes.subarray(at + RECORD_HEAD_BYTES)
  bytes.writeUInt32BE(body.length, at + 4)
  bytes.set(sha256(Buffer.concat([nonce, body])), at + 8)
  return bytes
}

function checkJournal(input: Uint8Array): Answer {
  const read = parseJournal(input)
  if (!read.ok) return refused
  const { entries, size, tail } = read.value
  const whole = Buffer.concat([
    formatJournalHeader(read.value),
    ...entries.map((entry, at) => formatJournalRecord(read.value.nonce, size + BigInt(at), [entry])),
  ])
  const again = parseJournal(whole)
  const isSame = again.ok && show({ ...again.value, tail }) === show(read.value)
  return acceptedIf(isSame && again.value.tail === 'whole', 'is not written as it was read')
}

function show({ entries, nonce: own, root, size, tail }: Journal): string {
  const parts = entries.flatMap(({ idHash, entry }) => [idHash, entry])
  return [own, root, ...parts].map((bytes) => Buffer.from(bytes).toString('hex')).join() + size + tail
}

const entries = [
  take(formatLedgerEntry({ kind: 'event', commitment: Uint8Array.from(sha256('c')) })),
  take(
    formatLedgerEntry({
      kind: 'public',
      envelope: {
        payload: 'e30=',
        payloadType: 'application/vnd.occtet.ledger-event.v1+json',
        signatures: [
          { keyid: 'é', sig: 'AA==' },
          { keyid: '', sig: 'AAAA' },
        ],
      },
    }),
  ),
]

export const ledgerTargets: readonly FuzzTarget[] = [
  {
    name: 'ledger entry',
    samples: entries,
    check: (input) => {
      const entry = parseLedgerEntry(input)
      return entry.ok ? accepted(input, valueOf(formatLedgerEntry(entry.value))) : refused
    },
  },
  { name: 'journal', samples: [header, journal], mutations: [repairDigest], check: checkJournal },
  {
    name: 'ledger identity',
    samples: [Buffer.from(formatLedgerIdentity(createSigner('ledger.example/a').key))],
    check: (input) => {
      // The file may be spaced otherwise; what it names must be the same.
      const key = parseLedgerIdentity(toText(input))
      if (!key.ok) return refused
      const again = parseLedgerIdentity(formatLedgerIdentity(key.value))
      return acceptedIf(
        again.ok && again.value.name === key.value.name && again.value.id === key.value.id,
        'names another key when written',
      )
    },
  },
  {
    ...textTarget('canonical JSON', ['{"a":[1,2.5,"é\\u0000"],"b":{"":null}}', '1e21', '"💥"'], {
      // A canonical form is its own canonical form; what else is accepted is respelled.
      parse: canonicalizeJson,
      format: (form) => form,
    }),
    check: (input) => {
      const form = canonicalizeJson(toText(input))
      if (!form.ok) return refused
      const again = canonicalizeJson(form.value)
      return acceptedIf(again.ok && again.value === form.value, 'has a form that is not its own')
    },
  },
]

/** `.occtet/ledger.yaml`: in which ledger the changes of a product are recorded. Public: names and a public key. */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { err, ok, type Result, sha256 } from '../base/index.ts'
import { readBySpec, type Spec, toJsonSchema, writeBySpec } from '../small-files/index.ts'
import { openCheckpoint, parseVerifierKey } from '../translog/index.ts'
import { writeDurably } from './cases-files.ts'
import { toVerifier } from './feddb/exchange/ed25519.ts'
import { readTreeText } from './text-file.ts'

/** What a product says of its ledger. Whoever can change the file decides it; the ledger itself is elsewhere. */
export interface LedgerLink {
  /** Origin of the organisation's log. */
  readonly origin: string
  /** Verifier key of the log: `origin+id+base64` (C2SP signed-note). */
  readonly key: string
  /**
   * The newest checkpoint when the file was written, as a signed note. Committed with the product, it is one more place
   * that remembers the log: an older ledger put back is noticed against it.
   */
  readonly checkpoint?: string
}

const text: Spec = { kind: 'text' }

const linkSpec: Spec = {
  kind: 'object',
  required: ['schema', 'origin', 'key'],
  members: {
    schema: { kind: 'text', values: ['occtet.ledger/1'] },
    origin: text,
    key: text,
    checkpoint: text,
  },
}

const head = [
  'Changes of this product are recorded in the ledger of this origin, which lies outside the tree: `occtet ledger`.',
]
const largest = 256 * 1024

export function ledgerFilePath(dir: string): string {
  return join(dir, '.occtet', 'ledger.yaml')
}

/** Undefined where the file is not there. The error says which file, which line, what is wrong. */
export function readLedgerLink(path: string): Result<LedgerLink | undefined, string> {
  const source = readTreeText(path, largest)
  if (source === undefined) return ok(undefined)
  if (!source.ok) return err(source.error.message)
  const read = readBySpec(source.value, linkSpec)
  if (!read.ok) {
    const { line, field, message } = read.error
    return err(`${path}:${line}: ${field === '' ? '' : `${field}: `}${message}`)
  }
  const { schema: _, ...link } = read.value as LedgerLink & { readonly schema: string }
  const fault = findFault(link)
  return fault === undefined ? ok(link) : err(`${path}: ${fault}`)
}

/** Durable when it returns. Throws CaseStoreError. */
export function writeLedgerLink(path: string, { origin, key, checkpoint }: LedgerLink): void {
  const kept = checkpoint === undefined ? {} : { checkpoint }
  mkdirSync(dirname(path), { recursive: true })
  writeDurably(path, writeBySpec({ schema: 'occtet.ledger/1', origin, key, ...kept }, linkSpec, head), 0o644)
}

/** JSON Schema of the file. */
export function ledgerLinkSchema(): Readonly<Record<string, unknown>> {
  const $schema = 'https://json-schema.org/draft/2020-12/schema'
  return { $schema, title: 'occtet.ledger/1', ...toJsonSchema(linkSpec) }
}

function findFault({ origin, key, checkpoint }: LedgerLink): string | undefined {
  const parsed = parseVerifierKey(sha256, key)
  if (!parsed.ok) return `key: ${parsed.error.message}`
  if (parsed.value.name !== origin) return `key: is that of ${parsed.value.name}, not of ${origin}`
  if (checkpoint === undefined) return undefined
  const opened = openCheckpoint(checkpoint, origin, [toVerifier(parsed.value)])
  return opened.ok ? undefined : `checkpoint: ${opened.error.message}`
}

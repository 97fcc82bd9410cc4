/** The link from a product to its ledger: what is written is read again, and foreign keys and checkpoints are refused. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../base/index.ts'
import { formatVerifierKey, rootOf, signCheckpoint } from '../translog/index.ts'
import { createSigningKey, toSigner } from './feddb/exchange/ed25519.ts'
import { type LedgerLink, ledgerFilePath, readLedgerLink, writeLedgerLink } from './ledger-file.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'occtet-link-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function linkOf(origin: string): LedgerLink & { readonly checkpoint: string } {
  const made = createSigningKey(origin)
  if (!made.ok) throw new Error(made.error.message)
  const tree = { origin, size: 0n, root: rootOf(sha256, []), extensions: [] }
  const note = signCheckpoint(tree, [toSigner(made.value)])
  if (!note.ok) throw new Error(note.error.message)
  return { origin, key: formatVerifierKey(made.value.key), checkpoint: note.value }
}

test('a link is written, read again, and written as the same bytes', () => {
  const path = ledgerFilePath(dir)
  expect(readLedgerLink(path)).toEqual({ ok: true, value: undefined })
  const link = linkOf('ledger.example.org/log/acme')
  writeLedgerLink(path, link)
  expect(readLedgerLink(path)).toEqual({ ok: true, value: link })
  const before = readFileSync(path, 'utf8')
  writeLedgerLink(path, link)
  expect(readFileSync(path, 'utf8')).toBe(before)
  const { checkpoint: _, ...bare } = link
  writeLedgerLink(path, bare)
  expect(readLedgerLink(path)).toEqual({ ok: true, value: bare })
})

const other = linkOf('ledger.example.org/log/other')
const own = linkOf('ledger.example.org/log/acme')
test.each([
  ['the key of another log', { ...own, key: other.key }, /key: is that of ledger.example.org\/log\/other/],
  ['a mistyped key', { ...own, key: own.key.replace(/.$/, '!') }, /key: /],
  ['the checkpoint of another log', { ...own, checkpoint: other.checkpoint }, /checkpoint: /],
  [
    'a checkpoint that was changed',
    { ...own, checkpoint: own.checkpoint.replace('\n0\n', '\n1\n') },
    /checkpoint: /,
  ],
])('%s is refused with the file', (_, link, message) => {
  const path = ledgerFilePath(dir)
  writeLedgerLink(path, link)
  const read = readLedgerLink(path)
  expect(read.ok ? '' : read.error).toMatch(message)
  expect(read.ok ? '' : read.error).toContain(path)
})

test.each([
  'schema: occtet.ledger/1\norigin: x\n',
  'schema: occtet.ledger/2\norigin: x\nkey: y\n',
  '- 1\n',
  '{',
])('a file that is none is refused with its line: %j', (text) => {
  const path = join(dir, 'ledger.yaml')
  writeFileSync(path, text)
  const read = readLedgerLink(path)
  expect(read.ok ? '' : read.error).toMatch(/ledger\.yaml:\d+: /)
})

test('the example of docs/reference/files.md is read, and written as it stands there', () => {
  const page = readFileSync(new URL('../../../../docs/reference/files.md', import.meta.url), 'utf8')
  const [, example = ''] = /```yaml ledger\n([^]*?)```/.exec(page) ?? []
  const path = ledgerFilePath(dir)
  mkdirSync(join(dir, '.occtet'))
  writeFileSync(path, example)
  const read = readLedgerLink(path)
  if (!read.ok || read.value === undefined) throw new Error(read.ok ? 'no link' : read.error)
  writeLedgerLink(path, read.value)
  expect(readFileSync(path, 'utf8').replace(/^#.*\n/, '')).toBe(example)
})

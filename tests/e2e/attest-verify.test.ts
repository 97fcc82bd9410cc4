/** `occtet attest verify`: whom it believes, what it says, how it ends; and bundles made to harm. */
import { createPrivateKey, sign } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import type { schemas } from '../../packages/contract/src/index.ts'
import { formatDidDocument, parsePublicKey } from '../../packages/toolkit/src/attestations/index.ts'
import type { KeyRecord } from '../../packages/toolkit/src/ledger/index.ts'
import {
  createProduct,
  handOutKey,
  type Line,
  openStatement,
  paeOf,
  type Product,
  readLines,
} from './attest-product.ts'

const bundle = '../app.tgz.intoto.jsonl'
const artefact = ['--artefact', '../app.tgz']
const known = ['--known-as-of', '2026-11-21']
let product: Product
let key: readonly string[]

beforeAll(() => {
  product = createProduct('verify', { hasData: true })
  expect(product.run(['check']).code).toBe(0)
  for (const kind of ['sbom', 'scan']) {
    product.ask('attest-create', ['attest', 'create', kind, '--subject', '../app.tgz'])
  }
  key = ['--key', handOutKey(product)]
})

type Verdict = z.infer<(typeof schemas)['attest-verify']>

function verify(file: string, more: readonly string[], code = 0): Verdict {
  return product.ask('attest-verify', ['attest', 'verify', file, ...artefact, ...more], { code })
}

function refused(code: string, args: readonly string[], exit: number): void {
  const { error } = product.ask('error', ['attest', 'verify', ...args], { code: exit })
  expect([args, error.code]).toEqual([args, code])
}

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(product.at(`../${name}`), content)
  return `../${name}`
}

const reasons = ({ attestations }: Verdict) => attestations.map(({ reason }) => reason)

test('valid where the knowledge is fresh; each check in its order, none failed', () => {
  const { state, attestations, sigstore } = verify(bundle, [...key, ...known])
  expect([state, sigstore]).toEqual(['valid', null])
  expect(attestations.map(({ state: one, isAsked }) => [one, isAsked])).toEqual([
    ['valid', true],
    ['valid', true],
  ])
  for (const { checks, signers } of attestations) {
    expect(checks).toHaveLength(13)
    expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    expect(signers).toHaveLength(1)
  }
})

test('offline and unaware of what came since: perhaps out of date; exit 0, and 4 with --strict', () => {
  expect(verify(bundle, key).state).toBe('valid-but-stale')
  const strict = verify(bundle, [...key, '--strict'], 4)
  expect(strict.attestations.map(({ staleReasons }) => staleReasons)).toEqual([
    ['FRESHNESS_UNKNOWN'],
    ['FRESHNESS_UNKNOWN'],
  ])
  const old = ['--known-as-of', '2026-10-01T00:00:00Z']
  expect(verify(bundle, [...key, ...old]).attestations[0]?.staleReasons).toEqual(['KNOWLEDGE_OLD'])
  expect(verify(bundle, [...key, ...old, '--max-age', '60']).state).toBe('valid')
})

test('in plain words: first the answer, then each check as a line; English and German', () => {
  const english = product.run(['attest', 'verify', bundle, ...artefact, ...key, ...known])
  expect([english.code, english.stdout.startsWith('VALID: ')]).toEqual([0, true])
  expect(english.stdout).toContain(
    '  - Your artefact: in order. It is about the very file in your hands: app.tgz.',
  )
  const german = product.run(['attest', 'verify', bundle, ...artefact, ...key, '--lang', 'de'])
  expect([german.code, german.stdout.startsWith('GÜLTIG, ABER VIELLEICHT ÜBERHOLT: ')]).toEqual([0, true])
  expect(german.stdout).toContain('  - Ihr Artefakt: in Ordnung.')
  const wide = [english, german].flatMap(({ stdout }) =>
    stdout.split('\n').filter((line) => line.length > 80),
  )
  expect(wide).toEqual([])
})

test('the type that is asked for decides alone; one that is not there is no yes', () => {
  const { state, attestations } = verify(bundle, [...key, ...known, '--type', 'scan'])
  expect(state).toBe('valid')
  expect(attestations.map(({ isAsked }) => isAsked)).toEqual([false, true])
  expect(verify(bundle, [...key, '--type', 'https://cyclonedx.org/bom', ...known]).state).toBe('valid')
  expect(verify(bundle, [...key, '--type', 'vex', ...known], 1).state).toBe('none-asked')
  expect(verify(bundle, [...key, '--type', 'https://example.org/other', ...known], 1).state).toBe(
    'none-asked',
  )
  expect(verify(write('empty.intoto.jsonl', '\n'), [...key, ...known], 1).state).toBe('none-asked')
  refused('TYPE_UNKNOWN', [bundle, ...artefact, ...key, '--type', 'toString'], 2)
})

test('another artefact, another key, no key, a private key', () => {
  const other = product.ask(
    'attest-verify',
    ['attest', 'verify', bundle, '--artefact', '../other.tgz', ...key, ...known],
    { code: 1 },
  )
  expect([other.state, reasons(other)]).toEqual(['invalid', ['SUBJECT_MISMATCH', 'SUBJECT_MISMATCH']])
  const { pem, file } = product.ask('attest-key', ['attest', 'key', '--key', '../stranger.pem'])
  const stranger = ['--key', write('stranger-pub.pem', pem)]
  expect(reasons(verify(bundle, stranger, 1))).toEqual(['SIGNER_UNKNOWN', 'SIGNER_UNKNOWN'])
  expect(verify(bundle, [...stranger, ...key, ...known]).state).toBe('valid')
  refused('KEY_NOT_GIVEN', [bundle, ...artefact], 2)
  refused('KEY_IS_PRIVATE', [bundle, ...artefact, '--key', file], 3)
  refused('KEY_MALFORMED', [bundle, ...artefact, '--key', write('none.pem', 'nothing')], 3)
  refused('KEY_MALFORMED', [bundle, ...artefact, '--key', write('two.pem', pem + pem)], 3)
  refused('FILE_UNREADABLE', [bundle, ...artefact, '--key', '../absent.pem'], 3)
  refused('FILE_UNREADABLE', ['../absent.jsonl', ...artefact, ...key], 3)
  refused('FILE_UNREADABLE', ['..', ...artefact, ...key], 3)
  refused('FILE_UNREADABLE', [bundle, '--artefact', '../absent.tgz', ...key], 3)
  refused('TIME_INVALID', [bundle, ...artefact, ...key, '--known-as-of', 'yesterday'], 2)
})

test('a changed statement, a changed type, a signature from another line', () => {
  const [sbom, scan] = readLines(product.at(bundle))
  if (sbom === undefined || scan === undefined) throw new Error('two lines were written')
  const changed = Buffer.from(JSON.stringify(openStatement(sbom)).replace('lodash', 'nodash')).toString(
    'base64',
  )
  const lines: readonly Line[] = [
    { ...sbom, payload: changed },
    { ...sbom, payloadType: 'application/json' },
    { ...sbom, signatures: scan.signatures },
    { ...sbom, signatures: [] },
  ]
  for (const line of lines) {
    const { state, attestations } = verify(
      write('changed.jsonl', JSON.stringify(line)),
      [...key, ...known],
      1,
    )
    expect([state, attestations[0]?.signers]).toEqual(['invalid', []])
  }
  const mixed = [scan, { ...sbom, payload: changed }].map((line) => JSON.stringify(line)).join('\n')
  expect(verify(write('mixed.jsonl', mixed), [...key, ...known], 1).state).toBe('invalid')
  expect(verify('../mixed.jsonl', [...key, ...known, '--type', 'scan']).state).toBe('valid')
})

test('a statement about another file decides nothing beside one about this; alone it is no yes', () => {
  const out = ['--out', '../shared.jsonl']
  product.ask('attest-create', ['attest', 'create', 'sbom', '--subject', '../other.tgz', ...out])
  expect(reasons(verify('../shared.jsonl', [...key, ...known], 1))).toEqual(['SUBJECT_MISMATCH'])
  product.ask('attest-create', ['attest', 'create', 'scan', '--subject', '../app.tgz', ...out])
  const both = verify('../shared.jsonl', [...key, ...known])
  expect([both.state, reasons(both)]).toEqual(['valid', ['SUBJECT_MISMATCH', null]])
  expect(verify('../shared.jsonl', [...key, ...known, '--type', 'sbom'], 1).state).toBe('invalid')
})

test('of two scans the newer one counts, and the older one says so', () => {
  const env = { SOURCE_DATE_EPOCH: String(1_795_305_600 + 86_400) }
  expect(product.run(['check', '--out', '../later'], env).code).toBe(0)
  const scan = ['attest', 'create', 'scan', '--subject', '../app.tgz', '--out', '../scans.jsonl']
  product.ask('attest-create', [...scan, '--report', '../later'], { env })
  product.ask('attest-create', scan)
  const args = ['attest', 'verify', '../scans.jsonl', ...artefact, ...key, ...known]
  const { state, attestations } = product.ask('attest-verify', args, { env })
  expect(state).toBe('valid')
  expect(attestations.map(({ staleReasons }) => staleReasons)).toEqual([[], ['SUPERSEDED']])
})

describe('a did.json with windows', () => {
  const did = 'did:web:example.org'
  function record(window: Partial<KeyRecord>): string {
    const { pem } = product.ask('attest-key', ['attest', 'key'])
    const publicKey = parsePublicKey(pem.replace(/-----[A-Z ]+-----|\n/g, ''))
    if (!publicKey.ok) throw new Error(publicKey.error.message)
    const { keyid, algorithm, spki } = publicKey.value
    const addedAt = { index: 0n, time: '2026-01-01T00:00:00Z' }
    const document = formatDidDocument(did, [
      { keyid, algorithm, spki, purpose: 'attestation', addedAt, ...window },
    ])
    if (!document.ok) throw new Error(document.error.message)
    return write('did.json', document.value)
  }

  test.each([
    ['in use', {}, null],
    ['ended', { notAfter: '2026-06-01T00:00:00Z' }, 'KEY_EXPIRED'],
    ['not begun', { addedAt: { index: 0n, time: '2026-12-01T00:00:00Z' } }, 'KEY_NOT_YET_VALID'],
    ['replaced', { retiredAt: { index: 1n, time: '2026-06-01T00:00:00Z' } }, 'KEY_RETIRED'],
    [
      'revoked',
      { revoked: { index: 1n, time: '2026-06-01T00:00:00Z', reason: 'compromised' } },
      'KEY_REVOKED',
    ],
  ] as const)('a key that is %s', (_, window, reason) => {
    const verdict = verify(bundle, ['--did', record(window), ...known], reason === null ? 0 : 1)
    expect(reasons(verdict)).toEqual([reason, reason])
  })

  test('a file that is none, or names no key', () => {
    const empty = JSON.stringify({ id: did, verificationMethod: [] })
    refused('DID_WITHOUT_KEY', [bundle, ...artefact, '--did', write('empty-did.json', empty)], 3)
    refused('DID_DOCUMENT_MALFORMED', [bundle, ...artefact, '--did', write('bad-did.json', '{')], 3)
    refused('DID_MISMATCH', [bundle, ...artefact, '--did', write('other-did.json', '{}')], 3)
  })
})

describe('hostile bundles', () => {
  /** Signed with the very key that the reader trusts: the worst case. */
  function signed(payload: string): string {
    const { file } = product.ask('attest-key', ['attest', 'key'])
    const line = {
      payload: Buffer.from(payload).toString('base64'),
      payloadType: 'application/vnd.in-toto+json',
    }
    const privateKey = createPrivateKey(readFileSync(file))
    const sig = sign('sha256', paeOf({ ...line, signatures: [] }), privateKey).toString('base64')
    return JSON.stringify({ ...line, signatures: [{ keyid: 'x', sig }] })
  }

  const statement = (predicate: string, name = 'app.tgz'): string => {
    const { subject } = openStatement(readLines(product.at(bundle))[0] as Line)
    const digest = subject[0]?.digest.sha256 ?? ''
    return `{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":${JSON.stringify(name)},"digest":{"sha256":"${digest}"}}],"predicateType":"https://cyclonedx.org/bom","predicate":${predicate}}`
  }
  const plainBom = '{"bomFormat":"CycloneDX","specVersion":"1.6"}'

  test('the control: such a line is valid as long as nothing is wrong with it', () => {
    expect(verify(write('good.jsonl', signed(statement(plainBom))), [...key, ...known]).state).toBe('valid')
  })

  test.each([
    [
      'a member twice',
      () => signed(statement('{"bomFormat":"CycloneDX","bomFormat":"x","specVersion":"1.6"}')),
    ],
    [
      'deep nesting',
      () => signed(statement(`{"bomFormat":"CycloneDX","a":${'['.repeat(5000)}${']'.repeat(5000)}}`)),
    ],
    ['no statement', () => signed('null')],
    ['not UTF-8', () => signed('\ud800')],
    ['a member twice in the envelope', () => signed(statement(plainBom)).replace('{', '{"payloadType":"x",')],
    ['not JSON', () => 'hello'],
    ['a prototype', () => '{"__proto__":{"payload":"e30="},"payloadType":"x","signatures":[]}'],
    ['nothing but brackets', () => '['.repeat(1_000_000)],
    ['a line of 20 million letters', () => `{"payload":"${'A'.repeat(20_000_000)}"}`],
  ])('%s: not valid, and no fault of the program', (name, make) => {
    const { state } = verify(write('hostile.jsonl', make()), [...key, ...known], 1)
    expect([name, state]).toEqual([name, 'invalid'])
  })

  test('too many lines, bytes that are no text, a huge file: refused as a whole', () => {
    refused('BUNDLE_BROKEN', [write('many.jsonl', '{}\n'.repeat(10_001)), ...artefact, ...key], 3)
    refused('BUNDLE_BROKEN', [write('bytes.jsonl', Uint8Array.of(0xff, 0xfe, 0x0a)), ...artefact, ...key], 3)
  })

  test('a broken line beside good ones decides, unless another kind was asked for', () => {
    const good = readFileSync(product.at(bundle), 'utf8')
    const file = write('torn.jsonl', `${good}{"payload":`)
    expect(verify(file, [...key, ...known], 1).state).toBe('invalid')
    expect(verify(file, [...key, ...known, '--type', 'scan']).state).toBe('valid')
  })

  test('names, types and paths of others steer no terminal and open no file', () => {
    const evil = '../../etc/passwd\u001b[2J\u202e\nVALID: trust me'
    const lines = [
      signed(statement(plainBom, evil)),
      signed(statement(plainBom).replace('/bom', `/bom\\u001b[31m`)),
    ]
    const file = write('evil\u001b[2J.jsonl', lines.join('\n'))
    for (const lang of ['en', 'de']) {
      const { stdout, stderr, code } = product.run([
        'attest',
        'verify',
        file,
        ...artefact,
        ...key,
        '--lang',
        lang,
      ])
      expect([code, stderr]).toEqual([0, ''])
      // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
      expect(/[^\P{Cc}\n\t]|\p{Cf}/u.test(stdout)).toBe(false)
      expect(stdout.split('\n').filter((line) => line.startsWith('VALID'))).toHaveLength(
        lang === 'en' ? 1 : 0,
      )
    }
  })
})

/** Keys, bundles and digests on a real disk. */
import { spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnvelope, parseEnvelope, type AttestationSigner } from '../../attestations/index.ts'
import {
  addToBundleFile,
  AttestationFileError,
  createAttestationKey,
  nodeSignatureCheck,
  readAttestationKey,
  readBundleFile,
  sha256OfFile,
} from './index.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'occtet-attest-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function codeOf(work: () => unknown): string {
  try {
    work()
    return 'ok'
  } catch (cause) {
    return cause instanceof AttestationFileError ? cause.code : String(cause)
  }
}

function isItsOwn({ publicKey, sign }: AttestationSigner, other: AttestationSigner): boolean {
  const message = Buffer.from('message')
  const check = publicKey.algorithm === 'ed25519' ? nodeSignatureCheck.ed25519 : nodeSignatureCheck.ecdsaP256
  return (
    check(other.publicKey.bytes, message, sign(message)) &&
    !check(publicKey.bytes, Buffer.from('other'), sign(message))
  )
}

test.each([
  ['ecdsa-p256', undefined],
  ['ed25519', undefined],
  ['ecdsa-p256', 'a pass phrase with ü'],
  ['ed25519', 'x'],
] as const)('%s with passphrase %s: written, read back, signs as the same key', (algorithm, passphrase) => {
  const path = join(folder, `${algorithm}-${String(passphrase === undefined)}.pem`)
  const secret = passphrase === undefined ? {} : { passphrase }
  const made = createAttestationKey({ path, algorithm, ...secret })
  const read = readAttestationKey(path, passphrase)
  expect(read.publicKey).toEqual(made.publicKey)
  expect(read.publicKey.algorithm).toBe(algorithm)
  expect(isItsOwn(made, read) && isItsOwn(read, made)).toBe(true)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(path, 'utf8').includes('ENCRYPTED')).toBe(passphrase !== undefined)
})

test('a key is ECDSA on P-256 unless asked otherwise, and never replaces a file', () => {
  const path = join(folder, 'default.pem')
  const { publicKey } = createAttestationKey({ path })
  expect(publicKey.algorithm).toBe('ecdsa-p256')
  const before = readFileSync(path)
  expect(codeOf(() => createAttestationKey({ path }))).toBe('KEY_EXISTS')
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(codeOf(() => createAttestationKey({ path: join(folder, 'no', 'such', 'folder.pem') }))).toBe(
    'FILE_UNWRITABLE',
  )
})

test('a key that cannot be used says why', () => {
  const plain = join(folder, 'plain.pem')
  const sealed = join(folder, 'sealed.pem')
  createAttestationKey({ path: plain })
  createAttestationKey({ path: sealed, passphrase: 'right' })
  expect(codeOf(() => readAttestationKey(join(folder, 'absent.pem')))).toBe('KEY_MISSING')
  expect(codeOf(() => readAttestationKey(sealed))).toBe('PASSPHRASE_NEEDED')
  expect(codeOf(() => readAttestationKey(sealed, 'wrong'))).toBe('KEY_UNREADABLE')
  expect(codeOf(() => readAttestationKey(folder))).toBe('KEY_UNREADABLE')
  const empty = join(folder, 'empty.pem')
  expect(codeOf(() => createAttestationKey({ path: empty, passphrase: '' }))).toBe('PASSPHRASE_NEEDED')
  expect(existsSync(empty)).toBe(false)
  const rsa = join(folder, 'rsa.pem')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(rsa, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  chmodSync(rsa, 0o600)
  expect(codeOf(() => readAttestationKey(rsa))).toBe('KEY_TYPE_UNSUPPORTED')
  writeFileSync(join(folder, 'noise.pem'), 'noise', { mode: 0o600 })
  expect(codeOf(() => readAttestationKey(join(folder, 'noise.pem')))).toBe('KEY_UNREADABLE')
})

test.skipIf(process.platform === 'win32')('only a key without passphrase has to be its owner’s alone', () => {
  const plain = join(folder, 'open-plain.pem')
  const sealed = join(folder, 'open-sealed.pem')
  createAttestationKey({ path: plain })
  createAttestationKey({ path: sealed, passphrase: 'right' })
  chmodSync(plain, 0o640)
  chmodSync(sealed, 0o644)
  expect(codeOf(() => readAttestationKey(plain))).toBe('KEY_EXPOSED')
  expect(codeOf(() => readAttestationKey(sealed, 'right'))).toBe('ok')
})

const hasOpenssl = spawnSync('openssl', ['version']).status === 0
const openssl = `OpenSSL reads an encrypted key and finds scrypt in it${hasOpenssl ? '' : ' (skipped: no openssl)'}`

test.skipIf(!hasOpenssl)(openssl, () => {
  const path = join(folder, 'openssl.pem')
  const { publicKey } = createAttestationKey({ path, passphrase: 'open sesame' })
  const run = spawnSync('openssl', [
    'pkey',
    '-in',
    path,
    '-passin',
    'pass:open sesame',
    '-pubout',
    '-outform',
    'DER',
  ])
  expect(run.stdout.toString('base64')).toBe(publicKey.spki)
  const wrong = spawnSync('openssl', ['pkey', '-in', path, '-passin', 'pass:no', '-pubout'])
  expect(wrong.status).not.toBe(0)
  const shown = spawnSync('openssl', ['asn1parse', '-in', path]).stdout.toString()
  expect(shown).toMatch(/PBES2[\s\S]*scrypt[\s\S]*aes-256-cbc/)
})

test('the digest of a large file is read in pieces, and a folder has none', async () => {
  const path = join(folder, 'large.bin')
  const bytes = Buffer.alloc(5_000_003, 7)
  writeFileSync(path, bytes)
  expect(await sha256OfFile(path)).toBe(createHash('sha256').update(bytes).digest('hex'))
  await expect(sha256OfFile(folder)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  await expect(sha256OfFile(join(folder, 'absent'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
})

test('envelopes are added to a bundle once, and a broken bundle is left alone', () => {
  const path = join(folder, 'app.tar.gz.intoto.jsonl')
  const signer = createAttestationKey({ path: join(folder, 'bundle.pem'), algorithm: 'ed25519' })
  const [one, two] = ['one', 'two'].map((text) => {
    const envelope = parseEnvelope(JSON.stringify(createEnvelope('text/plain', Buffer.from(text), [signer])))
    if (!envelope.ok) throw new Error(envelope.error.message)
    return envelope.value
  })
  if (one === undefined || two === undefined) throw new Error('two envelopes were made')
  expect(readBundleFile(path)).toBeUndefined()
  addToBundleFile(path, [one])
  addToBundleFile(path, [one, two])
  const lines = readBundleFile(path)
  expect(lines?.map(({ line, envelope }) => [line, envelope.ok])).toEqual([
    [1, true],
    [2, true],
  ])
  const before = readFileSync(path, 'utf8')
  writeFileSync(path, `${before}{"payload":1}\n`)
  expect(codeOf(() => addToBundleFile(path, [two]))).toBe('BUNDLE_BROKEN')
  expect(readFileSync(path, 'utf8')).toBe(`${before}{"payload":1}\n`)
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  expect(existsSync(path)).toBe(true)
})

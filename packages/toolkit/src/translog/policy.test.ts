/** Policies and proof files that no vector has: limits, and input that means harm. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { err, sha256 } from '../base/index.ts'
import {
  createVerifierKey,
  formatTlogProof,
  formatVerifierKey,
  isQuorumMet,
  type KeyType,
  parsePolicy,
  parseTlogProof,
  type VerifierKey,
  verifyTlogProof,
} from './index.ts'

function createKey(name: string, type: KeyType): VerifierKey {
  const key = createVerifierKey(sha256, { name, type, publicKey: sha256(name) })
  if (!key.ok) throw new Error(key.error.message)
  return key.value
}

const keys = Array.from({ length: 8 }, (_, at) => createKey(`w${at}.example`, 'cosignature'))
const witnessLines = keys.map((key, at) => `witness W${at} ${formatVerifierKey(key)}\n`).join('')
const logLine = `log ${formatVerifierKey(createKey('log.example', 'ed25519'))}`

const codeOf = (text: string): string => {
  const policy = parsePolicy(sha256, text)
  return policy.ok ? 'ok' : policy.error.code
}

test('a quorum holds exactly when enough distinct keys cosigned', () => {
  const sets = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.array(fc.nat(7), { maxLength: 16 }))
  fc.assert(
    fc.property(sets, ([threshold, cosigned]) => {
      const names = keys.map((_, at) => `W${at}`).join(' ')
      const policy = parsePolicy(sha256, `${witnessLines}group G ${threshold} ${names}\nquorum G\n`)
      const cosigners = cosigned.flatMap((at) => keys.slice(at, at + 1))
      expect(policy.ok && isQuorumMet(policy.value, cosigners)).toBe(new Set(cosigned).size >= threshold)
    }),
  )
})

test('a key under another name is the same witness, and a log is none', () => {
  const policy = parsePolicy(sha256, `${witnessLines}quorum W0\n`)
  const [first = createKey('none', 'cosignature'), second = first] = keys
  const renamed = { ...first, name: 'other.example' }
  expect(policy.ok && [[renamed], [second], []].map((some) => isQuorumMet(policy.value, some))).toEqual([
    true,
    false,
    false,
  ])
})

test('names of objects are names like others, and limits are limits', () => {
  const key = formatVerifierKey(createKey('w.example', 'cosignature'))
  const nested = Array.from({ length: 150 }, (_, at) => `group G${at + 1} all G${at}\n`).join('')
  const texts = [
    `witness __proto__ ${key}\nquorum __proto__\n`,
    'quorum __proto__\n',
    'quorum toString\n',
    'constructor x\nquorum none\n',
    `witness none ${key}\nquorum none\n`,
    `witness G0 ${key}\n${nested}quorum G150\n`,
    `witness G0 ${key}\n${nested}${nested}quorum G150\n`,
    `${'# c\n'.repeat(30_000)}quorum none\n`,
    `${'# c\n'.repeat(40_000)}quorum none\n`,
    'quorum none\r\n',
    'quorum none # none\n',
    'quorum\u00a0none\n',
    `${logLine}\n${logLine}\nquorum none\n`,
    `${logLine} a b\nquorum none\n`,
    `witness W ${key}\ngroup G 1 W W\nquorum G\n`,
    `witness W ${key}\ngroup G 01 W\nquorum G\n`,
    `witness W ${key}\ngroup W all W\nquorum W\n`,
  ]
  expect(texts.map(codeOf)).toEqual([
    'ok',
    'POLICY_NAME_UNKNOWN',
    'POLICY_NAME_UNKNOWN',
    'POLICY_LINE_MALFORMED',
    'POLICY_NAME_DUPLICATE',
    'ok',
    'POLICY_MEMBER_TWICE',
    'ok',
    'POLICY_TOO_LARGE',
    'POLICY_CONTROL_CHARACTER',
    'POLICY_LINE_MALFORMED',
    'POLICY_LINE_MALFORMED',
    'POLICY_KEY_DUPLICATE',
    'POLICY_LINE_MALFORMED',
    'POLICY_MEMBER_TWICE',
    'POLICY_THRESHOLD_INVALID',
    'POLICY_NAME_DUPLICATE',
  ])
  const many = Array.from(
    { length: 201 },
    (_, at) => `log ${formatVerifierKey(createKey(`l${at}`, 'ed25519'))}\n`,
  )
  expect(codeOf(`${many.slice(0, 199).join('')}quorum none\n`)).toBe('ok')
  expect(codeOf(`${many.join('')}quorum none\n`)).toBe('POLICY_TOO_LARGE')
})

test('proof files keep their limits, and no input throws', () => {
  const hash = sha256('')
  const proof = { extra: undefined, index: 1n, hashes: [hash], checkpoint: '' }
  const written = [
    formatTlogProof(proof),
    formatTlogProof({ ...proof, index: -1n }),
    formatTlogProof({ ...proof, index: 1n << 63n }),
    formatTlogProof({ ...proof, extra: new Uint8Array() }),
    formatTlogProof({ ...proof, hashes: Array.from({ length: 64 }, () => hash) }),
    formatTlogProof({ ...proof, hashes: [new Uint8Array(31)] }),
    formatTlogProof({ ...proof, extra: new Uint8Array(1024 * 1024) }),
  ]
  expect(written.map((result) => (result.ok ? 'ok' : result.error.code))).toEqual([
    'ok',
    'TLOG_PROOF_MALFORMED',
    'TLOG_PROOF_MALFORMED',
    'TLOG_PROOF_MALFORMED',
    'TLOG_PROOF_MALFORMED',
    'TLOG_PROOF_MALFORMED',
    'TLOG_PROOF_TOO_LARGE',
  ])
  const lines = fc.constantFrom('c2sp.org/tlog-proof@v1', 'extra AA==', 'index 7', 'index', '', 'x', '\ud800')
  const texts = fc.oneof(
    fc.string(),
    fc.array(lines).map((some) => some.join('\n')),
  )
  const inputs = fc.oneof(texts, fc.uint8Array({ maxLength: 80 }))
  fc.assert(
    fc.property(inputs, (input) => {
      const verified = verifyTlogProof(sha256, { proof: input, leafHash: hash }, () =>
        err({ code: 'CLOSED' as const }),
      )
      expect(verified.ok).toBe(false)
      const parsed = parseTlogProof(input)
      if (parsed.ok) expect(formatTlogProof(parsed.value)).toEqual({ ok: true, value: input })
      if (typeof input === 'string') parsePolicy(sha256, input)
    }),
    { numRuns: 500 },
  )
})

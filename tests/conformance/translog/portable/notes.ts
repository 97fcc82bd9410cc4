/** Notes, keys, checkpoints, cosignatures, policies, proof files and split views (C2SP). */
import {
  compareCheckpoints,
  formatBase64,
  formatCheckpoint,
  formatTlogProof,
  formatVerifierKey,
  hashLeaf,
  isCosigner,
  isQuorumMet,
  openCheckpoint,
  openNote,
  openWitnessedCheckpoint,
  parseCheckpoint,
  parsePolicy,
  parseTlogProof,
  parseVerifierKey,
  type Policy,
  type Verifier,
  verifySplitView,
  verifyTlogProof,
} from '../../../../packages/toolkit/src/translog/index.ts'
import { fromBase64, judge, toBytes, toHex, type Tools, type Verdict, verdictOf } from './outcome.ts'

export interface NoteRow {
  readonly id: string
  readonly expect: Verdict
  readonly verifierKeys: readonly string[]
  readonly note?: string
  readonly noteBase64?: string
  readonly verifiedSigners?: readonly string[]
  readonly signedMessage?: string
  readonly signedMessageHex?: string
  readonly timestamp?: string
}

/** Also what was signed and when, where the case says so. */
export function checkNote(row: NoteRow, tools: Tools): string {
  const messages: string[] = []
  const verifiers: Verifier[] = []
  for (const vkey of row.verifierKeys) {
    const key = parseVerifierKey(tools.hash, vkey, { mlDsa: true })
    if (!key.ok) return `key: ${key.error.code}`
    const { verify } = tools.toVerifier(key.value)
    const record: Verifier['verify'] = (publicKey, message, signature) => {
      if (isCosigner(key.value)) messages.push(toHex(message))
      return verify(publicKey, message, signature)
    }
    verifiers.push({ key: key.value, verify: record })
  }
  const note = openNote(row.note ?? fromBase64(row.noteBase64 ?? ''), verifiers)
  if (!note.ok || row.expect === 'reject') return judge(row.expect, verdictOf(note))
  const signers = note.value.verified.map(({ key }) => `${key.name}+${key.id}`).sort()
  const times = note.value.verified.flatMap((one) => (one.kind === 'cosignature' ? [one.timestamp] : []))
  const message =
    row.signedMessageHex ?? (row.signedMessage === undefined ? undefined : toHex(toBytes(row.signedMessage)))
  const expected = [...(row.verifiedSigners ?? [])].sort()
  return message === undefined
    ? judge(expected.join(), signers.join())
    : judge([...expected, message, row.timestamp].join(), [...signers, ...messages, ...times].join())
}

export interface KeyRow {
  readonly id: string
  readonly vkey: string
  readonly expect: Verdict
}

export function checkKey(row: KeyRow, { hash }: Tools): string {
  const key = parseVerifierKey(hash, row.vkey)
  if (!key.ok || row.expect === 'reject') return judge(row.expect, verdictOf(key))
  return judge(row.vkey, formatVerifierKey(key.value))
}

export interface CheckpointRow {
  readonly id: string
  readonly body: string
  readonly expect: Verdict
  readonly parsed?: { readonly origin: string; readonly size: string; readonly root: string }
}

export function checkCheckpoint(row: CheckpointRow): string {
  const checkpoint = parseCheckpoint(row.body)
  if (!checkpoint.ok || row.expect === 'reject') return judge(row.expect, verdictOf(checkpoint))
  const { origin, size, root, extensions } = checkpoint.value
  const parsed = JSON.stringify({ origin, size: String(size), root: formatBase64(root), extensions })
  const written = formatCheckpoint(checkpoint.value)
  return judge(
    `${JSON.stringify(row.parsed)} ${row.body}`,
    `${parsed} ${written.ok ? written.value : 'none'}`,
  )
}

export interface PolicyRow {
  readonly id: string
  readonly policy: string
  readonly expect: Verdict
  readonly evaluations?: readonly { readonly cosignedBy: readonly string[]; readonly satisfied: boolean }[]
}

export function checkPolicy(row: PolicyRow, { hash }: Tools): string {
  const policy = parsePolicy(hash, row.policy)
  if (!policy.ok || row.expect === 'reject') return judge(row.expect, verdictOf(policy))
  const { evaluations = [] } = row
  const found = evaluations.map(({ cosignedBy }) => isSatisfied(policy.value, cosignedBy))
  return judge(evaluations.map(({ satisfied }) => satisfied).join(), found.join())
}

function isSatisfied(policy: Policy, cosignedBy: readonly string[]): boolean {
  const cosigners = policy.witnesses.filter(({ name }) => cosignedBy.includes(name))
  return isQuorumMet(
    policy,
    cosigners.map(({ key }) => key),
  )
}

export interface ProofRow {
  readonly id: string
  readonly entry: string
  readonly proof: string
  readonly expect: Verdict
}

export function checkProof(row: ProofRow, policyText: string, { hash, toVerifier }: Tools): string {
  const policy = parsePolicy(hash, policyText)
  if (!policy.ok) return policy.error.code
  const leafHash = hashLeaf(hash, fromBase64(row.entry))
  const verified = verifyTlogProof(hash, { proof: row.proof, leafHash }, (note) =>
    openWitnessedCheckpoint(note, policy.value, toVerifier),
  )
  const parsed = parseTlogProof(row.proof)
  const written = parsed.ok ? formatTlogProof(parsed.value) : parsed
  if (written.ok && written.value !== row.proof) return 'written otherwise than read'
  return judge(row.expect, verdictOf(verified))
}

export interface SplitRow {
  readonly id: string
  readonly checkpointA: string
  readonly checkpointB: string
  readonly consistencyProof: readonly string[]
  readonly expect: 'consistent' | 'split-view' | 'invalid'
}

/** What is found to be a split view must also hold as evidence, by the log's key alone. */
export function checkSplit(row: SplitRow, vkey: string, { hash, toVerifier }: Tools): string {
  const key = parseVerifierKey(hash, vkey)
  if (!key.ok) return key.error.code
  const open = (note: string) => openCheckpoint(note, key.value.name, [toVerifier(key.value)])
  const [a, b] = [open(row.checkpointA), open(row.checkpointB)]
  if (!a.ok || !b.ok) return judge(row.expect, 'invalid')
  const proof = row.consistencyProof.map(fromBase64)
  const compared = compareCheckpoints(hash, { a: a.value, b: b.value }, proof)
  if (!compared.ok) return compared.error.code
  if (compared.value.kind === 'split-view') {
    const evidence = verifySplitView(hash, compared.value.evidence, open)
    if (!evidence.ok) return `no evidence: ${evidence.error.code}`
  }
  return judge(row.expect, compared.value.kind)
}

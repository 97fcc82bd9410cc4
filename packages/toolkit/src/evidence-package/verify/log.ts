/** The log that a package speaks of: its key, its newest signed state, its witnesses, its older states. */
import { decodeUtf8, err, ok, type Result, sha256, sha256Hex } from '../../base/index.ts'
import {
  formatBase64,
  formatVerifierKey,
  openCheckpoint,
  openWitnessedCheckpoint,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  type Policy,
  type PolicyMember,
  type VerifiedCheckpoint,
  type Verifier,
  type VerifierKey,
} from '../../translog/index.ts'
import { paths } from '../layout.ts'
import type { Anchor, Check, InvalidReason, LogResult, PackageFiles, WitnessResult } from '../model.ts'
import { failed, open, passed } from './checks.ts'
import type { VerifyOptions } from './options.ts'

export interface OpenedLog {
  readonly result: LogResult
  readonly anchor: { readonly logKey: Anchor; readonly witnesses: Anchor }
  readonly newest: VerifiedCheckpoint
  readonly policy: Policy
  /** Opens any note of this log; undefined where its key did not sign it. Remembers what it opened. */
  readonly openNote: (note: string) => VerifiedCheckpoint | undefined
  readonly checks: readonly Check[]
  readonly reason?: InvalidReason
}

export interface LogFault {
  readonly reason: InvalidReason
  readonly check: Check
}

/** Whoever signed with the log's key, be it the right one or not: `anchor` says how far the key itself is known. */
export function openLog(files: PackageFiles, options: VerifyOptions): Result<OpenedLog, LogFault> {
  const policy = readPolicy(files, options)
  if (!policy.ok) return fault('POLICY_INVALID', 'log-key', policy.error)
  const note = textOf(files, paths.checkpoint)
  if (note === undefined)
    return fault('FILE_MISSING', 'log-signature', missing(`${paths.checkpoint} is missing or no text`))
  const origin = originOf(note)
  if (origin === undefined)
    return fault(
      'LOG_SIGNATURE_INVALID',
      'log-signature',
      missing('the signed state of the log cannot be read'),
    )
  const verifiers = [...policy.value.logs, ...policy.value.witnesses].map(({ key }) =>
    options.platform.toVerifier(key),
  )
  if (!policy.value.logs.some(({ key }) => key.name === origin)) {
    return fault('LOG_UNKNOWN', 'log-key', {
      code: 'CHECKPOINT_LOG_UNKNOWN',
      message: `the policy knows no log ${origin}`,
    })
  }
  const newest = openCheckpoint(note, origin, verifiers)
  if (!newest.ok) return fault('LOG_SIGNATURE_INVALID', 'log-signature', newest.error)
  return ok(describe({ policy: policy.value, newest: newest.value, note, verifiers }, options))
}

interface Parts {
  readonly policy: Policy
  readonly newest: VerifiedCheckpoint
  readonly note: string
  readonly verifiers: readonly Verifier[]
}

function describe({ policy, newest, note, verifiers }: Parts, options: VerifyOptions): OpenedLog {
  const key = signerOf(newest)
  const vkey = formatVerifierKey(key)
  const fingerprint = fingerprintOf(vkey)
  const isPinned = options.policy !== undefined
  const compared = compareKey(options, { vkey, fingerprint })
  const anchor: OpenedLog['anchor'] = {
    logKey: compared === 'same' ? 'compared' : 'package',
    witnesses: isPinned ? 'compared' : 'package',
  }
  const witnesses = policy.witnesses.map((witness) => toWitness(witness, newest, isPinned))
  const result: LogResult = {
    origin: newest.origin,
    key: vkey,
    fingerprint,
    size: String(newest.size),
    root: formatBase64(newest.root),
    witnesses,
    needed: policy.quorum === undefined ? 0 : fewest(policy.quorum),
  }
  const quorum = openWitnessedCheckpoint(note, policy, options.platform.toVerifier)
  const checks = [
    keyCheck(compared, result, options),
    passed('log-signature', {
      origin: newest.origin,
      size: String(newest.size),
      root: result.root,
      key: vkey,
    }),
    witnessCheck(result, quorum.ok, isPinned),
  ]
  const reason: InvalidReason | undefined =
    compared === 'other' ? 'LOG_KEY_DIFFERS' : quorum.ok ? undefined : 'WITNESSES_TOO_FEW'
  const openNote = remember((text) => {
    const opened = openCheckpoint(text, newest.origin, verifiers)
    return opened.ok ? opened.value : undefined
  })
  return { result, anchor, newest, policy, openNote, checks, ...(reason === undefined ? {} : { reason }) }
}

/** SHA-256 of the key's text, so that anybody can compute it: `printf %s KEY | sha256sum`. */
export function fingerprintOf(vkey: string): string {
  return sha256Hex(vkey)
}

function readPolicy(files: PackageFiles, { policy }: VerifyOptions) {
  const text = policy ?? textOf(files, paths.policy)
  return text === undefined
    ? err(missing(`${paths.policy} is missing or no text`))
    : parsePolicy(sha256, text)
}

export function textOf(files: PackageFiles, path: string): string | undefined {
  const bytes = files.get(path)
  const text = bytes === undefined ? undefined : decodeUtf8(bytes)
  return text?.ok === true ? text.value : undefined
}

function originOf(text: string): string | undefined {
  const note = parseNote(text)
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : undefined
  return checkpoint?.ok === true ? checkpoint.value.origin : undefined
}

/** `openCheckpoint` made sure that there is one. */
function signerOf({ note, origin }: VerifiedCheckpoint): VerifierKey {
  const signature = note.verified.find(({ kind, key }) => kind === 'signature' && key.name === origin)
  if (signature === undefined) throw new Error(`an opened checkpoint of ${origin} without its signature`)
  return signature.key
}

type Comparison = 'same' | 'other' | 'none'

function compareKey(
  { policy, logKey }: VerifyOptions,
  key: { vkey: string; fingerprint: string },
): Comparison {
  if (logKey === undefined) return policy === undefined ? 'none' : 'same'
  const bare = logKey.replace(/\s+/g, '')
  return bare === key.vkey || bare.toLowerCase() === key.fingerprint ? 'same' : 'other'
}

/** What the reader only said is said as such: by eye, or a list that "came another way". */
function sayingsOf({ policy, logKey, saidByEyeAt, saidListAt }: VerifyOptions) {
  if (logKey !== undefined) return saidByEyeAt === undefined ? {} : { byEye: saidByEyeAt }
  return policy === undefined || saidListAt === undefined ? {} : { listSaid: saidListAt }
}

function keyCheck(compared: Comparison, { key, fingerprint }: LogResult, options: VerifyOptions): Check {
  const values = { key, fingerprint }
  switch (compared) {
    case 'same':
      return passed('log-key', { ...values, ...sayingsOf(options) })
    case 'other':
      return failed(
        'log-key',
        { code: 'LOG_KEY_DIFFERS', message: 'it is not the key that you gave' },
        values,
      )
    case 'none':
      return open('log-key', { code: 'LOG_KEY_NOT_COMPARED', message: 'named by the package itself' }, values)
    default:
      return compared satisfies never
  }
}

function witnessCheck({ witnesses, needed }: LogResult, isQuorum: boolean, isPinned: boolean): Check {
  const signed = witnesses.filter(({ time }) => time !== undefined)
  const values: Readonly<Record<string, string>> = {
    cosigned: String(signed.length),
    listed: String(witnesses.length),
    needed: String(needed),
    signers: signed.map(({ name, time = '' }) => `${name} ${time}`).join('; '),
  }
  if (!isQuorum)
    return failed(
      'witnesses',
      { code: 'CHECKPOINT_QUORUM_MISSED', message: 'too few witnesses cosigned' },
      values,
    )
  if (signed.length === 0)
    return open('witnesses', { code: 'NO_WITNESS', message: 'no independent witness cosigned' }, values)
  return isPinned
    ? passed('witnesses', values)
    : open('witnesses', { code: 'WITNESSES_NOT_COMPARED', message: 'named by the package itself' }, values)
}

function toWitness(
  { name, key }: Policy['witnesses'][number],
  { note }: VerifiedCheckpoint,
  isCompared: boolean,
): WitnessResult {
  const found = note.verified.find((line) => line.kind === 'cosignature' && isSameKey(line.key, key))
  return found?.kind === 'cosignature'
    ? { name, time: toTime(found.timestamp), isCompared }
    : { name, isCompared }
}

function isSameKey(a: VerifierKey, b: VerifierKey): boolean {
  return formatVerifierKey(a) === formatVerifierKey(b)
}

/** Seconds from which on no four-digit year is left. */
export const CALENDAR_END = 253_402_300_800n

/** A cosigner may claim any second below 2^63; what no calendar holds is said as it is. */
export function toTime(seconds: bigint): string {
  return seconds < CALENDAR_END ? new Date(Number(seconds) * 1000).toISOString() : `${seconds} s`
}

/** How many witnesses can be enough. */
function fewest(member: PolicyMember): number {
  if (member.kind === 'witness') return 1
  const sorted = member.members.map(fewest).sort((a, b) => a - b)
  return sorted.slice(0, member.threshold).reduce((sum, n) => sum + n, 0)
}

function remember<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const made = work(text)
    known.set(text, made)
    return made
  }
}

function missing(message: string): { readonly code: 'FILE_MISSING'; readonly message: string } {
  return { code: 'FILE_MISSING', message }
}

function fault(
  reason: InvalidReason,
  id: 'log-key' | 'log-signature',
  error: { readonly code: string; readonly message: string },
): Result<never, LogFault> {
  return err({ reason, check: failed(id, error) })
}

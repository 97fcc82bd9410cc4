/** Trust policies: which logs, which witnesses, and how many of them (C2SP tlog-policy). */
import { err, ok, type Result } from '../base/index.ts'
import { formatBase64 } from './bytes.ts'
import type { HashFunction } from './hashing.ts'
import { isCosigner, type KeyOptions, parseVerifierKey, type VerifierKey } from './keys.ts'

export interface PolicyLog {
  /** Its name is the origin. */
  readonly key: VerifierKey
  readonly url: string | undefined
}

export type PolicyMember =
  | {
      readonly kind: 'witness'
      readonly name: string
      readonly key: VerifierKey
      readonly url: string | undefined
    }
  /** Holds when at least `threshold` of the members hold. */
  | {
      readonly kind: 'group'
      readonly name: string
      readonly threshold: number
      readonly members: readonly PolicyMember[]
    }

/** Trusted: whoever can change this decides what counts as logged. */
export interface Policy {
  readonly logs: readonly PolicyLog[]
  /** All that are listed, also those outside the quorum. */
  readonly witnesses: readonly (PolicyMember & { readonly kind: 'witness' })[]
  /** Undefined: no cosignature is needed. */
  readonly quorum: PolicyMember | undefined
}

export interface PolicyError {
  readonly code:
    | 'POLICY_TOO_LARGE'
    | 'POLICY_CONTROL_CHARACTER'
    | 'POLICY_LINE_MALFORMED'
    | 'POLICY_KEY_INVALID'
    | 'POLICY_KEY_DUPLICATE'
    | 'POLICY_NAME_DUPLICATE'
    | 'POLICY_NAME_UNKNOWN'
    | 'POLICY_MEMBER_TWICE'
    | 'POLICY_THRESHOLD_INVALID'
    | 'POLICY_QUORUM_MISSING'
    | 'POLICY_QUORUM_TWICE'
  readonly message: string
}

/** The specification asks for 32 logs, witnesses and groups at least; it also bounds the depth of groups. */
const MAX_LINES = 200
const MAX_LETTERS = 128 * 1024
const NONE = 'none'

interface Draft {
  readonly hash: HashFunction
  readonly options: KeyOptions
  readonly logs: PolicyLog[]
  readonly members: Map<string, PolicyMember>
  /** Public keys of logs, and those of witnesses. */
  readonly keys: { readonly log: Set<string>; readonly witness: Set<string> }
  /** Names that stand in a group. */
  readonly used: Set<string>
  readonly quorums: (PolicyMember | undefined)[]
}

type LineReader = (draft: Draft, words: readonly string[]) => PolicyError | undefined

const readers = new Map<string, LineReader>([
  ['log', readLog],
  ['witness', readWitness],
  ['group', readGroup],
  ['quorum', readQuorum],
])

/** At most 200 definitions and 128 Ki letters. The last line may lack its line feed. A policy with keys that the options do not take is refused. */
export function parsePolicy(
  hash: HashFunction,
  text: string,
  options: KeyOptions = {},
): Result<Policy, PolicyError> {
  if (text.length > MAX_LETTERS)
    return err(fault('POLICY_TOO_LARGE', `expected at most ${MAX_LETTERS} letters`))
  const keys = { log: new Set<string>(), witness: new Set<string>() }
  const draft: Draft = { hash, options, logs: [], members: new Map(), keys, used: new Set(), quorums: [] }
  let definitions = 0
  for (const [at, line] of text.split('\n').entries()) {
    const words = line.split(/[\t ]+/).filter((word) => word !== '')
    if (Array.from(line).some(isForbidden))
      return err(inLine(at, fault('POLICY_CONTROL_CHARACTER', 'control character')))
    const [keyword, ...rest] = words
    if (keyword === undefined || keyword.startsWith('#')) continue
    definitions++
    if (definitions > MAX_LINES)
      return err(fault('POLICY_TOO_LARGE', `expected at most ${MAX_LINES} definitions`))
    const read = readers.get(keyword)
    const wrong = read === undefined ? malformed('log, witness, group or quorum') : read(draft, rest)
    if (wrong !== undefined) return err(inLine(at, wrong))
  }
  if (draft.quorums.length === 0) return err(fault('POLICY_QUORUM_MISSING', 'expected a quorum line'))
  const witnesses = [...draft.members.values()].filter((member) => member.kind === 'witness')
  return ok({ logs: draft.logs, witnesses, quorum: draft.quorums[0] })
}

/** Whether these keys, each of a cosignature that verified, are enough. A key counts once. */
export function isQuorumMet({ quorum }: Policy, cosigners: Iterable<VerifierKey>): boolean {
  const keys = new Set(Array.from(cosigners, identify))
  const holds = (member: PolicyMember): boolean =>
    member.kind === 'witness'
      ? keys.has(identify(member.key))
      : member.members.filter(holds).length >= member.threshold
  return quorum === undefined || holds(quorum)
}

/** The public key alone: two names for one key are one witness (section "Public key representation"). */
function identify({ publicKey }: VerifierKey): string {
  return formatBase64(publicKey)
}

/** `log <vkey> [<url>]` */
function readLog(draft: Draft, words: readonly string[]): PolicyError | undefined {
  const [vkey = '', url, ...rest] = words
  if (words.length === 0 || rest.length > 0) return malformed('log <vkey> [<url>]')
  const key = parseVerifierKey(draft.hash, vkey, draft.options)
  if (!key.ok) return fault('POLICY_KEY_INVALID', key.error.message)
  if (isCosigner(key.value)) return fault('POLICY_KEY_INVALID', 'a log needs a key that signs notes')
  if (!isNew(draft.keys.log, key.value)) return fault('POLICY_KEY_DUPLICATE', 'another log has this key')
  draft.logs.push({ key: key.value, url })
  return undefined
}

/** `witness <name> <vkey> [<url>]` */
function readWitness(draft: Draft, words: readonly string[]): PolicyError | undefined {
  const [name = '', vkey = '', url, ...rest] = words
  if (words.length < 2 || rest.length > 0) return malformed('witness <name> <vkey> [<url>]')
  const key = parseVerifierKey(draft.hash, vkey, draft.options)
  if (!key.ok) return fault('POLICY_KEY_INVALID', key.error.message)
  if (!isCosigner(key.value)) return fault('POLICY_KEY_INVALID', 'a witness needs a key that cosigns')
  if (!isNew(draft.keys.witness, key.value)) {
    return fault('POLICY_KEY_DUPLICATE', 'another witness has this key')
  }
  return define(draft, { kind: 'witness', name, key: key.value, url })
}

/** `group <name> all|any|<k> <name>...` */
function readGroup(draft: Draft, words: readonly string[]): PolicyError | undefined {
  const [name = '', rule = '', ...names] = words
  if (names.length === 0) return malformed('group <name> all|any|<k> <name>...')
  const members: PolicyMember[] = []
  for (const label of names) {
    const member = draft.members.get(label)
    if (member === undefined) return fault('POLICY_NAME_UNKNOWN', `${label} is not defined above`)
    if (draft.used.has(label)) return fault('POLICY_MEMBER_TWICE', `${label} is a member already`)
    draft.used.add(label)
    members.push(member)
  }
  const threshold = parseThreshold(rule, names.length)
  return threshold === undefined
    ? fault('POLICY_THRESHOLD_INVALID', `expected all, any, or 1 to ${names.length}`)
    : define(draft, { kind: 'group', name, threshold, members })
}

/** `quorum <name>|none` */
function readQuorum(draft: Draft, words: readonly string[]): PolicyError | undefined {
  const [name = '', ...rest] = words
  if (words.length === 0 || rest.length > 0) return malformed('quorum <name>')
  if (draft.quorums.length > 0) return fault('POLICY_QUORUM_TWICE', 'there is a quorum already')
  const member = draft.members.get(name)
  if (member === undefined && name !== NONE)
    return fault('POLICY_NAME_UNKNOWN', `${name} is not defined above`)
  draft.quorums.push(member)
  return undefined
}

function define(draft: Draft, member: PolicyMember): PolicyError | undefined {
  if (member.name === NONE || draft.members.has(member.name)) {
    return fault('POLICY_NAME_DUPLICATE', `${member.name} is defined already`)
  }
  draft.members.set(member.name, member)
  return undefined
}

function parseThreshold(rule: string, count: number): number | undefined {
  if (rule === 'all') return count
  if (rule === 'any') return 1
  const threshold = /^[1-9][0-9]{0,5}$/.test(rule) ? Number(rule) : 0
  return threshold >= 1 && threshold <= count ? threshold : undefined
}

/** Adds the key; false if it was there. */
function isNew(keys: Set<string>, key: VerifierKey): boolean {
  const count = keys.size
  return keys.add(identify(key)).size > count
}

function isForbidden(letter: string): boolean {
  return (letter < ' ' && letter !== '\t') || letter === '\u007f'
}

function inLine(at: number, { code, message }: PolicyError): PolicyError {
  return fault(code, `line ${at + 1}: ${message}`)
}

function malformed(expected: string): PolicyError {
  return fault('POLICY_LINE_MALFORMED', `expected ${expected}`)
}

function fault(code: PolicyError['code'], message: string): PolicyError {
  return { code, message }
}

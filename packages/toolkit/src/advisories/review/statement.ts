/** Signed statements about advisories: the text that a reviewer signs, and how it is read back. */
import { err, formatCanonicalJson, type Json, ok, type Result, sha256Hex } from '../../base/index.ts'
import { type Purl, parsePurl } from '../../model/index.ts'
import { parseVers } from '../../versions/index.ts'
import { fields, isObject, text, texts } from '../sources/fields.ts'
import { parseJsonText } from '../sources/json.ts'

/** The very claim that a statement is about: when its record changes, the statement no longer counts. */
export interface ClaimSubject {
  readonly source: string
  readonly record: string
  /** SHA-256 of the record's bytes, lowercase hex. */
  readonly digest: string
  /** Core purl of the package that the claim is about. */
  readonly package: Purl
}

interface Said {
  /** Why, in the reviewer's own words. */
  readonly reason: string
  /** RFC 3339, as the reviewer's clock said. */
  readonly time: string
}

export type Statement =
  /** A flaw that no source knows: `vers` are the affected versions. */
  | (Said & { readonly kind: 'report'; readonly package: Purl; readonly id: string; readonly vers: string })
  /** The affected versions are these. */
  | (Said & { readonly kind: 'correct'; readonly about: ClaimSubject; readonly vers: string })
  | (Said & { readonly kind: 'dispute' | 'withdraw'; readonly about: ClaimSubject })
  /** These versions have the fix. */
  | (Said & { readonly kind: 'remediate'; readonly about: ClaimSubject; readonly fixed: readonly string[] })
  /** A vote about another statement; of one reviewer, the latest counts. */
  | (Said & { readonly kind: 'approve' | 'reject'; readonly statement: string })

export interface StatementError {
  readonly code: 'STATEMENT_MALFORMED'
  readonly message: string
}

/** First line of what is signed: keeps a statement from passing as anything else that the key may sign. */
export const STATEMENT_HEAD = 'occtet-feddb-statement/1'

/** Two lines: the head, and the statement as canonical JSON (RFC 8785). Ends in a line feed, as signed notes must. */
export function formatStatement(statement: Statement): string {
  // Statements are plain JSON; their type only lacks the index signature.
  return `${STATEMENT_HEAD}\n${formatCanonicalJson(statement as unknown as Json)}\n`
}

/** What it is about: the digest of a record, a core purl, or the id of another statement. */
export function subjectOf(statement: Statement): string {
  if ('about' in statement) return statement.about.digest
  return 'package' in statement ? statement.package : statement.statement
}

/** SHA-256 of the signed text: several signatures of one statement are one statement. */
export function statementId(signedText: string): string {
  return sha256Hex(signedText)
}

/** Untrusted: anybody can write one. Only the canonical form is accepted. */
export function parseStatement(signedText: string): Result<Statement, StatementError> {
  const [head, body, ...rest] = signedText.split('\n')
  if (head !== STATEMENT_HEAD || body === undefined || rest.join('') !== '') {
    return fault(`expected the line ${STATEMENT_HEAD} and one line of JSON`)
  }
  const statement = toStatement(parseJsonText(body))
  if (statement === undefined) return fault('expected a statement with kind, subject, reason and time')
  return formatStatement(statement) === signedText ? ok(statement) : fault('expected canonical JSON')
}

function toStatement(value: unknown): Statement | undefined {
  if (!isObject(value)) return undefined
  const said = readSaid(value)
  return said === undefined ? undefined : readKind(value, said)
}

const MAX_REASON = 4000

function readSaid(value: Readonly<Record<string, unknown>>): Said | undefined {
  const reason = text(value['reason'])
  const time = text(value['time'])
  const isTime = time !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(time)
  return reason !== undefined && reason.length <= MAX_REASON && isTime ? { reason, time } : undefined
}

function readKind(value: Readonly<Record<string, unknown>>, said: Said): Statement | undefined {
  const kind = value['kind']
  switch (kind) {
    case 'report':
      return readReport(value, said)
    case 'approve':
    case 'reject': {
      const statement = text(value['statement'])
      return statement !== undefined && isDigest(statement) ? { ...said, kind, statement } : undefined
    }
    case 'correct':
    case 'dispute':
    case 'remediate':
    case 'withdraw': {
      const about = readSubject(value['about'])
      return about === undefined ? undefined : readChange(value, { said, kind, about })
    }
    default:
      return undefined
  }
}

function readReport(value: Readonly<Record<string, unknown>>, said: Said): Statement | undefined {
  const purl = readPurl(value['package'])
  const id = text(value['id'])
  const vers = readVers(value['vers'])
  if (purl === undefined || id === undefined || vers === undefined) return undefined
  return { ...said, kind: 'report', package: purl, id, vers }
}

interface Change {
  readonly said: Said
  readonly kind: 'correct' | 'dispute' | 'remediate' | 'withdraw'
  readonly about: ClaimSubject
}

function readChange(
  value: Readonly<Record<string, unknown>>,
  { said, kind, about }: Change,
): Statement | undefined {
  if (kind === 'dispute' || kind === 'withdraw') return { ...said, kind, about }
  if (kind === 'correct') {
    const vers = readVers(value['vers'])
    return vers === undefined ? undefined : { ...said, kind, about, vers }
  }
  const fixed = texts(value['fixed'])
  return fixed.length === 0 ? undefined : { ...said, kind, about, fixed }
}

function readSubject(value: unknown): ClaimSubject | undefined {
  const { source, record, digest, package: named } = fields(value)
  const purl = readPurl(named)
  const isWhole = text(source) === source && text(record) === record && isDigest(digest)
  if (!isWhole || purl === undefined) return undefined
  return { source: String(source), record: String(record), digest: String(digest), package: purl }
}

function readPurl(value: unknown): Purl | undefined {
  const parsed = typeof value === 'string' ? parsePurl(value) : undefined
  return parsed?.ok === true && parsed.value === value ? parsed.value : undefined
}

function readVers(value: unknown): string | undefined {
  return typeof value === 'string' && parseVers(value).ok ? value : undefined
}

function isDigest(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function fault(message: string): Result<never, StatementError> {
  return err({ code: 'STATEMENT_MALFORMED', message })
}

/** A query of the OSV API (`/v1/query`), read from what a client sent. */
import { packageKeyOf, splitEcosystem } from '@occtet/toolkit/advisories'
import { err, ok, type Result } from '@occtet/toolkit/base'
import { buildPurl, parsePurl, type Purl, splitPurl, withVersion } from '@occtet/toolkit/model'
import { toMembers } from '../http/members.ts'

/** gRPC status codes, as the OSV API puts them into the body of an error. */
export interface OsvError {
  readonly status: 400 | 404 | 413 | 415 | 500 | 503
  readonly code: 3 | 5 | 8 | 13 | 14
  readonly message: string
}

/** What a question can be that no answer of ours settles. */
export type OsvUnknown = 'COMMIT_GRAPH_MISSING' | 'ECOSYSTEM_MISSING' | 'INPUT_NOT_A_PURL'

export type OsvQuestion =
  | { readonly kind: 'unanswerable'; readonly reason: OsvUnknown }
  | {
      readonly kind: 'package'
      /** With the version, where one is asked about. */
      readonly purl: Purl
      /** Full name (`Debian:12`) when the package was asked by name: only its claims count. */
      readonly ecosystem: string | undefined
      /** Purl type or OSV family, for the log; never the package. */
      readonly type: string
      /** Records up to this id were given on the page before. */
      readonly after: string | undefined
    }

/** Untrusted. Field names in both spellings that JSON of protocol buffers allows (`page_token`, `pageToken`). */
export function parseQuestion(value: unknown): Result<OsvQuestion, OsvError> {
  const texts = readTexts(value)
  if (texts === undefined) return invalid('a field has another type than expected')
  const { commit, version, name, ecosystem, purl } = texts
  if (commit !== '') {
    return version === ''
      ? ok({ kind: 'unanswerable', reason: 'COMMIT_GRAPH_MISSING' })
      : invalid('expected either a commit or a version')
  }
  const after = readToken(texts.token)
  if (!after.ok) return after
  if (purl !== '') {
    if (name !== '' || ecosystem !== '') return invalid('expected either a purl or a name with its ecosystem')
    return askByPurl(purl, version, after.value)
  }
  if (name === '') return invalid('Invalid query.')
  if (ecosystem === '') return ok({ kind: 'unanswerable', reason: 'ECOSYSTEM_MISSING' })
  return ok(askByName({ name, ecosystem, version }, after.value))
}

type Texts = Readonly<Record<'commit' | 'version' | 'name' | 'ecosystem' | 'purl' | 'token', string>>

/** Absent and null are the empty text, as in protocol buffers; undefined when a value is no text at all. */
function readTexts(value: unknown): Texts | undefined {
  const query = toMembers(value)
  const part = toMembers(query?.get('package') ?? {})
  if (query === undefined || part === undefined) return undefined
  const found = {
    commit: textOf(query, 'commit'),
    version: textOf(query, 'version'),
    token: textOf(query, query.has('page_token') ? 'page_token' : 'pageToken'),
    name: textOf(part, 'name'),
    ecosystem: textOf(part, 'ecosystem'),
    purl: textOf(part, 'purl'),
  }
  return areTexts(found) ? found : undefined
}

function textOf(members: ReadonlyMap<string, unknown>, key: string): unknown {
  return members.get(key) ?? ''
}

function areTexts(found: Readonly<Record<keyof Texts, unknown>>): found is Texts {
  return Object.values(found).every((value) => typeof value === 'string')
}

function askByPurl(text: string, version: string, after: string | undefined): Result<OsvQuestion, OsvError> {
  const parsed = parsePurl(text)
  if (!parsed.ok) return invalid('Invalid Package URL.')
  const parts = splitPurl(parsed.value)
  if (version !== '' && parts.version !== undefined) {
    return invalid('the version stands in the purl and beside it: expected one of them')
  }
  const purl = version === '' ? parsed : withVersion(parsed.value, version)
  if (!purl.ok) return invalid('Invalid Package URL.')
  return ok({ kind: 'package', purl: purl.value, ecosystem: undefined, type: parts.type, after })
}

interface Named {
  readonly name: string
  readonly ecosystem: string
  readonly version: string
}

function askByName({ name, ecosystem, version }: Named, after: string | undefined): OsvQuestion {
  const { family, suffix } = splitEcosystem(ecosystem)
  const core = parsePurl(packageKeyOf(ecosystem, name))
  const parts = core.ok ? splitPurl(core.value) : undefined
  const purl =
    parts === undefined
      ? undefined
      : buildPurl({
          ...parts,
          ...(version === '' ? {} : { version }),
          ...qualifiersOf(parts.type, suffix),
        })
  if (purl?.ok !== true) return { kind: 'unanswerable', reason: 'INPUT_NOT_A_PURL' }
  return { kind: 'package', purl: purl.value, ecosystem, type: family, after }
}

/** The part of an ecosystem behind the colon decides which sources cover it: a release, or a repository. */
function qualifiersOf(
  type: string,
  suffix: string,
): { readonly qualifiers?: Readonly<Record<string, string>> } {
  if (suffix === '') return {}
  if (type === 'composer') return { qualifiers: { repository_url: suffix } }
  return ['deb', 'rpm', 'apk'].includes(type) ? { qualifiers: { distro: suffix } } : {}
}

/** A page token names the last record given, so that it stays good when the next import comes in between. */
export function formatToken(lastId: string): string {
  return Buffer.from(`after:${lastId}`, 'utf8').toString('base64url')
}

function readToken(token: string): Result<string | undefined, OsvError> {
  if (token === '') return ok(undefined)
  const text = Buffer.from(token, 'base64url').toString('utf8')
  return text.startsWith('after:') && formatToken(text.slice(6)) === token
    ? ok(text.slice(6))
    : invalid('Invalid page token.')
}

function invalid(message: string): Result<never, OsvError> {
  return err({ status: 400, code: 3, message })
}

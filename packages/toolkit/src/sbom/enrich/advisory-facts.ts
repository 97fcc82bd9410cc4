/**
 * Home page and repository of a package, from advisories about it: `references` of type PACKAGE and ranges of type GIT with
 * their `repo` (OSV schema 1.7, "references" and "affected[].ranges[]"). Licenses and hashes stand in no advisory.
 *
 * Trust: a record is its source's claim. Where records about one package name different addresses, none is taken.
 */
import type { BomReference } from '../document/element.ts'
import type { PackageFacts } from './model.ts'

/** A record as it came. */
export interface AdvisoryRecord {
  readonly id: string
  readonly source: string
  /** Parsed JSON; anything that is no OSV record says nothing. */
  readonly value: unknown
}

type Fields = Readonly<Record<string, unknown>>

interface Said {
  readonly type: 'website' | 'vcs'
  readonly url: string
  readonly by: string
}

/** `records`: all that are about the package of the purl. Undefined: they name no address, or not the same. */
export function factsOfAdvisories(
  purl: string,
  records: readonly AdvisoryRecord[],
): PackageFacts | undefined {
  const said = records.flatMap(saidBy)
  const agreed = (['website', 'vcs'] as const).flatMap((type) =>
    agreedOn(said.filter((one) => one.type === type)),
  )
  if (agreed.length === 0) return undefined
  const names = [...new Set(agreed.flatMap(({ by }) => by))].sort()
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  return {
    purl,
    source: `FedDB: ${names.slice(0, 3).join(', ')}${more}`,
    hashes: [],
    licenses: [],
    references: agreed.map(({ type, url }): BomReference => ({ type, url, hashes: [] })),
  }
}

function agreedOn(
  said: readonly Said[],
): readonly { readonly type: Said['type']; readonly url: string; readonly by: readonly string[] }[] {
  const [first] = said
  if (first === undefined || new Set(said.map(({ url }) => sameness(url))).size > 1) return []
  return [{ type: first.type, url: first.url, by: said.map(({ by }) => by) }]
}

/** A record about several packages does not say whose address it names. */
function saidBy({ id, source, value }: AdvisoryRecord): readonly Said[] {
  const record = toFields(value)
  const affected = listIn(record, 'affected')
  if (record === undefined || new Set(affected.map(packageOf)).size !== 1) return []
  const by = `${id} (${source})`
  const pages = listIn(record, 'references').flatMap(({ type, url }) =>
    type === 'PACKAGE' ? toUrl(url) : [],
  )
  const repositories = affected
    .flatMap((one) => listIn(one, 'ranges'))
    .flatMap(({ type, repo }) => (type === 'GIT' ? toUrl(repo) : []))
  return [
    ...(pages.length === 1 ? pages.map((url) => ({ type: 'website' as const, url, by })) : []),
    ...[...new Set(repositories)].map((url) => ({ type: 'vcs' as const, url, by })),
  ]
}

function packageOf(affected: Fields): string {
  const named = toFields(affected['package'])
  return `${String(named?.['ecosystem'])}\n${String(named?.['name'])}`
}

const longestUrl = 500

function toUrl(value: unknown): readonly string[] {
  if (typeof value !== 'string' || value.length > longestUrl || !URL.canParse(value)) return []
  const { protocol, username, password } = new URL(value)
  return protocol === 'https:' && username === '' && password === '' ? [value] : []
}

/** `https://Example.org/a/b.git/` and `https://example.org/a/b` are one place. */
function sameness(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname.replace(/\/+$/, '').replace(/\.git$/, '')}`.toLowerCase()
}

function listIn(fields: Fields | undefined, name: string): readonly Fields[] {
  const list = fields?.[name]
  return Array.isArray(list) ? list.map(toFields).filter((one) => one !== undefined) : []
}

function toFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

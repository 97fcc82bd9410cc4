/** The directory of a CSAF provider (CSAF 2.0, sections 7.1.7, 7.1.11 to 7.1.20): metadata, ROLIE feed, folders, hashes, signatures. */
import { html } from '@occtet/ui'
import type { OpenpgpKeyRow, PublicFileRow } from '../db/tables/public.ts'
import { csafPaths, openpgpKeyUrl } from './addresses.ts'
import { aboutOf, type CsafAbout } from './outgoing-file.ts'
import type { Wishes } from './page-row.ts'
import type { CsafRole } from './csaf-role.ts'

export interface Directory {
  readonly wishes: Wishes
  /** Live files; only those of kind `csaf` are looked at. */
  readonly files: readonly PublicFileRow[]
  /** Of the page, without a slash at the end. */
  readonly base: string
  readonly now: string
  readonly publicUrl: string
  /** The one that signs first; those before it stay, for what they have signed. */
  readonly keys: readonly OpenpgpKeyRow[]
  /** Ids of files that have one. */
  readonly signed: ReadonlySet<string>
}

interface Listed {
  readonly row: PublicFileRow
  readonly about: CsafAbout
  readonly url: string
}

/** With the role that is fulfilled, and no more. */
export function formatProviderMetadata(directory: Directory, role: Exclude<CsafRole, 'none'>): string {
  const { wishes, base, now, keys, publicUrl } = directory
  const listed = listCsaf(directory)
  return json({
    canonical_url: `${base}${csafPaths.metadata}`,
    distributions: [
      { directory_url: `${base}${csafPaths.folder}` },
      {
        rolie: {
          feeds: [
            { summary: 'All documents, TLP:WHITE', tlp_label: 'WHITE', url: `${base}${csafPaths.feed}` },
          ],
        },
      },
    ],
    last_updated: lastUpdate(listed, now),
    list_on_CSAF_aggregators: true,
    metadata_version: '2.0',
    mirror_on_CSAF_aggregators: true,
    public_openpgp_keys: keys.map(({ fingerprint }) => ({
      fingerprint: fingerprint.toUpperCase(),
      url: openpgpKeyUrl(publicUrl, fingerprint),
    })),
    publisher: {
      category: 'vendor',
      name: wishes.publisher.name,
      namespace: wishes.publisher.namespace ?? '',
    },
    role,
  })
}

/** RFC 8322 as CSAF 2.0 narrows it (section 7.1.15). */
export function formatFeed(directory: Directory): string {
  const listed = listCsaf(directory)
  return json({
    feed: {
      id: 'csaf-feed-tlp-white',
      title: `${directory.wishes.publisher.name}: CSAF documents, TLP:WHITE`,
      link: [{ rel: 'self', href: `${directory.base}${csafPaths.feed}` }],
      category: [{ scheme: 'urn:ietf:params:rolie:category:information-type', term: 'csaf' }],
      updated: lastUpdate(listed, directory.now),
      entry: listed.map(({ row, about, url }) => ({
        id: about.id,
        title: about.title,
        link: [
          { rel: 'self', href: url },
          { rel: 'hash', href: `${url}.sha256` },
          { rel: 'hash', href: `${url}.sha512` },
          ...(directory.signed.has(row.id) ? [{ rel: 'signature', href: `${url}.asc` }] : []),
        ],
        published: about.released,
        updated: about.updated,
        summary: { content: about.title },
        content: { type: 'application/json', src: url },
        format: {
          schema: 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json',
          version: '2.0',
        },
      })),
    },
  })
}

/** Requirement 12: paths of all documents. */
export function formatIndex(directory: Directory): string {
  return listCsaf(directory)
    .map(({ row }) => `${row.path}\n`)
    .join('')
}

/** Requirement 13: newest first. */
export function formatChanges(directory: Directory): string {
  return listCsaf(directory)
    .map(({ row, about }) => `"${row.path}","${about.updated}"\n`)
    .join('')
}

/** Requirement 14: what a web server shows of a folder. Undefined: there is no such folder. */
export function formatListing(directory: Directory, folder: string): string | undefined {
  const names = new Set<string>()
  for (const { row } of listCsaf(directory)) {
    if (!row.path.startsWith(folder)) continue
    const [name = '', ...below] = row.path.slice(folder.length).split('/')
    if (below.length > 0) names.add(`${name}/`)
    else {
      for (const end of ['', '.sha256', '.sha512', ...(directory.signed.has(row.id) ? ['.asc'] : [])]) {
        names.add(`${name}${end}`)
      }
    }
  }
  if (folder === '') for (const name of ['changes.csv', 'index.txt']) names.add(name)
  if (names.size === 0) return undefined
  const links = [...names].toSorted().map((name) => html`<li><a href="${name}">${name}</a></li>`)
  const title = `${csafPaths.folder}${folder}`
  return `<!doctype html>\n${html`<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><ul>${links}</ul></body></html>`.html}\n`
}

function listCsaf({ files, base }: Directory): readonly Listed[] {
  return files
    .flatMap((row): Listed[] => {
      const about = row.kind === 'csaf' ? aboutOf(row) : undefined
      return about === undefined ? [] : [{ row, about, url: `${base}${csafPaths.folder}${row.path}` }]
    })
    .toSorted((a, b) =>
      a.about.updated < b.about.updated
        ? 1
        : a.about.updated > b.about.updated
          ? -1
          : a.row.path < b.row.path
            ? -1
            : 1,
    )
}

function lastUpdate(listed: readonly Listed[], now: string): string {
  return listed[0]?.about.updated ?? `${now.slice(0, 10)}T00:00:00Z`
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

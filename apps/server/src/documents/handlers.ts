/** Papers over HTTP: what is needed and missing, how it reads, versions of it, and the signature on one. */
import type { documentRoutes } from '@occtet/contract/api'
import { findPaperKind, type PaperKind } from '@occtet/toolkit/documents'
import { readBlob } from '../db/blobs.ts'
import { formatCursor, parseCursor, readLimit } from '../kernel/cursor.ts'
import type { Caller, Handlers } from '../kernel/model.ts'
import { findReleaseOf, type FoundRelease } from '../products/find.ts'
import { fillMembers } from './fill.ts'
import { makeVersion } from './make-version.ts'
import { readPaperFacts } from './paper-facts.ts'
import { notFound, refuse } from './refusals.ts'
import { mediaOf } from './render.ts'
import { sign } from './sign.ts'
import { buildBoth, toPaperList, toPreview } from './standing.ts'
import { filesOf, findVersion, latestVersions, listVersions, toVersionView } from './version-rows.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { PaperVersionRow } from '../db/tables/papers.ts'

export const documentHandlers: Handlers<typeof documentRoutes> = {
  'documents.list': async ({ org, params, query, caller, now }) => {
    const read = await readPaperFacts(org, { ...params, now })
    if (!read.ok) return read.error
    const latest = await latestVersions(org, read.value.desk.release.id, !seesDrafts(caller))
    return { kind: 'value', value: toPaperList(read.value, query.lang ?? 'en', latest) }
  },

  'documents.fill': async ({ org, params, body, caller, now }) =>
    fillMembers(org, { ...params, ...body, caller, now }),

  'documents.preview': async ({ org, params, query, now }) => {
    const kind = findPaperKind(params.paper)
    if (kind === undefined) return notFound()
    const read = await readPaperFacts(org, { ...params, now })
    if (!read.ok) return read.error
    const built = buildBoth(kind, read.value.facts, query.lang ?? 'en')
    if (!built.ok) return refuse(422, 'PAPER_REFUSED', `${built.error.reason} (${built.error.article})`)
    return { kind: 'value', value: toPreview(built.value, read.value.unread) }
  },

  'documents.versions': async ({ org, params, query, caller }) => {
    const found = await findPaper(org, params)
    if (found === undefined) return notFound()
    const key = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['number'])
    if (key?.ok === false) return refuse(400, 'CURSOR_INVALID', 'the cursor is not one of this list')
    const limit = readLimit(query.limit)
    const rows = await listVersions(org, found.place, {
      ...(key === undefined ? {} : { before: Number(key.value[0]) }),
      limit: limit + 1,
      onlyFinal: !seesDrafts(caller),
    })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    const next = rows.length > limit && last !== undefined ? { next: formatCursor([last.number]) } : {}
    const views = await Promise.all(shown.map(async (row) => toVersionView(row, await filesOf(org, row.id))))
    return { kind: 'value', value: { rows: views, ...next } }
  },

  'documents.create': async ({ org, params, body, caller, now }) => {
    const kind = findPaperKind(params.paper)
    return kind === undefined ? notFound() : makeVersion(org, { ...params, ...body, kind, caller, now })
  },

  'documents.download': async ({ org, params, caller }) => {
    const found = await findOne(org, params, caller)
    if (found === undefined) return notFound()
    const { version, release, product } = found
    const file = (await filesOf(org, version.id)).find(({ format }) => format === params.format)
    const bytes = file === undefined ? undefined : await readBlob(org, org, file.digest)
    if (file === undefined || bytes === undefined) return notFound()
    const name =
      file.format === 'publication'
        ? file.name
        : `${product.slug}-${release.version}-${file.name.replace(/(\.\w+)$/, `.v${version.number}$1`)}`
    return { kind: 'file', name, media: mediaOf(file.format, file.name), bytes }
  },

  'documents.sign': async ({ org, params, body, caller, now }) => {
    const found = await findOne(org, params, caller)
    return found === undefined
      ? notFound()
      : sign(org, { version: found.version, slug: params.product, ...body, caller, now })
  },
}

/** Drafts hold answers and notes that may be private. */
function seesDrafts(caller: Caller): boolean {
  return caller.permissions.has('private.read')
}

interface Named {
  readonly product: string
  readonly release: string
  readonly paper: string
}

interface FoundPaper extends FoundRelease {
  readonly kind: PaperKind
  readonly place: { readonly release: string; readonly paper: string }
}

async function findPaper(rows: OrgRows, named: Named): Promise<FoundPaper | undefined> {
  const kind = findPaperKind(named.paper)
  const found = await findReleaseOf(rows, named.product, named.release)
  if (kind === undefined || found === undefined) return undefined
  return { ...found, kind, place: { release: found.release.id, paper: kind.id } }
}

async function findOne(
  rows: OrgRows,
  named: Named & { readonly number: string },
  caller: Caller,
): Promise<(FoundPaper & { readonly version: PaperVersionRow }) | undefined> {
  const found = await findPaper(rows, named)
  if (found === undefined || !/^[1-9]\d{0,8}$/.test(named.number)) return undefined
  const version = await findVersion(rows, found.place, Number(named.number))
  if (version === undefined || (version.state === 'draft' && !seesDrafts(caller))) return undefined
  return { ...found, version }
}

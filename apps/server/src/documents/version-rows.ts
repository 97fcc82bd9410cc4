/** Rows of versions of papers: found, listed, added, signed. */
import { randomBytes } from 'node:crypto'
import type { paperVersion } from '@occtet/contract/api'
import type { Paper } from '@occtet/toolkit/documents'
import { formatUlid, ULID_RANDOM_BYTES } from '@occtet/toolkit/ledger'
import type * as z from 'zod/mini'
import { readBlob, writeBlob } from '../db/blobs.ts'
import type { PaperFileRow, PaperVersionRow } from '../db/tables/papers.ts'
import type { OrgRows } from '../inventory/stored-json.ts'
import type { PaperChanges } from './changes.ts'
import type { Rendered } from './render.ts'
import type { Latest } from './standing.ts'

export type PaperVersion = z.infer<typeof paperVersion>

export interface PaperPlace {
  /** Id of the release. */
  readonly release: string
  readonly paper: string
}

export async function findVersion(
  { db, id }: OrgRows,
  { release, paper }: PaperPlace,
  number: number,
): Promise<PaperVersionRow | undefined> {
  return db
    .selectFrom('paper_version')
    .selectAll()
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .where('paper', '=', paper)
    .where('number', '=', number)
    .executeTakeFirst()
}

/** Newest first. `before`: only lower numbers. */
export async function listVersions(
  { db, id }: OrgRows,
  { release, paper }: PaperPlace,
  wish: { readonly before?: number; readonly limit: number; readonly onlyFinal: boolean },
): Promise<readonly PaperVersionRow[]> {
  let query = db
    .selectFrom('paper_version')
    .selectAll()
    .where('org_id', '=', id)
    .where('release_id', '=', release)
    .where('paper', '=', paper)
  if (wish.before !== undefined) query = query.where('number', '<', wish.before)
  if (wish.onlyFinal) query = query.where('state', '=', 'final')
  return query.orderBy('number', 'desc').limit(wish.limit).execute()
}

/** Newest version of each paper of a release. */
export async function latestVersions(
  { db, id }: OrgRows,
  release: string,
  onlyFinal: boolean,
): Promise<ReadonlyMap<string, Latest>> {
  let query = db
    .selectFrom('paper_version')
    .select(['paper', 'number', 'state', 'created_at', 'signed_at'])
    .where('org_id', '=', id)
    .where('release_id', '=', release)
  if (onlyFinal) query = query.where('state', '=', 'final')
  const rows = await query.orderBy('number').execute()
  return new Map(
    rows.map(({ paper, number, state, created_at, signed_at }) => [
      paper,
      { number, state, createdAt: created_at, isSigned: signed_at !== null },
    ]),
  )
}

export async function filesOf({ db, id }: OrgRows, version: string): Promise<readonly PaperFileRow[]> {
  return db
    .selectFrom('paper_file')
    .selectAll()
    .where('org_id', '=', id)
    .where('version_id', '=', version)
    .execute()
}

/** The model of the newest version in a language; undefined where there is none. */
export async function newestModel(
  rows: OrgRows,
  { release, paper }: PaperPlace,
  language: string,
): Promise<Paper | undefined> {
  const newest = await rows.db
    .selectFrom('paper_version')
    .select('id')
    .where('org_id', '=', rows.id)
    .where('release_id', '=', release)
    .where('paper', '=', paper)
    .where('language', '=', language)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  if (newest === undefined) return undefined
  const json = (await filesOf(rows, newest.id)).find(({ format }) => format === 'json')
  const bytes = json === undefined ? undefined : await readBlob(rows, rows, json.digest)
  if (bytes === undefined) throw new Error(`the version ${newest.id} has lost its model`)
  // Our own bytes, checked against their digest: what `writePaperJson` wrote.
  return (JSON.parse(new TextDecoder().decode(bytes)) as { readonly paper: Paper }).paper
}

export interface NewVersion extends PaperPlace {
  readonly product: string
  readonly model: Paper
  readonly rendered: Rendered
  readonly missing: number
  readonly changes: PaperChanges | undefined
  readonly by: string
  readonly now: string
}

/** Within a change, which alone adds numbers. */
export async function addVersion(rows: OrgRows, made: NewVersion): Promise<PaperVersionRow> {
  const { model, rendered, now, release, paper } = made
  const [newest] = await listVersions(rows, { release, paper }, { limit: 1, onlyFinal: false })
  const row: PaperVersionRow = {
    org_id: rows.id,
    id: formatUlid(Date.parse(now), randomBytes(ULID_RANDOM_BYTES)),
    product_id: made.product,
    release_id: release,
    paper,
    number: (newest?.number ?? 0) + 1,
    language: model.language,
    title: model.title,
    state: model.state.kind === 'released' ? 'final' : 'draft',
    created_at: now,
    created_by: made.by,
    missing: made.missing,
    digest: rendered.digest,
    replaced: rendered.replaced,
    changes: made.changes === undefined ? null : JSON.stringify(made.changes),
    signed_at: null,
    signed_by: null,
  }
  await rows.db.insertInto('paper_version').values(row).execute()
  for (const { format, name, bytes } of rendered.files) {
    const digest = await writeBlob(rows, rows, { bytes, now })
    await rows.db
      .insertInto('paper_file')
      .values({ org_id: rows.id, version_id: row.id, format, name, digest, size: bytes.length })
      .execute()
  }
  return row
}

export async function signVersion(
  { db, id }: OrgRows,
  version: PaperVersionRow,
  { by, now }: { readonly by: string; readonly now: string },
): Promise<PaperVersionRow> {
  await db
    .updateTable('paper_version')
    .set({ signed_at: now, signed_by: by })
    .where('org_id', '=', id)
    .where('id', '=', version.id)
    .execute()
  return { ...version, signed_at: now, signed_by: by }
}

const order = ['pdf', 'docx', 'html', 'md', 'json', 'publication'] as const

export function toVersionView(row: PaperVersionRow, files: readonly PaperFileRow[]): PaperVersion {
  const signature =
    row.signed_at === null || row.signed_by === null
      ? {}
      : { signature: { by: row.signed_by, at: row.signed_at, sha256: row.digest } }
  return {
    paper: row.paper,
    title: row.title,
    language: row.language === 'de' ? 'de' : 'en',
    number: row.number,
    state: row.state,
    createdAt: row.created_at,
    by: row.created_by,
    missing: row.missing,
    sha256: row.digest,
    files: order.flatMap((format) =>
      files
        .filter((file) => file.format === format)
        .map(({ name, size, digest }) => ({ format, name, bytes: size, sha256: digest })),
    ),
    // Written by `addVersion`, never by anybody else.
    ...(row.changes === null ? {} : { changes: JSON.parse(row.changes) as PaperChanges }),
    replaced: row.replaced,
    ...signature,
  }
}

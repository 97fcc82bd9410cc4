/** The source tree of a release, where one was uploaded or connected. */
import { diskRepoFiles } from '@occtet/toolkit/adapters'
import type { RepoFiles } from '@occtet/toolkit/cra'
import type { Inventory } from '@occtet/toolkit/model'
import { readBlob } from '../db/blobs.ts'
import type { ReleaseRow, UploadRow } from '../db/tables/products.ts'
import { type OrgRows, readStored } from '../inventory/stored-json.ts'
import { archiveRepoFiles } from './archive/archive-tree.ts'
import { openArchive } from './archive/open-archive.ts'

/** Of the newest archive or connected folder; undefined where there is none, or it can no longer be opened. */
export async function readSourceFiles(rows: OrgRows, release: ReleaseRow): Promise<RepoFiles | undefined> {
  const source = await rows.db
    .selectFrom('upload')
    .selectAll()
    .where('org_id', '=', rows.id)
    .where('release_id', '=', release.id)
    .where('kind', 'in', ['archive', 'folder'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (source === undefined) return undefined
  const inventory = await readStored<Inventory>(rows, release.inventory_digest)
  return openSource(rows, source, foldersOf(inventory?.files ?? []))
}

async function openSource(
  rows: OrgRows,
  source: UploadRow,
  folders: readonly string[],
): Promise<RepoFiles | undefined> {
  if (source.kind === 'folder') return diskRepoFiles(source.name, folders)
  const bytes = await readBlob(rows, rows, source.digest)
  const archive = bytes === undefined ? undefined : await openArchive(bytes)
  return archive?.ok === true ? archiveRepoFiles(archive.value, folders) : undefined
}

/** Folders with lock files or manifests: signals look there too. */
export function foldersOf(files: readonly { readonly path: string }[]): readonly string[] {
  const folders = files.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf('/'))))
  return [...new Set(folders)].filter((folder) => folder !== '')
}

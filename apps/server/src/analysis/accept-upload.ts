/** Takes an upload in: kept as it came, once however often it is sent, then read by a job. */
import { sha256Hex } from '@occtet/toolkit/base'
import { writeBlob } from '../db/blobs.ts'
import type { UploadRow } from '../db/tables/products.ts'
import type { Change, OrgScope } from '../kernel/model.ts'
import type { FoundRelease } from '../products/find.ts'
import { newId } from '../products/new-id.ts'
import { enqueueAnalysis } from './analyse-job.ts'

export interface NewUpload {
  readonly found: FoundRelease
  readonly kind: UploadRow['kind']
  readonly name: string
  readonly bytes: Uint8Array
  /** RFC 3339. */
  readonly now: string
  /** The image that was sent: it is not kept itself, `bytes` say what was found in it. */
  readonly image?: Pick<UploadRow, 'digest' | 'size'>
}

export interface AcceptedUpload {
  readonly upload: UploadRow
  readonly isNew: boolean
  readonly job: string | undefined
}

/** The same bytes under the same name change nothing; other bytes under it take its place. */
export async function acceptUpload(
  org: Pick<OrgScope, 'id'>,
  change: Change,
  { found, kind, name, bytes, now, image }: NewUpload,
): Promise<AcceptedUpload> {
  const own = sha256Hex(bytes)
  const digest = image?.digest ?? own
  const kept = image === undefined ? null : own
  const release = found.release.id
  const known = await change.db
    .selectFrom('upload')
    .selectAll()
    .where('org_id', '=', org.id)
    .where('release_id', '=', release)
    .where('name', '=', name)
    .execute()
  const same = known.find((one) => one.digest === digest && one.kind === kind && one.kept_digest === kept)
  if (same !== undefined) {
    const isUnread = same.report === null
    return { upload: same, isNew: false, job: isUnread ? await enqueueAnalysis(change, found) : undefined }
  }
  for (const { id } of known) await removeUpload(org, change, id)
  // A folder is read anew each time: only where it lies is kept.
  if (kind !== 'folder') await writeBlob(org, change, { bytes, now })
  const upload: UploadRow = {
    org_id: org.id,
    id: newId(),
    release_id: release,
    kind,
    name,
    digest,
    size: kind === 'folder' ? 0 : (image?.size ?? bytes.length),
    created_at: now,
    report: null,
    kept_digest: kept,
  }
  await change.db.insertInto('upload').values(upload).execute()
  return { upload, isNew: true, job: await enqueueAnalysis(change, found) }
}

export async function removeUpload(org: Pick<OrgScope, 'id'>, change: Change, id: string): Promise<void> {
  await change.db.deleteFrom('upload').where('org_id', '=', org.id).where('id', '=', id).execute()
}

/** Takes an upload in: kept as it came, once however often it is sent, then read by a job. */
import { err, ok, type Result, sha256Hex } from '@occtet/toolkit/base'
import { readVex } from '@occtet/toolkit/vex'
import { writeBlob } from '../db/blobs.ts'
import type { UploadRow } from '../db/tables/products.ts'
import type { Change, OrgScope } from '../kernel/model.ts'
import type { FoundRelease } from '../products/find.ts'
import { newId } from '../products/new-id.ts'
import { type Refused, refuse } from '../products/refuse.ts'
import { enqueueAnalysis } from './analyse-job.ts'
import { openArchiveAside } from './archive/open-archive.ts'
import { exactText, recognise, uploadName } from './recognise.ts'

export interface NewUpload {
  readonly found: FoundRelease
  readonly kind: UploadRow['kind']
  readonly name: string
  readonly bytes: Uint8Array
  /** RFC 3339. */
  readonly now: string
}

export interface AcceptedUpload {
  readonly upload: UploadRow
  readonly isNew: boolean
  readonly job: string | undefined
}

/** What is refused before anything is kept: a file that nothing here can read teaches nobody anything later. */
export async function checkUpload(
  bytes: Uint8Array,
  wishedName: string,
): Promise<Result<{ readonly name: string; readonly kind: UploadRow['kind'] }, Refused>> {
  const name = uploadName(wishedName)
  if (name === undefined)
    return err(refuse(422, 'NAME_UNUSABLE', 'expected a file name, with folders where they matter'))
  if (bytes.length === 0) return err(refuse(422, 'UPLOAD_EMPTY', `${name} is empty`))
  const kind = recognise(bytes, name)
  if (kind === undefined) {
    const message = `${name}: expected an SBOM (CycloneDX or SPDX), a VEX document, a lock file or manifest under its usual name, or a zip or tar archive`
    return err(refuse(422, 'UPLOAD_UNKNOWN', message))
  }
  if (kind === 'archive') {
    const archive = await openArchiveAside(bytes)
    if (!archive.ok) return err(refuse(422, 'ARCHIVE_REFUSED', `${name}: ${archive.error.message}`))
  }
  if (kind === 'vex') {
    const read = readVex(bytes, name)
    if (!read.ok) return err(refuse(422, 'VEX_INVALID', `${name}: ${read.error.message}`))
    if (exactText(bytes) === undefined)
      return err(refuse(422, 'VEX_INVALID', `${name}: expected UTF-8 text, as it is kept letter by letter`))
    if (read.value.document.statements.length === 0)
      return err(refuse(422, 'VEX_INVALID', `${name}: expected at least one statement that can be read`))
  }
  return ok({ name, kind })
}

/** The same bytes under the same name change nothing; other bytes under it take its place. */
export async function acceptUpload(
  org: Pick<OrgScope, 'id'>,
  change: Change,
  { found, kind, name, bytes, now }: NewUpload,
): Promise<AcceptedUpload> {
  const digest = sha256Hex(bytes)
  const release = found.release.id
  const known = await change.db
    .selectFrom('upload')
    .selectAll()
    .where('org_id', '=', org.id)
    .where('release_id', '=', release)
    .where('name', '=', name)
    .execute()
  const same = known.find((one) => one.digest === digest && one.kind === kind)
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
    size: kind === 'folder' ? 0 : bytes.length,
    created_at: now,
    report: null,
  }
  await change.db.insertInto('upload').values(upload).execute()
  return { upload, isNew: true, job: await enqueueAnalysis(change, found) }
}

export async function removeUpload(org: Pick<OrgScope, 'id'>, change: Change, id: string): Promise<void> {
  await change.db.deleteFrom('upload').where('org_id', '=', org.id).where('id', '=', id).execute()
}

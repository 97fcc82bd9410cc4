/** Uploads over HTTP. */
import type { AnswerOf, uploadRoutes } from '@occtet/contract/api'
import { openFileTree } from '@occtet/toolkit/adapters'
import { isAbsolute } from 'node:path'
import type { UploadRow } from '../db/tables/products.ts'
import { parseCursor, readLimit, toPage } from '../kernel/cursor.ts'
import type { Handlers } from '../kernel/model.ts'
import { findReleaseOf } from '../products/find.ts'
import { badCursor, missing, refuse } from '../products/refuse.ts'
import { acceptUpload, removeUpload } from './accept-upload.ts'
import { enqueueAnalysis } from './analyse-job.ts'
import { checkUpload } from './check-upload.ts'
import type { ImportReport } from './model.ts'
import { takePush } from './push.ts'
import { findUnkept, keepReceived } from './keep-received.ts'
import { listUploads } from './list-uploads.ts'

type UploadView = AnswerOf<(typeof uploadRoutes)['uploads.create']>['upload']

export const uploadHandlers: Handlers<typeof uploadRoutes> = {
  'uploads.list': async ({ org, params, query }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    if (found === undefined) return missing
    const after = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['string', 'string'])
    if (after?.ok === false) return badCursor
    const limit = readLimit(query.limit)
    const rows = await listUploads(org, found.release.id, { after: after?.value, limit: limit + 1 })
    const page = toPage(rows, limit, ({ created_at, id }) => [created_at, id])
    return { kind: 'value', value: { ...page, rows: page.rows.map(viewUpload) } }
  },
  'uploads.create': async ({ org, params, query, body, caller, now, request }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    if (found === undefined) return missing
    const sent = { body, wishedName: query.name, signal: request.signal }
    const checked = await checkUpload(sent)
    if (!checked.ok) return checked.error
    const { name, kind, bytes } = checked.value
    const unkept = kind === 'vex' ? await findUnkept(org, found) : undefined
    if (unkept !== undefined) return unkept
    const done = await org.change(async (change) => {
      const accepted = await acceptUpload(org, change, { ...checked.value, found, now })
      const trust = query.trust ?? 'other'
      if (kind === 'vex') await keepReceived(org, change, { found, bytes, name, trust, caller, now })
      return accepted
    })
    const { upload, isNew, job } = done.value
    return {
      kind: 'value',
      value: {
        upload: viewUpload(upload),
        isNew,
        ...(job === undefined ? {} : { job }),
        recorded: await done.recorded(),
      },
    }
  },
  'uploads.connect': async ({ org, params, body, kernel, now }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    if (found === undefined) return missing
    if (kernel.settings.mode !== 'local')
      return refuse(
        403,
        'FOLDER_REFUSED',
        'folders are read only where the server runs for one person on this machine',
      )
    const { path } = body
    if (!isAbsolute(path)) return refuse(422, 'FOLDER_REFUSED', 'expected an absolute path')
    const tree = openFileTree(path)
    const listing = tree.ok && tree.value.file === undefined ? tree.value.tree.list('') : undefined
    if (listing?.ok !== true) return refuse(422, 'FOLDER_UNREADABLE', `${path} is no folder that can be read`)
    const bytes = new TextEncoder().encode(path)
    const done = await org.change(async (change) =>
      acceptUpload(org, change, { found, kind: 'folder', name: path, bytes, now }),
    )
    const job = done.value.job ?? (await org.change(async (change) => enqueueAnalysis(change, found))).value
    return {
      kind: 'value',
      value: {
        upload: viewUpload(done.value.upload),
        isNew: done.value.isNew,
        job,
        recorded: await done.recorded(),
      },
    }
  },
  'uploads.remove': async ({ org, params }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    if (found === undefined) return missing
    const known = await org.db
      .selectFrom('upload')
      .select('id')
      .where('org_id', '=', org.id)
      .where('release_id', '=', found.release.id)
      .where('id', '=', params.upload)
      .executeTakeFirst()
    if (known === undefined) return missing
    const done = await org.change(async (change) => {
      await removeUpload(org, change, known.id)
      return enqueueAnalysis(change, found)
    })
    return { kind: 'value', value: { job: done.value, recorded: await done.recorded() } }
  },
  'releases.analyse': async ({ org, params }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    if (found === undefined) return missing
    const [any] = await listUploads(org, found.release.id, { after: undefined, limit: 1 })
    if (any === undefined)
      return refuse(
        409,
        'NOTHING_UPLOADED',
        'there is nothing to read; upload an SBOM, a lock file, an archive or an image',
      )
    const done = await org.change(async (change) => enqueueAnalysis(change, found))
    return { kind: 'value', value: { job: done.value } }
  },
  'push.check': async (call) => takePush(call),
}

export function viewUpload({ id, kind, name, digest, size, created_at, report }: UploadRow): UploadView {
  return {
    id,
    kind,
    name,
    digest,
    size,
    createdAt: created_at,
    ...(report === null ? {} : { report: JSON.parse(report) as ImportReport }),
  }
}

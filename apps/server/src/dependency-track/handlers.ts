/** What CI plugins of Dependency-Track call, answered with our own data. */
import { createHash } from 'node:crypto'
import type { AnswerOf, dependencyTrackRoutes } from '@occtet/contract/api'
import { ok, type Result } from '@occtet/toolkit/base'
import { acceptUpload } from '../analysis/accept-upload.ts'
import { findOrCreate, unknownProduct } from '../analysis/push.ts'
import { recognise } from '../analysis/recognise.ts'
import { toolVersion } from '../documents/tool-version.ts'
import { findJob } from '../jobs/job-view.ts'
import type { Caller, Change, Handlers, OrgScope, Reply } from '../kernel/model.ts'
import type { FoundRelease } from '../products/find.ts'
import { notAnalysed, type Refused, refuse } from '../products/refuse.ts'
import { countMetrics } from './metrics.ts'
import { findByName, findByUuid, listProjects, viewProject } from './projects.ts'
import { readFormBom, readJsonBom, type SentBom } from './read-bom.ts'

/** Of the API that is spoken: clients ask before they send. */
const spokenVersion = '4.13.0'

const unknownProject: Refused = { ...unknownProduct, code: 'PROJECT_UNKNOWN' }

type Token = AnswerOf<(typeof dependencyTrackRoutes)['track.putBom']>
type Processing = AnswerOf<(typeof dependencyTrackRoutes)['track.bomToken']>

export const dependencyTrackHandlers: Handlers<typeof dependencyTrackRoutes> = {
  'track.version': async ({ kernel }) => {
    const uuid = toUuid(kernel.settings.publicUrl)
    return Promise.resolve({
      kind: 'value',
      value: {
        application: 'Dependency-Track',
        version: spokenVersion,
        timestamp: '2026-01-01T00:00:00Z',
        uuid,
        systemUuid: uuid,
        framework: { name: 'OCCTET', version: toolVersion },
      },
    })
  },
  'track.putBom': async ({ org, body, caller, now }) => take({ org, caller, now }, readJsonBom(body)),
  'track.postBom': async ({ org, body, caller, now, request }) =>
    take({ org, caller, now }, await readFormBom(body, request.headers.get('content-type') ?? '')),
  'track.bomToken': async ({ org, params, caller }) => isProcessing(org, caller, params.token),
  'track.eventToken': async ({ org, params, caller }) => isProcessing(org, caller, params.token),
  'track.projects': async ({ org, caller, request }) => {
    const name = new URL(request.url).searchParams.get('name') ?? undefined
    return { kind: 'value', value: [...(await listProjects(org, { name, products: caller.products }))] }
  },
  'track.lookup': async ({ org, caller, request }) => {
    const asked = new URL(request.url).searchParams
    const version = asked.get('version') ?? undefined
    const found = await findByName(org, { name: asked.get('name') ?? '', version }, caller.products)
    return found === undefined ? unknownProject : { kind: 'value', value: viewProject(found) }
  },
  'track.project': async ({ org, params, caller }) => {
    const found = await findByUuid(org, params.uuid, caller.products)
    return found === undefined ? unknownProject : { kind: 'value', value: viewProject(found) }
  },
  'track.metrics': async ({ org, params, caller }) => {
    const found = await findByUuid(org, params.uuid, caller.products)
    if (found === undefined) return unknownProject
    const value = await countMetrics(org, caller, found.release)
    return value === undefined ? notAnalysed : { kind: 'value', value }
  },
}

interface Sender {
  readonly org: OrgScope
  readonly caller: Caller
  readonly now: string
}

/** The token is the id of the analysis; where nothing has to be read again, one that is at its end already. */
async function take(
  sender: Sender,
  read: Result<SentBom, { readonly message: string }>,
): Promise<Reply<Token>> {
  const { org, now } = sender
  if (!read.ok) return refuse(400, 'BOM_INVALID', read.error.message)
  const { bom, project, projectName } = read.value
  if (recognise(bom, 'bom.json') !== 'sbom')
    return refuse(400, 'BOM_INVALID', 'the part `bom` is no CycloneDX or SPDX document')
  const done = await org.change(async (change) => {
    const found = await findTarget(change, sender, read.value)
    if (!found.ok) return found
    return ok(
      await acceptUpload(org, change, {
        found: found.value,
        kind: 'sbom',
        name: 'bom.json',
        bytes: bom,
        now,
      }),
    )
  })
  if (!done.value.ok) {
    const { error } = done.value
    return error.code === 'PRODUCT_UNKNOWN' || (project !== undefined && projectName === undefined)
      ? unknownProject
      : error
  }
  const { job, upload } = done.value.value
  return { kind: 'value', value: { token: job ?? upload.id } }
}

/** By its id, else by its names. */
async function findTarget(
  change: Change,
  { org, caller, now }: Sender,
  { project, projectName, projectVersion, autoCreate }: SentBom,
): Promise<Result<FoundRelease, Refused>> {
  const rows = { id: org.id, db: change.db }
  const known = project === undefined ? undefined : await findByUuid(rows, project, caller.products)
  if (known !== undefined) return ok(known)
  return findOrCreate(org, change, {
    product: projectName ?? '',
    version: projectVersion,
    mayCreate: autoCreate,
    caller,
    now,
  })
}

/** A token that nobody knows, or of a product that the caller may not see, is not being processed, as with the original. */
async function isProcessing(org: OrgScope, { products }: Caller, token: string): Promise<Reply<Processing>> {
  const job = await findJob(org, token, products)
  return { kind: 'value', value: { processing: job?.state === 'queued' || job?.state === 'running' } }
}

/** The same for the same server. */
function toUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

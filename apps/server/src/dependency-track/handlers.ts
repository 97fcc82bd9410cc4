/** What CI plugins of Dependency-Track call, answered with our own data. */
import type { AnswerOf, dependencyTrackRoutes } from '@occtet/contract/api'
import { ok, type Result } from '@occtet/toolkit/base'
import { acceptUpload } from '../analysis/accept-upload.ts'
import { findOrCreate, followLatest, unknownProduct } from '../analysis/push.ts'
import { recognise } from '../analysis/recognise.ts'
import { toolVersion } from '../documents/tool-version.ts'
import { findJob } from '../jobs/job-view.ts'
import type { Caller, Change, Handlers, OrgScope, Reply } from '../kernel/model.ts'
import type { FoundRelease } from '../products/find.ts'
import { type Refused, refuse } from '../products/refuse.ts'
import { listFindings, toUuid, type TrackFinding } from './findings.ts'
import { countMetrics } from './metrics.ts'
import { toPage } from './paging.ts'
import { findByName, findByUuid, listProjects, viewProject } from './projects.ts'
import { readFormBom, readJsonBom, type SentBom } from './read-bom.ts'

/** Of the API that is spoken: clients ask before they send. */
const spokenVersion = '4.13.0'

const unknownProject: Refused = { ...unknownProduct, code: 'PROJECT_UNKNOWN' }

/** A gate that asks gets no number, and so does not pass. */
const notCounted = refuse(
  409,
  'NOT_ANALYSED',
  'nobody can count findings here now: nothing was read, an upload waits or failed, or this server has no advisory data',
)

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
    take({ org, caller, now }, readFormBom(body, request.headers.get('content-type') ?? '')),
  'track.bomToken': async ({ org, params, caller }) => isProcessing(org, caller, params.token),
  'track.eventToken': async ({ org, params, caller }) => isProcessing(org, caller, params.token),
  'track.projects': async ({ org, caller, request }) => {
    const asked = new URL(request.url).searchParams
    const name = asked.get('name') ?? undefined
    const excludesArchived = asked.get('excludeInactive') === 'true'
    const all = await listProjects(org, { name, excludesArchived, products: caller.products })
    return toPage(all, asked)
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
  'track.findings': async ({ org, params, caller, request }) => {
    const found = await findByUuid(org, params.uuid, caller.products)
    if (found === undefined) return unknownProject
    const value = await listFindings(org, caller, found.release)
    if (value === undefined) return notCounted
    const asked = new URL(request.url).searchParams
    const isShown = ({ analysis }: TrackFinding): boolean =>
      asked.get('suppressed') === 'true' || !analysis.isSuppressed
    return toPage(value.filter(isShown), asked)
  },
  'track.metrics': async ({ org, params, caller }) => {
    const found = await findByUuid(org, params.uuid, caller.products)
    if (found === undefined) return unknownProject
    const value = await countMetrics(org, caller, found.release)
    return value === undefined ? notCounted : { kind: 'value', value }
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
  { project, projectName, projectVersion, autoCreate, isLatest }: SentBom,
): Promise<Result<FoundRelease, Refused>> {
  const rows = { id: org.id, db: change.db }
  const known = project === undefined ? undefined : await findByUuid(rows, project, caller.products)
  if (known !== undefined)
    return ok(await followLatest(org, change, { found: known, named: { isLatest, caller, now } }))
  return findOrCreate(org, change, {
    product: projectName ?? '',
    version: projectVersion,
    mayCreate: autoCreate,
    isLatest,
    caller,
    now,
  })
}

/** A token that nobody knows, or of a product that the caller may not see, is not being processed, as with the original. */
async function isProcessing(org: OrgScope, { products }: Caller, token: string): Promise<Reply<Processing>> {
  const job = await findJob(org, token, products)
  return { kind: 'value', value: { processing: job?.state === 'queued' || job?.state === 'running' } }
}

/** What is inside a release, over HTTP. */
import type { inventoryRoutes } from '@occtet/contract/api'
import { writeReport } from '../documents/report.ts'
import { parseCursor, readLimit } from '../kernel/cursor.ts'
import type { Handlers } from '../kernel/model.ts'
import { findProduct, findRelease, findReleaseOf } from '../products/find.ts'
import { hiddenFrom } from '../products/kept-back.ts'
import { newId } from '../products/new-id.ts'
import { badCursor, missing, notAnalysed } from '../products/refuse.ts'
import { findAnalysis, readSummary } from '../products/view.ts'
import { listComponents } from './components.ts'
import { readDetail, readGraph } from './detail.ts'
import { readFiles } from './files.ts'
import { readDiff } from './read-diff.ts'
import { writeSbom } from './sbom.ts'
import { readChildren } from './tree.ts'

export const inventoryHandlers: Handlers<typeof inventoryRoutes> = {
  'inventory.summary': async ({ org, params }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    if (found === undefined) return missing
    const { release } = found
    const summary = await readSummary(org, release.id)
    const job = await findAnalysis(org, release.id)
    const { watch: _watch, ...counted } = summary ?? empty
    return {
      kind: 'value',
      value: {
        ...counted,
        types: [...counted.types],
        scopes: [...counted.scopes],
        licenses: [...counted.licenses],
        version: release.version,
        ...(release.analysed_at === null ? {} : { analysedAt: release.analysed_at }),
        ...(release.feddb_as_of === null ? {} : { dataAsOf: release.feddb_as_of }),
        ...(job === undefined ? {} : { job }),
      },
    }
  },
  'inventory.components': async ({ org, params, query }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    if (found === undefined) return missing
    const page = await listComponents(org, found.release.id, query)
    return page === undefined ? badCursor : { kind: 'value', value: page }
  },
  'inventory.component': async ({ org, params, query, caller }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    const about = { purl: query.purl, hidden: await hiddenFrom(org, caller) }
    const detail = found === undefined ? undefined : await readDetail(org, found.release.id, about)
    return detail === undefined ? missing : { kind: 'value', value: detail }
  },
  'inventory.tree': async ({ org, params, query }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    const page = found === undefined ? undefined : await readChildren(org, found.release.id, query)
    if (page === undefined) return missing
    return page === 'CURSOR_INVALID' ? badCursor : { kind: 'value', value: page }
  },
  'inventory.graph': async ({ org, params, query }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    const graph = found === undefined ? undefined : await readGraph(org, found.release.id, query.purl)
    return graph === undefined ? missing : { kind: 'value', value: graph }
  },
  'inventory.files': async ({ org, params, query }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    if (found === undefined) return missing
    const after = query.cursor === undefined ? undefined : parseCursor(query.cursor, ['number'])
    if (after?.ok === false) return badCursor
    const from = Number(after?.value[0] ?? 0)
    return {
      kind: 'value',
      value: await readFiles(org, found.release, { from, limit: readLimit(query.limit) }),
    }
  },
  'inventory.sbom': async ({ org, params, query, now }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    if (found === undefined) return missing
    const file = await writeSbom(org, found, { format: query.format ?? 'cyclonedx', now })
    return file === undefined ? notAnalysed : { kind: 'file', ...file }
  },
  'inventory.report': async ({ org, params, query, caller, now }) => {
    const found = await findReleaseOf(org, params.product, params.release)
    if (found === undefined) return missing
    const hidden = await hiddenFrom(org, caller)
    const file = await writeReport(org, found, { language: query.lang ?? 'en', now, hidden })
    return file === undefined ? notAnalysed : { kind: 'file', ...file }
  },
  'releases.diff': async ({ org, params, query, caller }) => {
    const product = await findProduct(org, params.product)
    const from = product && (await findRelease(org, product, query.from))
    const to = product && (await findRelease(org, product, query.to))
    if (from === undefined || to === undefined) return missing
    return { kind: 'value', value: await readDiff(org, { from, to, hidden: await hiddenFrom(org, caller) }) }
  },
  'releases.note': async ({ org, params, body, caller, now }) => {
    const product = await findProduct(org, params.product)
    const from = product && (await findRelease(org, product, body.from))
    const to = product && (await findRelease(org, product, body.to))
    if (product === undefined || from === undefined || to === undefined) return missing
    const done = await org.change(async (change) => {
      const note = {
        org_id: org.id,
        id: newId(),
        product_id: product.id,
        from_version: from.version,
        to_version: to.version,
        answer: body.answer,
        reason: body.reason,
        by_name: caller.name,
        at: now,
      }
      await change.db.insertInto('release_note').values(note).execute()
    })
    return { kind: 'value', value: { recorded: await done.recorded() } }
  },
}

/** Nothing was read: `analysedAt` is absent, and the page says "unknown". */
const empty = {
  isThin: false,
  isAtLeast: false,
  components: 0,
  direct: 0,
  identified: 0,
  unidentified: 0,
  affected: 0,
  findings: 0,
  unknown: 0,
  licensed: 0,
  files: { parsed: 0, partial: 0, skipped: 0, unsupported: 0, unreadable: 0 },
  types: [],
  scopes: [],
  licenses: [],
  watch: undefined,
}

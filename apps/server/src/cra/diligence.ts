/** Due diligence over HTTP: facts of the release, joined with what people decided. */
import type { riskRoutes } from '@occtet/contract/api'
import {
  collectComponentFacts,
  type ComponentDecision,
  diligenceEvents,
  formatDiligenceFile,
  parseDiligenceFile,
} from '@occtet/toolkit/cra'
import { corePurl, type FindingsReport, type Inventory } from '@occtet/toolkit/model'
import { personActor } from '@occtet/toolkit/ledger'
import { writeProductFile } from '../db/product-files.ts'
import { type OrgRows, readStored } from '../inventory/stored-json.ts'
import type { BodyOf } from '@occtet/contract/api'
import type { Handlers } from '../kernel/model.ts'
import { changeCra, showCra } from './calls.ts'
import { type DiligenceParts, emptyDiligence, toDiligence } from './diligence-view.ts'
import { isRefused, type Loaded, placeOf, readFile, refuse, type Refused } from './load.ts'
import { type Changing, conflict, nameOf, rowsIn } from './save.ts'

async function readParts(
  rows: OrgRows,
  { product, release, state }: Loaded,
): Promise<DiligenceParts | Refused> {
  const at = { product, place: placeOf(state.profile), path: 'diligence.yaml' }
  const file = await readFile(rows, at, parseDiligenceFile)
  if (isRefused(file)) return file
  return {
    inventory: await readStored<Inventory>(rows, release?.inventory_digest ?? null),
    findings: await readStored<FindingsReport>(rows, release?.findings_digest ?? null),
    file: file.value ?? emptyDiligence,
    version: file.version,
  }
}

type Own = 'diligence.show' | 'diligence.decide'
type Body = BodyOf<(typeof riskRoutes)['diligence.decide']>

export const diligenceHandlers: Pick<Handlers<typeof riskRoutes>, Own> = {
  'diligence.show': async (call) =>
    showCra(call, async (loaded) => {
      const parts = await readParts(call.org, loaded)
      return isRefused(parts) ? parts : toDiligence(loaded.state, parts)
    }),

  'diligence.decide': async (call) => {
    const written: DiligenceParts[] = []
    return changeCra(call, {
      write: async (at) => {
        const parts = await readParts(rowsIn(at), at.loaded)
        if (isRefused(parts)) return parts
        if (parts.version !== call.body.diligenceVersion) return conflict
        const decided = decide(at, parts, call.body)
        if (isRefused(decided)) return decided
        const version = await write(at, parts, decided)
        if (typeof version === 'object') return version
        written.push({ ...decided, version })
        return undefined
      },
      show: ({ state }, recorded) => {
        const [parts] = written
        if (parts === undefined) throw new Error('a decision was written, so it can be shown')
        return { view: toDiligence(state, parts), recorded }
      },
    })
  },
}

/** With the advisories that are open now, so that later changes show. */
function decide(at: Changing, parts: DiligenceParts, body: Body): DiligenceParts | Refused {
  if (body.decision === 'accepted-with-measures' && (body.measures ?? []).length === 0) {
    return refuse(422, 'MEASURE_MISSING', 'name at least one measure')
  }
  const { inventory, findings, file } = parts
  const components = inventory?.components.filter((one) => corePurl(one.purl) === body.package) ?? []
  if (inventory === undefined || components.length === 0) {
    return refuse(422, 'COMPONENT_UNKNOWN', 'the release has no such component')
  }
  const matched = findings ?? { findings: [], unknown: inventory.components }
  const advisories = collectComponentFacts(inventory, matched)
    .filter((facts) => facts.package === body.package && facts.version === body.version)
    .flatMap((facts) => facts.advisories.map(({ id }) => id))
  const decision: ComponentDecision = {
    ...given(body),
    package: body.package,
    decision: body.decision,
    why: body.why,
    by: nameOf(at.caller),
    at: at.loaded.state.now.slice(0, 10),
    advisories: [...new Set(advisories)].sort(),
  }
  return { ...parts, file: { ...file, decisions: [...file.decisions, decision] } }
}

/** Members that say something. */
function given(body: Body): Partial<ComponentDecision> {
  const { version, checks, measures, supportEnds, maintainer, fallback } = body
  const all = { version, checks, measures, supportEnds, maintainer, fallback }
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value.length > 0),
  )
}

/** Its new version. */
async function write(at: Changing, before: DiligenceParts, after: DiligenceParts): Promise<number | Refused> {
  const { org, change, caller, loaded } = at
  const { profile, now } = loaded.state
  const text = formatDiligenceFile(after.file)
  const parsed = parseDiligenceFile(text)
  if (!parsed.ok) return refuse(422, 'ENTRY_INVALID', `${parsed.error.field}: ${parsed.error.message}`)
  const place = { product: loaded.product.id, place: placeOf(profile), path: 'diligence.yaml' } as const
  const version = await writeProductFile(org, change, { ...place, text, expected: before.version, now })
  if (version === 'CONFLICT') return conflict
  const told = { product: profile.id, actor: personActor(nameOf(caller)) }
  for (const event of diligenceEvents(told, after.file, before.file)) change.record(event)
  return version
}

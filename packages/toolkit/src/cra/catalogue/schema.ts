/** The check that reads the CRA facts catalogue: every member of every file, and every link. */
import { err, ok, type Result } from '../../base/index.ts'
import { findBrokenLink, type ReportingIds } from './links.ts'
import { categories, remoteDataProcessing, supportPeriod } from './readers/classes.ts'
import { conformity } from './readers/conformity.ts'
import { documentItem, osps, retention, sbomRules } from './readers/documents.ts'
import { classificationInputs } from './readers/inputs.ts'
import { dates, meta, sources, status } from './readers/meta.ts'
import { obligation } from './readers/obligations.ts'
import { penalties } from './readers/penalties.ts'
import { requirement } from './readers/requirements.ts'
import { exclusions, outcomes, roles, scopeTree, substantialModification } from './readers/scope.ts'
import { type CatalogueError, list, type Place, type Read } from './readers/shape.ts'
import { signal } from './readers/signals.ts'
import type { Catalogue } from './types.ts'

export type { CatalogueMeta } from './readers/meta.ts'
export type { Requirement, SignalLink } from './readers/requirements.ts'
export type { CatalogueError } from './readers/shape.ts'
export type { EvidenceSignal } from './readers/signals.ts'
export type { Catalogue } from './types.ts'

/** The data files by the catalogue's members; what lies in several files comes as one list. */
export type CatalogueInput = Readonly<Record<keyof Catalogue, unknown>>

/** Trusted data, checked all the same: a typing slip in it would otherwise surface as a wrong statement. */
export function parseCatalogue(
  input: CatalogueInput,
  reporting: ReportingIds,
): Result<Catalogue, CatalogueError> {
  const problems: CatalogueError[] = []
  const catalogue = withOwnEvidence(readCatalogue(input, problems))
  const first = problems[0] ?? findBrokenLink(catalogue, reporting)
  return first === undefined ? ok(catalogue) : err(first)
}

function readCatalogue(input: CatalogueInput, problems: CatalogueError[]): Catalogue {
  const member = <T>(name: keyof Catalogue, read: Read<T>): T => read(input[name], { path: name, problems })
  const byId = <T extends { readonly id: string }>(name: keyof Catalogue, read: Read<T>) =>
    toMap(member(name, list(read)), { path: name, problems })
  return {
    meta: member('meta', meta),
    dates: member('dates', dates),
    status: member('status', status),
    sources: member('sources', sources),
    requirements: member('requirements', list(requirement)),
    signals: byId('signals', signal),
    osps: member('osps', osps),
    obligations: byId('obligations', obligation),
    penalties: member('penalties', penalties),
    scopeTree: member('scopeTree', scopeTree),
    outcomes: toMap(member('outcomes', outcomes), { path: 'outcomes', problems }),
    exclusions: member('exclusions', exclusions),
    roles: toMap(member('roles', roles), { path: 'roles', problems }),
    substantialModification: member('substantialModification', substantialModification),
    categories: member('categories', categories),
    remoteDataProcessing: member('remoteDataProcessing', remoteDataProcessing),
    supportPeriod: member('supportPeriod', supportPeriod),
    conformity: member('conformity', conformity),
    classificationInputs: member('classificationInputs', classificationInputs),
    documents: byId('documents', documentItem),
    sbomRules: member('sbomRules', sbomRules),
    retention: member('retention', retention),
  }
}

/** Own signals name their requirements themselves; their links come after those of the shared data, which stay as they are. */
function withOwnEvidence(read: Catalogue): Catalogue {
  const own = [...read.signals.values()].flatMap(({ id, supports = [] }) =>
    supports.map(({ requirement: to, what }) => ({ to, link: { signal: id, what } })),
  )
  const requirements = read.requirements.map((item) => {
    const added = own.flatMap(({ to, link }) => (to === item.id ? [link] : []))
    return added.length === 0 ? item : { ...item, autoEvidence: [...item.autoEvidence, ...added] }
  })
  return { ...read, requirements }
}

function toMap<T extends { readonly id: string }>(records: readonly T[], at: Place): ReadonlyMap<string, T> {
  const map = new Map<string, T>()
  for (const record of records) {
    if (map.has(record.id)) {
      at.problems.push({ code: 'CATALOGUE_DUPLICATE', path: at.path, message: `${record.id} occurs twice` })
    }
    map.set(record.id, record)
  }
  return map
}

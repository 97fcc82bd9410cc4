/** Shape of the CRA facts catalogue: the law as records, each with its article and its verification mark. */
import type { Categories, RemoteDataProcessing, SupportPeriodRules } from './readers/classes.ts'
import type { Conformity } from './readers/conformity.ts'
import type { DocumentItem, OspsEntries, RetentionRule, SbomRules } from './readers/documents.ts'
import type { ClassificationInputs } from './readers/inputs.ts'
import type { CatalogueDates, CatalogueMeta, SourceEntry, StatusEntry } from './readers/meta.ts'
import type { Obligation } from './readers/obligations.ts'
import type { Penalties } from './readers/penalties.ts'
import type { Requirement } from './readers/requirements.ts'
import type {
  Exclusion,
  RoleEntry,
  ScopeOutcome,
  ScopeTree,
  SubstantialModification,
} from './readers/scope.ts'
import type { EvidenceSignal } from './readers/signals.ts'

export interface Catalogue {
  readonly meta: CatalogueMeta
  readonly dates: CatalogueDates
  readonly status: readonly StatusEntry[]
  readonly sources: readonly SourceEntry[]
  /** In the order of the law. */
  readonly requirements: readonly Requirement[]
  readonly signals: ReadonlyMap<string, EvidenceSignal>
  readonly osps: OspsEntries
  readonly obligations: ReadonlyMap<string, Obligation>
  readonly penalties: Penalties
  readonly scopeTree: ScopeTree
  readonly outcomes: ReadonlyMap<string, ScopeOutcome>
  readonly exclusions: readonly Exclusion[]
  readonly roles: ReadonlyMap<string, RoleEntry>
  readonly substantialModification: SubstantialModification
  readonly categories: Categories
  readonly remoteDataProcessing: RemoteDataProcessing
  readonly supportPeriod: SupportPeriodRules
  readonly conformity: Conformity
  readonly classificationInputs: ClassificationInputs
  readonly documents: ReadonlyMap<string, DocumentItem>
  readonly sbomRules: SbomRules
  readonly retention: readonly RetentionRule[]
}

/** How far this version covers each essential requirement: the table that running the fixtures made, read and counted. */
import { catalogue } from '../catalogue/catalogue.ts'
import {
  type CatalogueError,
  day,
  list,
  oneOf,
  type Place,
  shape,
  text,
  texts,
} from '../catalogue/readers/shape.ts'
import { type SignalAccess, signalAccess } from '../questionnaire/signal-access.ts'
import { signals } from '../signals/registry.ts'
import data from './generated/coverage.json' with { type: 'json' }

const requirement = shape({
  /** Catalogue id. */
  id: text,
  /**
   * `automatic`: evidence that speaks for it selects an answer, and evidence against it contradicts one. `assisted`: what is
   * found is shown beside a question, or only one of the two. `manual`: only asked.
   */
  verdict: oneOf(['automatic', 'assisted', 'manual']),
  /** What is not there; empty: fully covered. */
  missing: list(
    oneOf(['evidence-for', 'evidence-against', 'contradiction', 'question', 'action', 'document-section']),
  ),
  signals: shape({
    /** Of the catalogue's `auto_evidence`. */
    linked: texts,
    /** Of `linked`: this version looks for them. */
    collected: texts,
    /** Of `collected`: a tree shows that they find something that speaks for it. */
    yes: texts,
    /** Of `collected`: a tree shows that they miss it, or find what speaks against it; a danger not found tells neither. */
    no: texts,
  }),
  /** Those that score; facts about the product, such as its traits, ask for no measure. */
  questions: texts,
  /** Questions for which linked evidence that speaks for the practice selected an answer. */
  selectedFor: texts,
  /** The same for evidence that speaks against it. */
  selectedAgainst: texts,
  /** Questions beside which linked evidence was shown. */
  shown: texts,
  /** Questions whose answer "yes" linked evidence contradicted. */
  contradicted: texts,
  actions: texts,
  /** `paper/section`. */
  sections: texts,
  /** The trees by their names, with the signal or the question that they are there for. */
  trees: shape({
    yes: shape({ tree: text, signal: text }),
    no: shape({ tree: text, signal: text }),
    clash: shape({ tree: text, question: text }),
  }),
})

const coverage = shape({
  catalogue: shape({ version: text, asOf: day }),
  /** In the order of the law. */
  requirements: list(requirement),
})

export type Coverage = ReturnType<typeof coverage>
export type RequirementCoverage = Coverage['requirements'][number]
export type CoverageVerdict = RequirementCoverage['verdict']
export type MissingPart = RequirementCoverage['missing'][number]

/** Of the release; throws where the generated file is not what this version reads, which is our own mistake. */
export function readCoverage(): Coverage {
  return parseCoverage(data)
}

export function parseCoverage(value: unknown): Coverage {
  const problems: CatalogueError[] = []
  const at: Place = { path: 'coverage', problems }
  const read = coverage(value, at)
  const [first] = problems
  if (first !== undefined) throw new Error(`${first.path}: ${first.message}`)
  return read
}

export interface CoverageSummary {
  readonly requirements: number
  readonly automatic: number
  readonly assisted: number
  readonly manual: number
  /** All six parts were shown: evidence both ways, contradiction, question, action, section of a paper. */
  readonly full: number
  readonly partly: number
}

export function summariseCoverage(requirements: readonly RequirementCoverage[]): CoverageSummary {
  const having = (verdict: CoverageVerdict): number =>
    requirements.filter((one) => one.verdict === verdict).length
  const full = requirements.filter(({ missing }) => missing.length === 0).length
  return {
    requirements: requirements.length,
    automatic: having('automatic'),
    assisted: having('assisted'),
    manual: having('manual'),
    full,
    partly: requirements.length - full,
  }
}

export interface RemoteEvidence {
  /** Catalogue id. */
  readonly signal: string
  readonly title: string
  /** `artefact`: files of a release, which need no network once they are given. */
  readonly needs: Exclude<SignalAccess, 'local'> | 'artefact'
  readonly isCollected: boolean
  /** Requirements that it speaks about; empty: it serves other questions. */
  readonly requirements: readonly string[]
}

/** Evidence that no source tree holds, in the order of the catalogue. */
export function remoteEvidence(): readonly RemoteEvidence[] {
  const collected = new Set(signals.map(({ id }) => id))
  return [...catalogue.signals.values()].flatMap(({ id, title, source }) => {
    const access = signalAccess.get(id) ?? 'local'
    const needs = source === 'artifact' ? 'artefact' : access
    if (needs === 'local') return []
    const requirements = catalogue.requirements.flatMap((item) =>
      item.autoEvidence.some((link) => link.signal === id) ? [item.id] : [],
    )
    return [{ signal: id, title, needs, isCollected: collected.has(id), requirements }]
  })
}

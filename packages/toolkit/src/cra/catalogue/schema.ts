/** Shape of the CRA facts catalogue as far as we took it in, and the check that reads it. */
import { err, ok, type Result } from '../../base/index.ts'

export interface CatalogueMeta {
  readonly title: string
  /** Version of the catalogue; answers and reports keep it. */
  readonly version: string
  /** Date of the facts, `YYYY-MM-DD`. */
  readonly asOf: string
  readonly disclaimer: string
  /** What each verification mark means. */
  readonly verificationLevels: ReadonlyMap<string, string>
  /** The mark of a record that carries none of its own. */
  readonly defaultVerification: string
}

export interface SignalLink {
  /** Id of an evidence signal. */
  readonly signal: string
  /** What this signal tells about the requirement. */
  readonly what: string
}

/** One of the 22 essential requirements (Regulation (EU) 2024/2847, Annex I) in plain words. */
export interface Requirement {
  readonly id: string
  readonly ref: string
  readonly part: 'I' | 'II'
  readonly title: string
  readonly obligation: string
  readonly verification: string
  readonly humanNeeded: readonly string[]
  readonly autoEvidence: readonly SignalLink[]
}

/** One thing that a machine can look for. */
export interface EvidenceSignal {
  readonly id: string
  readonly source: 'repo' | 'sbom' | 'vuln' | 'release' | 'platform-api' | 'web' | 'artifact' | 'runtime'
  readonly title: string
  readonly how: string
  /** Names of the result's facts, without the `[]` that marks lists. */
  readonly resultFields: readonly string[]
  readonly strength: 'strong' | 'medium' | 'weak'
  readonly note?: string
}

export interface Catalogue {
  readonly meta: CatalogueMeta
  /** In the order of the law. */
  readonly requirements: readonly Requirement[]
  readonly signals: ReadonlyMap<string, EvidenceSignal>
}

/** Where the data breaks its shape, as `requirements[3].title`. */
export interface CatalogueError {
  readonly code: 'CATALOGUE_SHAPE' | 'CATALOGUE_DUPLICATE' | 'CATALOGUE_LINK'
  readonly path: string
  readonly message: string
}

export interface CatalogueInput {
  readonly meta: unknown
  readonly requirements: readonly unknown[]
  readonly signals: readonly unknown[]
}

const sources = ['repo', 'sbom', 'vuln', 'release', 'platform-api', 'web', 'artifact', 'runtime'] as const
const strengths = ['strong', 'medium', 'weak'] as const

/** Trusted data, checked all the same: a typing slip in it would otherwise surface as a wrong statement. */
export function parseCatalogue(input: CatalogueInput): Result<Catalogue, CatalogueError> {
  const problems: CatalogueError[] = []
  const meta = readMeta(input.meta, { path: 'meta', problems })
  const requirements = input.requirements.map((item, at) =>
    readRequirement(item, { path: `requirements[${at}]`, problems }),
  )
  const signals = input.signals.map((item, at) => readSignal(item, { path: `signals[${at}]`, problems }))
  const first = problems[0]
  return first === undefined ? linkCatalogue(meta, requirements, signals) : err(first)
}

/** Where in the data we are, and the list that takes what is wrong there. */
interface Place {
  readonly path: string
  readonly problems: CatalogueError[]
}

function below(at: Place, member: string): Place {
  return { path: `${at.path}.${member}`, problems: at.problems }
}

function complain(at: Place, expected: string): void {
  at.problems.push({ code: 'CATALOGUE_SHAPE', path: at.path, message: `expected ${expected}` })
}

function linkCatalogue(
  meta: CatalogueMeta,
  requirements: readonly Requirement[],
  list: readonly EvidenceSignal[],
): Result<Catalogue, CatalogueError> {
  const signals = new Map(list.map((signal) => [signal.id, signal]))
  const ids = new Set(requirements.map((requirement) => requirement.id))
  if (signals.size !== list.length || ids.size !== requirements.length) {
    return err({ code: 'CATALOGUE_DUPLICATE', path: '', message: 'an id occurs twice' })
  }
  for (const { id, autoEvidence } of requirements) {
    const lost = autoEvidence.find((link) => !signals.has(link.signal))
    if (lost !== undefined) {
      return err({ code: 'CATALOGUE_LINK', path: id, message: `no signal has the id ${lost.signal}` })
    }
  }
  return ok({ meta, requirements, signals })
}

function readMeta(value: unknown, at: Place): CatalogueMeta {
  const record = readRecord(value, at)
  const levels = Object.entries(readRecord(record.verification_levels, below(at, 'verification_levels')))
  return {
    title: readText(record.title, below(at, 'title')),
    version: readText(record.version, below(at, 'version')),
    asOf: readText(record.as_of, below(at, 'as_of')),
    disclaimer: readText(record.disclaimer, below(at, 'disclaimer')),
    verificationLevels: new Map(levels.map(([mark, means]) => [mark, readText(means, below(at, mark))])),
    defaultVerification: readText(record.default_verification, below(at, 'default_verification')),
  }
}

function readRequirement(value: unknown, at: Place): Requirement {
  const record = readRecord(value, at)
  const human = below(at, 'human_needed')
  return {
    id: readText(record.id, below(at, 'id')),
    ref: readText(record.ref, below(at, 'ref')),
    part: readOneOf(record.part, ['I', 'II'], below(at, 'part')),
    title: readText(record.title, below(at, 'title')),
    obligation: readText(record.obligation, below(at, 'obligation')),
    verification: readText(record.verification, below(at, 'verification')),
    humanNeeded: readList(record.human_needed, human).map((item) => readText(item, human)),
    autoEvidence: readList(record.auto_evidence, below(at, 'auto_evidence')).map((item) =>
      readLink(item, below(at, 'auto_evidence')),
    ),
  }
}

function readLink(value: unknown, at: Place): SignalLink {
  const link = readRecord(value, at)
  return { signal: readText(link.signal, below(at, 'signal')), what: readText(link.what, below(at, 'what')) }
}

function readSignal(value: unknown, at: Place): EvidenceSignal {
  const record = readRecord(value, at)
  const fields = readText(record.result_fields, below(at, 'result_fields')).split(',')
  const signal = {
    id: readText(record.id, below(at, 'id')),
    source: readOneOf(record.source, sources, below(at, 'source')),
    title: readText(record.title, below(at, 'title')),
    how: readText(record.how, below(at, 'how')),
    resultFields: fields.map((field) => field.replace('[]', '').trim()),
    strength: readOneOf(record.strength, strengths, below(at, 'strength')),
  }
  return record.note === undefined ? signal : { ...signal, note: readText(record.note, below(at, 'note')) }
}

function readRecord(value: unknown, at: Place): { readonly [key: string]: unknown } {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as { readonly [key: string]: unknown }
  }
  complain(at, 'an object')
  return {}
}

function readList(value: unknown, at: Place): readonly unknown[] {
  if (Array.isArray(value)) return value
  complain(at, 'a list')
  return []
}

function readText(value: unknown, at: Place): string {
  if (typeof value === 'string' && value !== '') return value
  complain(at, 'a text that is not empty')
  return ''
}

/** The first allowed word stands in for a wrong one; the complaint makes sure that nobody sees it. */
function readOneOf<T extends string>(value: unknown, allowed: readonly [T, ...T[]], at: Place): T {
  const found = allowed.find((word) => word === value)
  if (found === undefined) complain(at, `one of ${allowed.join(', ')}`)
  return found ?? allowed[0]
}

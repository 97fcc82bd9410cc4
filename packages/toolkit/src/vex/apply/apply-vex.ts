/** Lays the statements of documents over findings: which speak about each, and whether their authors agree. */
import { compareCodeUnits } from '../../base/index.ts'
import type { Finding, VexStatus } from '../../model/index.ts'
import { namesOfFinding } from '../decisions/identity.ts'
import { pathsOf, type VexPath } from '../documents/statements.ts'
import { toInstant } from '../documents/times.ts'
import type { VexDocument, VexStatement, VexTrust } from '../model.ts'
import { coverPaths } from './coverage.ts'
import type { VersionGrade } from './match-purl.ts'
import { namesOfStatement } from './names.ts'
import { type SceneGraph, SUBJECT, toGraph, type VexScene } from './scene.ts'

export interface TrustedDocument {
  readonly document: VexDocument
  /** Set by the user at import, never by the document. */
  readonly trust: VexTrust
}

/**
 * `component`: the statement names the component alone. `component-in-product`: as part of products around it.
 * `product`: it names the whole product at hand.
 */
export type MatchGrade = 'component' | 'component-in-product' | 'product'

/** One statement that is about the finding; whether it also speaks for it says its position. */
export interface StatementMatch {
  readonly document: VexDocument
  readonly trust: VexTrust
  readonly statement: VexStatement
  readonly grade: MatchGrade
  readonly versions: VersionGrade
  /** Of the ways from the product to the component: a statement about one of them says nothing of the others. */
  readonly coverage: 'all' | 'some'
}

/** What one author says of the finding: their newest statements that speak for it. */
export interface VexPosition {
  readonly author: string
  readonly trust: VexTrust
  readonly status: VexStatus
  /** Newest first; never empty. */
  readonly statements: readonly StatementMatch[]
}

export interface FindingVex {
  /** Key of the finding. */
  readonly finding: string
  /** Everything that is about the finding, older statements and parts included, newest first. */
  readonly matches: readonly StatementMatch[]
  /** One for each author, and two where an author says two things at the same time; sorted by author and status. */
  readonly positions: readonly VexPosition[]
  /** Whether the positions differ in status. They are shown side by side and never merged. */
  readonly isConflict: boolean
}

/**
 * In the order of the findings. `not_affected` and `fixed` speak only where the statements of that status together cover
 * every way to the component; `affected` and `under_investigation` speak as soon as one way is meant. Of one author the
 * newest statement counts (OpenVEX 0.2.0, "Statement inheritance and order").
 */
export function applyVex(
  findings: readonly Finding[],
  documents: readonly TrustedDocument[],
  scene: VexScene,
): readonly FindingVex[] {
  const graph = toGraph(scene)
  const index = indexStatements(documents)
  return findings.map((finding) => {
    const named = new Set([...namesOfFinding(finding)].flatMap((name) => index.get(name) ?? []))
    const candidates = [...named].flatMap((entry) => toCandidate(entry, finding, graph))
    const matches = candidates.map(({ match }) => match).sort(compareMatches)
    const positions = toPositions(candidates, finding, graph)
    const isConflict = new Set(positions.map(({ status }) => status)).size > 1
    return { finding: finding.key, matches, positions, isConflict }
  })
}

interface Indexed extends TrustedDocument {
  readonly statement: VexStatement
  readonly paths: readonly VexPath[]
}

function indexStatements(documents: readonly TrustedDocument[]): ReadonlyMap<string, readonly Indexed[]> {
  const index = new Map<string, Indexed[]>()
  for (const given of documents)
    for (const statement of given.document.statements) {
      const entry: Indexed = { ...given, statement, paths: pathsOf(statement.products) }
      for (const name of namesOfStatement(statement)) {
        const named = index.get(name) ?? []
        named.push(entry)
        index.set(name, named)
      }
    }
  return index
}

interface Candidate {
  readonly match: StatementMatch
  /** Those that end in the component; empty for a statement about the whole product. */
  readonly paths: readonly VexPath[]
}

/** Nothing where the statement is about other things than this component or this product. */
function toCandidate(entry: Indexed, finding: Finding, graph: SceneGraph): readonly Candidate[] {
  const { document, trust, statement } = entry
  const told = { document, trust, statement }
  for (const path of entry.paths) {
    const [item] = path
    const versions = path.length === 1 && item !== undefined ? graph.match(item, SUBJECT) : undefined
    if (versions !== undefined)
      return [{ match: { ...told, grade: 'product', versions, coverage: 'all' }, paths: [] }]
  }
  const found = entry.paths.flatMap((path) => {
    const last = path.at(-1)
    const versions = last === undefined ? undefined : graph.match(last, finding.purl)
    return versions === undefined ? [] : [{ path, versions }]
  })
  const paths = found.map(({ path }) => path)
  const coverage = coverPaths(graph, finding.purl, paths)
  const [first] = found
  if (first === undefined || coverage === 'none') return []
  const alone = found.find(({ path }) => path.length === 1)
  const grade = alone === undefined ? 'component-in-product' : 'component'
  return [{ match: { ...told, grade, versions: (alone ?? first).versions, coverage }, paths }]
}

function timeOf({ statement }: StatementMatch): number {
  return toInstant(statement.at) ?? 0
}

function authorOf({ document }: StatementMatch): string {
  return document.author ?? document.id
}

function compareMatches(a: StatementMatch, b: StatementMatch): number {
  return (
    timeOf(b) - timeOf(a) ||
    compareCodeUnits(authorOf(a), authorOf(b)) ||
    compareCodeUnits(a.document.id, b.document.id) ||
    compareCodeUnits(a.statement.status, b.statement.status)
  )
}

function toPositions(
  candidates: readonly Candidate[],
  finding: Finding,
  graph: SceneGraph,
): readonly VexPosition[] {
  const byAuthor = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const author = authorOf(candidate.match)
    const own = byAuthor.get(author) ?? []
    own.push(candidate)
    byAuthor.set(author, own)
  }
  return [...byAuthor]
    .sort(([a], [b]) => compareCodeUnits(a, b))
    .flatMap(([author, own]) => newestOf(author, own, { finding, graph }))
}

interface Place {
  readonly finding: Finding
  readonly graph: SceneGraph
}

/** The newest time at which a status speaks decides; what an author says twice at one time stands twice. */
function newestOf(author: string, own: readonly Candidate[], place: Place): readonly VexPosition[] {
  const spoken = [...new Set(own.map(({ match }) => match.statement.status))]
    .map((status) =>
      speak(
        own.filter(({ match }) => match.statement.status === status),
        place,
      ),
    )
    .filter((one) => one.length > 0)
  const newest = Math.max(...spoken.map((one) => Math.max(...one.map(timeOf))))
  return spoken
    .flatMap((statements): readonly VexPosition[] => {
      const [first] = statements
      if (first === undefined || timeOf(first) < newest) return []
      return [{ author, trust: first.trust, status: first.statement.status, statements }]
    })
    .toSorted((a, b) => compareCodeUnits(a.status, b.status))
}

/** The statements of one status that speak for the finding, newest first; none where a way stays uncovered. */
function speak(same: readonly Candidate[], { finding, graph }: Place): readonly StatementMatch[] {
  const matches = same.map(({ match }) => match).sort(compareMatches)
  const [first] = matches
  if (first === undefined) return []
  const { status } = first.statement
  if (status === 'affected' || status === 'under_investigation') return matches
  const whole = matches.filter(({ coverage }) => coverage === 'all')
  if (whole.length > 0) return whole
  const together = coverPaths(
    graph,
    finding.purl,
    same.flatMap(({ paths }) => paths),
  )
  return together === 'all' ? matches : []
}

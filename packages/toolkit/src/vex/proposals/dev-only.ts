/** Only development uses it: its scope says so, and nothing in the tree speaks against that. */
import { type Finding, type Reachability, splitPurl } from '../../model/index.ts'
import { type Installs, readInstalls } from './container-installs.ts'
import { findDoubt, forDevelopment } from './development-doubts.ts'
import { quietGradle, shippedGradle, toolKind } from './development-tools.ts'
import { atMost, fullName, notAffected, quoted } from './draft.ts'
import type { AdvisoryFacts, ComponentFacts, Confidence, Draft, ProposalEvidence, Proposer } from './model.ts'

/**
 * Compilers, bundlers and polyfills are left out: what they write is shipped. Without the tree nothing is proposed,
 * since only the tree can speak against the mark.
 */
export const devOnly: Proposer = {
  kind: 'dev-only',
  propose(finding, { component, tree, reachability, advisory }) {
    if (component === undefined || tree === undefined || reachability === undefined) return undefined
    if (finding.isMalicious || finding.paths.length === 0) return undefined
    if (finding.scope !== 'development' || component.component.scope !== 'development') return undefined
    const certainty = certaintyOf({ finding, component, reachability, advisory })
    if (certainty === undefined || findDoubt(finding, tree) !== undefined) return undefined
    const { type } = splitPurl(finding.purl)
    const files = component.component.evidence.map(({ path }) => path.slice(path.lastIndexOf('/') + 1))
    const installs = readInstalls(tree, type, files)
    const settled = settle(certainty, installs)
    return settled === undefined ? undefined : draft({ finding, component, reachability, installs }, settled)
  },
}

interface Case {
  readonly finding: Finding
  readonly component: ComponentFacts
  readonly reachability: Reachability
  readonly advisory: AdvisoryFacts | undefined
}

interface Certainty {
  readonly confidence: Confidence
  /** Proposed only where a container file shows that development is left out. */
  readonly needsOmission?: true
  /** So much surer where a container file shows it. */
  readonly withOmission?: Confidence
  readonly unknown?: string
}

function certaintyOf(given: Case): Certainty | undefined {
  switch (splitPurl(given.finding.purl).type) {
    case 'npm':
      return npmCertainty(given)
    case 'pypi':
      return pypiCertainty(given)
    case 'composer':
      return areRootsQuiet(given.finding)
        ? { confidence: 'high' }
        : {
            confidence: 'medium',
            unknown: 'unknown: whether product code loads it; its language is not read',
          }
    case 'gem':
      return { confidence: 'medium', unknown: 'unknown: which groups production loads' }
    case 'maven':
      return mavenCertainty(given)
    case 'cargo':
      return given.finding.relation === 'direct' ? { confidence: 'high' } : undefined
    default:
      return undefined
  }
}

/** Each direct dependency that brings it in is a tool which leaves nothing in the product. */
function areRootsQuiet({ paths }: Finding): boolean {
  return paths.every(
    ([root]) => root !== undefined && toolKind(splitPurl(root).type, fullName(root)) === 'quiet',
  )
}

const developmentServer = /\bdev(?:elopment)?[ -]servers?\b/i

function npmCertainty(given: Case): Certainty | undefined {
  const { finding, reachability } = given
  const { state, reason, through } = reachability
  const isQuiet = state === 'development-only' || state === 'not-seen'
  if (finding.paths.length < mostPaths && areRootsQuiet(finding))
    return isQuiet || reason.code === 'LOADED_BY_OTHERS' ? { confidence: 'high' } : undefined
  const unknown = buildUnknown(given)
  if (unknown === undefined) return undefined
  if (isQuiet) return { confidence: 'medium', unknown }
  const isUnseen = reason.code === 'NO_SOURCES' || (reason.code === 'PARENT_UNKNOWN' && through === undefined)
  return isUnseen ? { confidence: 'low', unknown: `unknown: ${reason.message}` } : undefined
}

/** A finding shows no more ways than these. */
const mostPaths = 10

/** What stays unknown of something that a build may use; undefined where its output is likely to hold the flaw. */
function buildUnknown({ finding, advisory }: Case): string | undefined {
  const isEmitting = finding.paths.some((path) =>
    path.some((purl) => toolKind('npm', fullName(purl)) === 'emitting'),
  )
  if (!isEmitting) return 'unknown: whether the build puts a part of it into what is shipped'
  return developmentServer.test(advisory?.text ?? '')
    ? 'unknown: whether anything but the development server is concerned'
    : undefined
}

const openCodes: ReadonlySet<string> = new Set(['LOADED_BY_OTHERS', 'MODULE_NAME_GUESSED', 'PARENT_UNKNOWN'])

function pypiCertainty({ finding, component, reachability }: Case): Certainty | undefined {
  const { state, reason, through } = reachability
  const isTool = areRootsQuiet(finding)
  // A list of requirements is a group by its name only.
  const isList = component.component.evidence.every(({ path }) => path.endsWith('.txt'))
  if (isList && !component.component.evidence.every(({ path }) => forDevelopment.test(path))) return undefined
  if (!isList && (state === 'development-only' || state === 'not-seen'))
    return isTool ? { confidence: 'high' } : { confidence: 'medium', withOmission: 'high' }
  if (
    state === 'development-only' ||
    state === 'not-seen' ||
    (openCodes.has(reason.code) && through === undefined)
  )
    return {
      confidence: 'medium',
      unknown: `unknown: ${reason.message}`,
      ...(isTool ? {} : { needsOmission: true }),
    }
  return undefined
}

function mavenCertainty({ component }: Case): Certainty | undefined {
  const { evidence, groups } = component.component
  const isGradle = evidence.length > 0 && evidence.every(({ path }) => path.endsWith('gradle.lockfile'))
  if (!isGradle)
    return groups.every((group) => group === 'test')
      ? { confidence: 'medium', unknown: 'unknown: whether an archive of tests is shipped' }
      : undefined
  if (groups.length === 0 || groups.some((group) => !quietGradle.test(group) && shippedGradle.test(group)))
    return undefined
  return groups.every((group) => quietGradle.test(group))
    ? { confidence: 'high' }
    : { confidence: 'medium', unknown: 'unknown: what is made of the configurations that lock it' }
}

function settle(certainty: Certainty, installs: Installs): Certainty | undefined {
  if (installs.kind === 'installed') return undefined
  if (certainty.needsOmission && installs.kind === 'none') return undefined
  if (installs.kind === 'apart') return { ...certainty, confidence: atMost(certainty.confidence, 'medium') }
  if (installs.kind === 'omitted' && certainty.withOmission !== undefined)
    return { ...certainty, confidence: certainty.withOmission }
  return certainty
}

interface Shown {
  readonly finding: Finding
  readonly component: ComponentFacts
  readonly reachability: Reachability
  readonly installs: Installs
}

function draft(
  { finding, component, reachability, installs }: Shown,
  { confidence, unknown }: Certainty,
): Draft {
  const { evidence, groups } = component.component
  const roots = [...new Set(finding.paths.flatMap((path) => path.slice(0, 1)))].map((root) =>
    quoted(fullName(root)),
  )
  const through = roots.slice(0, 3).join(', ')
  const name = quoted(fullName(finding.purl))
  const by = finding.relation === 'direct' ? '' : `, through ${through}`
  return {
    verdict: notAffected(
      'component_not_present',
      'The package is used for development only and is not contained in the product.',
    ),
    confidence,
    message: `Only development asks for ${name}${by}, and nothing was found that puts it into the product.`,
    evidence: [
      ...evidence.slice(0, 3).map(({ path, line }) => ({
        text: `marked for development${groups.length === 0 ? '' : ` (${groups.map(quoted).join(', ')})`}`,
        path,
        line,
      })),
      { text: `search for imports: ${quoted(reachability.reason.message)}` },
      ...reachability.places
        .slice(0, 2)
        .map(({ path, line, specifier }) => ({ text: quoted(specifier), path, line })),
      ...installed(installs),
      ...(unknown === undefined ? [] : [{ text: quoted(unknown) }]),
    ],
  }
}

function installed(installs: Installs): readonly ProposalEvidence[] {
  if (installs.kind === 'none') return []
  const { path, line } = installs
  const text =
    installs.kind === 'omitted'
      ? 'the container is installed without development packages'
      : 'only a stage for building or testing installs development packages'
  return [{ text, path, line }]
}

/** The one shape of every evidence signal, and the helper that builds its result with the catalogue's words. */
import type { Json } from '../base/index.ts'
import type {
  EpssSignal,
  Finding,
  FindingsReport,
  Inventory,
  KevSignal,
  SourceStatus,
} from '../model/index.ts'
import { catalogue } from './catalogue/catalogue.ts'
import type { CiSetup } from './ci/model.ts'
import { readCiSetup } from './ci/setup.ts'
import type { ForgeExport } from './forge.ts'
import type { History } from './history.ts'
import type { RepoFiles } from './repo-files.ts'
import type { SbomDocument } from './sbom-document.ts'
import type { EvidencePlace, SignalResult } from './status.ts'
import { layStatements } from './vex-match.ts'
import type { VexReading, VexStatement } from './vex-statements.ts'
import { readVexSubject } from './vex-subject.ts'
import type { WebPage } from './web-page.ts'
import { lazySweep, type SourceSweep } from './sweep/sweep.ts'
import { inEnglish, type Message, say, type Spoken, spoken } from './say.ts'

/** Port: what feeds say about a vulnerability apart from its packages. Whoever fills the store decides what is exploited. */
export interface FlawFeeds {
  /** Of exactly this id; the caller asks for each alias. */
  signalsOf(id: string): readonly (EpssSignal | KevSignal | { readonly kind: 'ssvc' | 'review' })[]
  readonly sources: readonly SourceStatus[]
}

/** What lies outside the files of the tree; a part that is absent makes the signals that need it unknown. */
export interface GivenFacts {
  /** RFC 3339, UTC: the day against which ages are counted. */
  readonly asOf?: string
  readonly history?: History
  readonly findings?: FindingsReport
  readonly feeds?: FlawFeeds
  /** Documents found in the tree, by path; empty: looked for, and there are none. */
  readonly sboms?: readonly SbomDocument[]
  /** Statements found in the tree. */
  readonly vex?: VexReading
  readonly forge?: ForgeExport
  /** Pages that somebody saved and handed over; nothing is fetched. */
  readonly pages?: readonly WebPage[]
  /** Why a part is absent, as the end of a sentence; without it the part was not given. */
  readonly whyNot?: Readonly<Partial<Record<GivenPart, string>>>
}

export type GivenPart = 'asOf' | 'history' | 'findings' | 'feeds' | 'sboms' | 'vex' | 'forge' | 'pages'

/** What every signal looks at; the CI files are read once for all. */
export interface SignalInput extends GivenFacts {
  readonly tree: RepoFiles
  readonly inventory: Inventory
  readonly ci: CiSetup
  /** The whole tree, read on the first call and once for all signals. */
  readonly sources: () => SourceSweep
  /** What the VEX statements of the tree say now of the finding, in this product; laid over all findings once. */
  readonly statementsOn: (finding: Finding) => readonly VexStatement[]
}

export function toSignalInput(tree: RepoFiles, inventory: Inventory, given: GivenFacts = {}): SignalInput {
  const ci = readCiSetup(tree)
  return {
    ...given,
    tree,
    inventory,
    ci,
    sources: lazySweep(tree),
    statementsOn: lazyStatements(tree, inventory, given),
  }
}

function lazyStatements(
  tree: RepoFiles,
  inventory: Inventory,
  { vex, findings }: GivenFacts,
): SignalInput['statementsOn'] {
  let laid: ReturnType<typeof layStatements> | undefined
  return ({ key }) => {
    laid ??= layStatements(vex?.statements ?? [], {
      inventory,
      subject: readVexSubject(tree, inventory),
      findings: findings?.findings ?? [],
    })
    return laid.get(key) ?? []
  }
}

const notGiven: Readonly<Record<GivenPart, Message>> = {
  asOf: say`no date to count from was given`,
  history: say`the history of the tree was not given`,
  findings: say`no advisories were matched`,
  feeds: say`no feeds about exploited vulnerabilities were given`,
  sboms: say`SBOM files were not looked for`,
  vex: say`VEX files were not looked for`,
  pages: say`no saved page was given, and web pages are fetched only when asked for`,
  forge: say`what the hosting platform knows was not given; export it with \`occtet cra evidence --forge\``,
}

/** The reason for `unknown` where a part is absent. */
export function reasonWithout(input: GivenFacts, part: GivenPart): Spoken {
  return input.whyNot?.[part] ?? notGiven[part]
}

export interface Signal {
  /** Catalogue id. */
  readonly id: string
  /** A practice supports its requirements where it is found; a danger only ever speaks against them. */
  readonly looksFor: 'practice' | 'danger'
  /** Pure; never throws, whatever the tree says. */
  readonly collect: (input: SignalInput) => SignalResult
}

export interface Observation {
  readonly state: SignalResult['state']
  readonly statement: Spoken
  /** Every result field of the catalogue, null where it was not read. */
  readonly facts: Readonly<Record<string, Json>>
  readonly evidence?: readonly EvidencePlace[]
  /** Lower than the catalogue's where the find itself is thin; never higher. */
  readonly strength?: SignalResult['strength']
  /** Needed with `unknown`; a text where it comes from outside, such as the message of a parser. */
  readonly reason?: Spoken
}

/** Adds title and strength of the catalogue; throws on an id that the catalogue does not have. */
export function toSignalResult(id: string, seen: Observation): SignalResult {
  const entry = catalogue.signals.get(id)
  if (entry === undefined) throw new Error(`the catalogue has no signal ${id}`)
  const result = {
    id,
    title: entry.title,
    state: seen.state,
    strength: seen.strength ?? entry.strength,
    statement: inEnglish(seen.statement),
    facts: seen.facts,
    evidence: seen.evidence ?? [],
  }
  const { statement, reason } = seen
  if (reason === undefined) return { ...result, [spoken]: { statement } }
  return { ...result, reason: inEnglish(reason), [spoken]: { statement, reason } }
}

/** The one shape of every evidence signal, and the helper that builds its result with the catalogue's words. */
import type { Json } from '../base/index.ts'
import type { EpssSignal, FindingsReport, Inventory, KevSignal, SourceStatus } from '../model/index.ts'
import { catalogue } from './catalogue/catalogue.ts'
import type { CiSetup } from './ci/model.ts'
import { readCiSetup } from './ci/setup.ts'
import type { ForgeExport } from './forge.ts'
import type { History } from './history.ts'
import type { RepoFiles } from './repo-files.ts'
import type { SbomDocument } from './sbom-document.ts'
import type { EvidencePlace, SignalResult } from './status.ts'
import type { VexReading } from './vex-statements.ts'
import type { WebPage } from './web-page.ts'
import { lazySweep, type SourceSweep } from './sweep/sweep.ts'

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
}

export function toSignalInput(tree: RepoFiles, inventory: Inventory, given: GivenFacts = {}): SignalInput {
  return { ...given, tree, inventory, ci: readCiSetup(tree), sources: lazySweep(tree) }
}

const notGiven: Readonly<Record<GivenPart, string>> = {
  asOf: 'no date to count from was given',
  history: 'the history of the tree was not given',
  findings: 'no advisories were matched',
  feeds: 'no feeds about exploited vulnerabilities were given',
  sboms: 'SBOM files were not looked for',
  vex: 'VEX files were not looked for',
  pages: 'no saved page was given, and web pages are fetched only when asked for',
  forge: 'what the hosting platform knows was not given; export it with `occtet cra evidence --forge`',
}

/** The reason for `unknown` where a part is absent. */
export function reasonWithout(input: GivenFacts, part: GivenPart): string {
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
  readonly statement: string
  /** Every result field of the catalogue, null where it was not read. */
  readonly facts: Readonly<Record<string, Json>>
  readonly evidence?: readonly EvidencePlace[]
  /** Lower than the catalogue's where the find itself is thin; never higher. */
  readonly strength?: SignalResult['strength']
  /** Needed with `unknown`. */
  readonly reason?: string
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
    statement: seen.statement,
    facts: seen.facts,
    evidence: seen.evidence ?? [],
  }
  return seen.reason === undefined ? result : { ...result, reason: seen.reason }
}

/** `3 workflows`, `1 workflow`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** From signals to the 22 essential requirements: what the machine found, and what only people can answer. */
import type { Inventory } from '../model/index.ts'
import { catalogue } from './catalogue/catalogue.ts'
import type { EvidenceSignal, Requirement } from './catalogue/schema.ts'
import type { RepoFiles } from './repo-files.ts'
import { withAges } from './evidence-age.ts'
import { type GivenFacts, toSignalInput } from './signal.ts'
import { signals } from './signals/registry.ts'
import type { CraStatus, RequirementEvidence, SignalResult } from './status.ts'
import { inEnglish, type Message, say, type Spoken, spoken } from './say.ts'

const schema = 'occtet.cra-status/1'

/** Signals whose absence is good news, but proves nothing. */
const dangers = new Set(signals.filter((signal) => signal.looksFor === 'danger').map((signal) => signal.id))
const cleanReason = say`looked for a danger and found none, which counts neither for nor against`

/** Runs every signal of the registry, in its order; files that signals share are read once. */
export function collectSignals(
  tree: RepoFiles,
  inventory: Inventory,
  given: GivenFacts = {},
): readonly SignalResult[] {
  const input = toSignalInput(tree, inventory, given)
  return withAges(
    signals.map((signal) => signal.collect(input)),
    given.history,
  )
}

/** Maps collected signals to all requirements of Annex I through the catalogue's links. Nothing is ever "met". */
export function assessEvidence(collected: readonly SignalResult[]): CraStatus {
  const byId = new Map(collected.map((result) => [result.id, result]))
  return {
    schema,
    catalogue: { version: catalogue.meta.version, asOf: catalogue.meta.asOf },
    signals: collected,
    requirements: catalogue.requirements.map((requirement) => assessRequirement(requirement, byId)),
  }
}

function assessRequirement(
  requirement: Requirement,
  byId: ReadonlyMap<string, SignalResult>,
): RequirementEvidence {
  const ids = [...new Set(requirement.autoEvidence.map((link) => link.signal))]
  const clean = ids.filter((id) => dangers.has(id) && byId.get(id)?.state === 'absent')
  const having = (state: SignalResult['state']): readonly string[] =>
    ids.filter((id) => byId.get(id)?.state === state)
  const supports = having('present')
  const against = having('contrary')
  const absent = having('absent').filter((id) => !clean.includes(id))
  return {
    id: requirement.id,
    ref: requirement.ref,
    part: requirement.part,
    title: requirement.title,
    obligation: requirement.obligation,
    state: toState({ supports, against, absent }),
    supports,
    against,
    absent,
    notRead: ids.flatMap((id) => {
      const reason = clean.includes(id) ? cleanReason : unreadReason(id, byId.get(id))
      return reason === undefined ? [] : [{ id, reason: inEnglish(reason), [spoken]: { reason } }]
    }),
    humanNeeded: requirement.humanNeeded,
    verification: requirement.verification,
  }
}

/** What speaks against outweighs what speaks for; a signal that is unknown tells nothing. */
function toState(found: {
  readonly supports: readonly string[]
  readonly against: readonly string[]
  readonly absent: readonly string[]
}): RequirementEvidence['state'] {
  if (found.against.length > 0) return 'contrary'
  if (found.supports.length > 0) return 'evidence'
  return found.absent.length > 0 ? 'none' : 'not-looked'
}

function unreadReason(id: string, result: SignalResult | undefined): Spoken | undefined {
  if (result?.state === 'unknown') return result[spoken]?.reason ?? result.reason ?? say`could not be read`
  if (result !== undefined) return undefined
  const entry = catalogue.signals.get(id)
  return entry === undefined ? say`not in the catalogue` : sourceReason(entry)
}

function sourceReason(entry: EvidenceSignal): Message {
  switch (entry.source) {
    case 'repo':
      return say`in the tree, but this version does not look for it yet`
    case 'sbom':
    case 'vuln':
      return say`follows from inventory or findings, but this version does not derive it yet`
    case 'release':
    case 'artifact':
      return say`needs the released files, which were not given`
    case 'platform-api':
      return say`needs access to the hosting platform, which is not read`
    case 'web':
      return say`needs a web page, and nothing is fetched without being asked`
    case 'runtime':
      return say`needs a running installation and its owner’s consent`
    default:
      return entry.source satisfies never
  }
}

/** Collection with a history that is read from disk: which files matter is known only after a first look. */
import type { Inventory } from '../model/index.ts'
import { withAges } from './evidence-age.ts'
import { type Change, type History, historyBounds, type HistorySource } from './history.ts'
import type { RepoFiles } from './repo-files.ts'
import { type GivenFacts, type SignalInput, toSignalInput } from './signal.ts'
import { signals } from './signals/registry.ts'
import type { SignalResult } from './status.ts'

/** As `GivenFacts`, with the history still to be asked for files. */
export interface EvidenceSources extends Omit<GivenFacts, 'history'> {
  readonly history?: HistorySource
}

/**
 * As `collectSignals`, with the history asked once, for the files that signals rest on or ask about. A signal that asks
 * for a file's age is run twice: first to learn which files, then with the answers. Rejects as `changesOf` does.
 */
export async function collectEvidence(
  tree: RepoFiles,
  inventory: Inventory,
  sources: EvidenceSources = {},
): Promise<readonly SignalResult[]> {
  const { history: source, ...given } = sources
  const input = toSignalInput(tree, inventory, given)
  if (source === undefined) return signals.map((signal) => signal.collect(input))
  const first = signals.map((signal) => {
    const asked = new Set<string>()
    const history = recording(source, asked)
    return { signal, asked, result: signal.collect({ ...input, history }) }
  })
  const history = await ask(source, pathsOf(first))
  const known: SignalInput = { ...input, history }
  return withAges(
    first.map(({ signal, asked, result }) => (asked.size === 0 ? result : signal.collect(known))),
    history,
  )
}

/** Knows no file, and keeps what it was asked. */
function recording(source: HistorySource, asked: Set<string>): History {
  return { ...source.facts, lastChange: (path) => void asked.add(path) as undefined }
}

function pathsOf(
  first: readonly { readonly asked: ReadonlySet<string>; readonly result: SignalResult }[],
): readonly string[] {
  const asked = first.flatMap((one) => [...one.asked])
  const found = first.flatMap(({ result }) =>
    result.evidence.flatMap((place) => (place.in === undefined ? place.path : [])),
  )
  return [...new Set([...asked, ...found])].slice(0, historyBounds.paths)
}

async function ask(source: HistorySource, paths: readonly string[]): Promise<History> {
  const changes: ReadonlyMap<string, Change> =
    paths.length === 0 ? new Map() : await source.changesOf([...paths].sort())
  return { ...source.facts, lastChange: (path) => changes.get(path) }
}

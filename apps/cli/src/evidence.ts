/** Collects the evidence of a tree with all that is at hand: history, SBOM and VEX files, findings, feeds, exports. */
import {
  type GitHistory,
  HistoryFailure,
  type HistoryGap,
  diskRepoFiles,
  openGitHistory,
} from '@occtet/toolkit/adapters'
import type { Result } from '@occtet/toolkit/base'
import {
  assessEvidence,
  collectEvidence,
  type CraStatus,
  type EvidenceSources,
  type ForgeExport,
  type RepoFiles,
  readSbomDocuments,
  readVexStatements,
  type SignalResult,
  type WebPage,
} from '@occtet/toolkit/cra'
import type { FindingsReport, Inventory } from '@occtet/toolkit/model'
import type { AdvisoryData } from './advisory-data.ts'
import type { Context } from './context.ts'

/** The git program at work beside us; `close` in any case. */
export interface StartedHistory {
  readonly opened: Promise<Result<GitHistory, HistoryGap>>
  readonly close: () => Promise<void>
}

/** Started before the tree is read: git needs the time, and another core. */
export function startHistory(dir: string): StartedHistory {
  const opened = openGitHistory(dir)
  return {
    opened,
    close: async () => {
      const history = await opened
      if (history.ok) history.value.close()
    },
  }
}

export interface EvidenceRequest {
  readonly dir: string
  readonly inventory: Inventory
  readonly findings: FindingsReport
  readonly data: AdvisoryData
  readonly history: StartedHistory
  /** Where somebody listed it already. */
  readonly tree?: RepoFiles
  readonly forge?: ForgeExport
  readonly pages?: readonly WebPage[]
}

export async function collectStatus(context: Context, request: EvidenceRequest): Promise<CraStatus> {
  const { dir, inventory, findings, data } = request
  const tree = request.tree ?? openRepoFiles(dir, inventory)
  const sources: EvidenceSources = {
    asOf: context.now(),
    findings,
    feeds: data.store,
    sboms: await readSbomDocuments(tree),
    vex: readVexStatements(tree),
    ...(request.forge === undefined ? {} : { forge: request.forge }),
    ...(request.pages === undefined ? {} : { pages: request.pages }),
  }
  const history = await request.history.opened
  const collect = async (more: EvidenceSources): Promise<readonly SignalResult[]> =>
    collectEvidence(tree, inventory, { ...sources, ...more })
  if (!history.ok) return assessEvidence(await collect({ whyNot: { history: history.error.message } }))
  try {
    return assessEvidence(await collect({ history: history.value }))
  } catch (cause) {
    if (!(cause instanceof HistoryFailure)) throw cause
    return assessEvidence(await collect({ whyNot: { history: cause.message } }))
  }
}

/** The files that evidence and reachability read; listed and read once for both. `folder`: that of a product in the tree. */
export function openRepoFiles(dir: string, inventory: Inventory, folder?: string): RepoFiles {
  const own = folder === undefined ? [] : [folder, `${folder}/.occtet`]
  return diskRepoFiles(dir, [...own, ...foldersOf(inventory)])
}

/** Folders with lock files or manifests: signals look there too. */
function foldersOf(inventory: Inventory): readonly string[] {
  const folders = inventory.files.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf('/'))))
  return [...new Set(folders)].filter((folder) => folder !== '')
}

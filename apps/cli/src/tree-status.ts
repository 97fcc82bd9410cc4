/** What a machine finds of one tree: inventory, findings from the data at hand, evidence. Nothing is fetched. */
import type { CraStatus } from '@occtet/toolkit/cra'
import { createPathFinder } from '@occtet/toolkit/inventory'
import { matchInventory } from '@occtet/toolkit/matching'
import type { FindingsReport, Inventory } from '@occtet/toolkit/model'
import type { AppliedDecisions } from '@occtet/toolkit/vex'
import { openLocalData } from './advisory-data.ts'
import { select } from './commands/inventory.ts'
import type { Context } from './context.ts'
import { collectStatus, type EvidenceRequest, openRepoFiles, startHistory } from './evidence.ts'
import { completeTree } from './finding-desk.ts'
import type { Options } from './options.ts'
import { readTree } from './read-tree.ts'

export interface TreeStatus {
  readonly inventory: Inventory
  /** In the order of the queue, with the decisions on them. */
  readonly findings: FindingsReport
  readonly decisions: AppliedDecisions
  readonly status: CraStatus
  /** Only the advisories that came with the program: findings are then a small sample. */
  readonly isStarterSet: boolean
}

export interface TreeRequest {
  /** Of the command: where the advisories lie, and how old they may be. */
  readonly options: Options
  /** What lies beside the tree. */
  readonly given?: Pick<EvidenceRequest, 'forge' | 'pages'>
}

export async function readTreeStatus(
  context: Context,
  dir: string,
  { options, given }: TreeRequest,
): Promise<TreeStatus> {
  const history = startHistory(dir)
  try {
    const inventory = await readTree(context, dir)
    const data = await openLocalData(context, inventory, options)
    try {
      const matched = matchInventory({
        inventory: select(inventory, { firstParty: false, production: false }),
        store: data.store,
        pathsTo: createPathFinder(inventory, 1),
      })
      const tree = openRepoFiles(dir, inventory)
      const { findings, decisions } = await completeTree(context, {
        dir,
        home: dir,
        inventory,
        matched,
        tree,
        options,
      })
      const status = await collectStatus(context, { dir, inventory, findings, data, history, tree, ...given })
      return { inventory, findings, decisions, status, isStarterSet: data.kind === 'starter-set' }
    } finally {
      data.store.close()
    }
  } finally {
    await history.close()
  }
}

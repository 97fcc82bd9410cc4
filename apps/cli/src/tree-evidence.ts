/** What can be seen of a product's tree: inventory and signals, with the age of what they rest on where git knows it. */
import { existsSync } from 'node:fs'
import { diskRepoFiles, openGitHistory } from '@occtet/toolkit/adapters'
import { collectEvidence, type SignalResult } from '@occtet/toolkit/cra'
import type { Inventory } from '@occtet/toolkit/model'
import type { Context } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { readTree } from './read-tree.ts'

export interface TreeEvidence {
  readonly inventory: Inventory
  readonly signals: readonly SignalResult[]
}

/** Throws PATH_MISSING (exit 3) where the folder is not there. */
export async function readTreeEvidence(context: Context, dir: string): Promise<TreeEvidence> {
  if (!existsSync(dir)) {
    throw new CommandFailure({
      exitCode: exitCodes.inputUnreadable,
      code: 'PATH_MISSING',
      message: `${dir} does not exist`,
      hint: 'Give the folder of the product.',
    })
  }
  const inventory = readTree(context, dir)
  const folders = inventory.files.map(({ path }) => path.slice(0, Math.max(0, path.lastIndexOf('/'))))
  const tree = diskRepoFiles(
    dir,
    [...new Set(folders)].filter((folder) => folder !== ''),
  )
  const asOf = context.now()
  const history = await openGitHistory(dir)
  if (!history.ok) {
    const whyNot = { history: history.error.message }
    return { inventory, signals: await collectEvidence(tree, inventory, { asOf, whyNot }) }
  }
  try {
    return { inventory, signals: await collectEvidence(tree, inventory, { asOf, history: history.value }) }
  } finally {
    history.value.close()
  }
}

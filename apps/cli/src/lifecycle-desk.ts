/** Until when the runtimes, systems and frameworks of a tree are supported: our table, and the user's file over it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readLifecycleFile } from '@occtet/toolkit/adapters'
import type { RepoFiles } from '@occtet/toolkit/cra'
import {
  findRuntimes,
  lifecycleData,
  lifecycleOf,
  type LifecycleReport,
  withUserData,
} from '@occtet/toolkit/lifecycle'
import type { Inventory } from '@occtet/toolkit/model'
import type { Context } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { type Options, textOption } from './options.ts'

export interface LifecycleRequest {
  readonly dir: string
  /** Where the product's `.occtet/` lies. Its dates come before those of the tree. */
  readonly home: string | undefined
  readonly inventory: Inventory
  readonly tree: RepoFiles
  readonly options: Options
}

/** A file that the user named must be read; one that is broken stops the check, since its dates would be missing. */
export function judgeLifecycle(context: Context, request: LifecycleRequest): LifecycleReport {
  const { dir, home, inventory, tree } = request
  const named = textOption(request.options, 'lifecycle')
  const own = lifecyclePath(home ?? dir)
  const read = readLifecycleFile(named ?? (existsSync(own) ? own : lifecyclePath(dir)))
  const isMissing = read.ok && read.value === undefined && named !== undefined
  if (!read.ok || isMissing) {
    const message = read.ok ? `${named ?? ''} does not exist` : read.error
    throw new CommandFailure({ exitCode: exitCodes.usage, code: 'LIFECYCLE_FILE', message })
  }
  const data = withUserData(lifecycleData, read.value ?? [])
  const runtimes = findRuntimes({ paths: tree.listAll().files, read: (path) => readSmall(tree, path) })
  return lifecycleOf({ components: inventory.components, runtimes }, data, context.now().slice(0, 10))
}

function lifecyclePath(dir: string): string {
  return join(dir, '.occtet', 'lifecycle.yaml')
}

/** Version files are small; `package.json` is the largest of them. */
const mostBytes = 1024 * 1024

function readSmall(tree: RepoFiles, path: string): string | undefined {
  const start = tree.readStart(path, mostBytes)
  if (start === undefined || start.size > mostBytes) return undefined
  return new TextDecoder().decode(start.bytes)
}

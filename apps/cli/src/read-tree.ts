/** Reads a tree with progress on standard error; quick trees show none. */
import { readFileTree } from '@occtet/toolkit/adapters'
import type { Inventory } from '@occtet/toolkit/model'
import type { Context } from './context.ts'
import { startProgress } from './progress.ts'

export function readTree(context: Context, path: string): Inventory {
  const progress = startProgress(context)
  const inventory = readFileTree(path, {
    onProgress: (done, total, file) => progress.update(done, total, `reading ${file}`),
  })
  progress.end()
  return inventory
}

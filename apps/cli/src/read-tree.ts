/** Reads a tree, a file, an archive or an image, with progress on standard error; quick ones show none. */
import { readPath } from '@occtet/toolkit/adapters'
import type { Inventory } from '@occtet/toolkit/model'
import type { Context } from './context.ts'
import { startProgress } from './progress.ts'

/** `platform`: of an image for several. `mavenRepository`: folder of the user's local one, where they ask for it. */
export async function readTree(
  context: Context,
  path: string,
  options: { readonly platform?: string | undefined; readonly mavenRepository?: string | undefined } = {},
): Promise<Inventory> {
  const progress = startProgress(context)
  const inventory = await readPath(path, {
    ...options,
    onProgress: (done, total, file) => progress.update(done, total, `reading ${file}`),
  })
  progress.end()
  return inventory
}

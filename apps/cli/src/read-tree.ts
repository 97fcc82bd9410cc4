/** Reads a tree, a file, an archive or an image, with progress on standard error; quick ones show none. */
import { readPath } from '@occtet/toolkit/adapters'
import type { Inventory } from '@occtet/toolkit/model'
import type { Context } from './context.ts'
import { startProgress } from './progress.ts'

/** `platform`: of an image for several. */
export async function readTree(
  context: Context,
  path: string,
  { platform }: { readonly platform?: string | undefined } = {},
): Promise<Inventory> {
  const progress = startProgress(context)
  const inventory = await readPath(path, {
    platform,
    onProgress: (done, total, file) => progress.update(done, total, `reading ${file}`),
  })
  progress.end()
  return inventory
}

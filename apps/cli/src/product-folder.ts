/** Where the facts of a product stand when PATH is one file: a lock file, an archive, an image. */
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'

/**
 * PATH itself where it is a folder; of a file the folder that it lies in, if that is a product's (it has `.occtet/`).
 * Elsewhere the folder may be anybody's (downloads), and what stands in it would be taken for evidence.
 */
export function productFolderOf(path: string): string {
  if (statSync(path).isDirectory()) return path
  const folder = dirname(path)
  if (existsSync(join(folder, '.occtet'))) return folder
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'PRODUCT_FOLDER_MISSING',
    message: `${path} is one file, and there is no .occtet/ beside it that says of which product`,
    hint: 'For the findings of a file or image alone: occtet scan. To check it as a product, run `occtet cra init` in its folder first.',
  })
}

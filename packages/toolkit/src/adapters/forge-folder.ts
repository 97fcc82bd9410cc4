/** An exported forge folder on disk: what `forge-fetch.ts` writes, or a person with another program. */
import { join } from 'node:path'
import type { Result } from '../base/index.ts'
import { type ForgeExport, readForgeExport } from '../cra/index.ts'
import { readTextFile } from './text-file.ts'

/** Bytes of one answer. */
const limit = 32 * 1024 * 1024

/** Nothing but the folder is read; a file that cannot be read counts as an answer that is not there. */
export function readForgeFolder(folder: string): Result<ForgeExport, string> {
  return readForgeExport((path) => {
    const text = readTextFile(join(folder, path), limit)
    return text.ok ? text.value : undefined
  })
}

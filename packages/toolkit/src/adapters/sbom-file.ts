/** Reads a file as an SBOM when it is one, so that `scan` takes a tree, a lock file or an SBOM. */
import { statSync } from 'node:fs'
import { readSbom, type Sbom } from '../sbom/index.ts'
import { readTextFile } from './text-file.ts'

const marks = /"(bomFormat|spdxVersion|SPDXID)"\s*:/

/** Undefined when the path is a folder, cannot be read as text, or is no SBOM: the caller then reads it as a tree. */
export function readSbomFile(path: string): Sbom | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined
  const text = readTextFile(path)
  if (!text.ok || !marks.test(text.value)) return undefined
  return readSbom(text.value, path).value
}

/** Where the import worker lies: beside the bundle when built, in the sources when run from them. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Undefined where no built worker is found: the import then runs in this process. */
export function importWorkerUrl(): URL | undefined {
  for (const place of ['./import-worker.js', '../import-worker.js']) {
    const url = new URL(place, import.meta.url)
    if (existsSync(fileURLToPath(url))) return url
  }
  return undefined
}

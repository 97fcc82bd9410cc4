/** Where the threads' entries lie: beside the bundle when built, nowhere when run from the sources. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Undefined where no built worker is found: an import then runs in this process. */
export function importWorkerUrl(): URL | undefined {
  return entryUrl('import-worker.js')
}

/** Undefined where no built worker is found: a document is then read in this process. */
export function documentWorkerUrl(): URL | undefined {
  return entryUrl('document-worker.js')
}

function entryUrl(name: string): URL | undefined {
  for (const place of [`./${name}`, `../${name}`]) {
    const url = new URL(place, import.meta.url)
    if (existsSync(fileURLToPath(url))) return url
  }
  return undefined
}

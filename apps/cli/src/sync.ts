/** Fetches the public OSV archives of some ecosystems and takes them into the FedDB. */
import { join } from 'node:path'
import {
  downloadFile,
  type ImportReport,
  importSources,
  osvArchiveUrl,
  publicSources,
} from '@occtet/toolkit/adapters'
import type { Context } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import { startProgress } from './progress.ts'
import { importWorkerUrl } from './worker-url.ts'

export interface SyncRequest {
  readonly folder: string
  readonly ecosystems: readonly string[]
  readonly mirror: string | undefined
}

/** Downloads survive an interruption and go on where they stopped; the import is one step, all or nothing. */
export async function syncOsv(context: Context, request: SyncRequest): Promise<ImportReport> {
  const base = checkBase(request.mirror ?? publicSources.osv)
  const files: string[] = []
  for (const ecosystem of request.ecosystems) {
    const to = join(request.folder, 'downloads', 'osv', ecosystem, 'all.zip')
    const progress = startProgress(context)
    await downloadFile({
      url: osvArchiveUrl(base, ecosystem),
      to,
      onProgress: (bytes, total) => progress.update(bytes, total, `fetching ${ecosystem}`),
    })
    progress.end()
    files.push(to)
  }
  return takeIn(context, request.folder, files)
}

/** Fresh as of now: the archives are what the server had at this moment. */
async function takeIn(context: Context, folder: string, files: readonly string[]): Promise<ImportReport> {
  const progress = startProgress(context)
  const workerUrl = importWorkerUrl()
  return importSources(files, {
    dir: folder,
    source: 'osv',
    clock: () => Date.parse(context.now()),
    asOf: context.now(),
    ...(workerUrl === undefined ? {} : { workerUrl }),
    onProgress: progress.update,
  }).finally(progress.end)
}

function checkBase(text: string): string {
  try {
    const url = new URL(text)
    if (url.protocol === 'https:' || url.protocol === 'http:') return text.replace(/\/+$/, '')
  } catch {
    // falls through to the one message for every unusable address
  }
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'URL_INVALID',
    message: `${text} is no http or https address`,
    hint: 'Give the base address below which ECOSYSTEM/all.zip lies.',
  })
}

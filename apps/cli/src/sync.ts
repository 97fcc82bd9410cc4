/** Fetches the public OSV archives of some ecosystems and takes them into the FedDB. */
import { join } from 'node:path'
import { downloadFile, importSources, osvArchiveUrl, publicSources } from '@occtet/toolkit/adapters'
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

export type SyncReport = Awaited<ReturnType<typeof importSources>>

/** Downloads survive an interruption and go on where they stopped; the import is one step, all or nothing. */
export async function syncOsv(context: Context, request: SyncRequest): Promise<SyncReport> {
  const base = checkBase(request.mirror ?? publicSources.osv)
  const asOf: Record<string, string> = {}
  const files: string[] = []
  for (const ecosystem of request.ecosystems) {
    const to = join(request.folder, 'downloads', 'osv', ecosystem, 'all.zip')
    const progress = startProgress(context)
    const done = await downloadFile({
      url: osvArchiveUrl(base, ecosystem),
      to,
      onProgress: (bytes, total) => progress.update(bytes, total, `fetching ${ecosystem}`),
    })
    progress.end()
    if (done.asOf !== undefined) asOf[to] = done.asOf
    files.push(to)
  }
  return takeIn(context, { request, files, asOf })
}

async function takeIn(
  context: Context,
  work: { request: SyncRequest; files: readonly string[]; asOf: Readonly<Record<string, string>> },
): Promise<SyncReport> {
  const progress = startProgress(context)
  try {
    return await importSources(work.files, {
      folder: work.request.folder,
      name: 'osv',
      clock: () => Date.parse(context.now()),
      asOfByFile: work.asOf,
      workerUrl: importWorkerUrl(),
      onProgress: progress.update,
    })
  } finally {
    progress.end()
  }
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

/** CSAF providers among the inputs of an import: what they publish is fetched into the FedDB's folder first. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CsafFetchReport, fetchCsaf } from '@occtet/toolkit/adapters'
import type { Context } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure, offlineFailure } from './failure.ts'
import { plain } from './layout.ts'
import { startProgress } from './progress.ts'

export interface ProviderRequest {
  /** Folder of the FedDB. */
  readonly folder: string
  readonly isOffline: boolean
  /** Name of the source that the user chose. */
  readonly name: string | undefined
}

export interface FetchedProvider {
  readonly from: string
  readonly source: string
  readonly report: CsafFetchReport
}

/** Whether an input is a provider: a web address, a provider-metadata.json, or a folder that has one. */
export function isProvider(input: string): boolean {
  return isWeb(input) || isMetadata(input) || places.some((place) => existsSync(join(input, ...place)))
}

/** Where a provider may keep its metadata (CSAF 2.0 section 7.1.7), in a folder that mirrors it. */
const places = [['provider-metadata.json'], ['.well-known', 'csaf', 'provider-metadata.json']]

function isWeb(input: string): boolean {
  return /^https?:\/\//i.test(input)
}

function isMetadata(input: string): boolean {
  return /(?:^|[-/\\])provider-metadata\.json$/i.test(input)
}

/** Its documents lie in `report.folder` afterwards. */
export async function fetchProvider(
  context: Context,
  from: string,
  request: ProviderRequest,
): Promise<FetchedProvider> {
  checkProvider(from, request.isOffline)
  const host = isWeb(from) ? new URL(from).host : ''
  let source = ''
  const toFolder = (publisher: string | undefined): string => {
    source = request.name ?? sourceOf(publisher, host)
    const folder = join(request.folder, 'downloads', 'csaf', toFileName(source))
    claimFolder(folder, host)
    return folder
  }
  const progress = startProgress(context)
  const onProgress = (done: number, total: number): void => progress.update(done, total, `fetching ${from}`)
  const report = await fetchCsaf({ from, toFolder, onProgress }).finally(progress.end)
  return { from, source, report }
}

/** What a folder has is read there; everything else is fetched from the web, and so as fresh as can be. */
export function isFromWeb(from: string): boolean {
  return isWeb(from) || !existsSync(from) || !statSync(from).isDirectory()
}

function checkProvider(from: string, isOffline: boolean): void {
  if (isOffline && isFromWeb(from)) throw offlineFailure(`db import of ${from}`)
  if (!isWeb(from)) return
  const url = URL.canParse(from) ? new URL(from) : undefined
  if (url !== undefined && (url.pathname === '/' || isMetadata(url.pathname))) return
  throw new CommandFailure({
    exitCode: exitCodes.usage,
    code: 'URL_UNSUPPORTED',
    message: `${from} is no provider-metadata.json of a CSAF provider`,
    hint: 'Fetch the file yourself and give its path; OSV data comes with `occtet db sync --ecosystem npm`.',
  })
}

/** Never the name of another kind of source: a provider may call itself what it likes, and some names carry weight. */
function sourceOf(publisher: string | undefined, host: string): string {
  const slug = toSlug(publisher ?? '')
  const chosen = slug === '' ? toSlug(host) : slug
  return chosen === '' ? 'csaf' : `csaf-${chosen}`
}

function toSlug(text: string): string {
  const words = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return words
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-|-$/g, '')
}

/** A name that the user chose may hold anything. */
function toFileName(source: string): string {
  return encodeURIComponent(source).replace(/^\.+$/, '_')
}

/** Who calls himself as another does must not write into the other's folder, nor speak in his name. */
function claimFolder(folder: string, host: string): void {
  const file = join(folder, 'provider.txt')
  const owner = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
  if (owner === host) return
  if (owner !== undefined) {
    throw new CommandFailure({
      exitCode: exitCodes.usage,
      code: 'PROVIDER_OTHER',
      message: `${folder} holds what ${owner === '' ? 'a local provider' : owner} published, not ${host === '' ? 'a local provider' : host}`,
      hint: 'Give this provider a name of its own with --name, or remove the folder.',
    })
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${host}\n`)
}

/** What was fetched, and everything that was not, with the reason. */
export function formatProvider({ from, source, report }: FetchedProvider): string {
  const { listed, fetched, unchanged, restricted, digestRight, digestAbsent, failed, problems } = report
  const lines = [
    `${from} (${report.publisher ?? 'publisher not named'}), imported as ${source}`,
    `    ${listed} documents listed, ${fetched} fetched, ${unchanged} here already`,
  ]
  if (fetched > 0) lines.push(`    ${digestRight} with the right digest, ${digestAbsent} without any`)
  if (restricted > 0) lines.push(`    ${restricted} documents or feeds left out: not for everybody (TLP)`)
  for (const { problem, count, examples } of failed)
    lines.push(`    ${count} ${problem}, such as ${examples[0] ?? ''}`)
  for (const problem of problems.slice(0, SHOWN)) lines.push(`    ${problem}`)
  if (problems.length > SHOWN) lines.push(`    and ${problems.length - SHOWN} more of the listings`)
  lines.push('    Signatures were not verified: who controls the provider can write anything.')
  return lines.map((line, at) => `${at === 0 ? '' : '    '}${plain(line)}\n`).join('')
}

const SHOWN = 5

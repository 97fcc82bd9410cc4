/** CSAF as a trusted provider hands it out: metadata, lists, documents and their digests. */
import type { Kernel } from '../kernel/model.ts'
import { csafPaths } from './addresses.ts'
import {
  type Directory,
  formatChanges,
  formatFeed,
  formatIndex,
  formatProviderMetadata,
} from './csaf-directory.ts'
import { listLive } from './files.ts'
import { listPages, type OpenPage } from './open-page.ts'
import { download, jsonText, medias, missing, text } from './replies.ts'
import { baseOf } from './security-txt.ts'
import { csafRole } from './settings-view.ts'
import type { Visit } from './visit.ts'

/** Requirement 9 knows one provider per server; with several, security.txt names them all. */
export async function serverMetadata(kernel: Kernel): Promise<Response> {
  const pages = (await listPages(kernel)).filter(({ wishes }) => wishes.parts.csaf)
  const [page] = pages
  if (page === undefined || pages.length > 1) return missing()
  return metadataOf(kernel, await directoryOf(kernel, page)) ?? missing()
}

/** A role that is not fulfilled is not claimed: without https or a document there is nothing. */
function metadataOf(kernel: Kernel, directory: Directory): Response | undefined {
  const { role } = csafRole(kernel.settings.publicUrl, directory.wishes, directory.files)
  return role === 'none' ? undefined : jsonText(formatProviderMetadata(directory, role))
}

async function directoryOf(kernel: Kernel, page: OpenPage): Promise<Directory> {
  return {
    wishes: page.wishes,
    files: await listLive(page.org, page.product),
    base: baseOf(page, kernel.settings.publicUrl),
    now: kernel.now(),
  }
}

export async function answerCsaf({ page, below, parts: { kernel } }: Visit): Promise<Response | undefined> {
  const directory = await directoryOf(kernel, page)
  switch (below) {
    case csafPaths.metadata:
      return metadataOf(kernel, directory)
    case csafPaths.feed:
      return jsonText(formatFeed(directory))
    case `${csafPaths.folder}index.txt`:
      return text(formatIndex(directory), medias.plain)
    case `${csafPaths.folder}changes.csv`:
      return text(formatChanges(directory), medias.csv)
    default:
      return answerDocument(page, below, directory)
  }
}

async function answerDocument(
  page: OpenPage,
  below: string,
  { files }: Directory,
): Promise<Response | undefined> {
  const asked = /^\/csaf\/white\/(\d{4}\/[^/]+\.json)(\.sha256|\.sha512)?$/.exec(below)
  const row = files.find(({ kind, path }) => kind === 'csaf' && path === asked?.[1])
  if (row === undefined) return undefined
  const name = row.path.slice(5)
  if (asked?.[2] === '.sha256') return text(`${row.digest}  ${name}\n`, medias.plain)
  if (asked?.[2] === '.sha512') return text(`${row.sha512}  ${name}\n`, medias.plain)
  return download(page, row, name)
}
